/**
 * Reads the decision log forward from a position, file by file, as it grows. The position outlives a restart
 * (`stream-position.ts`), so that a copy of the log goes on where it was.
 */

import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'

import { decisionFiles, type DecisionFile } from './decision-files.ts'

/** How much of a file was taken. */
export interface Progress {
  readonly taken: number
  /** Octets that it had when it was looked at last. */
  readonly octets: number
}

/** Files of days before `from` are done; others that are not named have not been begun. */
export interface Position {
  /** `YYYY-MM-DD`. */
  readonly from: string
  readonly files: ReadonlyMap<string, Progress>
}

export interface Piece {
  /** Whole lines without their ends, in the order of the log; empty where nothing has come. */
  readonly lines: readonly string[]
  /** Behind them. */
  readonly position: Position
  /** In front of them, with what is known now of every file. */
  readonly before: Position
  /** Files that are gone, or were compressed, before all of them was taken. */
  readonly lost: readonly string[]
}

const lineFeed = 0x0a
/** Milliseconds without a change after which half a line is not being written any more. */
const quiet = 5_000
const mostOctets = 1_048_576
/** A line over it is no record. */
const longestLine = 16_777_216
const daysKept = 2

/** The end of the log as it is now: what stands there already is not of interest. */
export async function endOfLog(directory: string): Promise<Position> {
  const files = await decisionFiles(directory)
  const from = files[0]?.day ?? ''
  const ofDay = files.filter(({ day, isCompressed }) => day === from && !isCompressed)
  return { from, files: new Map(ofDay.map(({ name, octets }) => [name, { taken: octets, octets }])) }
}

/** The next lines, at most `mostLines`. Rejects with the system's error. */
export async function nextPiece(directory: string, position: Position, mostLines: number): Promise<Piece> {
  const present = (await decisionFiles(directory, position.from)).toReversed()
  const files = new Map(position.files)
  const lost = lostFiles(position, present)
  for (const name of lost) files.delete(name)
  const due = present.filter(({ isCompressed }) => !isCompressed)
  for (const { name, octets } of due) files.set(name, { taken: files.get(name)?.taken ?? 0, octets })
  const before: Position = { from: position.from, files: new Map(files) }
  for (const file of due) {
    const { taken = 0 } = files.get(file.name) ?? {}
    if (file.octets <= taken) continue
    const { lines, end } = await linesOf(directory, file.name, taken, mostLines, isClosed(file, due))
    files.set(file.name, { taken: end, octets: Math.max(file.octets, end) })
    if (lines.length > 0)
      return { lines, position: shortened({ from: position.from, files }, due), before, lost }
  }
  return { lines: [], position: shortened({ from: position.from, files }, due), before, lost }
}

/** Names of day files of which something is still to be taken. */
export async function untakenFiles(directory: string, position: Position): Promise<readonly string[]> {
  const present = await decisionFiles(directory, position.from)
  return present
    .filter(({ name, octets }) => octets > (position.files.get(name)?.taken ?? 0))
    .map(({ name }) => name)
}

function lostFiles({ files }: Position, present: readonly DecisionFile[]): readonly string[] {
  const names = new Set(present.map(({ name }) => name))
  return [...files]
    .filter(([name, { taken, octets }]) => taken < octets && !names.has(name))
    .map(([name]) => name)
}

/** Forgets days that are done; the last two may still get a file, when the clock or the time zone is set back. */
function shortened({ from, files }: Position, present: readonly DecisionFile[]): Position {
  const days = [...new Set(present.map(({ day }) => day))].toSorted()
  const unfinished = present.find(({ name, octets }) => octets > (files.get(name)?.taken ?? 0))?.day ?? '9999'
  const recent = days.at(-daysKept) ?? from
  const next = [unfinished, recent].toSorted()[0] ?? from
  if (next <= from) return { from, files }
  const dayOf = new Map(present.map(({ name, day }) => [name, day]))
  return { from: next, files: new Map([...files].filter(([name]) => (dayOf.get(name) ?? '') >= next)) }
}

function isClosed(file: DecisionFile, due: readonly DecisionFile[]): boolean {
  return file !== due.at(-1) && Date.now() - file.changedAt > quiet
}

/** @param isEnded nothing more comes to this file but what a restart adds: half a line at its end is passed over */
async function linesOf(
  directory: string,
  name: string,
  start: number,
  mostLines: number,
  isEnded: boolean,
): Promise<{ readonly lines: readonly string[]; readonly end: number }> {
  const path = join(directory, name)
  const { size } = await stat(path)
  const file = await open(path, 'r')
  try {
    for (let length = mostOctets; ; length *= 2) {
      const bytes = Buffer.allocUnsafe(Math.min(length, size - start))
      const { bytesRead } = await file.read(bytes, 0, bytes.length, start)
      const read = bytes.subarray(0, bytesRead)
      const { lines, octets } = cut(read, mostLines)
      if (octets > 0) return { lines, end: start + octets }
      const isRest = start + bytesRead >= size
      if (isRest && !isEnded) return { lines: [], end: start }
      if (isRest || length > longestLine) return { lines: [], end: start + bytesRead }
    }
  } finally {
    await file.close()
  }
}

function cut(
  bytes: Buffer,
  mostLines: number,
): { readonly lines: readonly string[]; readonly octets: number } {
  const lines: string[] = []
  let start = 0
  while (lines.length < mostLines) {
    const end = bytes.indexOf(lineFeed, start)
    if (end === -1) break
    if (end > start) lines.push(bytes.toString('utf8', start, end))
    start = end + 1
  }
  return { lines, octets: start }
}
