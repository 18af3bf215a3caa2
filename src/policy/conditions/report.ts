/**
 * Real delivery and disposition reports: a null envelope sender and `multipart/report` (RFC 3464, RFC 8098). A null sender
 * alone is none.
 */

import { z } from 'zod'
import { conditionReportTexts } from '../../text/condition-approver.ts'
import { no, yes } from '../answer.ts'
import { defineCondition } from '../condition.ts'

const isReport = yes()

export const report = defineCondition<'real'>({
  kind: 'report',
  schema: z.literal('real'),
  describe: (_settings, language) => conditionReportTexts[language],
  examples: ['real'],
  prepare:
    () =>
    ({ envelope, mail }) =>
      envelope.from === '' && mail.mediaType === 'multipart/report' ? isReport : no,
  implies: () => true,
})
