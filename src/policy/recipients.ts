/**
 * Who receives: where the approver is looked for, and which other addresses make a mail outside mail
 * (`gateway.md`, "Who receives"). Envelope and header are taken together.
 */

import { canonicalAddress } from '../mail/address.ts'
import { mailboxesOf } from '../mail/mailboxes.ts'
import type { AddressList, Mail } from '../mail/mail.ts'

import type { Facts } from './facts.ts'
import type { FlowSettings } from './settings.ts'

/** Stands for what cannot be read. It is nobody's address: outside, and never an approver's. */
export const unreadableAddress = 'unreadable'

export interface RecipientsToJudge {
  readonly to: readonly string[]
  readonly cc: readonly string[]
  readonly others: readonly string[]
}

/** Canonical form of each envelope recipient. */
export function envelopeAddresses({ envelope }: Facts): readonly string[] {
  return envelope.recipients.map(({ address }) => canonicalAddress(address) ?? unreadableAddress)
}

/** `known` maps an address to the one the roster knows it by (see `identities.ts`). */
export function recipientsToJudge(
  facts: Facts,
  settings: FlowSettings,
  known: (address: string) => string,
): RecipientsToJudge {
  const envelope = envelopeAddresses(facts).map(known)
  const header = readHeader(facts.mail, known)
  switch (settings.approver.in) {
    case 'header':
      return { to: header.to, cc: header.cc, others: [...header.others, ...envelope] }
    case 'envelope':
      return { to: envelope, cc: [], others: [...header.to, ...header.cc, ...header.others] }
    case 'both': {
      const reached = new Set(envelope)
      return {
        to: header.to.filter((address) => reached.has(address)),
        cc: header.cc.filter((address) => reached.has(address)),
        others: [...header.to, ...header.cc, ...header.others, ...envelope],
      }
    }
  }
}

/** What cannot be read in To or Cc goes to the others: it shows no approver, but makes the mail outside mail. */
function readHeader(mail: Mail, known: (address: string) => string): RecipientsToJudge {
  const others = mailboxesOf(mail.bcc).map(known)
  if ([mail.to, mail.cc, mail.bcc].some(hasUnreadable)) others.push(unreadableAddress)
  return { to: mailboxesOf(mail.to).map(known), cc: mailboxesOf(mail.cc).map(known), others }
}

function hasUnreadable(list: AddressList): boolean {
  return list.some((listed) => listed.kind === 'unreadable')
}
