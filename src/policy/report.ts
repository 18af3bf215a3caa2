/**
 * Lets real delivery and disposition reports through: a null envelope sender and `multipart/report`
 * (RFC 3464, RFC 8098). A null sender alone exempts nothing.
 */

import { deliver, type Rule } from './rule.ts'

const notAReport = { answer: { rule: 'report', answer: 'not-a-report' }, action: undefined } as const
const isAReport = { answer: { rule: 'report', answer: 'report' }, action: deliver } as const

export const report: Rule = ({ envelope, mail }, _snapshot, settings) =>
  settings.reports === 'pass' && envelope.from === '' && mail.mediaType === 'multipart/report'
    ? isAReport
    : notAReport
