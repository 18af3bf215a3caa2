/**
 * The structure of the mail can be read in two ways. The rule on structure refuses such a mail before any policy is asked; the
 * condition serves what judges mails that have been through already.
 */

import { conditionMailTexts } from '../../text/condition-mail.ts'
import { no, yes } from '../answer.ts'
import { defineCondition } from '../condition.ts'
import { truth } from '../setting-values.ts'

export const ambiguous = defineCondition<boolean>({
  kind: 'ambiguous',
  schema: truth,
  describe: (settings, language) => conditionMailTexts[language].ambiguous(settings),
  examples: [true, false],
  prepare: (settings) => (facts) => {
    const is = facts.lineFaults.length + facts.mail.ambiguities.length > 0
    return is === settings ? yes() : no
  },
  implies: (settings, other) => settings === other,
  excludes: (settings, other) => settings !== other,
})
