/** RCPT: one recipient, and the place where a client that may not send is told so (RFC 5321 section 4.1.1.3). */

import { startOfPath } from './mail-from.ts'
import { readRecipientParameters } from './recipient-parameters.ts'
import { readPath } from './path.ts'
import { replies, writeReply } from './replies.ts'
import { mistake, reply, type Session, type Step, type Transaction } from './session.ts'

const syntax = mistake(replies.recipientSyntax)
const nullRecipient = mistake(replies.nullRecipient)
const notAscii = mistake(replies.addressNotAscii)
const unknownParameter = mistake(replies.unknownParameter)
const tooMany = reply(replies.tooManyRecipients)
const accepted = reply(replies.recipientOk)
const asciiOnly = /^[ -~]*$/

/** `line` is the whole command line. */
export function recipientTo(session: Session, transaction: Transaction, line: string): Step {
  const step = readRecipient(session, transaction, line)
  if (step !== accepted) transaction.refused += 1
  return step
}

function readRecipient(session: Session, transaction: Transaction, line: string): Step {
  const start = startOfPath(line, 5, 'TO:')
  if (start < 0) return syntax
  const path = readPath(line, start)
  if (path.kind === 'no-path')
    return mistake(writeReply({ code: 501, enhanced: '5.1.3', lines: [path.fault] }))
  if (path.address === '') return nullRecipient
  if (session.client?.extended !== true && path.end < line.length) return unknownParameter
  const read = readRecipientParameters(line.slice(path.end), transaction.smtputf8)
  if (read.kind === 'fault') return mistake(read.reply)
  if (!transaction.smtputf8 && !asciiOnly.test(path.address)) return notAscii
  const address = path.bare ? `${path.address}@${session.settings.hostname}` : path.address
  if (!session.maySend && session.login === undefined) return relayDenied(session, address)
  if (transaction.recipients.length >= session.settings.limits.recipients) return tooMany
  transaction.recipients.push({ address, ...read.parameters })
  return accepted
}

function relayDenied(session: Session, recipient: string): Step {
  const text = `Relaying denied: ${session.address} is not among the clients of listener ${session.listener}`
  return {
    kind: 'relay-denied',
    reply: writeReply({ code: 550, enhanced: '5.7.1', lines: [text] }),
    recipient,
  }
}
