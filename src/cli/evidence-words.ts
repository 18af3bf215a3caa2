/** What an answer rests on, in short: the words of the mail and codes, in no language. */

import type { Evidence } from '../policy/answer.ts'

export function evidenceWords(evidence: Evidence): readonly string[] {
  switch (evidence.kind) {
    case 'recipient':
    case 'sender':
    case 'attachment':
    case 'domain':
    case 'client':
    case 'group':
      return [evidence.text]
    case 'field':
      return [`${evidence.field}: ${evidence.text}`]
    case 'text':
      return [evidence.path === '' ? evidence.text : `${evidence.path}: ${evidence.text}`]
    case 'count':
      return [String(evidence.count)]
    case 'verdicts':
      return evidence.identities.map(({ address, verdict }) => `${address}: ${verdict.reason}`)
  }
}
