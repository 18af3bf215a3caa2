/**
 * The rule itself: may this mail go? Owns the order of the questions and the reasons of a rejection
 * (`organization.md`, "A verdict"). Knows addresses only; what a mail is, and what is done about a
 * rejection, is decided elsewhere.
 */

import { lowerAscii } from '../mail/address.ts'
import { approversOfMailbox, approversOfPerson, type Approvers } from './approvers.ts'
import { holderOf, isInternalAddress } from './directory.ts'
import { namesPerson, sharesUnits } from './entry.ts'
import { at } from './list-reading.ts'
import type { Snapshot } from './snapshot.ts'
import type { Question, RejectReason, SenderIdentity, Verdict } from './verdict.ts'

type Answer = Omit<Verdict, 'sender'>

const unasked = {
  approver: undefined,
  pattern: undefined,
  tier: undefined,
  exceptions: [],
  exemptBy: undefined,
  namedBy: undefined,
} as const

/** True if every one of the addresses is internal. */
function allInternal({ directory }: Snapshot, addresses: readonly string[]): boolean {
  return addresses.every((address) => isInternalAddress(directory, address))
}

/** The sender's number among holders, as in `Directory.holders`, and who that is. */
function identify(snapshot: Snapshot, from: string): SenderIdentity & { readonly holder?: number } {
  const holder = holderOf(snapshot.directory, from)
  if (holder === undefined) return { kind: 'unknown' }
  if (holder >= 0) return { kind: 'person', person: at(snapshot.people, holder), holder }
  return { kind: 'mailbox', address: at(snapshot.compiled.mailboxes, -1 - holder).address, holder }
}

/** Why a mail without an approver in To or Cc is rejected: the first reason that holds. */
function rejection(
  snapshot: Snapshot,
  approvers: Approvers,
  sender: number,
  visible: readonly string[],
): RejectReason {
  const { directory, table } = snapshot
  let reason: RejectReason = 'no-internal-recipient'
  for (const address of visible) {
    const holder = holderOf(directory, address)
    if (holder === undefined) {
      if (isInternalAddress(directory, address)) reason = 'unrelated-unit'
    } else if (holder === sender) {
      if (reason === 'no-internal-recipient') reason = 'only-self'
    } else {
      reason = 'unrelated-unit'
      if (holder < 0) continue
      for (const entry of approvers.entries)
        if (sharesUnits(table, entry, approvers.asker, holder)) return 'no-authority'
    }
  }
  return reason
}

function answerFor(snapshot: Snapshot, approvers: Approvers, sender: number, question: Question): Answer {
  const { rules, directory, table } = snapshot
  const { asker, entries, pattern, tier, exceptions, outcome } = approvers
  const common = { ...unasked, pattern, tier, exceptions }
  if (outcome === 'exempt')
    return { ...common, verdict: 'allow', reason: 'exempt', exemptBy: approvers.exemptBy }
  if (outcome === 'no-pattern') return { ...common, verdict: rules.unmatchedSender, reason: outcome }
  if (outcome === 'no-approver-exists') return { ...common, verdict: rules.noApprover, reason: outcome }
  for (const list of [question.to, question.cc]) {
    for (const address of list) {
      const holder = holderOf(directory, address)
      if (holder === undefined || holder < 0 || holder === sender) continue
      const entry = entries.find((each) => namesPerson(table, each, asker, holder))
      if (entry !== undefined)
        return {
          ...common,
          verdict: 'allow',
          reason: 'approver-present',
          approver: lowerAscii(address),
          namedBy: entry.place,
        }
    }
  }
  const reason = rejection(snapshot, approvers, sender, [...question.to, ...question.cc])
  return { ...common, verdict: 'reject', reason }
}

/** May this mail go? Never throws on any text; a question without recipients is about internal mail only. */
export function judge(snapshot: Snapshot, question: Question): Verdict {
  const { holder, ...sender } = identify(snapshot, question.from)
  if (
    allInternal(snapshot, question.to) &&
    allInternal(snapshot, question.cc) &&
    allInternal(snapshot, question.others)
  )
    return { ...unasked, sender, verdict: 'allow', reason: 'internal-only' }
  if (holder === undefined)
    return { ...unasked, sender, verdict: snapshot.rules.unknownSender, reason: 'sender-unknown' }
  const approvers =
    holder >= 0
      ? approversOfPerson(snapshot, holder, question.day)
      : approversOfMailbox(snapshot, -1 - holder)
  return { ...answerFor(snapshot, approvers, holder, question), sender }
}
