/** The machine's part of a delivery report: `message/delivery-status` (RFC 3464), in ASCII throughout (RFC 6533). */

import type { Recipient } from '../mail/envelope.ts'
import type { LastReply } from '../store/spool.ts'
import type { ReportAction } from '../text/report.ts'

import { inOneLine } from './in-one-line.ts'

export interface ReportedRecipient extends Pick<Recipient, 'address' | 'orcpt'> {
  readonly lastReply: LastReply
  /** Milliseconds for which the gate has tried before it gave up; not given: it did not give up. */
  readonly triedFor?: number
}

export interface ReportedMail {
  readonly hostname: string
  readonly action: ReportAction
  readonly recipients: readonly ReportedRecipient[]
  readonly envid: string | undefined
  /** Milliseconds since 1970. */
  readonly arrivedAt: number
  readonly retryUntil: number
}

/** Lines end in CRLF. */
export function deliveryStatus(mail: ReportedMail): string {
  const { hostname, action, recipients, envid, arrivedAt, retryUntil } = mail
  const perMessage = [
    ...(envid === undefined ? [] : [`Original-Envelope-Id: ${decodedXtext(envid)}`]),
    `Reporting-MTA: dns; ${hostname}`,
    `Arrival-Date: ${mailDate(arrivedAt)}`,
  ]
  const perRecipient = recipients.map(({ address, orcpt, lastReply }) => [
    ...(orcpt === undefined ? [] : [`Original-Recipient: ${originalRecipient(orcpt)}`]),
    `Final-Recipient: ${typed(address)}`,
    `Action: ${action}`,
    `Status: ${statusOf(action, lastReply)}`,
    ...(lastReply.by === '' ? [] : [`Remote-MTA: dns; ${hostOf(lastReply.by)}`]),
    `Diagnostic-Code: ${lastReply.by === '' ? 'x-sekisho' : 'smtp'}; ${replyLine(lastReply)}`,
    `Last-Attempt-Date: ${mailDate(lastReply.at)}`,
    ...(action === 'delayed' ? [`Will-Retry-Until: ${mailDate(retryUntil)}`] : []),
  ])
  return [perMessage, ...perRecipient].map((lines) => `${lines.join('\r\n')}\r\n`).join('\r\n')
}

/** What was said, in printable ASCII and bounded: it must not add a line to a field. */
export function replyLine({ reply }: LastReply): string {
  return inOneLine(reply)
    .slice(0, 900)
    .replaceAll(/[^\x20-\x7e]/g, '?')
}

/** RFC 5322 section 3.3. */
export function mailDate(at: number): string {
  return new Date(at).toUTCString().replace('GMT', '+0000')
}

/** RFC 3463; where the next hop gave none, the class and no more. */
function statusOf(action: ReportAction, { reply }: LastReply): string {
  if (action === 'relayed') return '2.0.0'
  const wanted = action === 'failed' ? '5' : '4'
  if (reply.enhanced === '') return `${wanted}.0.0`
  // A mail that was given up after many 4xx failed for their reason: RFC 3463 wants the class of the action.
  return `${wanted}${reply.enhanced.slice(1)}`
}

function hostOf(by: string): string {
  return by.replace(/:\d+$/, '')
}

/** RFC 6533 section 3: beyond ASCII as `\x{...}`. */
function typed(address: string): string {
  const isPlain = /^[\x21-\x7e ]*$/.test(address)
  return isPlain ? `rfc822; ${address}` : `utf-8; ${escaped(address)}`
}

function escaped(text: string): string {
  return text.replaceAll(/[^\x21-\x7e]|\\/gu, (character) => {
    const point = character.codePointAt(0) ?? 0
    return `\\x{${point.toString(16).toUpperCase()}}`
  })
}

function originalRecipient(orcpt: string): string {
  const semicolon = orcpt.indexOf(';')
  const type = orcpt.slice(0, semicolon)
  const address = orcpt.slice(semicolon + 1)
  return `${type}; ${type.toLowerCase() === 'utf-8' ? escapedOnce(address) : decodedXtext(address)}`
}

/** May have been escaped by whoever gave it. */
function escapedOnce(address: string): string {
  return /^[\x21-\x7e]*$/.test(address) ? address : escaped(address)
}

/** What could not stand in a field of its own stays encoded. */
function decodedXtext(text: string): string {
  return text.replaceAll(/\+([0-9A-F]{2})/g, (encoded, hex: string) => {
    const octet = Number.parseInt(hex, 16)
    return octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : encoded
  })
}
