/** SMTP replies as bytes to be (RFC 5321 section 4.2, RFC 2034): the standing ones, and how any reply is written. */

import type { Reply } from '../mail/reply.ts'

/** Longest text of one line: 512 octets (RFC 5321 section 4.5.3.1.5) less code, enhanced code and CRLF. */
const longestLine = 490

/** Printable ASCII without a space at its end. */
const plain = /^[ -~]*[!-~]$/

/**
 * A reply as it goes over the wire. Every line carries code and enhanced code; long lines are broken at a space.
 * Control characters become spaces, and without `utf8` every other character `?`: no text can forge a line.
 */
export function writeReply(reply: Reply, utf8 = false): string {
  const { code, enhanced } = reply
  const [only] = reply.lines
  // Nearly every reply: nothing in it to make safe or to break.
  if (reply.lines.length === 1 && only !== undefined && only.length <= longestLine && plain.test(only)) {
    return enhanced === '' ? `${code} ${only}\r\n` : `${code} ${enhanced} ${only}\r\n`
  }
  const lines = reply.lines.flatMap((line) => broken(safe(line, utf8)))
  if (lines.length === 0) lines.push('')
  const prefix = reply.enhanced === '' ? '' : `${reply.enhanced} `
  return lines
    .map(
      (line, index) =>
        `${reply.code}${index === lines.length - 1 ? ' ' : '-'}${prefix}${line}`.trimEnd() + '\r\n',
    )
    .join('')
}

function safe(line: string, utf8: boolean): string {
  const shown = utf8 ? line.toWellFormed() : line.replaceAll(/\P{ASCII}/gu, '?')
  return shown.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ')
}

function broken(line: string): string[] {
  if (line.length * 3 <= longestLine || Buffer.byteLength(line) <= longestLine) return [line]
  const pieces: string[] = []
  let rest = line
  while (Buffer.byteLength(rest) > longestLine) {
    let end = Math.min(rest.length, longestLine)
    while (Buffer.byteLength(rest.slice(0, end)) > longestLine) end -= 1
    const space = rest.lastIndexOf(' ', end)
    if (space > 0) end = space
    // A surrogate pair stays whole.
    else if (/[\ud800-\udbff]/.test(rest[end - 1] ?? '')) end -= 1
    pieces.push(rest.slice(0, end))
    rest = rest.slice(end).trimStart()
  }
  pieces.push(rest)
  return pieces
}

const say = (code: number, enhanced: string, ...lines: string[]): string =>
  writeReply({ code, enhanced, lines })

export const replies = {
  senderOk: say(250, '2.1.0', 'Sender ok'),
  recipientOk: say(250, '2.1.5', 'Recipient ok'),
  ok: say(250, '2.0.0', 'Ok'),
  startContent: say(354, '', 'End data with <CR><LF>.<CR><LF>'),
  startTls: say(220, '2.0.0', 'Ready to start TLS'),
  cannotVerify: say(252, '2.5.0', 'Cannot verify, but will take mail for it'),
  verifyWhat: say(501, '5.5.4', 'Say which address'),
  help: say(214, '2.0.0', 'Commands: EHLO HELO MAIL RCPT DATA RSET NOOP VRFY HELP STARTTLS QUIT'),

  unknownCommand: say(500, '5.5.2', 'Unknown command'),
  notImplemented: say(502, '5.5.1', 'Command not implemented'),
  lineTooLong: say(500, '5.5.2', 'Line too long'),
  notAscii: say(500, '5.5.2', 'Commands are printable ASCII'),
  addressNotAscii: say(553, '5.6.7', 'This address needs the SMTPUTF8 parameter of MAIL'),
  noParameters: say(501, '5.5.4', 'This command takes no parameter'),
  helloFirst: say(503, '5.5.1', 'Say EHLO or HELO first'),
  helloNeedsName: say(501, '5.5.4', 'Give your host name'),
  mailFirst: say(503, '5.5.1', 'Say MAIL first'),
  recipientFirst: say(503, '5.5.1', 'Say RCPT first'),
  nestedMail: say(503, '5.5.1', 'A mail is under way already; RSET drops it'),
  noValidRecipients: say(554, '5.5.1', 'No valid recipients'),
  tlsFirst: say(530, '5.7.0', 'Say STARTTLS first'),
  tlsAlready: say(503, '5.5.1', 'TLS is active already'),
  authNotOffered: say(502, '5.5.1', 'AUTH is not offered here'),
  authNeedsTls: say(538, '5.7.11', 'Say STARTTLS first: passwords go under TLS only'),
  authAlready: say(503, '5.5.1', 'You have authenticated already'),
  authBetweenMails: say(503, '5.5.1', 'AUTH is not taken while a mail is under way'),
  authSyntax: say(501, '5.5.4', 'Syntax: AUTH mechanism [initial-response]'),
  authUnknownMechanism: say(504, '5.5.4', 'This mechanism is not offered; PLAIN and LOGIN are'),
  authUndecodable: say(501, '5.5.2', 'The response cannot be decoded'),
  authTooLong: say(500, '5.5.6', 'The response is too long'),
  authCancelled: say(501, '5.7.0', 'Authentication cancelled'),
  authForAnother: say(535, '5.7.8', 'Acting for another user is not offered'),
  authGoOn: '334 \r\n',
  authAskName: `334 ${Buffer.from('Username:').toString('base64')}\r\n`,
  authAskPassword: `334 ${Buffer.from('Password:').toString('base64')}\r\n`,
  authSucceeded: say(235, '2.7.0', 'Authentication succeeded'),
  authFailed: say(535, '5.7.8', 'User name or password is wrong'),
  authBusy: say(454, '4.7.0', 'Too many logins at once, try again later'),
  authRequired: say(530, '5.7.0', 'Say AUTH first'),
  notYourAddress: say(553, '5.7.1', 'You may not send with this envelope sender'),
  mayNotSpeakForOthers: say(550, '5.7.0', 'You may not speak for other clients'),
  tooManyMails: say(450, '4.7.1', 'Too many mails from you in a minute, try again later'),
  noRoom: say(452, '4.3.1', 'Not enough room on this server now, try again later'),
  mailSyntax: say(501, '5.5.4', 'Syntax: MAIL FROM:<address> [parameters]'),
  recipientSyntax: say(501, '5.5.4', 'Syntax: RCPT TO:<address> [parameters]'),
  nullRecipient: say(501, '5.1.3', 'A recipient cannot be empty'),
  parameterSyntax: say(501, '5.5.4', 'A parameter cannot be read'),
  parameterTwice: say(501, '5.5.4', 'A parameter is given twice'),
  unknownParameter: say(555, '5.5.4', 'A parameter is not offered here'),
  tooManyRecipients: say(452, '4.5.3', 'Too many recipients'),
  tooLarge: say(552, '5.3.4', 'The mail is larger than this server takes'),
  fault: say(451, '4.3.0', 'A fault on this side, nothing was sent; try again later'),
} as const

/** Replies to content that was not taken in. */
export const intakeRefusals = {
  'too-large': replies.tooLarge,
  'header-too-large': say(554, '5.6.0', 'The header section is larger than this server takes'),
  'no-storage': say(452, '4.3.1', 'No storage for this mail now, try again later'),
} as const

/** Replies behind which the connection is closed. */
export const lastWords = {
  earlyTalker: say(554, '5.5.1', 'You spoke before the greeting'),
  bareLineEnd: say(500, '5.5.2', 'Lines end in CRLF; a bare CR or LF is not taken'),
  spokenForUnreadable: say(501, '5.5.4', 'It cannot be read whom you speak for'),
  proxyHeaderUnreadable: say(550, '5.7.0', 'The header of the PROXY protocol cannot be read'),
  notFromBalancer: say(550, '5.7.0', 'The PROXY protocol is not taken from you'),
  notSmtp: say(500, '5.5.1', 'This is SMTP, not HTTP'),
} as const

/** Replies that name this host. */
export function writeHostReplies(hostname: string): {
  readonly greeting: string
  readonly bye: string
  readonly closing: string
  readonly tooManyConnections: string
  readonly tooManyMistakes: string
  readonly tooManyLogins: string
  readonly timeOut: string
} {
  return {
    greeting: say(220, '', `${hostname} ESMTP Sekisho`),
    bye: say(221, '2.0.0', `${hostname} Bye`),
    closing: say(421, '4.3.2', `${hostname} is shutting down, try again later`),
    tooManyConnections: say(421, '4.7.0', `${hostname} Too many connections, try again later`),
    tooManyMistakes: say(421, '4.7.0', `${hostname} Too many faulty commands`),
    tooManyLogins: say(421, '4.7.0', `${hostname} Too many failed logins, try again later`),
    timeOut: say(421, '4.4.2', `${hostname} Took too long`),
  }
}

export type HostReplies = ReturnType<typeof writeHostReplies>
