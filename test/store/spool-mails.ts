/** Mails and spools for the tests of the spool. */

import { mkdtempSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'

import { openSpool } from '../../src/store/open-spool.ts'
import type { LastReply, NewMail, Spool, SpoolEvent } from '../../src/store/spool.ts'

export const noon = Date.UTC(2026, 3, 1, 3)

export const delivered: LastReply = {
  at: noon,
  by: 'mx.example.com:25',
  reply: { code: 250, enhanced: '2.0.0', lines: ['Ok'] },
}
export const busy: LastReply = {
  at: noon,
  by: 'mx.example.com:25',
  reply: { code: 451, enhanced: '4.3.0', lines: ['Try again later'] },
}

/** A content of `octets` that differs for each id. */
export function textOf(id: string, octets: number): Buffer {
  const bytes = Buffer.alloc(octets, `${id} says hello\r\n`)
  bytes.write(`Subject: ${id}\r\n\r\n`)
  bytes.write('\r\n', octets - 2)
  return bytes
}

export function mail(id: string, more: Partial<NewMail> = {}, octets = 400): NewMail {
  const wire = textOf(id, octets)
  const half = Math.floor(wire.length / 2)
  return {
    id,
    kind: 'mail',
    at: noon,
    envelope: {
      from: 'tanaka@example.co.jp',
      ret: undefined,
      envid: undefined,
      smtputf8: false,
      eightBit: false,
    },
    recipients: [recipient('partner@example.com')],
    trace: Buffer.from(`Received: from client by gate with ESMTP id ${id}\r\n`),
    content: {
      wire: { kind: 'memory', chunks: [wire.subarray(0, half), wire.subarray(half)] },
      size: wire.length,
      dotted: false,
    },
    decisionId: id,
    bornAt: noon,
    expiresAt: noon + 432_000_000,
    ...more,
  }
}

export function recipient(address: string, route = 'smart-hosts'): NewMail['recipients'][number] {
  return { address, notify: undefined, orcpt: undefined, route }
}

/** A folder that goes when the test ends. */
export function temporaryFolder(test: Pick<TestContext, 'after'>): string {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-spool-'))
  test.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export interface Opened {
  readonly spool: Spool
  readonly events: SpoolEvent[]
}

/** Opens a spool that is closed when the test ends, if not before. */
export async function opened(
  test: Pick<TestContext, 'after'>,
  directory = temporaryFolder(test),
): Promise<Opened> {
  const events: SpoolEvent[] = []
  const opening = await openSpool({ directory, report: (event) => events.push(event) })
  if (opening.kind === 'problem') throw new Error(JSON.stringify(opening.problem))
  test.after(async () => await opening.spool.close())
  return { spool: opening.spool, events }
}

/** Octets of a content as the spool gives it. */
export async function octetsOf(spool: Spool, id: string): Promise<Buffer> {
  const reading = await spool.read(id)
  if (reading.kind !== 'content') throw new Error(`${id} is ${reading.kind}`)
  const { wire, size, dispose } = reading.content
  if (wire.kind === 'memory') return Buffer.concat(wire.chunks)
  const bytes = Buffer.alloc(size)
  readSync(wire.descriptor, bytes, 0, size, 0)
  dispose()
  return bytes
}
