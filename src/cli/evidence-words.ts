/** What an answer rests on, in short: the words of the mail and codes, in no language. */

import type { Evidence } from '../policy/answer.ts'

export function evidenceWords(evidence: Evidence): readonly string[] {
  if (evidence.kind === 'count') return [String(evidence.count)]
  if (evidence.kind === 'verdicts')
    return evidence.identities.map(({ address, verdict }) => `${address}: ${verdict.reason}`)
  if (evidence.kind === 'field') return [`${evidence.field}: ${evidence.text}`]
  if (evidence.kind === 'text' && evidence.path !== '') return [`${evidence.path}: ${evidence.text}`]
  return [evidence.text]
}
