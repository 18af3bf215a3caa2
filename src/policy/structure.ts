/** Refuses what two mail programs may read in two ways (`gateway.md`, "Who receives"): never guess which half is shown. */

import type { Ambiguity, Mail } from '../mail/mail.ts'

import type { Rule } from './rule.ts'

/** Authors and senders of one mail; each is judged on its own, so their number bounds the work. */
const mostAuthors = 50

const clear = { answer: { rule: 'structure', answer: 'clear' }, action: undefined } as const

export const structure: Rule = ({ mail, lineFaults }) => {
  // A bare line end in the header is seen twice: by the scan of the whole content and by the cut of the header.
  const seen = new Set(lineFaults.map(({ kind }) => kind))
  const ofHeader = mail.ambiguities.filter(({ kind }) => !seen.has(kind))
  const ambiguities = [...lineFaults, ...ofHeader, ...tooManyAuthors(mail)]
  if (ambiguities.length === 0) return clear
  return {
    answer: { rule: 'structure', answer: 'ambiguous', ambiguities },
    action: { kind: 'refuse', refusal: { kind: 'ambiguous', ambiguities } },
  }
}

function tooManyAuthors({ from, sender }: Mail): readonly Ambiguity[] {
  if (from.length + sender.length <= mostAuthors) return []
  return [{ kind: 'over-limit', of: 'authors', limit: mostAuthors }]
}
