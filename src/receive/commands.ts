/** The session's states as a table: which command may be said when, and what answers it otherwise. */

import { startAuthentication } from './authentication.ts'
import { hello } from './hello.ts'
import { mailFrom } from './mail-from.ts'
import { recipientTo } from './recipient-to.ts'
import { lastWords, replies } from './replies.ts'
import { xclient, xforward } from './speak-for.ts'
import { mistake, reply, stageOf, type Session, type Stage, type Step } from './session.ts'

interface Command {
  /** Answers for the stages in which the command is out of order. */
  readonly refused: Partial<Record<Stage, Step>>
  /** May be said before TLS where TLS is required (RFC 3207 section 4). */
  readonly beforeTls: boolean
  /** `parameter` is what stands behind the verb, without spaces around it. */
  readonly answer: (session: Session, parameter: string, line: string) => Step
}

const helloFirst = mistake(replies.helloFirst)
const mailFirst = mistake(replies.mailFirst)
const recipientFirst = mistake(replies.recipientFirst)
const nestedMail = mistake(replies.nestedMail)
const noParameters = mistake(replies.noParameters)
const notImplemented = mistake(replies.notImplemented)
const unknownCommand = mistake(replies.unknownCommand)
const notAscii = mistake(replies.notAscii)
const tlsFirst = mistake(replies.tlsFirst)
const tlsAlready = mistake(replies.tlsAlready)
const authBetweenMails = mistake(replies.authBetweenMails)
const noRoom: Step = { kind: 'noted', event: 'no-room', reply: replies.noRoom }
const noValidRecipients = reply(replies.noValidRecipients)
const ok = reply(replies.ok)
const cannotVerify = reply(replies.cannotVerify)
const verifyWhat = mistake(replies.verifyWhat)
const help = reply(replies.help)
const content: Step = { kind: 'content' }
const startTls: Step = { kind: 'start-tls' }
const notSmtp: Step = { kind: 'last-word', reply: lastWords.notSmtp }
const notFromBalancer: Step = { kind: 'last-word', reply: lastWords.notFromBalancer }

const anyTime = {}
const refusedAlways = (step: Step, beforeTls = false): Command => ({
  refused: anyTime,
  beforeTls,
  answer: () => step,
})

const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['EHLO', { refused: anyTime, beforeTls: true, answer: (session, name) => hello(session, name, true) }],
  ['HELO', { refused: anyTime, beforeTls: true, answer: (session, name) => hello(session, name, false) }],
  [
    'MAIL',
    {
      refused: { connected: helloFirst, mail: nestedMail, recipients: nestedMail },
      beforeTls: false,
      answer: (session, _parameter, line) => mailFrom(session, line),
    },
  ],
  [
    'RCPT',
    {
      refused: { connected: helloFirst, greeted: mailFirst },
      beforeTls: false,
      answer: (session, _parameter, line) =>
        session.transaction === undefined ? mailFirst : recipientTo(session, session.transaction, line),
    },
  ],
  [
    'DATA',
    {
      refused: { connected: helloFirst, greeted: mailFirst },
      beforeTls: false,
      answer: (session, parameter) => {
        if (parameter !== '') return noParameters
        if (session.transaction?.recipients.length !== 0) return session.settings.hasRoom() ? content : noRoom
        return session.transaction.refused > 0 ? noValidRecipients : recipientFirst
      },
    },
  ],
  [
    'RSET',
    {
      refused: anyTime,
      beforeTls: false,
      answer: (session, parameter) => {
        if (parameter !== '') return noParameters
        session.transaction = undefined
        session.forwarded = undefined
        return ok
      },
    },
  ],
  ['NOOP', { refused: anyTime, beforeTls: true, answer: () => ok }],
  ['HELP', { refused: anyTime, beforeTls: false, answer: () => help }],
  [
    'VRFY',
    {
      refused: anyTime,
      beforeTls: false,
      answer: (_session, parameter) => (parameter === '' ? verifyWhat : cannotVerify),
    },
  ],
  [
    'QUIT',
    {
      refused: anyTime,
      beforeTls: true,
      answer: (session, parameter) =>
        parameter === '' ? { kind: 'last-word', reply: session.settings.bye, isAsked: true } : noParameters,
    },
  ],
  [
    'STARTTLS',
    {
      refused: { connected: helloFirst },
      beforeTls: true,
      answer: ({ settings, tls }, parameter) => {
        if (parameter !== '') return noParameters
        if (tls !== undefined) return tlsAlready
        return settings.tls === 'none' ? notImplemented : startTls
      },
    },
  ],
  [
    'AUTH',
    {
      refused: { mail: authBetweenMails, recipients: authBetweenMails },
      beforeTls: true,
      answer: startAuthentication,
    },
  ],
  ['XCLIENT', { refused: { mail: nestedMail, recipients: nestedMail }, beforeTls: true, answer: xclient }],
  ['XFORWARD', { refused: { mail: nestedMail, recipients: nestedMail }, beforeTls: true, answer: xforward }],
  ['PROXY', refusedAlways(notFromBalancer, true)],
  ...['EXPN', 'TURN', 'ETRN', 'BDAT', 'SEND', 'SOML', 'SAML'].map((verb): [string, Command] => [
    verb,
    refusedAlways(notImplemented),
  ]),
  ...['GET', 'POST', 'PUT', 'HEAD', 'OPTIONS', 'CONNECT', 'DELETE', 'PATCH', 'TRACE'].map(
    (verb): [string, Command] => [verb, refusedAlways(notSmtp, true)],
  ),
])

const printable = /^[ -~]*$/
const withControl = /\p{Cc}/u
const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Answers one command line. `line` is latin1, without CRLF; changes the session. Bytes beyond ASCII are read
 * as UTF-8 in MAIL and RCPT (RFC 6531) and refused elsewhere.
 */
export function answerCommand(session: Session, line: string): Step {
  let text = line
  let end = text.length
  while (end > 0 && text[end - 1] === ' ') end -= 1
  if (end < text.length) text = text.slice(0, end)
  const space = text.indexOf(' ')
  const word = space < 0 ? text : text.slice(0, space)
  const verb = commands.has(word) ? word : word.toUpperCase()
  const command = commands.get(verb)
  if (!printable.test(text)) {
    const read = verb === 'MAIL' || verb === 'RCPT' ? asUtf8(text) : undefined
    if (read === undefined) return notAscii
    text = read
  }
  if (command === undefined) return unknownCommand
  if (!command.beforeTls && session.settings.tls === 'required' && session.tls === undefined) return tlsFirst
  return (
    command.refused[stageOf(session)] ??
    command.answer(session, space < 0 ? '' : text.slice(space + 1).trim(), text)
  )
}

function asUtf8(line: string): string | undefined {
  try {
    const text = utf8.decode(Buffer.from(line, 'latin1'))
    return withControl.test(text) ? undefined : text
  } catch {
    return undefined
  }
}
