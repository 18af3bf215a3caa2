/** Any field of the header: that it is there, or what it says. Its words are under the sender's control. */

import { z } from 'zod'

import { conditionTextTexts } from '../../text/condition-text.ts'
import { cannotTell, no, yes } from '../answer.ts'
import { defineCondition } from '../condition.ts'
import { name, truth } from '../setting-values.ts'
import {
  answerOfFields,
  patternFaults,
  patternTest,
  usesOfWords,
  wordTest,
  wordsNarrow,
  wordsOf,
  wordsSetting,
} from '../text-test.ts'

const schema = z.strictObject({
  /** RFC 5322 section 3.6.8. */
  field: z
    .string()
    .max(200)
    .regex(/^[!-9;-~]+$/)
    .transform((text) => text.toLowerCase()),
  words: wordsSetting.optional(),
  matches: name.optional(),
  present: truth.optional(),
})

export type HeaderSettings = z.infer<typeof schema>

export const header = defineCondition<HeaderSettings>({
  kind: 'header',
  schema,
  describe: (settings, language) => conditionTextTexts[language].header(settings),
  examples: [
    { field: 'Sensitivity', words: ['Company-Confidential', 'Private'] },
    { field: 'X-Mailer', matches: '^Legacy Mailer [12]\\.' },
    { field: 'Reply-To', present: true },
  ],
  fields: ({ field }) => [field],
  faults: ({ words, matches, present }) =>
    [words, matches, present].filter((each) => each !== undefined).length === 1
      ? patternFaults(matches, ['matches'])
      : [{ path: [], kind: 'one-of', detail: 'words, matches, present' }],
  uses: ({ words }) => usesOfWords(words, ['words']),
  prepare: ({ field, words, matches, present }, world) => {
    if (present !== undefined) {
      const evidence = { kind: 'field', field, text: '' } as const
      return ({ mail }) => (mail.fields.some((each) => each.name === field) === present ? yes(evidence) : no)
    }
    const { words: wanted, unknown } = wordsOf(words ?? [], world)
    if (unknown.length > 0) return () => cannotTell(...unknown)
    const test = matches === undefined ? wordTest(wanted) : patternTest(matches)
    return ({ mail }) =>
      answerOfFields(
        mail.fields.filter((each) => each.name === field),
        test,
      )
  },
  implies: (settings, other) =>
    settings.field === other.field &&
    (wordsNarrow(settings.words, other.words) ||
      (settings.matches !== undefined && settings.matches === other.matches) ||
      (settings.present !== undefined && settings.present === other.present) ||
      (settings.present === undefined && other.present === true)),
  excludes: (settings, other) =>
    settings.field === other.field &&
    ((settings.present === false && other.present !== false) ||
      (other.present === false && settings.present !== false)),
})
