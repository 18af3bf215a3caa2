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
const usualPatience = 180_000

/** Characters of what it says on standard error that are kept, and that a reason has. */
const saidAtMost = 8_192
const reasonAtMost = 300

const traceLine = /^\s+at |^Node\.js v|^-{2,}|^\s*\d+: 0x|^\s*\^+\s*$|^\s*[{}]/
const errorLine = /^\S*(Error|ERROR)\b/

/** What the other process did not do, to be read here after all. */
export type ReadHere = (why: string) => void

/**
 * As `loadOrganization`, with mails going on meanwhile.
 * @param tell Hears why the other process was of no use. The organization is then read here, in longer turns.
 * @param patience Milliseconds after which the other process is taken for stuck, and killed.
 */
export async function loadOrganizationBeside(
  directory: string,
  tell: ReadHere,
  patience = usualPatience,
): Promise<Organization> {
  if (await isSmall(directory)) return await loadOrganization(directory)
  let reading: OrganizationReading
  try {
    reading = await readBeside(directory, patience)
  } catch (fault) {
    tell(fault instanceof Error ? fault.message : String(fault))
    return await loadOrganization(directory)
  }
  return await organizationOf(reading, besideMails)
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

async function readBeside(directory: string, patience: number): Promise<OrganizationReading> {
  const child = startBesideMails([program, directory], ['ignore', 'pipe', 'pipe'])
  let isStuck = false
  const timer = setTimeout(() => {
    isStuck = true
    child.kill('SIGKILL')
  }, patience)
  try {
    const [octets] = await Promise.all([octetsFrom(child), ended(child)])
    if (octets === undefined) throw new Error('the reading process ended half-way')
    return readReading(octets, packageDescription.version)
  } catch (fault) {
    if (isStuck) throw new Error(`the reading process was not done after ${patience} ms`, { cause: fault })
    throw fault
  } finally {
    clearTimeout(timer)
    child.kill('SIGKILL')
  }
}

/** Rejects with what it said last, where it did not end well. */
async function ended(child: ChildProcess): Promise<void> {
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-saidAtMost)
  })
  await new Promise<void>((done, fail) => {
    child.on('error', fail)
    child.on('close', (code, signal) => {
      if (code === 0) done()
      else fail(new Error(`the reading process ended with ${String(code ?? signal)}${reasonIn(said)}`))
    })
  })
}

/** The last line that is neither of a stack trace nor the version that follows one; where an error is named, that. */
function reasonIn(said: string): string {
  const lines = said.split('\n').filter((line) => line.trim() !== '' && !traceLine.test(line))
  const reason = lines.findLast((line) => errorLine.test(line)) ?? lines.at(-1)
  return reason === undefined ? '' : `: ${reason.trim().slice(0, reasonAtMost)}`
}

/** All that it writes, in one piece that is as large as its prelude says; `undefined`: less than that. */
async function octetsFrom(child: ChildProcess): Promise<Buffer | undefined> {
  let octets = Buffer.alloc(0)
  let end = 0
  let begun = Buffer.alloc(0)
  for await (const chunk of child.stdout ?? []) {
    let rest: Buffer = chunk
    if (octets.length === 0) {
      begun = Buffer.concat([begun, rest])
      if (begun.length < preludeOctets) continue
      octets = Buffer.allocUnsafeSlow(lengthByPrelude(begun))
      rest = begun
    }
    if (end + rest.length > octets.length) throw new Error('the reading process wrote more than it said')
    end += rest.copy(octets, end)
  }
  return end < octets.length || end === 0 ? undefined : octets
}
