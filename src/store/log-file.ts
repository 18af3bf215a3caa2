/**
 * One day's file of the decision log: append and put on disk. A file whose write or fsync failed is never
 * written again; its successor is. Knows nothing of what a line says.
 */

import { constants } from 'node:fs'
import { mkdir, open, stat, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'

const lineFeed = 10
/** Records name people and subjects: nobody but the owner reads them. */
const fileMode = 0o600
const folderMode = 0o700

export class LogFile {
  readonly #directory: string
  #day = ''
  /** Counts up after each failure, so that the same file is not tried again. */
  #generation = 0
  #handle: FileHandle | undefined
  #path = ''

  constructor(directory: string) {
    this.#directory = directory
  }

  /** Resolves once the lines are on disk. After a rejection they may be there, in part, or not. */
  async append(day: string, lines: Buffer): Promise<void> {
    try {
      const handle = await this.#open(day)
      await handle.appendFile(lines)
      await handle.datasync()
    } catch (fault) {
      await this.#giveUp()
      throw fault
    }
  }

  async close(): Promise<void> {
    const handle = this.#handle
    this.#handle = undefined
    await handle?.close()
  }

  async #open(day: string): Promise<FileHandle> {
    if (this.#handle !== undefined && this.#day === day) {
      await demandSameFile(this.#handle, this.#path)
      return this.#handle
    }
    await this.close()
    await mkdir(this.#directory, { recursive: true, mode: folderMode })
    const suffix = this.#generation === 0 ? '' : `.${process.pid}-${this.#generation}`
    const path = join(this.#directory, `decisions-${day}${suffix}.jsonl`)
    const { O_APPEND, O_CREAT, O_RDWR } = constants
    const handle = await open(path, O_APPEND | O_CREAT | O_RDWR, fileMode)
    this.#handle = handle
    this.#path = path
    this.#day = day
    await endTornLine(handle)
    await syncFolder(this.#directory)
    return handle
  }

  async #giveUp(): Promise<void> {
    this.#generation += 1
    await this.close().catch(() => undefined)
  }
}

/** What is appended to a file without a name is gone once the file is closed, and no write would ever fail. */
async function demandSameFile(handle: FileHandle, path: string): Promise<void> {
  const [held, named] = await Promise.all([handle.stat(), stat(path)])
  if (held.ino !== named.ino || held.dev !== named.dev) throw new Error(`${path} was removed or replaced`)
}

/** A power cut may leave half a line behind; the next record begins on a line of its own. */
async function endTornLine(handle: FileHandle): Promise<void> {
  const { size } = await handle.stat()
  if (size === 0) return
  const last = Buffer.alloc(1)
  await handle.read(last, 0, 1, size - 1)
  if (last[0] !== lineFeed) await handle.appendFile('\n')
}

/** Puts on disk which files a folder has. */
export async function syncFolder(directory: string): Promise<void> {
  const folder = await open(directory, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
