/** The load: Debian's `smtp-source`, one mail for all. */

import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { addressOfNumber } from './organization.ts'

const run = promisify(execFile)
/** A member of a section, and the chief of it. */
export const sender = addressOfNumber(10)
const chief = addressOfNumber(3)
export const recipient = 'client@example.com'

export interface Load {
  readonly octets: number
  readonly sessions: number
  /** `false`: a new connection for each mail. */
  readonly isKept: boolean
  readonly mails: number
}

/** Writes the mail that `send` sends: a letter with an approver in Cc. */
export async function writeMail(folder: string, octets: number): Promise<void> {
  const header = [
    `From: =?UTF-8?B?5LuK5LqVIOWkqumDjg==?= <${sender}>`,
    `To: =?UTF-8?B?5b6h5a6i5qeY?= <${recipient}>`,
    `Cc: ${chief}`,
    'Subject: =?UTF-8?B?44GK6KaL56mN44KK44Gu5Lu2?=',
    'Date: Tue, 24 Nov 2026 09:00:00 +0900',
    'Message-ID: <bench@example.co.jp>',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=us-ascii',
  ]
  const line = 'The quick brown fox jumps over the lazy dog while the gate looks on, sober.'
  const body = Array.from({ length: Math.floor(octets / (line.length + 2)) }, () => line)
  await writeFile(fileOf(folder, octets), `${[...header, '', ...body].join('\n')}\n`)
}

/** Sends all mails; resolves with seconds. Rejects if one of them was not taken. */
export async function send(folder: string, port: number, load: Load): Promise<number> {
  const started = performance.now()
  await run('smtp-source', [
    ...(load.isKept ? ['-d'] : []),
    '-s',
    String(load.sessions),
    '-m',
    String(load.mails),
    '-f',
    sender,
    '-t',
    recipient,
    '-F',
    fileOf(folder, load.octets),
    `127.0.0.1:${port}`,
  ])
  return (performance.now() - started) / 1000
}

/** Where `writeMail` has put it. */
export function fileOf(folder: string, octets: number): string {
  return join(folder, `mail-${octets}`)
}
