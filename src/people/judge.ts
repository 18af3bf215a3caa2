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
import type { EntryPlace, Question, RejectReason, SenderIdentity, Verdict } from './verdict.ts'

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

/** @param holder As in `Directory.holders`. */
function identityOf(snapshot: Snapshot, holder: number | undefined): SenderIdentity {
  if (holder === undefined) return { kind: 'unknown' }
  if (holder >= 0) return { kind: 'person', person: snapshot.people.at(holder) }
  return { kind: 'mailbox', address: at(snapshot.compiled.mailboxes, -1 - holder).address }
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

interface Present {
  readonly address: string
  readonly namedBy: EntryPlace
}

/** The first of the addresses that is an approver's, and the entry that names him. */
function firstApprover(
  { directory, table }: Snapshot,
  { asker, entries }: Approvers,
  sender: number,
  addresses: readonly string[],
): Present | undefined {
  for (const address of addresses) {
    const holder = holderOf(directory, address)
    if (holder === undefined || holder < 0 || holder === sender) continue
    for (const entry of entries)
      if (namesPerson(table, entry, asker, holder)) return { address, namedBy: entry.place }
  }
  return undefined
}

function answerFor(
  snapshot: Snapshot,
  approvers: Approvers,
  holder: number,
  sender: SenderIdentity,
  { to, cc }: Question,
): Verdict {
  const { rules } = snapshot
  const { pattern, tier, exceptions, outcome } = approvers
  const common = { ...unasked, sender, pattern, tier, exceptions }
  if (outcome === 'exempt')
    return { ...common, verdict: 'allow', reason: outcome, exemptBy: approvers.exemptBy }
  if (outcome === 'no-pattern') return { ...common, verdict: rules.unmatchedSender, reason: outcome }
  if (outcome === 'no-approver-exists') return { ...common, verdict: rules.noApprover, reason: outcome }
  const present =
    firstApprover(snapshot, approvers, holder, to) ?? firstApprover(snapshot, approvers, holder, cc)
  if (present === undefined)
    return { ...common, verdict: 'reject', reason: rejection(snapshot, approvers, holder, [...to, ...cc]) }
  const approver = lowerAscii(present.address)
  return { ...common, verdict: 'allow', reason: 'approver-present', approver, namedBy: present.namedBy }
}

/**
 * May this mail go? Takes any text for an address and never throws because of it; a question without
 * recipients is about internal mail only.
 */
export function judge(snapshot: Snapshot, question: Question): Verdict {
  const holder = holderOf(snapshot.directory, question.from)
  const sender = identityOf(snapshot, holder)
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
  return answerFor(snapshot, approvers, holder, sender, question)
}
