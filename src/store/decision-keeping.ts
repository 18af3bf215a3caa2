/**
 * How long the decision log is kept: files of days gone by are compressed, and removed when they are old enough. Today's
 * file is never touched, nor one that a stream has not sent yet.
 */

import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import { decisionFiles, type DecisionFile } from './decision-files.ts'
import { memberOf } from './gzip-blocks.ts'
import { syncFolder } from './log-file.ts'

export interface KeepingSettings {
  readonly directory: string
  /** Days. */
  readonly keep: number
  /** Days. */
  readonly compressAfter: number
}

export interface Kept {
  /** Names of files. */
  readonly removed: readonly string[]
  readonly compressed: readonly string[]
}

const day = 86_400_000
const lineFeed = 0x0a
const blockSize = 2_097_152
/** Milliseconds between two blocks: mail goes first. */
const rest = 20
const secretMode = 0o600

/**
 * Removes and compresses what is due. Rejects with the system's error; what was done by then is whole.
 * @param today `YYYY-MM-DD` in the company's time zone
 * @param isBusy whether somebody still reads this file by its name
 * @param signal ends it between two blocks; it rejects then, and the file stays as it was
 */
export async function keepDecisions(
  { directory, keep, compressAfter }: KeepingSettings,
  today: string,
  isBusy: (name: string) => boolean,
  signal?: AbortSignal,
): Promise<Kept> {
  const removed: string[] = []
  const compressed: string[] = []
  const now = Date.parse(today)
  for (const file of await decisionFiles(directory)) {
    const age = (now - Date.parse(file.day)) / day
    if (age > keep) {
      await rm(file.path)
      removed.push(file.name)
    } else if (age > compressAfter && !file.isCompressed && !isBusy(file.name)) {
      await compressFile(file, signal)
      compressed.push(file.name)
    }
  }
  if (removed.length > 0) await syncFolder(directory)
  return { removed, compressed }
}

/** The original goes once all of it is on disk in the other form. */
async function compressFile({ path }: DecisionFile, signal: AbortSignal | undefined): Promise<void> {
  const temporary = `${path}.gz.part`
  const source = await open(path, 'r')
  try {
    const target = await open(temporary, 'w', secretMode)
    try {
      await compressInto(source, target, signal)
      const { atime, mtime } = await source.stat()
      await target.utimes(atime, mtime)
      await target.sync()
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
  await rename(temporary, `${path}.gz`)
  await syncFolder(dirname(path))
  await rm(path)
}

async function compressInto(
  source: FileHandle,
  target: FileHandle,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { size } = await source.stat()
  let buffer = Buffer.allocUnsafeSlow(blockSize)
  for (let offset = 0; offset < size;) {
    const length = Math.min(buffer.length, size - offset)
    const { bytesRead } = await source.read(buffer, 0, length, offset)
    if (bytesRead < length) throw new Error('a closed file of the decision log was cut while it was read')
    const isRest = offset + length === size
    const end = isRest ? length : buffer.subarray(0, length).lastIndexOf(lineFeed) + 1
    if (end === 0) {
      // A line longer than a block: one member holds it whole.
      buffer = Buffer.allocUnsafeSlow(buffer.length * 2)
      continue
    }
    await target.appendFile(await memberOf(buffer.subarray(0, end)))
    offset += end
    await pause(rest, undefined, { signal })
  }
}
