/**
 * The built-in rule: outside mail goes only with a competent supervisor of the sender in To or Cc. Asks
 * `people/` for every identity that the mail shows; one refusal refuses, and no exemption excuses another.
 */

import { findCandidates } from '../people/candidates.ts'
import { isInternalAddress } from '../people/directory.ts'
import { judge } from '../people/judge.ts'

import type { IdentityVerdict } from './decision.ts'
import { identitiesOf, knownBy } from './identities.ts'
import { envelopeAddresses, recipientsToJudge } from './recipients.ts'
import { deliver, type Rule } from './rule.ts'

const candidatesNamed = 10

export const supervisorInCc: Rule = (facts, snapshot, settings) => {
  if (settings.insideForks === 'pass') {
    const envelope = envelopeAddresses(facts)
    if (envelope.length > 0 && envelope.every((address) => isInternalAddress(snapshot.directory, address))) {
      return { answer: { rule: 'supervisor-in-cc', answer: 'inside-fork', identities: [] }, action: deliver }
    }
  }
  const recipients = recipientsToJudge(facts, settings, knownBy(snapshot, settings))
  const identities = identitiesOf(facts, snapshot, settings).map(({ source, address }): IdentityVerdict => {
    const verdict = judge(snapshot, { from: address, ...recipients, day: facts.day })
    const candidates =
      verdict.verdict === 'reject' ? findCandidates(snapshot, address, facts.day, candidatesNamed) : []
    return { source, address, verdict, candidates }
  })
  const rejected = identities.find(({ verdict }) => verdict.verdict === 'reject')
  if (rejected === undefined) {
    return { answer: { rule: 'supervisor-in-cc', answer: 'allow', identities }, action: deliver }
  }
  return {
    answer: { rule: 'supervisor-in-cc', answer: 'reject', identities },
    action: { kind: 'refuse', refusal: { kind: 'no-supervisor', identity: rejected } },
  }
}
