/** Composes a letter and hands it to an SMTP server; the outcome is a value. Prints nothing. */

import { createTransport } from 'nodemailer'
import type { Reply } from '../mail/reply.ts'

export interface Letter {
  readonly from: string
  readonly to: readonly string[]
  readonly cc: readonly string[]
  /** In the envelope only. */
  readonly bcc: readonly string[]
  readonly subject: string
  readonly body: string
  /** Paths of files to attach. */
  readonly files: readonly string[]
}

export type Sending =
  | {
      readonly kind: 'accepted'
      readonly answer: Reply
      /** Recipients that RCPT refused while others were taken. */
      readonly refused: readonly { readonly address: string; readonly response: string }[]
    }
  /** The server said 4xx or 5xx, and the mail was taken for nobody. */
  | { readonly kind: 'answered'; readonly answer: Reply }
  | { readonly kind: 'unreachable'; readonly cause: string }
  | { readonly kind: 'broken-off'; readonly cause: string }

/** What nodemailer tells of a failed attempt. */
interface Failure {
  readonly message: string
  readonly code: string
  readonly command: string
  readonly response: string
}

const milliseconds = { connection: 10_000, greeting: 60_000, silence: 600_000 }

/** `550-5.7.1 one\n550 5.7.1 two` as a reply of two lines. */
export function readReply(response: string): Reply {
  const lines = response.split(/\r?\n/)
  const code = Number(/^\d{3}/.exec(response)?.[0] ?? 0)
  const bare = lines.map((line) => line.replace(/^\d{3}(?:[ -]|$)/, ''))
  const enhanced = /^[245]\.\d{1,3}\.\d{1,3}(?= |$)/.exec(bare[0] ?? '')?.[0] ?? ''
  return {
    code,
    enhanced,
    lines: bare.map((line) =>
      enhanced !== '' && line.startsWith(enhanced) ? line.slice(enhanced.length).trim() : line,
    ),
  }
}

function textOf(value: unknown, key: string): string {
  const part: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
  return typeof part === 'string' ? part : ''
}

function failureOf(error: unknown): Failure {
  return {
    message: error instanceof Error ? error.message : String(error),
    code: textOf(error, 'code'),
    command: textOf(error, 'command'),
    response: textOf(error, 'response'),
  }
}

/**
 * Sends one letter over SMTP, by STARTTLS where the server offers it. Certificates are not verified: the
 * letter is a test, and the gate's own certificate is often signed by the company alone.
 */
export async function sendLetter(letter: Letter, server: { host: string; port: number }): Promise<Sending> {
  const transport = createTransport({
    ...server,
    secure: false,
    tls: { rejectUnauthorized: false },
    connectionTimeout: milliseconds.connection,
    greetingTimeout: milliseconds.greeting,
    socketTimeout: milliseconds.silence,
  })
  try {
    const sent = await transport.sendMail({
      from: letter.from,
      to: [...letter.to],
      cc: [...letter.cc],
      subject: letter.subject,
      text: letter.body,
      attachments: letter.files.map((path) => ({ path })),
      envelope: { from: letter.from, to: [...letter.to, ...letter.cc, ...letter.bcc] },
    })
    const refused = (sent.rejectedErrors ?? []).map((error) => ({
      address: textOf(error, 'recipient'),
      response: textOf(error, 'response').replaceAll(/\r?\n/g, ' '),
    }))
    return { kind: 'accepted', answer: readReply(sent.response), refused }
  } catch (error) {
    const failure = failureOf(error)
    if (failure.response !== '') return { kind: 'answered', answer: readReply(failure.response) }
    const unreached = failure.command === 'CONN'
    return { kind: unreached ? 'unreachable' : 'broken-off', cause: failure.message }
  } finally {
    transport.close()
  }
}
