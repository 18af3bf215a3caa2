/**
 * The supervisor rule: outside mail goes only with a competent supervisor of the sender in To or Cc. Asks
 * `people/` for every identity that the mail shows; one refusal refuses, and no exemption excuses another.
 */

import { findCandidates } from '../people/candidates.ts'
import { isInternalAddress } from '../people/directory.ts'
import { judge } from '../people/judge.ts'
import type { Snapshot } from '../people/snapshot.ts'

import type { IdentityVerdict } from './decision.ts'
import type { Facts } from './facts.ts'
import { identitiesOf, knownBy } from './identities.ts'
import { envelopeAddresses, recipientsToJudge } from './recipients.ts'
import type { FlowSettings } from './settings.ts'

const candidatesNamed = 10

export interface SupervisorAnswer {
  /** `inside-fork`: the envelope is wholly internal, which the setting `insideForks` lets through unasked. */
  readonly answer: 'allow' | 'reject' | 'inside-fork'
  readonly identities: readonly IdentityVerdict[]
}

export function supervisorInCc(facts: Facts, snapshot: Snapshot, settings: FlowSettings): SupervisorAnswer {
  if (settings.insideForks === 'pass') {
    const envelope = envelopeAddresses(facts)
    if (envelope.length > 0 && envelope.every((address) => isInternalAddress(snapshot.directory, address))) {
      return { answer: 'inside-fork', identities: [] }
    }
  }
  const recipients = recipientsToJudge(facts, settings, knownBy(snapshot, settings))
  const identities = identitiesOf(facts, snapshot, settings).map(({ source, address }): IdentityVerdict => {
    const verdict = judge(snapshot, { from: address, ...recipients, day: facts.day })
    const candidates =
      verdict.verdict === 'reject' ? findCandidates(snapshot, address, facts.day, candidatesNamed) : []
    return { source, address, verdict, candidates }
  })
  const isRejected = identities.some(({ verdict }) => verdict.verdict === 'reject')
  return { answer: isRejected ? 'reject' : 'allow', identities }
}
