/**
 * Composes a delivery report (RFC 3462, 3464): what a person reads, what a program reads, and the mail or its header. It
 * goes to the sender with a null sender of its own, and nothing ever answers it.
 */

import { randomUUID } from 'node:crypto'

import type { Content } from '../mail/content.ts'
import { contentOf } from '../mail/content-of.ts'
import type { Language } from '../text/language.ts'
import { reportTexts } from '../text/report.ts'

import { durationOf } from './duration.ts'
import { writtenMoment } from './moment.ts'
import { deliveryStatus, mailDate, replyLine, type ReportedMail } from './report-status.ts'

export interface ReportInput extends ReportedMail {
  readonly language: Language
  /** The sender, or the postmaster where there is none. */
  readonly to: string
  readonly isToPostmaster: boolean
  /** Milliseconds since 1970. */
  readonly at: number
  /** Of the mail that the report is about. */
  readonly id: string
  /** The header section, and where it is to be returned in full, the whole message; dots undoubled. */
  readonly header: Buffer
  readonly message: Buffer | undefined
  /** It came with SMTPUTF8: what is not ASCII in its header is UTF-8. */
  readonly isSmtputf8: boolean
}

export interface Report {
  readonly content: Content
  readonly smtputf8: boolean
  readonly eightBit: boolean
}

const longestLine = 998

export function composeReport(input: ReportInput): Report {
  const { action, hostname, language, to, at } = input
  const texts = reportTexts[language]
  const boundary = `=_report_${randomUUID()}`
  const returned = returnedPart(input)
  const head = [
    `From: Mail Delivery System <mailer-daemon@${hostname}>`,
    `To: <${to}>`,
    `Subject: ${encodedWords(texts.subject[action])}`,
    `Date: ${mailDate(at)}`,
    `Message-ID: <${randomUUID()}@${hostname}>`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary="${boundary}"`,
    ...(returned.isEightBit ? ['Content-Transfer-Encoding: 8bit'] : []),
  ]
  const parts: readonly (readonly Buffer[])[] = [
    [
      text('Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n'),
      text(base64Lines(Buffer.from(bodyOf(input), 'utf8'))),
    ],
    [text(`Content-Type: message/delivery-status\r\n\r\n${deliveryStatus(input)}`)],
    [text(`${returned.head}\r\n`), returned.body],
  ]
  const message = Buffer.concat([
    text(`${head.join('\r\n')}\r\n\r\n`),
    ...parts.flatMap((part) => [text(`--${boundary}\r\n`), ...part, text('\r\n')]),
    text(`--${boundary}--\r\n`),
  ])
  const isPlainAddress = /^[\x20-\x7e]*$/.test(to)
  return {
    content: contentOf(message),
    smtputf8: !isPlainAddress,
    eightBit: returned.isEightBit || !isPlainAddress,
  }
}

function bodyOf(input: ReportInput): string {
  const texts = reportTexts[input.language]
  const { action, recipients, message, id, isToPostmaster, hostname, retryUntil } = input
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  const until = writtenMoment(input.language, timeZone, retryUntil)
  const said = isToPostmaster ? [texts.toPostmaster] : texts.said(action, until)
  const each = recipients.map(({ address, lastReply, triedFor }) => {
    const reply = replyLine(lastReply)
    const why = lastReply.by === '' ? texts.answer(reply) : texts.answeredBy(lastReply.by, reply)
    const lines = [why, ...(triedFor === undefined ? [] : [texts.triedFor(durationOf(triedFor))])]
    return `<${address}>${lines.map((line) => `\r\n    ${line}`).join('')}`
  })
  const enclosed = texts.enclosed[message === undefined ? 'headers' : 'full']
  return [texts.greeting(hostname), ...said, ...each, enclosed, texts.id(id)]
    .map((paragraph) => `${paragraph}\r\n`)
    .join('\r\n')
}

interface ReturnedPart {
  /** Ends in CRLF. */
  readonly head: string
  readonly body: Buffer
  readonly isEightBit: boolean
}

/**
 * A message may not be encoded (RFC 2046 section 5.2.1), so one that needs 8BITMIME makes the report need it. A header in
 * UTF-8 has media types of its own (RFC 6532 section 3.7, RFC 6533 section 6.3).
 */
function returnedPart({ message, header, isSmtputf8 }: ReportInput): ReturnedPart {
  const isGlobal = isSmtputf8 && !isSevenBit(header)
  if (message !== undefined) {
    const isEightBit = !isSevenBit(message)
    const encoding = isEightBit ? 'Content-Transfer-Encoding: 8bit\r\n' : ''
    const type = isGlobal ? 'message/global' : 'message/rfc822'
    return { head: `Content-Type: ${type}\r\n${encoding}`, body: message, isEightBit }
  }
  const type = isGlobal ? 'message/global-headers' : 'text/rfc822-headers'
  if (isSevenBit(header) && !hasLongLine(header)) {
    return { head: `Content-Type: ${type}\r\n`, body: header, isEightBit: false }
  }
  const head = `Content-Type: ${type}\r\nContent-Transfer-Encoding: base64\r\n`
  return { head, body: text(base64Lines(header)), isEightBit: false }
}

function isSevenBit(bytes: Buffer): boolean {
  return bytes.every((octet) => octet < 128)
}

function hasLongLine(bytes: Buffer): boolean {
  let start = 0
  for (let end = bytes.indexOf('\r\n'); end >= 0; end = bytes.indexOf('\r\n', start)) {
    if (end - start > longestLine) return true
    start = end + 2
  }
  return bytes.length - start > longestLine
}

function base64Lines(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll(/.{1,76}/g, '$&\r\n')
}

/** RFC 2047, where it is needed; each word of whole characters and at most 75 octets. */
function encodedWords(line: string): string {
  if (/^[\x20-\x7e]*$/.test(line)) return line
  const words: string[] = []
  let word = ''
  for (const character of line) {
    if (Buffer.byteLength(word + character) > 42) {
      words.push(word)
      word = ''
    }
    word += character
  }
  words.push(word)
  return words.map((each) => `=?utf-8?B?${Buffer.from(each).toString('base64')}?=`).join('\r\n\t')
}

function text(characters: string): Buffer {
  return Buffer.from(characters, 'utf8')
}
