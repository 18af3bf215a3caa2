/** The SMTP answer as a function of the decision. Used by the gate and by `explain --eml`. */

import type { Mail } from '../mail/mail.ts'
import type { Reply } from '../mail/reply.ts'
import type { Snapshot } from '../people/snapshot.ts'
import type { IdentityVerdict, Refusal } from '../policy/decision.ts'
import { isRejectReason, refusalText } from '../text/refusal.ts'

import { notCountedAddresses, unreadableTexts } from './not-counted.ts'

/** As long as a line may be without being broken in two: 512 octets (RFC 5321 section 4.5.3.1.5) less the codes. */
const longestLine = 490
const addressesNamed = 3
const notPlain = /[^\x20-\x7e]/g

/** Why the mail is refused, what to do next, and whom to add, in ASCII. */
export function refusalReply(id: string, refusal: Refusal, mail: Mail, snapshot: Snapshot): Reply {
  switch (refusal.kind) {
    case 'ambiguous':
      return bounded(554, '5.6.0', [refusalText.ambiguous(id, refusal.ambiguities)])
    case 'loop':
      return bounded(554, '5.4.6', [refusalText.loop(id)])
    case 'foreign-tenant':
      return bounded(550, '5.7.1', [refusalText.foreignTenant(id)])
    case 'no-supervisor':
      return bounded(550, '5.7.1', noSupervisorLines(id, refusal.identity, mail, snapshot))
  }
}

/** The notice about the mail lies in the spool; it takes the place of the refusal. */
export function noticeReply(id: string): Reply {
  return bounded(250, '2.0.0', [refusalText.byNotice(id)])
}

export function faultReply(id: string): Reply {
  return bounded(451, '4.3.0', [refusalText.fault(id)])
}

export function noRecordReply(id: string): Reply {
  return bounded(451, '4.3.0', [refusalText.noRecord(id)])
}

/** Lines that fit, in printable ASCII; for words of others too. */
export function bounded(code: number, enhanced: string, lines: readonly string[]): Reply {
  return {
    code,
    enhanced,
    lines: lines.map((line) => line.replace(notPlain, '?').slice(0, longestLine)),
  }
}

function noSupervisorLines(
  id: string,
  { address, verdict, candidates }: IdentityVerdict,
  mail: Mail,
  snapshot: Snapshot,
): readonly string[] {
  const { reason } = verdict
  if (!isRejectReason(reason)) throw new Error('a refusal without a reason to refuse')
  const plain = candidates
    .map((candidate) => candidate.address)
    .filter((each) => each.search(notPlain) === -1)
  let named = plain.slice(0, addressesNamed)
  let first = refusalText.noSupervisor(id, address, reason, named)
  while (first.length > longestLine && named.length > 0) {
    named = named.slice(0, -1)
    first = refusalText.noSupervisor(id, address, reason, named)
  }
  const nobodys = notCountedAddresses(mail, snapshot)
  const unreadable = unreadableTexts(mail)
  return [
    first,
    ...(unreadable.length > 0 ? [refusalText.cannotBeRead(id, unreadable.slice(0, addressesNamed))] : []),
    ...(nobodys.length > 0 ? [refusalText.doesNotCount(id, nobodys.slice(0, addressesNamed))] : []),
  ]
}
