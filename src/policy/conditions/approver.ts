/** The supervisor rule as a condition: whether the approval that an outside mail needs is missing. */

import { z } from 'zod'
import { conditionApproverTexts } from '../../text/condition-approver.ts'
import type { Language } from '../../text/language.ts'
import { defineCondition } from '../condition.ts'
import { supervisorInCc } from '../supervisor-in-cc.ts'

export interface ApproverSettings {
  readonly is: 'missing'
  /** `undefined`: as `supervisorInCc.approver` of the configuration says. */
  readonly in?: 'header' | 'envelope' | 'both' | undefined
}

const missing = z.literal('missing')

const schema: z.ZodType<ApproverSettings> = z.union([
  missing.transform((is): ApproverSettings => ({ is })),
  z.strictObject({ is: missing, in: z.enum(['header', 'envelope', 'both']).optional() }),
])

export const approver = defineCondition<ApproverSettings>({
  kind: 'approver',
  schema,
  describe: (settings: ApproverSettings, language: Language) => conditionApproverTexts[language](settings),
  examples: ['missing', { is: 'missing', in: 'both' }],
  prepare: (settings, { snapshot, settings: flow }) => {
    const asked = settings.in === undefined ? flow : { ...flow, approver: { in: settings.in } }
    return (facts) => {
      const { answer, identities } = supervisorInCc(facts, snapshot, asked)
      const evidence = identities.length === 0 ? [] : [{ kind: 'verdicts', identities } as const]
      return { answer: answer === 'reject' ? 'yes' : 'no', evidence }
    }
  },
  implies: (settings, other) => settings.in === other.in,
})
