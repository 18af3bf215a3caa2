/** The SMTP answer as a function of the decision. Used by the gate and by `explain --eml`. */

import type { Mail } from '../mail/mail.ts'
import type { Reply } from '../mail/reply.ts'
import type { Snapshot } from '../people/snapshot.ts'
import type { Action, IdentityVerdict, Refusal } from '../policy/decision.ts'
import { isRejectReason, refusalText } from '../text/refusal.ts'

import { notCountedAddresses, unreadableTexts } from './not-counted.ts'

/** As long as a line may be without being broken in two: 512 octets (RFC 5321 section 4.5.3.1.5) less the codes. */
const longestLine = 490
const addressesNamed = 3
const notPlain = /[^\x20-\x7e]/g

/** Lines of further policies' refusals: the sender shall not learn of them one by one. */
const furtherLines = 4

/** Why the mail is refused, what to do next, and whom to add, in ASCII. */
export function refusalReply(
  id: string,
  { refusal, also = [] }: Extract<Action, { kind: 'refuse' }>,
  mail: Mail,
  snapshot: Snapshot,
): Reply {
  const reply = replyOf(id, refusal, mail, snapshot)
  if (also.length === 0) return reply
  const further = also.slice(0, furtherLines).flatMap((each) => {
    const { lines } = replyOf(id, each, mail, snapshot)
    return lines.slice(0, 1)
  })
  return { ...reply, lines: [...reply.lines, ...further] }
}

function replyOf(id: string, refusal: Refusal, mail: Mail, snapshot: Snapshot): Reply {
  switch (refusal.kind) {
    case 'ambiguous':
      return bounded(554, '5.6.0', [refusalText.ambiguous(id, refusal.ambiguities)])
    case 'loop':
      return bounded(554, '5.4.6', [refusalText.loop(id)])
    case 'foreign-tenant':
      return bounded(550, '5.7.1', [refusalText.foreignTenant(id)])
    case 'no-supervisor':
      return bounded(550, '5.7.1', noSupervisorLines(id, refusal.identity, mail, snapshot))
    case 'policy':
      return bounded(550, '5.7.1', [refusalText.byPolicy(id, refusal, longestLine)])
  }
}

/** A policy cannot tell now: the sender's server keeps the mail and tries again. */
export function tempfailReply(
  id: string,
  { policy, reasons }: Pick<Extract<Action, { kind: 'tempfail' }>, 'policy' | 'reasons'>,
): Reply {
  return bounded(451, '4.7.1', [refusalText.cannotTell(id, policy, reasons, longestLine)])
}

export function discardedReply(id: string): Reply {
  return bounded(250, '2.0.0', [refusalText.discarded(id)])
}

export function notToldReply(id: string): Reply {
  return bounded(451, '4.3.0', [refusalText.notTold(id)])
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
