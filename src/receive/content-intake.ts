/**
 * Takes one mail's content in: scans it, keeps it in memory or in a temporary file, and holds it against the bounds.
 * Over a bound it reads on to the final dot without keeping anything. Knows nothing of SMTP replies.
 */

import type { Content } from '../mail/content.ts'
import { undoubleDots } from '../mail/dots.ts'
import { WireScan } from '../mail/wire-scan.ts'
import { ChunkList } from './chunk-list.ts'
import type { MemoryBudget } from './memory-budget.ts'
import { TemporaryFile } from './temporary-file.ts'

export type Intaken =
  | { readonly kind: 'content'; readonly content: Content }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'header-too-large' }
  | { readonly kind: 'no-storage'; readonly error: Error }

export interface IntakeSettings {
  readonly limits: {
    readonly messageSize: number
    readonly memory: number
    readonly memoryTotal: number
    readonly headerSize: number
  }
  readonly memory: MemoryBudget
  /** Folder for temporary files. */
  readonly folder: string
}

/** `.` CR LF */
const endSize = 3

export class ContentIntake {
  readonly #settings: IntakeSettings
  readonly #name: string
  readonly #drained: () => void
  readonly #scan = new WireScan()
  #kept = new ChunkList()
  #header = new ChunkList()
  #budgeted = 0
  #file: TemporaryFile | undefined
  #over: 'too-large' | 'header-too-large' | undefined

  /** `name` is unique; it names the temporary file. `drained` is called when `isBehind` no longer holds. */
  constructor(settings: IntakeSettings, name: string, drained: () => void) {
    this.#settings = settings
    this.#name = name
    this.#drained = drained
  }

  /** The disk is behind: wait for `drained` before the next `take`. */
  get isBehind(): boolean {
    return this.#file?.behind ?? false
  }

  /** Reads on. Gives the index behind the final dot's line, or -1 where the content goes on. Keeps `bytes`. */
  take(bytes: Buffer): number {
    const scan = this.#scan
    const { limits } = this.#settings
    const inHeader = scan.headerSize() < 0
    const end = scan.push(bytes)
    if (this.#over !== undefined) return end
    const taken = end < 0 || end === bytes.length ? bytes : bytes.subarray(0, end)
    if (inHeader) this.#header.append(taken)
    const headerSize = scan.headerSize()
    if (headerSize > limits.headerSize || (headerSize < 0 && scan.size() - endSize > limits.headerSize)) {
      this.#over = 'header-too-large'
    }
    if (scan.size() - endSize > limits.messageSize) this.#over = 'too-large'
    if (this.#over === undefined) this.#keep(taken)
    else this.abandon()
    return end
  }

  /** After the end: what was taken in. A promise only where a file is involved. */
  finish(): Intaken | Promise<Intaken> {
    if (this.#over !== undefined) return { kind: this.#over }
    const size = this.#scan.size() - endSize
    if (this.#file !== undefined) return this.#finishFile(this.#file, size)
    const wire = { kind: 'memory', chunks: this.#kept.take(size) } as const
    return this.#contentIn(wire, size, () => this.#release())
  }

  /** Lets go of everything; for a client that is gone before the end. */
  abandon(): void {
    this.#release()
    this.#kept = new ChunkList()
    this.#header = new ChunkList()
    this.#file?.close()
  }

  #release(): void {
    this.#settings.memory.giveBack(this.#budgeted)
    this.#budgeted = 0
  }

  #keep(bytes: Buffer): void {
    if (this.#file === undefined) {
      const { limits, memory, folder } = this.#settings
      const kept = this.#kept
      if (
        kept.size() + bytes.length <= limits.memory + endSize &&
        memory.take(bytes.length, limits.memoryTotal)
      ) {
        this.#budgeted += bytes.length
        kept.append(bytes)
        return
      }
      this.#file = new TemporaryFile(folder, `sekisho-${this.#name}`, this.#drained)
      this.#file.append(kept.take(kept.size()))
      this.#kept = new ChunkList()
      this.#release()
    }
    this.#file.append([bytes])
  }

  #contentIn(wire: Content['wire'], size: number, dispose: () => void): Intaken {
    const scan = this.#scan
    const headerSize = scan.headerSize() < 0 ? size : scan.headerSize()
    const pieces = this.#header.take(headerSize)
    const whole = pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces)
    const content: Content = {
      wire,
      size,
      dotted: scan.dotted(),
      header: scan.dotInHeader() ? undoubleDots(whole) : whole,
      lineFaults: scan.lineFaults(),
      dispose,
    }
    return { kind: 'content', content }
  }

  async #finishFile(file: TemporaryFile, size: number): Promise<Intaken> {
    const descriptor = await file.finish(size)
    if (typeof descriptor === 'number') {
      return this.#contentIn({ kind: 'file', descriptor, path: file.path }, size, () => file.close())
    }
    file.close()
    return { kind: 'no-storage', error: descriptor }
  }
}
