/** What the sentences about conditions share: lists of names, bounds, sizes. */

import type { Bounds } from '../policy/setting-values.ts'
import type { InBothLanguages } from './language.ts'

export interface ConditionWords {
  /** Any of these. */
  readonly either: (items: readonly string[]) => string
  /** Names of lists of the revision. */
  readonly lists: (names: readonly string[]) => string
  /** Words as they are looked for. */
  readonly words: (words: readonly string[]) => string
  /** `at least 5 recipients`; the unit in its singular. */
  readonly bounds: (bounds: Bounds, unit: string) => string
  /** Behind "a size": `of at least 10 MB`. */
  readonly octets: (bounds: Bounds) => string
}

const mostShown = 8
const japaneseStart = /^[「\u3040-\u30ff\u4e00-\u9fff]/

const units = [
  ['GB', 1_073_741_824],
  ['MB', 1_048_576],
  ['KB', 1_024],
] as const

function octetsText(octets: number): string {
  for (const [unit, size] of units)
    if (octets >= size && octets % size === 0) return `${octets / size} ${unit}`
  return `${octets} B`
}

function englishBounds(bounds: Bounds, say: (value: number) => string, unit: string): string {
  const { atLeast, atMost } = bounds
  const after = unit === '' ? '' : ` ${unit}${(atMost ?? atLeast) === 1 ? '' : 's'}`
  if (atLeast !== undefined && atLeast === atMost) return `exactly ${say(atLeast)}${after}`
  if (atLeast !== undefined && atMost !== undefined)
    return `between ${say(atLeast)} and ${say(atMost)}${after}`
  return atLeast === undefined ? `at most ${say(atMost ?? 0)}${after}` : `at least ${say(atLeast)}${after}`
}

function japaneseBounds(bounds: Bounds, say: (value: number) => string, unit: string): string {
  const { atLeast, atMost } = bounds
  if (atLeast !== undefined && atLeast === atMost) return `ちょうど ${say(atLeast)}${unit}`
  if (atLeast !== undefined && atMost !== undefined)
    return `${say(atLeast)}${unit}以上 ${say(atMost)}${unit}以下`
  return atLeast === undefined ? `${say(atMost ?? 0)}${unit}以下` : `${say(atLeast)}${unit}以上`
}

function shortened(items: readonly string[], more: (count: number) => string): readonly string[] {
  return items.length <= mostShown
    ? items
    : [...items.slice(0, mostShown - 1), more(items.length - mostShown + 1)]
}

function englishEither(items: readonly string[]): string {
  const shown = shortened(items, (count) => `${count} more`)
  const last = shown.at(-1) ?? ''
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} or ${last}`
}

function japaneseEither(items: readonly string[]): string {
  const shown = shortened(items, (count) => `ほか ${count} 件`)
  const last = shown.at(-1) ?? ''
  if (shown.length < 2) return last
  const or = japaneseStart.test(last) ? 'または' : ' または '
  return `${shown.slice(0, -1).join('、')}${or}${last}`
}

export const conditionWords: InBothLanguages<ConditionWords> = {
  en: {
    either: englishEither,
    lists: (names) => `the list ${englishEither(names.map((name) => `“${name}”`))}`,
    words: (words) => englishEither(words.map((word) => `“${word}”`)),
    bounds: (bounds, unit) => englishBounds(bounds, String, unit),
    octets: (bounds) => {
      const words = englishBounds(bounds, octetsText, '')
      return words.startsWith('between') ? words : `of ${words}`
    },
  },
  ja: {
    either: japaneseEither,
    lists: (names) => `リスト${japaneseEither(names.map((name) => `「${name}」`))}`,
    words: (words) => japaneseEither(words.map((word) => `「${word}」`)),
    bounds: (bounds, unit) => japaneseBounds(bounds, String, ` ${unit}`),
    octets: (bounds) => japaneseBounds(bounds, octetsText, ' '),
  },
}
