/**
 * Takes a dump: a copy of its files, octet for octet, that is whole and on disk before it gets its name. Owns that no half file
 * and no mixture of two files is ever taken.
 */

import { createHash } from 'node:crypto'
import { mkdir, open, rename, rm, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'

import { syncFolder } from '../store/log-file.ts'
import { fileVersion } from './file-version.ts'
import { effectiveFile, momentBeside, momentText, type MomentBeside } from './moment-beside.ts'
import { dumpFolder, type NightPlaces } from './night-places.ts'

export const dumpFile = 'hr.csv'
export const rulesFile = 'rules.yaml'
/** Beside a dump that is whole, where `night.arrival.complete` asks for it. */
export const doneMark = `${dumpFile}.done`

export type DumpFileName = typeof dumpFile | typeof rulesFile

export interface TakenDump {
  /** SHA-256, hexadecimal. */
  readonly dumpHash: string
  readonly rulesHash: string
  /** Octets. */
  readonly dumpSize: number
  readonly rulesSize: number
  /** The rules came with the dump; else those in force were taken. */
  readonly hasOwnRules: boolean
  /** The moment of this dump, as it was asked for or came with it; `undefined`: at once. */
  readonly effective: string | undefined
}

/** It was written to while it was read, again and again. */
export class DumpChanges extends Error {
  readonly path: string

  constructor(path: string) {
    super(`${path} changes while it is read`)
    this.path = path
  }
}

/** The moment beside the dump is that of another dump, or another one than was asked for: neither is to take force by it. */
export class MomentMismatch extends Error {
  readonly path: string
  readonly of: 'another-dump' | 'another-moment'

  constructor(path: string, of: 'another-dump' | 'another-moment') {
    super(`${path} is about ${of === 'another-dump' ? 'another dump' : 'another moment'}`)
    this.path = path
    this.of = of
  }
}

/** Octets of the dump that were copied. */
type Reported = (done: number, total: number) => void

interface Copy {
  readonly hash: string
  readonly size: number
}

const attempts = 3
const chunkSize = 1_048_576
const fileMode = 0o600
const folderMode = 0o700

/**
 * What was taken for this run already is kept. Rejects with the system's error, with `DumpChanges` or `MomentMismatch`.
 * @param source folder of `hr.csv` and, where they have changed, `rules.yaml`
 * @param rulesBefore folder whose `rules.yaml` counts if none has come
 * @param report hears of the dump, each time another part of it was copied
 * @param asked the moment that somebody has given; `undefined`: what lies beside the dump counts
 */
export async function takeDump(
  places: NightPlaces,
  run: number,
  source: string,
  rulesBefore: string,
  report: Reported = () => undefined,
  asked?: string,
): Promise<TakenDump> {
  const folder = dumpFolder(places, run)
  const hasOwnRules = await isThere(join(source, rulesFile))
  if (await isThere(folder)) {
    const [dump, rules] = await Promise.all([hashOf(join(folder, dumpFile)), hashOf(join(folder, rulesFile))])
    return takenOf(dump, rules, hasOwnRules, asked ?? (await momentBeside(folder))?.effective)
  }
  const unfinished = join(places.dumps, `${run}.new`)
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { mode: folderMode })
  try {
    const { moment, ...dump } = await copyWithMoment(source, join(unfinished, dumpFile), report)
    const effective = momentOf(moment, dump.hash, source, asked)
    // The run may be cut off before the moment is on record, and what lies beside the source may be another one by then.
    if (effective !== undefined)
      await writeWhole(join(unfinished, effectiveFile), momentText(effective, dump.hash, dumpFile))
    const rules = await copyUnchanged(
      join(hasOwnRules ? source : rulesBefore, rulesFile),
      join(unfinished, rulesFile),
    )
    await syncFolder(unfinished)
    await rename(unfinished, folder)
    await syncFolder(places.dumps)
    return takenOf(dump, rules, hasOwnRules, effective)
  } catch (fault) {
    await rm(unfinished, { recursive: true, force: true })
    throw fault
  }
}

function momentOf(
  moment: MomentBeside | undefined,
  dump: string,
  source: string,
  asked: string | undefined,
): string | undefined {
  if (moment?.dump === undefined) return asked ?? moment?.effective
  const path = join(source, effectiveFile)
  if (moment.dump !== dump) throw new MomentMismatch(path, 'another-dump')
  // Whoever has asked may have meant the dump that lay there before.
  if (asked !== undefined && moment.effective?.replace(' ', 'T') !== asked.replace(' ', 'T'))
    throw new MomentMismatch(path, 'another-moment')
  return moment.effective
}

/** Dump and moment as they lay there together: neither was exchanged while the other was read. */
async function copyWithMoment(
  source: string,
  to: string,
  report: Reported,
): Promise<Copy & { readonly moment: MomentBeside | undefined }> {
  const from = join(source, dumpFile)
  let moment: MomentBeside | undefined
  const look = async (): Promise<string> => {
    const version = await fileVersion(from)
    moment = await momentBeside(source)
    return JSON.stringify([version, moment])
  }
  const copy = await copyUnchanged(from, to, report, look)
  return { ...copy, moment }
}

/** SHA-256 of the files of a dump that was taken. */
export async function hashesIn(folder: string): Promise<Pick<TakenDump, 'dumpHash' | 'rulesHash'>> {
  const [dump, rules] = await Promise.all([hashOf(join(folder, dumpFile)), hashOf(join(folder, rulesFile))])
  return { dumpHash: dump.hash, rulesHash: rules.hash }
}

/** Whether the files are there, and are those of the record. */
export async function isAsTaken(
  run: { readonly dumpHash: string | undefined; readonly rulesHash: string | undefined },
  folder: string,
): Promise<boolean> {
  try {
    const there = await hashesIn(folder)
    return there.dumpHash === run.dumpHash && there.rulesHash === run.rulesHash
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return false
    throw fault
  }
}

/**
 * Gives a dump that was taken without rules of its own those of another folder; `false`: they are the same.
 * They are there whole or not at all.
 */
export async function renewRules(folder: string, from: string): Promise<boolean> {
  const path = join(folder, rulesFile)
  const rules = await copyUnchanged(join(from, rulesFile), `${path}.new`)
  if (rules.hash === (await hashOf(path)).hash) {
    await unlink(`${path}.new`)
    return false
  }
  await rename(`${path}.new`, path)
  await syncFolder(folder)
  return true
}

/** Removes from `incoming` what a run has taken, unless something else has come in its place. */
export async function clearTaken(
  folder: string,
  taken: Pick<TakenDump, 'dumpHash' | 'rulesHash' | 'effective'>,
): Promise<void> {
  const files = [
    [dumpFile, taken.dumpHash],
    [rulesFile, taken.rulesHash],
  ] as const
  for (const [name, hash] of files) {
    const path = join(folder, name)
    if (!(await isThere(path)) || (await hashOf(path)).hash !== hash) continue
    await unlink(path)
    await rm(`${path}.done`, { force: true })
  }
  const moment = await momentBeside(folder)
  // Beside another dump that has come already, the same moment may be its own.
  const isItsMoment =
    moment?.dump === undefined
      ? moment?.effective === taken.effective && !(await isThere(join(folder, dumpFile)))
      : moment.dump === taken.dumpHash
  if (isItsMoment) await rm(join(folder, effectiveFile), { force: true })
  await syncFolder(folder)
}

function takenOf(dump: Copy, rules: Copy, hasOwnRules: boolean, effective: string | undefined): TakenDump {
  return {
    effective,
    dumpHash: dump.hash,
    rulesHash: rules.hash,
    dumpSize: dump.size,
    rulesSize: rules.size,
    hasOwnRules,
  }
}

/** @param look what has to be the same before and after, beside the content */
async function copyUnchanged(
  from: string,
  to: string,
  report?: Reported,
  look: () => Promise<string> = async () => await Promise.resolve(''),
): Promise<Copy> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const before = await look()
      const copy = await passOver(from, to, report)
      if ((await hashOf(from)).hash === copy.hash && (await look()) === before) return copy
    } catch (fault) {
      if (!(fault instanceof DumpChanges)) throw fault
    }
    if (attempt === attempts) throw new DumpChanges(from)
  }
}

async function writeWhole(path: string, text: string): Promise<void> {
  const handle = await open(path, 'w', fileMode)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** SHA-256, hexadecimal, and octets, read a piece at a time. Rejects with the system's error. */
export async function hashOf(path: string): Promise<Copy> {
  return await passOver(path, undefined)
}

/** Reads a file to its end, and writes it to disk where `to` says so. */
async function passOver(from: string, to: string | undefined, report?: Reported): Promise<Copy> {
  const hash = createHash('sha256')
  let size = 0
  const input = await open(from, 'r')
  try {
    // Who writes as fast as this reads would never let it come to the end.
    const { size: expected } = await input.stat()
    const output = to === undefined ? undefined : await open(to, 'w', fileMode)
    try {
      const chunk = Buffer.allocUnsafe(chunkSize)
      for (;;) {
        const { bytesRead } = await input.read(chunk, 0, chunkSize, null)
        if (bytesRead === 0) break
        const part = chunk.subarray(0, bytesRead)
        hash.update(part)
        size += bytesRead
        if (size > expected) throw new DumpChanges(from)
        await output?.appendFile(part)
        report?.(size, expected)
      }
      await output?.sync()
    } finally {
      await output?.close()
    }
  } finally {
    await input.close()
  }
  return { hash: hash.digest('hex'), size }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return false
    throw fault
  }
}
