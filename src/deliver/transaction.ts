/**
 * One mail over one connection: MAIL, RCPT, DATA, content, final dot. Says exactly how far it came, so
 * that the caller knows whether the mail may be sent again elsewhere.
 */

import type { Reply } from '../mail/reply.ts'

import { fitCommands } from './commands.ts'
import type { Connection } from './connection.ts'
import type { Handover, RefusedRecipient } from './next-hop.ts'
import { writeContent } from './write-content.ts'

/** Milliseconds. */
export interface TransactionDeadlines {
  readonly reply: number
  readonly content: number
  readonly finalReply: number
}

export type Attempt =
  /** 2xx to the final dot, for all but the refused. `offersDsn`: the host takes over the duty to report. */
  | {
      readonly kind: 'accepted'
      readonly reply: Reply
      readonly refused: readonly RefusedRecipient[]
      readonly offersDsn: boolean
    }
  /**
   * 4xx or 5xx to MAIL, to every RCPT, to DATA or to the content: the next hop does not have it. `refused` were
   * answered by name.
   */
  | { readonly kind: 'answered'; readonly reply: Reply; readonly refused: readonly RefusedRecipient[] }
  /** Some recipients refused; DATA was not sent. */
  | { readonly kind: 'some-refused'; readonly refused: readonly RefusedRecipient[] }
  /** The next hop lacks what the mail needs; nothing was said to it. */
  | { readonly kind: 'unfit'; readonly reply: Reply }
  /**
   * The next hop cannot have it. `freshMayDo`: a kept connection died before it answered anything, or
   * closed with 421; a new connection to the same host may fare better.
   */
  | { readonly kind: 'unsent'; readonly why: string; readonly freshMayDo: boolean }
  /** The connection failed after the final dot: the next hop may have it. */
  | { readonly kind: 'unknown'; readonly why: string }

const serviceClosing = 421
const closingText = '421, closing the connection'

export async function transact(
  connection: Connection,
  handover: Handover,
  deadlines: TransactionDeadlines,
): Promise<Attempt> {
  const fitting = fitCommands(handover, connection.features)
  if (!fitting.fits) return { kind: 'unfit', reply: fitting.reply }

  connection.owesReset = true
  let answers: readonly Reply[] = []
  for (const batch of fitting.batches) {
    if (!connection.isQuiet) connection.fail('malformed', 'spoke unasked')
    connection.say(batch.join(''))
    const arrived = await connection.replies(batch.length, deadlines.reply)
    answers = answers.length === 0 ? arrived : [...answers, ...arrived]
    const ended = judge(connection, handover, answers)
    if (ended !== undefined) return ended
  }
  if (!connection.isQuiet) {
    // An answer to the final dot that comes before the content would pass for a 250.
    return broken(connection, 'answered before the content', false)
  }
  const refused = refusedIn(handover, answers)
  const written = writeContent(connection, handover, deadlines.content)
  if (written !== true && !(await written)) return await answerBeforeTheDot(connection, refused)
  const [answer] = await connection.replies(1, deadlines.finalReply)
  return answeredToTheDot(connection, refused, answer)
}

const none: readonly RefusedRecipient[] = []

/** The recipients whose RCPT got no 2xx, of those that were answered so far. */
function refusedIn({ envelope }: Handover, answers: readonly Reply[]): readonly RefusedRecipient[] {
  const { recipients } = envelope
  let refused: RefusedRecipient[] | undefined
  for (let index = 0; index < recipients.length; index += 1) {
    const reply = answers[index + 1]
    if (reply === undefined || isPositive(reply)) continue
    refused ??= []
    refused.push({ index, address: recipients[index]?.address ?? '', reply })
  }
  return refused ?? none
}

/** `undefined`: go on. `answers` are those to MAIL, each RCPT and DATA so far, in order. */
function judge(connection: Connection, handover: Handover, answers: readonly Reply[]): Attempt | undefined {
  const { recipients } = handover.envelope
  if (answers.some(closes)) {
    return broken(connection, closingText, true)
  }
  const mail = answers[0]
  if (mail === undefined) {
    const isStale = connection.uses > 0 && connection.fault?.kind === 'closed'
    return broken(connection, connection.fault?.text ?? 'no answer', isStale)
  }
  const data = answers[recipients.length + 1]
  if (mail.code !== 250) return refusedEarly(connection, data, mail, none)

  const refused = refusedIn(handover, answers)
  const first = refused[0]
  if (answers.length > recipients.length && first !== undefined) {
    if (refused.length === recipients.length) {
      const temporary = refused.find(({ reply }) => reply.code < 500)
      return refusedEarly(connection, data, temporary?.reply ?? first.reply, refused)
    }
    if (!handover.partly) return { kind: 'some-refused', refused }
  }
  if (connection.fault !== undefined) return broken(connection, connection.fault.text, false)
  if (data === undefined || data.code === 354) return undefined
  return refusedEarly(connection, undefined, data, refused)
}

/**
 * Refused before any content. A next hop that says 354 all the same waits for a mail without sender or
 * recipients: the line is dropped, since a final dot would make it an empty mail.
 */
function refusedEarly(
  connection: Connection,
  data: Reply | undefined,
  reply: Reply,
  refused: readonly RefusedRecipient[],
): Attempt {
  if (data !== undefined && data.code === 354) connection.fail('malformed', '354 without a recipient')
  if (reply.code >= 400) return { kind: 'answered', reply, refused }
  return broken(connection, `unexpected answer ${reply.code}`, false)
}

function broken(connection: Connection, why: string, freshMayDo: boolean): Attempt {
  connection.fail('closed', why)
  return { kind: 'unsent', why, freshMayDo }
}

/** While content was still going out the next hop spoke or broke off. */
async function answerBeforeTheDot(
  connection: Connection,
  refused: readonly RefusedRecipient[],
): Promise<Attempt> {
  const [early] = await connection.replies(1, 1_000)
  const why = connection.fault?.text ?? 'answered before the end of data'
  connection.fail('closed', why)
  if (early !== undefined && early.code >= 400 && early.code !== serviceClosing) {
    return { kind: 'answered', reply: early, refused }
  }
  return { kind: 'unsent', why, freshMayDo: false }
}

function answeredToTheDot(
  connection: Connection,
  refused: readonly RefusedRecipient[],
  reply: Reply | undefined,
): Attempt {
  if (reply === undefined) return { kind: 'unknown', why: connection.fault?.text ?? 'no answer' }
  connection.owesReset = false
  connection.uses += 1
  if (isPositive(reply)) {
    return { kind: 'accepted', reply, refused, offersDsn: connection.features.dsn }
  }
  if (reply.code === serviceClosing) return broken(connection, closingText, true)
  if (reply.code >= 400) return { kind: 'answered', reply, refused }
  connection.fail('malformed', `unexpected answer ${reply.code}`)
  return { kind: 'unknown', why: `unexpected answer ${reply.code}` }
}

function closes({ code }: Reply): boolean {
  return code === serviceClosing
}

function isPositive(reply: Reply): boolean {
  return reply.code >= 200 && reply.code < 300
}
