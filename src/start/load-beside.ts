/**
 * Loads an organization in a running gate: another process reads and checks the files, and this one gets columns that it neither
 * parses nor copies. Reading fifty thousand people takes half a second and hundreds of megabytes of garbage, and no mail
 * should wait for either.
 */

import type { ChildProcess } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import packageDescription from '../../package.json' with { type: 'json' }
import { besideMails } from '../roster/in-turns.ts'
import {
  loadOrganization,
  organizationOf,
  type Organization,
  type OrganizationReading,
} from '../roster/load.ts'
import { lengthByPrelude, preludeOctets, readReading } from '../roster/reading-wire.ts'
import { startBesideMails } from './beside-mails.ts'

const program = join(import.meta.dirname, 'reader.ts')

/** Octets up to which a file is read here: that takes less than to start a process, and keeps nobody waiting. */
const smallOctets = { 'hr.csv': 131_072, 'rules.yaml': 16_384 }

/** Milliseconds. Half a million people take some ten seconds. */
const patience = 180_000

/** What the other process did not do, to be read here after all. */
export type ReadHere = (why: string) => void

/**
 * As `loadOrganization`, with mails going on meanwhile.
 * @param tell Hears why the other process was of no use. The organization is then read here, in longer turns.
 */
export async function loadOrganizationBeside(
  directory: string,
  tell: ReadHere,
  day?: string,
): Promise<Organization> {
  if (await isSmall(directory)) return await loadOrganization(directory, day)
  let reading: OrganizationReading
  try {
    reading = await readBeside(directory)
  } catch (fault) {
    tell(fault instanceof Error ? fault.message : String(fault))
    return await loadOrganization(directory, day)
  }
  return await organizationOf(reading, besideMails, day)
}

/** Also where a file is not there: that is soon said. */
async function isSmall(directory: string): Promise<boolean> {
  for (const [file, limit] of Object.entries(smallOctets)) {
    const found = await stat(join(directory, file)).catch(() => undefined)
    if (found === undefined) return true
    if (found.size > limit) return false
  }
  return true
}

async function readBeside(directory: string): Promise<OrganizationReading> {
  const child = startBesideMails([program, directory], ['ignore', 'pipe', 'ignore'])
  const timer = setTimeout(() => child.kill('SIGKILL'), patience)
  try {
    const [octets] = await Promise.all([octetsFrom(child), ended(child)])
    return readReading(octets, packageDescription.version)
  } finally {
    clearTimeout(timer)
    child.kill('SIGKILL')
  }
}

async function ended(child: ChildProcess): Promise<void> {
  await new Promise<void>((done, fail) => {
    child.on('error', fail)
    child.on('exit', (code, signal) => {
      if (code === 0) done()
      else fail(new Error(`the reading process ended with ${String(code ?? signal)}`))
    })
  })
}

/** All that it writes, in one piece that is as large as its prelude says. */
async function octetsFrom(child: ChildProcess): Promise<Buffer> {
  let octets = Buffer.alloc(0)
  let end = 0
  let begun = Buffer.alloc(0)
  for await (const chunk of child.stdout ?? []) {
    let rest: Buffer = chunk
    if (octets.length === 0) {
      begun = Buffer.concat([begun, rest])
      if (begun.length < preludeOctets) continue
      octets = Buffer.allocUnsafeSlow(lengthByPrelude(begun) ?? 0)
      rest = begun
    }
    if (end + rest.length > octets.length) throw new Error('the reading process wrote something else')
    end += rest.copy(octets, end)
  }
  if (end < octets.length || end === 0) throw new Error('the reading process ended half-way')
  return octets
}
