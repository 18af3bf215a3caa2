/**
 * Takes a dump: a copy of its files, octet for octet, that is whole and on disk before it gets its name. Owns that no half file
 * and no mixture of two files is ever taken.
 */

import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'

import { syncFolder } from '../store/log-file.ts'
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
}

/** It was written to while it was read, again and again. */
export class DumpChanges extends Error {
  readonly path: string

  constructor(path: string) {
    super(`${path} changes while it is read`)
    this.path = path
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
 * What was taken for this run already is kept. Rejects with the system's error, or with `DumpChanges`.
 * @param source folder of `hr.csv` and, where they have changed, `rules.yaml`
 * @param rulesBefore folder whose `rules.yaml` counts if none has come
 * @param report hears of the dump, each time another part of it was copied
 * @param effective the moment that the run goes by; `undefined`: at once, so that a moment beside the dump is that of another one,
 * which has come since
 */
export async function takeDump(
  places: NightPlaces,
  run: number,
  source: string,
  rulesBefore: string,
  report: Reported = () => undefined,
  effective?: string,
): Promise<TakenDump> {
  const folder = dumpFolder(places, run)
  const hasOwnRules = await isThere(join(source, rulesFile))
  if (await isThere(folder)) {
    const [dump, rules] = await Promise.all([hashOf(join(folder, dumpFile)), hashOf(join(folder, rulesFile))])
    return takenOf(dump, rules, hasOwnRules)
  }
  const unfinished = join(places.dumps, `${run}.new`)
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { mode: folderMode })
  try {
    const dump = await copyUnchanged(join(source, dumpFile), join(unfinished, dumpFile), report)
    const rules = await copyUnchanged(
      join(hasOwnRules ? source : rulesBefore, rulesFile),
      join(unfinished, rulesFile),
    )
    if (effective === undefined && (await effectiveIn(source)) !== undefined)
      throw new DumpChanges(join(source, effectiveFile))
    await syncFolder(unfinished)
    await rename(unfinished, folder)
    await syncFolder(places.dumps)
    return takenOf(dump, rules, hasOwnRules)
  } catch (fault) {
    await rm(unfinished, { recursive: true, force: true })
    throw fault
  }
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
  taken: Pick<TakenDump, 'dumpHash' | 'rulesHash'> & { readonly effective: string | undefined },
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
  const isItsMoment = (await effectiveIn(folder)) === taken.effective
  if (isItsMoment) await rm(join(folder, effectiveFile), { force: true })
  await syncFolder(folder)
}

/** Beside a dump: the day and hour at which it takes force, `YYYY-MM-DDThh:mm`. */
export const effectiveFile = 'effective.txt'

/** `undefined`: none came with the dump. */
export async function effectiveIn(source: string): Promise<string | undefined> {
  const path = join(source, effectiveFile)
  return (await isThere(path)) ? (await readFile(path, 'utf8')).trim() : undefined
}

function takenOf(dump: Copy, rules: Copy, hasOwnRules: boolean): TakenDump {
  return {
    dumpHash: dump.hash,
    rulesHash: rules.hash,
    dumpSize: dump.size,
    rulesSize: rules.size,
    hasOwnRules,
  }
}

async function copyUnchanged(from: string, to: string, report?: Reported): Promise<Copy> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const copy = await passOver(from, to, report)
      if ((await hashOf(from)).hash === copy.hash) return copy
    } catch (fault) {
      if (!(fault instanceof DumpChanges)) throw fault
    }
    if (attempt === attempts) throw new DumpChanges(from)
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
