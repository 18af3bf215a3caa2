/** Takes the steps of a start back, the last first. Knows nothing of what they are. */

/**
 * A step that fails keeps none of the others from being taken: each fault goes to `report`, so that a gate that is told to
 * stop always ends.
 */
export async function undoAll(
  steps: readonly (() => unknown)[],
  report: (fault: unknown) => void,
): Promise<void> {
  for (const step of steps.toReversed()) {
    try {
      await step()
    } catch (fault) {
      report(fault)
    }
  }
}
