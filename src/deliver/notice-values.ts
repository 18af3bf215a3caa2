/**
 * What a refusal notice tells, and the placeholders by which its templates say it. Owns the names of the
 * placeholders (`docs/notices.md`) and their values for one notice; decides nothing about whether it is written.
 */

import type { Language } from '../text/language.ts'
import { noticeTexts, type NoticeReason } from '../text/notice.ts'

import type { Values } from './fill-template.ts'
import { writtenMoment } from './moment.ts'
import type { Names } from './template.ts'

/** Somebody who would have done. */
export interface NamedApprover {
  readonly name: string
  readonly unit: string
  readonly address: string
}

/** One notice as a value: safe text only, bounded by whoever made it. */
export interface Notice {
  readonly language: Language
  /** Of the refused mail. */
  readonly decisionId: string
  /** Milliseconds since 1970 at the refused mail's final dot. */
  readonly at: number
  /** IANA name of the company's time zone. */
  readonly timezone: string
  /** Who gets it: the envelope sender of the refused mail; `name` is `''` where the roster knows none. */
  readonly recipient: { readonly name: string; readonly address: string }
  readonly reason: NoticeReason
  /** Further refusals, for the sender to mend everything at once. */
  readonly also?: readonly NoticeReason[]
  /** Nearest first, up to ten; empty where nobody can be named. */
  readonly approvers: readonly NamedApprover[]
  /** Lists and shared mailboxes that stood in To or Cc. */
  readonly notCounted: readonly string[]
  /** What stood in To or Cc and cannot be read as an address. */
  readonly unreadable: readonly string[]
  readonly refused: {
    /** With its angle brackets; `''` if there is none that can be referred to. */
    readonly messageId: string
    readonly subject: string
    /** For a link that opens the mail anew; no `to`, no link. */
    readonly to: readonly string[]
    readonly cc: readonly string[]
    readonly outside: readonly string[]
    /** Outside recipients that are not listed. */
    readonly outsideMore: number
  }
}

/** Every name that a template may use. */
export const noticePlaceholders = {
  headline: 'text',
  recipient_name: 'text',
  recipient_address: 'text',
  reason: 'text',
  steps: { number: 'text', text: 'text' },
  has_approvers: 'text',
  has_links: 'text',
  approvers: { name: 'text', unit: 'text', address: 'text', mailto: 'text' },
  has_details: 'text',
  problems: { text: 'text' },
  not_counted: { address: 'text' },
  not_readable: { text: 'text' },
  subject: 'text',
  received_at: 'text',
  outside: { address: 'text' },
  outside_more: 'text',
  decision_id: 'text',
} as const satisfies Names

type PlaceholderValues = Readonly<Record<keyof typeof noticePlaceholders, string | readonly Values[]>>

const yes = 'yes'
/** Windows hands a link of no more than about 2,000 characters to a mail program. */
const longestLink = 1_800

export function noticeValues(notice: Notice): Values {
  const { language, reason, also = [], recipient, refused, approvers, notCounted, unreadable } = notice
  const texts = noticeTexts[language]
  const named = approvers.map((approver) => ({ ...approver, mailto: mailtoWith(approver.address, notice) }))
  const problems = [
    ...(reason.kind === 'ambiguous' ? reason.ambiguities.map(texts.problem) : []),
    ...also.map(texts.reason),
  ]
  const values: PlaceholderValues = {
    headline: texts.headline(reason),
    recipient_name: recipient.name,
    recipient_address: recipient.address,
    reason: texts.reason(reason),
    steps: texts.steps(reason).map((text, index) => ({ number: String(index + 1), text })),
    has_approvers: approvers.length > 0 ? yes : '',
    has_links: named.some(({ mailto }) => mailto !== '') ? yes : '',
    approvers: named,
    has_details: problems.length + notCounted.length + unreadable.length > 0 ? yes : '',
    problems: problems.map((text) => ({ text })),
    not_counted: notCounted.map((address) => ({ address })),
    not_readable: unreadable.map((text) => ({ text })),
    subject: refused.subject,
    received_at: writtenMoment(language, notice.timezone, notice.at),
    outside: refused.outside.map((address) => ({ address })),
    outside_more: refused.outsideMore > 0 ? String(refused.outsideMore) : '',
    decision_id: notice.decisionId,
  }
  return values
}

/** A link (RFC 6068) that opens the refused mail anew, with this address in Cc; `''` where that would be too long. */
function mailtoWith(address: string, { refused }: Notice): string {
  if (refused.to.length === 0) return ''
  const parts = [`cc=${[...refused.cc, address].map(inLink).join(',')}`]
  if (refused.subject !== '') parts.push(`subject=${encodeURIComponent(refused.subject)}`)
  const link = `mailto:${refused.to.map(inLink).join(',')}?${parts.join('&')}`
  return link.length <= longestLink ? link : ''
}

function inLink(address: string): string {
  return encodeURIComponent(address).replaceAll('%40', '@')
}
