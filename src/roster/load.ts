/**
 * From the folder of an organization (`hr.csv`, `rules.yaml`) to a snapshot, or to all problems of both
 * files. Owns reading the files and the name of a snapshot; what the files mean is read in `people/`.
 */

import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { mailboxesOfPeople } from '../people/check-mailboxes.ts'
import { inOrder } from '../people/problem.ts'
import type { Place, Problem } from '../people/problem.ts'
import { blockOctets, readDumpInSteps } from '../people/read-dump.ts'
import { readRules } from '../people/read-rules.ts'
import { packPeople, type PeopleColumns } from '../people/people-columns.ts'
import type { Rules } from '../people/rules.ts'
import { snapshotOfColumns, type Snapshot } from '../people/snapshot.ts'
import type { Steps } from '../people/steps.ts'
import { fileLimits } from './file-limits.ts'
import { inTurns, steady, type Pace } from './in-turns.ts'

export type Organization =
  | { readonly kind: 'loaded'; readonly snapshot: Snapshot; readonly hashes: FileHashes }
  | { readonly kind: 'faulty'; readonly problems: readonly Problem[] }

/** Both files as values. */
export type OrganizationReading =
  | {
      readonly kind: 'read'
      readonly rules: Rules
      readonly columns: PeopleColumns
      readonly hashes: FileHashes
    }
  | { readonly kind: 'faulty'; readonly problems: readonly Problem[] }

/** SHA-256 of the octets of each file, hexadecimal. */
export interface FileHashes {
  readonly dump: string
  readonly rules: string
}

type FileName = Place['file']

type Content =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'none'; readonly problem: Problem }

async function contentOf(directory: string, file: FileName): Promise<Content> {
  const path = join(directory, file)
  const place: Place = { file, line: 1, column: undefined, value: '' }
  try {
    const { size: octets } = await stat(path)
    const limit = fileLimits[file]
    if (octets > limit)
      return { kind: 'none', problem: { place, kind: 'file-too-large', detail: { path, octets, limit } } }
    return { kind: 'bytes', bytes: await readFile(path) }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'EIO'
    return code === 'ENOENT'
      ? { kind: 'none', problem: { place, kind: 'file-missing', detail: { path } } }
      : { kind: 'none', problem: { place, kind: 'file-unreadable', detail: { path, code } } }
  }
}

function digestOf(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex')
}

/** Equal for equal files, on whichever machine they are read. */
function nameOf({ dump, rules }: FileHashes): string {
  return digestOf(`${dump} ${rules}`).slice(0, 12)
}

function today(timezone: string): string {
  return Temporal.Now.plainDateISO(timezone).toString()
}

function faulty(
  ...problems: readonly (readonly Problem[])[]
): Extract<OrganizationReading, { kind: 'faulty' }> {
  return { kind: 'faulty', problems: inOrder(problems.flat()) }
}

/** Octets of the dump that were read, of all. */
export type ReadSoFar = (done: number, total: number) => void

function* told<Result>(steps: Steps<Result>, octets: number, report: ReadSoFar): Steps<Result> {
  for (let read = 0; ; yield) {
    const step = steps.next()
    if (step.done === true) return step.value
    read = Math.min(octets, read + blockOctets)
    report(read, octets)
  }
}

/**
 * Reads and checks both files. Nothing is kept from one call to the next, so that a faulty import leaves a snapshot
 * in force as it is.
 * Works in short turns of the event loop, but for the rules.
 */
export async function readOrganization(
  directory: string,
  report: ReadSoFar = () => undefined,
): Promise<OrganizationReading> {
  const [dump, file] = await Promise.all([contentOf(directory, 'hr.csv'), contentOf(directory, 'rules.yaml')])
  const missing = dump.kind === 'none' ? [dump.problem] : []
  if (file.kind === 'none') return faulty(missing, [file.problem])
  const reading = readRules(file.bytes)
  const ofRules = reading.kind === 'faulty' ? reading.problems : []
  const layout = reading.kind === 'faulty' ? reading.layout : reading.rules.layout
  if (dump.kind === 'none' || layout === undefined) return faulty(missing, ofRules)
  const people = await inTurns(told(readDumpInSteps(dump.bytes, layout), dump.bytes.length, report), steady)
  const ofDump = people.kind === 'faulty' ? people.problems : []
  const ofBoth = mailboxesOfPeople(reading.mailboxPlaces, people.addresses)
  if (reading.kind === 'faulty' || people.kind === 'faulty' || ofBoth.length > 0)
    return faulty(ofDump, ofRules, ofBoth)
  const hashes: FileHashes = { dump: digestOf(dump.bytes), rules: digestOf(file.bytes) }
  const columns = await inTurns(
    packPeople(people.people, layout.units.length, layout.attributes.length),
    steady,
  )
  return { kind: 'read', rules: reading.rules, columns, hashes }
}

/**
 * The snapshot of what has been read.
 * @param day The day of the dump, `YYYY-MM-DD`; default: today in the company's time zone.
 */
export async function organizationOf(
  reading: OrganizationReading,
  pace: Pace,
  day?: string,
): Promise<Organization> {
  if (reading.kind === 'faulty') return reading
  const { rules, columns, hashes } = reading
  const identity = { name: nameOf(hashes), day: day ?? today(rules.timezone) }
  const snapshot = await inTurns(snapshotOfColumns(rules, columns, identity), pace)
  return { kind: 'loaded', snapshot, hashes }
}

/** @param day As for `organizationOf`. */
export async function loadOrganization(
  directory: string,
  day?: string,
  report?: ReadSoFar,
): Promise<Organization> {
  return await organizationOf(await readOrganization(directory, report), steady, day)
}
