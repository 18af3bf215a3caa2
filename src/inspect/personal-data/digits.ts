/** Numbers as people write them: digits in groups, with single spaces or hyphens between. */

const longestRun = 4_000
const overlap = 80
const written = /[0-9](?:[ -]?[0-9]){0,3999}/g
const group = /[0-9]+/g
const dashes = /(?<=[0-9]) ?[\u2010-\u2015\u2212\u2500\u30fc\u4e00] ?(?=[0-9])/g
const letter = /[A-Za-z0-9]/

export interface DigitGroup {
  readonly digits: string
  /** What stands before and behind it: a space, a hyphen, a letter, or nothing. */
  readonly before: string
  readonly after: string
}

/** `text` with every dash that people write between digits as a hyphen. It is normal text. */
export function withPlainDashes(text: string): string {
  return text.replace(dashes, '-')
}

/** Runs of groups; a number may be one group or several of them side by side. */
export function* digitRuns(text: string, least: number): Generator<readonly DigitGroup[]> {
  written.lastIndex = 0
  for (let run = written.exec(text); run !== null; run = written.exec(text)) {
    const [whole] = run
    const { index: start } = run
    // A longer run is read in pieces that overlap by more than any number takes.
    const { lastIndex } = written
    const next = whole.length < longestRun ? lastIndex : lastIndex - overlap
    if (whole.length >= least)
      yield [...whole.matchAll(group)].map(({ 0: digits, index }) => ({
        digits,
        before: nextTo(text, start + index - 1),
        after: nextTo(text, start + index + digits.length),
      }))
    written.lastIndex = next
  }
}

function nextTo(text: string, at: number): string {
  const character = text[at] ?? ''
  return character === ' ' || character === '-' || letter.test(character) ? character : ''
}

/**
 * Every number of `lengths` groups of digits in the run that stands for itself: nothing that belongs to it goes on before
 * or behind it.
 */
export function* numbersOf(run: readonly DigitGroup[], lengths: readonly number[]): Generator<string> {
  for (let from = 0; from + lengths.length <= run.length; from++) {
    const groups = run.slice(from, from + lengths.length)
    if (!groups.every(({ digits }, index) => digits.length === lengths[index])) continue
    const [first] = groups
    const last = groups.at(-1)
    if (first === undefined || last === undefined) continue
    const inner = groups.length > 1 ? first.after : ''
    if (groups.slice(1, -1).some(({ after }) => after !== inner)) continue
    if (
      goesOn(first.before, inner, run[from - 1], lengths) ||
      goesOn(last.after, inner, run[from + lengths.length], lengths)
    )
      continue
    yield groups.map(({ digits }) => digits).join('')
  }
}

/** Whether the group beside a number belongs to it: a letter, a hyphen, or the same spacing and length as within. */
function goesOn(
  between: string,
  inner: string,
  beside: DigitGroup | undefined,
  lengths: readonly number[],
): boolean {
  if (between === '') return false
  if (between !== ' ') return true
  return inner === ' ' && beside !== undefined && lengths.includes(beside.digits.length)
}

/** Everything but the last `shown` characters hidden. */
export function masked(text: string, shown: number): string {
  return `${'*'.repeat(Math.max(0, text.length - shown))}${text.slice(Math.max(0, text.length - shown))}`
}
