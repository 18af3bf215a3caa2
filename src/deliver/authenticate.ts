/**
 * AUTH towards a next hop: PLAIN (RFC 4616), LOGIN, XOAUTH2 (RFC 4954). The secret is read from its file each time, so
 * that a new password or token counts at once, and leaves only under TLS unless that was waived.
 */

import { readFile } from 'node:fs/promises'

import type { Connection } from './connection.ts'
import { inOneLine } from './in-one-line.ts'
import { Unreachable } from './unreachable.ts'

export interface Credentials {
  readonly method: 'plain' | 'login' | 'xoauth2'
  readonly user: string
  /** Absolute path; one line: the password, or for `xoauth2` the access token. */
  readonly secretFile: string
  /** The secret may leave in clear text. */
  readonly withoutTls: boolean
}

/** Resolves once the host knows us. Rejects with `Unreachable`: a wrong password must not cost anybody a mail. */
export async function authenticate(
  connection: Connection,
  credentials: Credentials,
  milliseconds: number,
): Promise<void> {
  const end = performance.now() + milliseconds
  const { method, user, secretFile, withoutTls } = credentials
  if (!connection.isEncrypted && !withoutTls) throw new Unreachable('no TLS, and AUTH must not go without it')
  if (!connection.features.auth.includes(method.toUpperCase())) {
    throw new Unreachable(`offers no AUTH ${method.toUpperCase()}`)
  }
  const secret = await readSecret(secretFile)
  const say = async (line: string): Promise<number> => {
    connection.write([Buffer.from(`${line}\r\n`, 'latin1')])
    const [answer] = await connection.replies(1, Math.max(1, end - performance.now()))
    if (answer === undefined) throw new Unreachable(`${connection.fault?.text ?? 'unknown fault'} at AUTH`)
    if (answer.code !== 235 && answer.code !== 334) throw new Unreachable(`AUTH: ${inOneLine(answer)}`)
    return answer.code
  }
  let code
  if (method === 'login') {
    code = await say('AUTH LOGIN')
    if (code === 334) code = await say(base64(user))
    if (code === 334) code = await say(base64(secret))
  } else {
    code = await say(`AUTH ${method.toUpperCase()} ${base64(initialResponse(method, user, secret))}`)
    // XOAUTH2 tells its error in a challenge; an empty answer brings the 535.
    if (code === 334) code = await say('')
  }
  if (code !== 235) throw new Unreachable('AUTH did not come to an end')
}

function initialResponse(method: 'plain' | 'xoauth2', user: string, secret: string): string {
  return method === 'plain' ? `\0${user}\0${secret}` : `user=${user}\x01auth=Bearer ${secret}\x01\x01`
}

async function readSecret(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).replace(/\r?\n$/, '')
  } catch (fault) {
    const why = fault instanceof Error && 'code' in fault ? String(fault.code) : 'unknown fault'
    throw new Unreachable(`the secret for AUTH cannot be read (${why})`)
  }
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64')
}
