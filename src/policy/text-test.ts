/**
 * Looks for words or a pattern in header fields, on the thread that takes mail in: texts are short there. In the content
 * of a mail the inspection looks (`TextQuestion`), by the same searches.
 */

import { z } from 'zod'

import { compilePatterns, patternFault } from '../inspect/pattern-search.ts'
import { compileWords } from '../inspect/word-search.ts'
import type { Field } from '../mail/mail.ts'
import { cannotTell, no, yes, type Answer, type CannotTell } from './answer.ts'
import type { NameUse, SettingFault } from './condition.ts'
import { fieldEvidence, fieldText } from './field-text.ts'
import { listName, name, oneOrMore, type ListName } from './setting-values.ts'
import { isSubset } from './subset.ts'
import type { World } from './world.ts'

/** Whether a text, in the form of `fieldText`, has what is looked for. */
export type TextTest = (text: string) => boolean

export function wordTest(words: readonly string[]): TextTest {
  const search = compileWords(words)
  return (text) => {
    let found = false
    search.find(text.toLowerCase(), () => {
      found = true
    })
    return found
  }
}

/** The pattern has no fault: that is checked when a revision is read. */
export function patternTest(pattern: string): TextTest {
  const search = compilePatterns([{ pattern, ignoreCase: false }])
  return (text) => search.matching(text).length > 0
}

export function patternFaults(
  pattern: string | undefined,
  path: SettingFault['path'],
): readonly SettingFault[] {
  const detail = pattern === undefined ? undefined : patternFault(pattern)
  return detail === undefined ? [] : [{ path, kind: 'pattern', detail }]
}

/** Words, or the lists that hold them. */
export type WordsSetting = readonly string[] | ListName

export const wordsSetting: z.ZodType<WordsSetting> = z.union([oneOrMore(name), listName])

export function usesOfWords(value: WordsSetting | undefined, path: NameUse['path']): readonly NameUse[] {
  if (value === undefined || !('list' in value)) return []
  return value.list.map((each) => ({
    kind: 'list',
    name: each,
    path: [...path, 'list'],
    listKinds: ['words'],
  }))
}

/** Every text that has one of the words of `one` has one of `other`. */
export function wordsNarrow(one: WordsSetting | undefined, other: WordsSetting | undefined): boolean {
  if (one === undefined || other === undefined) return false
  if ('list' in one) return 'list' in other && isSubset(one.list, other.list)
  return !('list' in other) && isSubset(one, other)
}

interface KnownWords {
  readonly words: readonly string[]
  readonly unknown: readonly CannotTell[]
}

/** The words themselves, or those of the lists. */
export function wordsOf(value: WordsSetting, { lists }: Pick<World, 'lists'>): KnownWords {
  if (!('list' in value)) return { words: value, unknown: [] }
  return {
    words: value.list.flatMap((each) => lists.get(each)?.entries ?? []),
    unknown: value.list
      .filter((each) => !lists.has(each))
      .map((each): CannotTell => ({ kind: 'unknown-name', detail: each })),
  }
}

/** One of the fields has it: yes. None has, and all were read whole: no. */
export function answerOfFields(fields: Iterable<Field>, test: TextTest): Answer {
  let trouble: CannotTell | undefined
  for (const field of fields) {
    const text = fieldText(field)
    const found = text.readings.find(test)
    if (found !== undefined) return yes(fieldEvidence(field.name, found))
    trouble ??= text.trouble
  }
  return trouble === undefined ? no : cannotTell(trouble)
}
