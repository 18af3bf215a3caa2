/**
 * Takes one mail's content in: scans it, keeps it in memory or in a temporary file, and holds it against the bounds.
 * Over a bound it reads on to the final dot without keeping anything. Knows nothing of SMTP replies.
 */

import type { Content } from '../mail/content.ts'
import { undoubleDots } from '../mail/dots.ts'
import { createWireScan } from '../mail/wire-scan.ts'
import { createChunkList } from './chunk-list.ts'
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

export interface ContentIntake {
  /** Reads on. Gives the index behind the final dot's line, or -1 where the content goes on. Keeps `bytes`. */
  readonly take: (bytes: Buffer) => number
  /** The disk is behind: wait for `drained` before the next `take`. */
  readonly behind: () => boolean
  /** After the end: what was taken in. A promise only where a file is involved. */
  readonly finish: () => Intaken | Promise<Intaken>
  /** Lets go of everything; for a client that is gone before the end. */
  readonly abandon: () => void
}

/** `.` CR LF */
const endSize = 3

/** `name` is unique; it names the temporary file. `drained` is called when `behind` no longer holds. */
export function createContentIntake(
  { limits, memory, folder }: IntakeSettings,
  name: string,
  drained: () => void,
): ContentIntake {
  const scan = createWireScan()
  let kept = createChunkList()
  let header = createChunkList()
  let budgeted = 0
  let file: TemporaryFile | undefined
  let over: 'too-large' | 'header-too-large' | undefined

  const release = (): void => {
    memory.giveBack(budgeted)
    budgeted = 0
  }

  const letGo = (): void => {
    release()
    kept = createChunkList()
    header = createChunkList()
    file?.close()
  }

  const keep = (bytes: Buffer): void => {
    if (file === undefined) {
      if (
        kept.size() + bytes.length <= limits.memory + endSize &&
        memory.take(bytes.length, limits.memoryTotal)
      ) {
        budgeted += bytes.length
        kept.append(bytes)
        return
      }
      file = new TemporaryFile(folder, `sekisho-${name}`, drained)
      file.append(kept.take(kept.size()))
      kept = createChunkList()
      release()
    }
    file.append([bytes])
  }

  const take = (bytes: Buffer): number => {
    const inHeader = scan.headerSize() < 0
    const end = scan.push(bytes)
    if (over !== undefined) return end
    const taken = end < 0 ? bytes : bytes.subarray(0, end)
    if (inHeader) header.append(taken)
    const headerSize = scan.headerSize()
    if (headerSize > limits.headerSize || (headerSize < 0 && scan.size() - endSize > limits.headerSize)) {
      over = 'header-too-large'
    }
    if (scan.size() - endSize > limits.messageSize) over = 'too-large'
    if (over === undefined) keep(taken)
    else letGo()
    return end
  }

  const contentIn = (wire: Content['wire'], size: number, dispose: () => void): Intaken => {
    const headerSize = scan.headerSize() < 0 ? size : scan.headerSize()
    const pieces = header.take(headerSize)
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

  const finish = (): Intaken | Promise<Intaken> => {
    if (over !== undefined) return { kind: over }
    const size = scan.size() - endSize
    const spilled = file
    if (spilled === undefined) return contentIn({ kind: 'memory', chunks: kept.take(size) }, size, release)
    return spilled.finish(size).then((descriptor) => {
      if (typeof descriptor === 'number') {
        return contentIn({ kind: 'file', descriptor, path: spilled.path }, size, () => {
          spilled.close()
        })
      }
      spilled.close()
      return { kind: 'no-storage', error: descriptor }
    })
  }

  return { take, behind: () => file?.behind ?? false, finish, abandon: letGo }
}
