/**
 * What programs send by themselves with a null envelope sender, which alone is nothing: real delivery and disposition reports
 * (RFC 3464, RFC 8098), and automatic replies that say so (RFC 3834).
 */

import { z } from 'zod'
import type { Mail } from '../../mail/mail.ts'
import { conditionReportTexts } from '../../text/condition-approver.ts'
import { no, yes } from '../answer.ts'
import { defineCondition } from '../condition.ts'
import type { Facts } from '../facts.ts'

export type ReportKind = 'real' | 'automatic'

const found = yes()

const tests: Readonly<Record<ReportKind, (mail: Mail) => boolean>> = {
  real: ({ mediaType }) => mediaType === 'multipart/report',
  automatic: ({ fields }) => {
    const said = fields.filter(({ name }) => name === 'auto-submitted')
    return said.length === 1 && said.every(({ body }) => /^\s*auto-replied\b/i.test(body.toString('latin1')))
  },
}

export const report = defineCondition<ReportKind>({
  kind: 'report',
  schema: z.enum(['real', 'automatic']),
  describe: (settings, language) => conditionReportTexts[language][settings],
  examples: ['real', 'automatic'],
  fields: (settings) => (settings === 'automatic' ? ['auto-submitted'] : []),
  prepare: (settings) => {
    const test = tests[settings]
    return ({ envelope, mail }: Facts) => (envelope.from === '' && test(mail) ? found : no)
  },
  implies: (settings, other) => settings === other,
})
