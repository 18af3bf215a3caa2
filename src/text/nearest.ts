/** Finds the known word that somebody probably meant. Knows nothing of where the words come from. */

/** The least number of inserted, left out, changed or swapped letters between two words. */
function distance(left: string, right: string): number {
  let before: number[] = []
  let last = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1]
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      )
      if (left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]) {
        cost = Math.min(cost, (before[column - 2] ?? Infinity) + 1)
      }
      current.push(cost)
    }
    before = last
    last = current
  }
  return last[right.length] ?? left.length
}

/**
 * The word of `known` that looks most like `word`, or `undefined` when none looks like it. Letter case counts
 * for nothing.
 * @param most letters that may differ; default: two in five, or all that are missing at the end
 */
export function nearestWord(word: string, known: readonly string[], most?: number): string | undefined {
  let best: string | undefined
  const sought = word.toLowerCase()
  let least = (most ?? Math.max(1, Math.floor(word.length * 0.4))) + 1
  for (const candidate of known) {
    const difference = distance(sought, candidate.toLowerCase())
    if (difference < least) {
      best = candidate
      least = difference
    }
  }
  if (best !== undefined || most !== undefined || word.length < 3) return best
  return known.find((candidate) => candidate.toLowerCase().startsWith(sought))
}
