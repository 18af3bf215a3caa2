/** The difference between two texts, line by line, as `diff -u` and `git` write it. */

import { createTwoFilesPatch, FILE_HEADERS_ONLY, formatPatch, type StructuredPatch } from 'diff'

export interface NamedText {
  readonly name: string
  readonly text: string
}

const context = 3

/** Lines that differ, over which the smallest difference would take too long to find: time grows with its square. */
const mostEdits = 1_500

/** `''`: they are the same. Each line ends in LF. */
export function differenceOf(before: NamedText, after: NamedText): string {
  if (before.text === after.text) return ''
  const smallest = createTwoFilesPatch(
    before.name,
    after.name,
    before.text,
    after.text,
    undefined,
    undefined,
    { context, headerOptions: FILE_HEADERS_ONLY, maxEditLength: mostEdits },
  )
  return smallest ?? formatPatch(oneReplacement(before, after), FILE_HEADERS_ONLY)
}

/** All between the common beginning and the common end, as one piece. */
function oneReplacement(before: NamedText, after: NamedText): StructuredPatch {
  const old = linesOf(before.text)
  const now = linesOf(after.text)
  const shorter = Math.min(old.length, now.length)
  let head = 0
  while (head < shorter && old[head] === now[head]) head += 1
  let tail = 0
  while (tail < shorter - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1
  const from = Math.max(0, head - context)
  const shown = Math.min(tail, context)
  const oldEnd = old.length - tail
  const nowEnd = now.length - tail
  const lines = [
    ...old.slice(from, head).map((line) => ` ${line}`),
    ...old.slice(head, oldEnd).map((line) => `-${line}`),
    ...now.slice(head, nowEnd).map((line) => `+${line}`),
    ...old.slice(oldEnd, oldEnd + shown).map((line) => ` ${line}`),
  ]
  const hunk = {
    oldStart: from + 1,
    oldLines: oldEnd + shown - from,
    newStart: from + 1,
    newLines: nowEnd + shown - from,
    lines,
  }
  return {
    oldFileName: before.name,
    newFileName: after.name,
    oldHeader: undefined,
    newHeader: undefined,
    hunks: [hunk],
  }
}

function linesOf(text: string): readonly string[] {
  return text.replace(/\n$/, '').split('\n')
}
