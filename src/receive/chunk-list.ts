/** Bytes in the order they came, kept without copying where they came in large pieces. */

/** Smaller pieces are copied together: a client that sends single bytes must not cost a Buffer for each. */
const smallest = 2048
/** So many pieces are kept as they are in any case: most mails have no more. */
const freePieces = 8
const blockSize = 16_384

export interface ChunkList {
  readonly append: (bytes: Buffer) => void
  readonly size: () => number
  /** The bytes up to `size`. */
  readonly take: (size: number) => readonly Buffer[]
}

export function createChunkList(): ChunkList {
  const chunks: Buffer[] = []
  let total = 0
  let block = Buffer.alloc(0)
  let used = 0

  const closeBlock = (): void => {
    if (used === 0) return
    chunks.push(block.subarray(0, used))
    block = block.subarray(used)
    used = 0
  }

  return {
    append: (bytes) => {
      total += bytes.length
      if (bytes.length >= smallest || chunks.length < freePieces) {
        closeBlock()
        chunks.push(bytes)
        return
      }
      if (used + bytes.length > block.length) {
        closeBlock()
        block = Buffer.allocUnsafeSlow(blockSize)
      }
      bytes.copy(block, used)
      used += bytes.length
    },
    size: () => total,
    take: (size) => {
      closeBlock()
      let left = size
      const taken: Buffer[] = []
      for (const chunk of chunks) {
        if (left <= 0) break
        taken.push(chunk.length <= left ? chunk : chunk.subarray(0, left))
        left -= chunk.length
      }
      return taken
    },
  }
}
