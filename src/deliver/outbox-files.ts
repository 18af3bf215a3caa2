/** Reads what `outbox.ts` keeps, for the page. Writes nothing. */

import { open, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { z } from 'zod'

import { readMail } from '../mail/read-mail.ts'

import type { KeptEnvelope } from './outbox.ts'

export interface KeptMail extends KeptEnvelope {
  readonly subject: string
}

export interface KeptSource {
  readonly bytes: Buffer
  readonly isCut: boolean
}

const envelopeSchema = z.object({
  id: z.string(),
  at: z.number(),
  from: z.string(),
  recipients: z.array(z.string()),
})

/** Octets of a mail that are read to show it. */
export const shownOctets = 262_144
const headerOctets = 65_536
const limits = { headerFields: 1_000, addresses: 1_000 }

/** The latest mails, newest first, and how many there are: ids ascend with time. */
export async function latestMails(
  directory: string,
  count: number,
): Promise<{ readonly mails: readonly KeptMail[]; readonly all: number }> {
  const ids = (await readdir(directory))
    .filter((name) => name.endsWith('.eml') && !name.startsWith('.'))
    .map((name) => name.slice(0, -4))
    .toSorted((one, other) => (one < other ? 1 : -1))
  const mails = await Promise.all(ids.slice(0, count).map(async (id) => await keptMail(directory, id)))
  return { mails: mails.filter((mail) => mail !== undefined), all: ids.length }
}

/** `undefined` where there is no such mail. `id` has been checked for what a path must not hold. */
export async function keptMail(directory: string, id: string): Promise<KeptMail | undefined> {
  const source = await keptSource(directory, id, headerOctets)
  if (source === undefined) return undefined
  try {
    const text = await readFile(join(directory, `${id}.json`), 'utf8')
    const end = source.bytes.indexOf('\r\n\r\n')
    const header = end === -1 ? source.bytes : source.bytes.subarray(0, end + 4)
    return { ...envelopeSchema.parse(JSON.parse(text)), id, subject: readMail(header, limits).subject }
  } catch {
    return undefined
  }
}

/** The beginning of the mail, `octets` at most. */
export async function keptSource(
  directory: string,
  id: string,
  octets: number,
): Promise<KeptSource | undefined> {
  const file = await open(join(directory, `${id}.eml`), 'r').catch(() => undefined)
  if (file === undefined) return undefined
  try {
    const { size } = await file.stat()
    const bytes = Buffer.alloc(Math.min(size, octets))
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0)
    return { bytes: bytes.subarray(0, bytesRead), isCut: size > octets }
  } finally {
    await file.close()
  }
}
