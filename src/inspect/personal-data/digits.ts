/** Numbers as people write them: digits in groups, with one character between them, or a line break in its place. */

const dashes = /(?<=[0-9]) ?[\u2010-\u2015\u2212\u2500\u30fc\u4e00] ?(?=[0-9])/g

/** `text` with every dash that people write between digits as a hyphen. It is normal text. */
export function withPlainDashes(text: string): string {
  return text.replace(dashes, '-')
}

const zero = 48
const nine = 57
const hyphen = 45
const lineFeed = 10
/** By character code: what people write between groups. */
const separators = new Uint8Array(128)
for (const character of ' -./_,\n') separators[character.charCodeAt(0)] = 1
/** Groups that are looked at together; the last of them once more with those that follow. */
const mostGroups = 2_000
/** More than any number has, and one beside it. */
const kept = 20

function isDigit(code: number): boolean {
  return code >= zero && code <= nine
}

function isSeparator(code: number): boolean {
  return separators[code] === 1
}

/** Where the digits of the next group would begin; `at` is behind a group. A separator may end its line. */
function behindSeparator(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (!isSeparator(code)) return at
  return code !== lineFeed && text.charCodeAt(at + 1) === lineFeed ? at + 2 : at + 1
}

/** Digits and letters of ASCII and hyphens: what belongs to a number wherever it stands beside it. */
function isBeside(code: number): boolean {
  return code === hyphen || isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
}

/** How a number may be written: the lengths of its groups. */
export type Grouping = readonly number[]

/** Groupings by the length of the first group. */
export type Groupings = readonly (readonly Grouping[] | undefined)[]

export function groupingsOf(all: readonly Grouping[]): Groupings {
  const groupings: Grouping[][] = []
  for (const grouping of all) (groupings[grouping[0] ?? 0] ??= []).push(grouping)
  return groupings
}

/** Groups that stand side by side, the first `count` of the arrays, each from `starts` to before `ends`. */
interface Run {
  readonly starts: Int32Array
  readonly ends: Int32Array
  count: number
}

/**
 * Every number in `text` that is written in one of the groupings and stands for itself: nothing that belongs to it goes on
 * before or behind it. In one pass; nothing is copied but what is found.
 */
export function eachNumber(text: string, groupings: Groupings, found: (digits: string) => void): void {
  const run: Run = { starts: new Int32Array(mostGroups), ends: new Int32Array(mostGroups), count: 0 }
  let isContinued = false
  for (let at = 0; at < text.length;) {
    if (!isDigit(text.charCodeAt(at))) {
      at++
      continue
    }
    run.starts[run.count] = at
    do at++
    while (isDigit(text.charCodeAt(at)))
    run.ends[run.count++] = at
    const next = behindSeparator(text, at)
    const goesOn = next > at && isDigit(text.charCodeAt(next))
    if (goesOn) at = next
    if (goesOn && run.count < mostGroups) continue
    findIn(text, run, groupings, isContinued, goesOn, found)
    isContinued = goesOn
    if (goesOn) {
      run.starts.copyWithin(0, mostGroups - kept)
      run.ends.copyWithin(0, mostGroups - kept)
    }
    run.count = goesOn ? kept : 0
  }
}

/** `isContinued`, `goesOn`: there are more groups before or behind, so that the outermost are only looked at as neighbours. */
function findIn(
  text: string,
  run: Run,
  groupings: Groupings,
  isContinued: boolean,
  goesOn: boolean,
  found: (digits: string) => void,
): void {
  const count = run.count - (goesOn ? 1 : 0)
  for (let from = isContinued ? 1 : 0; from < count; from++) {
    const possible = groupings[lengthAt(run, from)]
    if (possible === undefined) continue
    for (const grouping of possible)
      if (from + grouping.length <= count && standsForItself(text, run, from, grouping))
        found(digitsOf(text, run, from, grouping.length))
  }
}

function lengthAt({ starts, ends }: Run, index: number): number {
  return (ends[index] ?? 0) - (starts[index] ?? 0)
}

function standsForItself(text: string, run: Run, from: number, grouping: Grouping): boolean {
  const last = from + grouping.length - 1
  let inner = 0
  for (let at = 1; at < grouping.length; at++) {
    if (lengthAt(run, from + at) !== grouping[at]) return false
    const between = text.charCodeAt(run.ends[from + at - 1] ?? 0)
    if (inner === 0 || inner === lineFeed) inner = between
    else if (between !== inner && between !== lineFeed) return false
  }
  return (
    !belongs(codeBefore(text, run, from), inner, run, from - 1, grouping) &&
    !belongs(text.charCodeAt(run.ends[last] ?? 0), inner, run, last + 1, grouping)
  )
}

/** What stands in front of a group: of a separator that ends the line of the group before, not the line break. */
function codeBefore(text: string, { starts, ends }: Run, from: number): number {
  const start = starts[from] ?? 0
  const before = from > 0 ? (ends[from - 1] ?? 0) : 0
  return text.charCodeAt(start - before === 2 && before > 0 ? before : start - 1)
}

/** Whether what stands beside a number belongs to it: a letter, a hyphen, or the same separator and length as within. */
function belongs(between: number, inner: number, run: Run, beside: number, grouping: Grouping): boolean {
  if (isBeside(between)) return true
  return (
    isSeparator(between) &&
    inner === between &&
    beside >= 0 &&
    beside < run.count &&
    grouping.includes(lengthAt(run, beside))
  )
}

function digitsOf(text: string, { starts, ends }: Run, from: number, groups: number): string {
  if (groups === 1) return text.slice(starts[from], ends[from])
  let digits = ''
  for (let at = from; at < from + groups; at++) digits += text.slice(starts[at], ends[at])
  return digits
}

/** Everything but the last `shown` characters hidden. */
export function masked(text: string, shown: number): string {
  return `${'*'.repeat(Math.max(0, text.length - shown))}${text.slice(Math.max(0, text.length - shown))}`
}
