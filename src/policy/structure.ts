/** Refuses what two mail programs may read in two ways (`gateway.md`, "Who receives"): never guess which half is shown. */

import type { Ambiguity, Mail } from '../mail/mail.ts'

import type { Rule } from './rule.ts'

/** Authors and senders of one mail; each is judged on its own, so their number bounds the work. */
const mostAuthors = 50

const tooManyAuthors: Ambiguity = { kind: 'over-limit', of: 'authors', limit: mostAuthors }
const clear = { answer: { rule: 'structure', answer: 'clear' }, action: undefined } as const

export const structure: Rule = ({ mail, lineFaults }) => {
  if (lineFaults.length === 0 && mail.ambiguities.length === 0 && !hasTooManyAuthors(mail)) return clear
  // A bare line end in the header is seen twice: by the scan of the whole content and by the cut of the header.
  const seen = new Set(lineFaults.map(({ kind }) => kind))
  const ofHeader = mail.ambiguities.filter(({ kind }) => !seen.has(kind))
  const ambiguities: readonly Ambiguity[] = [
    ...lineFaults,
    ...ofHeader,
    ...(hasTooManyAuthors(mail) ? [tooManyAuthors] : []),
  ]
  return {
    answer: { rule: 'structure', answer: 'ambiguous', ambiguities },
    action: { kind: 'refuse', refusal: { kind: 'ambiguous', ambiguities } },
  }
}

function hasTooManyAuthors({ from, sender }: Mail): boolean {
  return from.length + sender.length > mostAuthors
}
