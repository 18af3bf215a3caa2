/** Whether the servers of every outside recipient take the mail over TLS, as far as they said when they were asked last. */

import { z } from 'zod'

import { domainOf } from '../../mail/address.ts'
import { conditionMailTexts } from '../../text/condition-mail.ts'
import { cannotTell, yes, type Answer } from '../answer.ts'
import { defineCondition } from '../condition.ts'
import { recipientsOf } from '../seen-addresses.ts'

const levels = ['offered', 'verified'] as const

export type TlsLevel = (typeof levels)[number]

function answerFor(
  domains: ReadonlySet<string>,
  offerOf: (domain: string) => string,
  level: TlsLevel,
): Answer {
  let unknown: string | undefined
  for (const domain of domains) {
    const offer = offerOf(domain)
    if (offer === 'unknown') unknown = domain
    else if (offer === 'none' || (level === 'verified' && offer === 'offered'))
      return { answer: 'no', evidence: [{ kind: 'domain', text: domain.slice(0, 100) }] }
  }
  return unknown === undefined ? yes() : cannotTell({ kind: 'not-gathered', detail: `TLS: ${unknown}` })
}

export const recipientTls = defineCondition<TlsLevel>({
  kind: 'recipientTls',
  schema: z.enum(levels),
  describe: (settings, language) => conditionMailTexts[language].recipientTls(settings),
  examples: ['verified', 'offered'],
  needs: () => ['tls'],
  prepare: (level, world) => (facts) => {
    const { list, unreadable } = recipientsOf(facts, world)
    const domains = new Set<string>()
    for (const { address, outside, inEnvelope } of list)
      if (outside && inEnvelope) domains.add(domainOf(address))
    const answer = answerFor(domains, (domain) => facts.tls?.get(domain) ?? 'unknown', level)
    if (answer.answer !== 'yes' || unreadable.envelope === 0) return answer
    return cannotTell({ kind: 'unreadable', detail: 'recipient' })
  },
  implies: (settings, other) => settings === other || settings === 'verified',
})
