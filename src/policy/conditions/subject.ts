/** The subject: words in it, a pattern, or that it is blank. */

import { z } from 'zod'

import type { Field } from '../../mail/mail.ts'
import { conditionTextTexts } from '../../text/condition-text.ts'
import { cannotTell, yes, type Answer } from '../answer.ts'
import { defineCondition } from '../condition.ts'
import type { Facts } from '../facts.ts'
import { fieldEvidence, fieldText } from '../field-text.ts'
import { name, onlyTrue } from '../setting-values.ts'
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
  words: wordsSetting.optional(),
  matches: name.optional(),
  blank: onlyTrue.optional(),
})

export type SubjectSettings = z.infer<typeof schema>

function subjectsOf({ mail }: Facts): readonly Field[] {
  return mail.fields.filter((field) => field.name === 'subject')
}

/** Blank is what shows nothing to a reader: no subject, white space, letters that nobody sees. */
function isBlank(facts: Facts): Answer {
  for (const field of subjectsOf(facts)) {
    const { readings, trouble } = fieldText(field)
    const shown = readings.find((text) => text !== '')
    if (shown !== undefined) return { answer: 'no', evidence: [fieldEvidence('subject', shown)] }
    if (trouble !== undefined) return cannotTell(trouble)
  }
  return yes(fieldEvidence('subject', ''))
}

export const subject = defineCondition<SubjectSettings>({
  kind: 'subject',
  schema,
  describe: (settings, language) => conditionTextTexts[language].subject(settings),
  examples: [
    { words: ['見積', 'quotation'] },
    { words: { list: 'secret' } },
    { matches: '(?i)project[- ]x' },
    { blank: true },
  ],
  uses: ({ words }) => usesOfWords(words, ['words']),
  faults: ({ words, matches, blank }) =>
    [words, matches, blank].filter((each) => each !== undefined).length === 1
      ? patternFaults(matches, ['matches'])
      : [{ path: [], kind: 'one-of', detail: 'words, matches, blank' }],
  prepare: ({ words, matches, blank }, world) => {
    if (blank === true) return isBlank
    const { words: wanted, unknown } = wordsOf(words ?? [], world)
    if (unknown.length > 0) return () => cannotTell(...unknown)
    const test = matches === undefined ? wordTest(wanted) : patternTest(matches)
    return (facts) => answerOfFields(subjectsOf(facts), test)
  },
  implies: (settings, other) =>
    wordsNarrow(settings.words, other.words) ||
    (settings.matches !== undefined && settings.matches === other.matches) ||
    (settings.blank === true && other.blank === true),
  excludes: (settings, other) =>
    (settings.blank === true && other.words !== undefined) ||
    (other.blank === true && settings.words !== undefined),
})
