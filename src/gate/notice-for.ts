/**
 * Whether the sender of a refused mail gets a notice, and what it tells him. Pure: the passage writes it, or answers
 * 550 where there is none. Nobody but a person of the company is written to, and nothing of the content is repeated.
 */

import type { Notice } from '../deliver/notice-values.ts'
import { canonicalAddress } from '../mail/address.ts'
import type { Envelope } from '../mail/envelope.ts'
import type { Mail } from '../mail/mail.ts'
import { mailboxesOf } from '../mail/mailboxes.ts'
import { printable } from '../mail/printable.ts'
import { isInternalAddress } from '../people/directory.ts'
import type { Post } from '../people/person.ts'
import type { Snapshot } from '../people/snapshot.ts'
import type { Candidate } from '../people/verdict.ts'
import type { Decision, Refusal } from '../policy/decision.ts'
import type { Language } from '../text/language.ts'
import type { NoticeReason } from '../text/notice.ts'
import { isRejectReason } from '../text/refusal.ts'

import { notCountedAddresses, unreadableTexts } from './not-counted.ts'
import { personAt, senderLanguage } from './sender-language.ts'

/** The settings of `refusal` that this asks. */
export interface NoticeRules {
  readonly language: Language | 'sender'
  /** Patterns of addresses that are no person's: a local part or a whole address, `*` for anything. */
  readonly robots: readonly string[]
}

/** Why the answer is a 550 instead. */
export type NoNotice =
  /** Nothing was refused. */
  | 'delivered'
  /** A notice would go round with it. */
  | 'loop'
  | 'foreign-tenant'
  | 'null-sender'
  | 'not-of-the-company'
  | 'robot'

export type NoticeAnswer =
  | { readonly kind: 'notice'; readonly notice: Notice }
  | { readonly kind: 'none'; readonly why: NoNotice }

const addressesListed = 20
const addressesInLink = 20
const longestAddress = 254
const longestSubject = 200
const longestName = 80
const longestUnit = 120
/** RFC 5322 section 3.6.4, without comments and without what a field must not hold. */
const plainMessageId = /^<[!-;=?-~]{1,240}>$/

export function noticeFor(
  envelope: Envelope,
  mail: Mail,
  { id, at, action }: Decision,
  snapshot: Snapshot,
  rules: NoticeRules,
): NoticeAnswer {
  if (action.kind !== 'refuse') return none('delivered')
  const { refusal } = action
  if (!isAboutTheMail(refusal)) return none(refusal.kind)
  if (envelope.from === '') return none('null-sender')
  const address = canonicalAddress(envelope.from)
  const { directory } = snapshot
  if (address === undefined || !isInternalAddress(directory, address)) return none('not-of-the-company')
  if (isRobot(address, mail, rules.robots)) return none('robot')

  const also = (action.also ?? []).filter(isAboutTheMail)
  const supervisor = [refusal, ...also].find((each) => each.kind === 'no-supervisor')
  const person = personAt(snapshot, address)
  const outside = outsideAddresses(envelope, mail, refusal, snapshot)
  const notice: Notice = {
    language: rules.language === 'sender' ? (senderLanguage(mail, person) ?? 'en') : rules.language,
    decisionId: id,
    at,
    timezone: snapshot.rules.timezone,
    recipient: { name: printable(person?.name ?? '', longestName), address: envelope.from },
    reason: reasonOf(refusal, address),
    also: also.map((each) => reasonOf(each, address)),
    approvers: supervisor?.identity.candidates.map(namedApprover) ?? [],
    notCounted: supervisor === undefined ? [] : shown(notCountedAddresses(mail, snapshot)),
    unreadable: supervisor === undefined ? [] : shown(unreadableTexts(mail)),
    refused: {
      messageId: plainMessageId.test(mail.messageId) ? mail.messageId : '',
      subject: printable(mail.subject, longestSubject),
      ...recipientsInLink(mail),
      outside: shown(outside),
      outsideMore: Math.max(0, outside.length - addressesListed),
    },
  }
  return { kind: 'notice', notice }
}

function none(why: NoNotice): NoticeAnswer {
  return { kind: 'none', why }
}

/** What its sender can mend. */
type AboutTheMail = Exclude<Refusal, { kind: 'loop' | 'foreign-tenant' }>

function isAboutTheMail(refusal: Refusal): refusal is AboutTheMail {
  return refusal.kind !== 'loop' && refusal.kind !== 'foreign-tenant'
}

function reasonOf(refusal: AboutTheMail, recipient: string): NoticeReason {
  if (refusal.kind === 'ambiguous' || refusal.kind === 'policy') return refusal
  const { address, verdict } = refusal.identity
  const { reason } = verdict
  if (!isRejectReason(reason)) throw new Error('a refusal without a reason to refuse')
  const sender = printable(address, longestAddress)
  return { kind: 'no-supervisor', reason, sender, isForAnother: address !== recipient }
}

const automatic = new Set(['bulk', 'list', 'junk'])

/** Programs do not read, and an answer to a program that answers has no end (RFC 3834 section 2). */
function isRobot(address: string, mail: Mail, patterns: readonly string[]): boolean {
  for (const { name, body } of mail.fields) {
    if (name.startsWith('list-')) return true
    if (name !== 'auto-submitted' && name !== 'precedence') continue
    const word = /^[\s]*([a-z-]*)/i.exec(body.toString('latin1'))?.[1]?.toLowerCase() ?? ''
    if (name === 'precedence' ? automatic.has(word) : word !== 'no') return true
  }
  const local = address.slice(0, address.lastIndexOf('@'))
  return patterns.some((pattern) => matches(pattern.toLowerCase(), pattern.includes('@') ? address : local))
}

/** `*` stands for anything, everything else for itself. */
function matches(pattern: string, text: string): boolean {
  const [first = '', ...others] = pattern.split('*')
  const last = others.pop()
  if (last === undefined) return text === first
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
    return false
  let at = first.length
  for (const part of others) {
    const found = text.indexOf(part, at)
    if (found === -1) return false
    at = found + part.length
  }
  return at <= text.length - last.length
}

function namedApprover({ person, address, post }: Candidate): Notice['approvers'][number] {
  return {
    name: printable(person.name, longestName),
    unit: unitOf(post),
    address: printable(address, longestAddress),
  }
}

/** The names of his units, outermost first; the code of one that has no name. */
function unitOf({ units, unitNames }: Post): string {
  const words = units.map((code, level) => unitNames[level] || code).filter((word) => word !== '')
  return printable(words.join(' '), longestUnit)
}

/** Of a mail that can be read in two ways only the envelope is sure. */
function outsideAddresses(
  envelope: Envelope,
  mail: Mail,
  refusal: Refusal,
  { directory }: Snapshot,
): readonly string[] {
  const header = refusal.kind === 'ambiguous' ? [] : [...mailboxesOf(mail.to), ...mailboxesOf(mail.cc)]
  const found = new Map<string, string>()
  for (const address of [...header, ...envelope.recipients.map((recipient) => recipient.address)]) {
    const key = canonicalAddress(address) ?? address
    if (!found.has(key) && !isInternalAddress(directory, key)) found.set(key, address)
  }
  return [...found.values()]
}

/** All that the header shows, or none: a mail that is opened anew must not lose a recipient in silence. */
function recipientsInLink({ to, cc }: Mail): Pick<Notice['refused'], 'to' | 'cc'> {
  const recipients = { to: mailboxesOf(to), cc: mailboxesOf(cc) }
  const read = recipients.to.length + recipients.cc.length
  return read === to.length + cc.length && read <= addressesInLink ? recipients : { to: [], cc: [] }
}

function shown(addresses: readonly string[]): readonly string[] {
  return addresses.slice(0, addressesListed).map((address) => printable(address, longestAddress))
}
