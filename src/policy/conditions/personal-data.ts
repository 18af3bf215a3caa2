/** Personal data in the text of a mail and of its files: how many distinct numbers or addresses there are. */

import { z } from 'zod'

import type { PersonalData, TextQuestion } from '../../inspect/content-facts.ts'
import { conditionContentTexts } from '../../text/condition-content.ts'
import { boundsFaults, boundsImply } from '../bounds.ts'
import { defineCondition } from '../condition.ts'
import { countBounds, oneOrMore } from '../setting-values.ts'
import { isSubset } from '../subset.ts'
import {
  answerOfQuestions,
  keysOf,
  placeNarrows,
  scopeOf,
  textPlace,
  unsupportedFiles,
} from '../text-question.ts'

const dataKinds = [
  'card',
  'my-number',
  'bank-account',
  'phone',
  'postal-address',
  'mail-address',
] as const satisfies readonly PersonalData[]

const schema = z.strictObject({
  /** Of several kinds all findings are counted together. */
  data: oneOrMore<PersonalData>(z.enum(dataKinds)),
  in: textPlace,
  count: countBounds.default({ atLeast: 1 }),
  unsupported: unsupportedFiles,
})

export type PersonalDataSettings = z.infer<typeof schema>

function questionsOf(settings: PersonalDataSettings): readonly TextQuestion[] {
  const scope = scopeOf(settings.in)
  return [...new Set(settings.data)].map((data) => ({ ...scope, kind: 'personal-data', data }))
}

export const personalData = defineCondition<PersonalDataSettings>({
  kind: 'personalData',
  schema,
  describe: (settings, language) => conditionContentTexts[language].personalData(settings),
  examples: [
    { data: 'my-number', in: 'anywhere' },
    { data: ['card', 'bank-account'], in: 'anywhere', count: { atLeast: 2 } },
    { data: ['phone', 'postal-address', 'mail-address'], in: 'attachments', count: { atLeast: 50 } },
  ],
  needs: () => ['content'],
  questions: questionsOf,
  faults: ({ count }) => boundsFaults(count, ['count']),
  prepare: (settings) => {
    const keys = keysOf(questionsOf(settings))
    return ({ content }) => answerOfQuestions(content, keys, settings.count, settings.unsupported)
  },
  implies: (settings, other) => {
    if (!boundsImply(settings.count, other.count)) return false
    if (
      isSubset(settings.data, other.data) &&
      isSubset(other.data, settings.data) &&
      settings.in === other.in
    )
      return (
        settings.unsupported === other.unsupported ||
        other.unsupported === 'ignore' ||
        settings.count.atMost === undefined
      )
    return (
      isSubset(settings.data, other.data) &&
      placeNarrows(settings.in, other.in) &&
      other.count.atMost === undefined
    )
  },
})
