/** MAIL: the return path and what the client says about the mail (RFC 5321 section 4.1.1.2). */

import { readMailParameters } from './parameters.ts'
import { readPath } from './path.ts'
import { replies, writeReply } from './replies.ts'
import { mistake, reply, type Session, type Step } from './session.ts'

const syntax = mistake(replies.mailSyntax)
const tooLarge = reply(replies.tooLarge)
const notAscii = mistake(replies.addressNotAscii)
const unknownParameter = mistake(replies.unknownParameter)
const accepted = reply(replies.senderOk)
const authRequired = mistake(replies.authRequired)
const notYourAddress: Step = { kind: 'noted', event: 'foreign-sender', reply: replies.notYourAddress }
const tooManyMails: Step = { kind: 'noted', event: 'too-many-mails', reply: replies.tooManyMails }
const asciiOnly = /^[ -~]*$/

/** `line` is the whole command line. */
export function mailFrom(session: Session, line: string): Step {
  const { settings, login } = session
  if (settings.authentication === 'required' && login === undefined) return authRequired
  const start = startOfPath(line, 5, 'FROM:')
  if (start < 0) return syntax
  const path = readPath(line, start)
  if (path.kind === 'no-path')
    return mistake(writeReply({ code: 501, enhanced: '5.1.7', lines: [path.fault] }))
  if (path.bare) return syntax
  const read = readMailParameters(line.slice(path.end))
  if (read.kind === 'fault') return mistake(read.reply)
  const { size, smtputf8, eightBit, ret, envid } = read.parameters
  if (session.client?.extended !== true && path.end < line.length) return unknownParameter
  if (!smtputf8 && !asciiOnly.test(path.address)) return notAscii
  if (size !== undefined && size > settings.limits.messageSize) return tooLarge
  if (path.address !== '' && login?.senders?.has(path.address.toLowerCase()) === false) return notYourAddress
  if (!settings.mayBeginMail(session.address)) return tooManyMails
  session.transaction = {
    from: path.address,
    smtputf8,
    eightBit,
    ret,
    envid,
    recipients: [],
    refused: 0,
  }
  return accepted
}

/**
 * Index behind `keyword` (upper case) that stands at `at`, and behind spaces, or -1. The RFC allows no space before
 * the path, but printers and old programs write one and nothing else can be meant.
 */
export function startOfPath(line: string, at: number, keyword: string): number {
  let here = at + keyword.length
  if (line.slice(at, here).toUpperCase() !== keyword) return -1
  while (line[here] === ' ') here += 1
  return here
}
