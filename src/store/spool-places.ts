/**
 * The folders of a spool and the few steps on files that durability is made of. Every file is written under a name in
 * `incoming/`, put on disk, and only then renamed to where a record may name it.
 */

import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

import { codeOf } from './fault-code.ts'

/** Absolute paths. */
export interface SpoolPlaces {
  readonly directory: string
  readonly records: string
  /** One file for each group of mails that were put on disk together. */
  readonly segments: string
  /** One file for each mail that is too large for a segment. */
  readonly bodies: string
  /** Files that are not finished; emptied at start. */
  readonly incoming: string
  /** What is left of damaged mails, and files of unknown origin. Nothing in it is ever deleted. */
  readonly corrupt: string
}

/** Mails are nobody else's business. */
const folderMode = 0o700
const fileMode = 0o600

export function placesIn(directory: string): SpoolPlaces {
  return {
    directory,
    records: join(directory, 'records.db'),
    segments: join(directory, 'segments'),
    bodies: join(directory, 'bodies'),
    incoming: join(directory, 'incoming'),
    corrupt: join(directory, 'corrupt'),
  }
}

export function makePlaces({ directory, segments, bodies, incoming, corrupt }: SpoolPlaces): void {
  const first = mkdirSync(directory, { recursive: true, mode: folderMode })
  for (const path of [segments, bodies, incoming, corrupt])
    mkdirSync(path, { recursive: true, mode: folderMode })
  syncFolder(directory)
  if (first !== undefined) syncFolder(dirname(first))
}

/** Puts the names in a folder on disk. */
export function syncFolder(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Writes a file that must not exist yet and puts it on disk. After a throw a part of it may be there. */
export function writeNewFile(path: string, bytes: Uint8Array): void {
  const descriptor = openSync(path, 'wx', fileMode)
  try {
    for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Tells a file from any other; `undefined`: there is none of this name. */
export function inodeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino
}

/** Moves a finished file to its place; its name is on disk after `syncFolder`. */
export function moveFile(from: string, to: string): void {
  renameSync(from, to)
}

/** True: it is not there any more, or never was. */
export function removeFile(path: string): boolean {
  try {
    unlinkSync(path)
    return true
  } catch (fault) {
    return codeOf(fault) === 'ENOENT'
  }
}

/** The first octets of a file; `undefined`: it has not as many, or cannot be read. */
export function beginningOf(path: string, octets: number): Buffer | undefined {
  let descriptor
  try {
    descriptor = openSync(path, 'r')
    const beginning = Buffer.alloc(octets)
    return readSync(descriptor, beginning, 0, octets, 0) === octets ? beginning : undefined
  } catch {
    return undefined
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}

/** Names in a folder; none where it is missing. */
export function namesIn(path: string): readonly string[] {
  try {
    return readdirSync(path)
  } catch (fault) {
    if (codeOf(fault) === 'ENOENT') return []
    throw fault
  }
}
