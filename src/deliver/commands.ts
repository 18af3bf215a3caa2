/**
 * The commands of one mail as bytes, fitted to what the next hop offers, or why it cannot take the mail.
 * Nothing is ever converted: a mail that needs an extension which the next hop lacks is refused.
 */

import type { Envelope, Recipient } from '../mail/envelope.ts'
import { nextHopReplies } from '../text/next-hop-reply.ts'
import type { Reply } from '../mail/reply.ts'

import type { Features } from './connection.ts'
import type { Handover } from './next-hop.ts'

const dataCommand = 'DATA\r\n'
const nonAscii = /\P{ASCII}/u
/** Would end the command or add parameters to it. */
const unsafe = /\p{Cc}/u

export type Fitting =
  /** Each batch goes out in one write; the answers to all of it come before the next. */
  | { readonly fits: true; readonly batches: readonly (readonly string[])[] }
  | { readonly fits: false; readonly reply: Reply }

/** The client's wishes met by the next hop's offers (RFC 1870, 2920, 3461, 6152, 6531). */
export function fitCommands(handover: Handover, features: Features): Fitting {
  const { envelope, content, id } = handover
  const size = handover.trace.length + content.size
  if (features.size !== undefined && features.size !== 0 && size > features.size) {
    return { fits: false, reply: nextHopReplies.tooBig(id, size, features.size) }
  }
  const needsUtf8 = envelopeNeedsUtf8(envelope) || (envelope.smtputf8 && hasHighBit(content.header))
  if (needsUtf8 && !features.smtputf8) return { fits: false, reply: nextHopReplies.noSmtputf8(id) }
  if (envelope.eightBit && !features.eightBitMime && needsEightBit(handover)) {
    return { fits: false, reply: nextHopReplies.noEightBit(id) }
  }
  const mail =
    `MAIL FROM:${path(envelope.from)}` +
    (features.size === undefined ? '' : ` SIZE=${size}`) +
    (envelope.eightBit && features.eightBitMime ? ' BODY=8BITMIME' : '') +
    ((envelope.smtputf8 || needsUtf8) && features.smtputf8 ? ' SMTPUTF8' : '') +
    (features.dsn ? mailReportWishes(envelope) : '') +
    '\r\n'
  const recipients = envelope.recipients.map(
    (recipient) => `RCPT TO:${path(recipient.address)}${features.dsn ? reportWishes(recipient) : ''}\r\n`,
  )
  return { fits: true, batches: inBatches(mail, recipients, features.pipelining) }
}

/**
 * One recipient: all in one write, since his refusal leaves nothing to send. Several: DATA waits for
 * every answer, so that no mail goes to a part of them unless that is wanted.
 */
function inBatches(mail: string, recipients: readonly string[], pipelining: boolean): string[][] {
  if (!pipelining) return [[mail], ...recipients.map((recipient) => [recipient]), [dataCommand]]
  if (recipients.length === 1) return [[mail, ...recipients, dataCommand]]
  return [[mail, ...recipients], [dataCommand]]
}

/** RET and ENVID, as they were given to us (RFC 3461 section 5.2.1). */
function mailReportWishes({ ret, envid }: Envelope): string {
  const wishes = ret === undefined ? '' : ` RET=${ret === 'full' ? 'FULL' : 'HDRS'}`
  return envid === undefined ? wishes : `${wishes} ENVID=${envid}`
}

/** NOTIFY and ORCPT, as they were given to us. */
function reportWishes({ notify, orcpt }: Recipient): string {
  const wishes = notify === undefined ? '' : ` NOTIFY=${notify.join(',').toUpperCase()}`
  return orcpt === undefined ? wishes : `${wishes} ORCPT=${orcpt}`
}

function path(address: string): string {
  if (unsafe.test(address) || hasBareSpecial(address)) throw new Error('address unfit for a command')
  return `<${address}>`
}

/** A space or angle bracket outside quotes. */
function hasBareSpecial(address: string): boolean {
  if (!/[ <>"\\]/.test(address)) return false
  return /[ <>"\\]/.test(address.replace(/"(?:[^"\\]|\\.)*"/g, ''))
}

function envelopeNeedsUtf8(envelope: Envelope): boolean {
  return nonAscii.test(envelope.from) || envelope.recipients.some(({ address }) => nonAscii.test(address))
}

/** In a file only the declaration counts: it is not read twice. */
function needsEightBit({ content }: Handover): boolean {
  return content.wire.kind === 'file' || content.wire.chunks.some(hasHighBit)
}

function hasHighBit(bytes: Buffer): boolean {
  return bytes.some((octet) => octet > 127)
}
