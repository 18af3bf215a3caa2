/**
 * The day files of the decision log as a folder holds them: which there are, in which order. Reading one is
 * `decision-blocks.ts`; writing them is `log-file.ts`.
 */

import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

export interface DecisionFile {
  readonly path: string
  readonly name: string
  /** The day it was begun for, `YYYY-MM-DD` in the company's time zone. */
  readonly day: string
  readonly isCompressed: boolean
  /** As it is on disk. */
  readonly octets: number
  /** Milliseconds since 1970 of the last change; a compressed file keeps that of its original. */
  readonly changedAt: number
}

const fileName = /^decisions-(\d{4}-\d\d-\d\d)(?:\.\d+-\d+)?\.jsonl(\.gz)?$/

/**
 * All files, newest first. Where a file is there both ways, as a power cut during its compression leaves it, the
 * original stands. `from`: only days from that on. A folder that is not there holds none; rejects with the system's error where it cannot be read.
 */
export async function decisionFiles(directory: string, from = ''): Promise<readonly DecisionFile[]> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await listed(directory, from)
    } catch (fault) {
      // While it was listed, a file was compressed or removed: the next list tells.
      if (!isMissing(fault) || tries === mostTries) throw fault
    }
  }
}

const mostTries = 5

async function listed(directory: string, from: string): Promise<readonly DecisionFile[]> {
  const names = await readdir(directory).catch((fault: unknown) => {
    if (isMissing(fault)) return []
    throw fault
  })
  const present = new Set(names)
  const found = await Promise.all(
    names.map(async (name): Promise<readonly DecisionFile[]> => {
      const [, day, compressed] = fileName.exec(name) ?? []
      if (day === undefined || day < from) return []
      const isCompressed = compressed !== undefined
      if (isCompressed && present.has(name.slice(0, -compressed.length))) return []
      const path = join(directory, name)
      const { size, mtimeMs } = await stat(path)
      return [{ path, name, day, isCompressed, octets: size, changedAt: mtimeMs }]
    }),
  )
  return found
    .flat()
    .toSorted((one, other) =>
      one.day === other.day ? other.changedAt - one.changedAt : one.day < other.day ? 1 : -1,
    )
}

/** Whether the system says that there is no such file. */
export function isMissing(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && fault.code === 'ENOENT'
}

/** The files of one day, that of the last change first. */
export interface DecisionDay {
  readonly day: string
  readonly files: readonly DecisionFile[]
}

/** The same files by days, newest first. */
export function byDay(files: readonly DecisionFile[]): readonly DecisionDay[] {
  const days = new Map<string, DecisionFile[]>()
  for (const file of files) {
    const known = days.get(file.day)
    if (known === undefined) days.set(file.day, [file])
    else known.push(file)
  }
  return [...days].map(([day, ofDay]) => ({ day, files: ofDay }))
}
