/**
 * Content over the memory limit: a file that goes when its mail does. It has a name all along, so that the spool can keep
 * the file itself; what a crash leaves behind goes at the next start, with all else in the folder.
 */

import { close, ftruncate, open, unlink, write } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const openFile = promisify(open)
const truncateFile = promisify(ftruncate)

/** Octets waiting for the disk from which on the client must wait as well. */
const highWater = 262_144

export class TemporaryFile {
  readonly #path: string
  /** Called when the client may go on. */
  readonly #drained: () => void
  #descriptor = -1
  #waiting: Buffer[] = []
  #queued = 0
  #position = 0
  #closed = false
  /** Settles when all that was appended is written; never rejects. */
  #run: Promise<void> | undefined
  #failure: Error | undefined

  /** `name` must be unique in `folder`. Opens on the first append. */
  constructor(folder: string, name: string, drained: () => void) {
    this.#path = join(folder, name)
    this.#drained = drained
  }

  /** Takes the bytes over; they must not change afterwards. */
  append(chunks: readonly Buffer[]): void {
    if (this.#failure !== undefined) return
    for (const chunk of chunks) {
      this.#waiting.push(chunk)
      this.#queued += chunk.length
    }
    this.#run ??= this.#writeAll()
  }

  get path(): string {
    return this.#path
  }

  /** The disk is behind: wait for `drained`. */
  get behind(): boolean {
    return this.#queued > highWater
  }

  /** What went wrong so far; the content is lost then. */
  get failure(): Error | undefined {
    return this.#failure
  }

  /** Waits for the disk and cuts the file to `size`. Gives the descriptor, which `close` closes, or the failure. */
  async finish(size: number): Promise<number | Error> {
    while (this.#run !== undefined) await this.#run
    if (this.#failure !== undefined) return this.#failure
    try {
      await truncateFile(this.#descriptor, size)
      return this.#descriptor
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error))
    }
  }

  /** Drops the file; may be called again. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#waiting = []
    this.#queued = 0
    if (this.#run === undefined) this.#closeDescriptor()
  }

  async #writeAll(): Promise<void> {
    try {
      if (this.#descriptor < 0) {
        this.#descriptor = await openFile(this.#path, 'wx+', 0o600)
      }
      for (let chunk = this.#waiting.shift(); chunk !== undefined; chunk = this.#waiting.shift()) {
        await this.#write(chunk)
        const wasBehind = this.behind
        this.#queued -= Math.min(this.#queued, chunk.length)
        if (wasBehind && !this.behind) this.#drained()
      }
    } catch (error) {
      this.#failure = error instanceof Error ? error : new Error(String(error))
      this.#waiting = []
      this.#queued = 0
      this.#drained()
    }
    this.#run = undefined
    if (this.#closed) this.#closeDescriptor()
  }

  async #write(chunk: Buffer): Promise<void> {
    let done = 0
    while (done < chunk.length) {
      const from = done
      done += await new Promise<number>((resolve, reject) => {
        write(this.#descriptor, chunk, from, chunk.length - from, this.#position, (error, written) => {
          if (error === null) resolve(written)
          else reject(error)
        })
      })
      this.#position += done - from
    }
  }

  #closeDescriptor(): void {
    const descriptor = this.#descriptor
    this.#descriptor = -1
    if (descriptor < 0) return
    close(descriptor, () => {})
    unlink(this.#path, () => {})
  }
}
