/** Lets one thing happen after the other: what was looked at before a change is still so when it is written. */

export type Turns = <Answer>(run: () => Promise<Answer>) => Promise<Answer>

/** What `run` rejects with goes to its own caller alone. */
export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve()
  return async (run) => {
    const turn = last.then(run)
    last = turn.catch(() => undefined)
    return await turn
  }
}
