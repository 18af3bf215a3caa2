/** Bytes in the order they came, kept without copying where they came in large pieces. */

/** Smaller pieces are copied together: a client that sends single bytes must not cost a Buffer for each. */
const smallest = 2048
/** So many pieces are kept as they are in any case: most mails have no more. */
const freePieces = 8
const blockSize = 16_384

const nothing = Buffer.alloc(0)

export class ChunkList {
  readonly #chunks: Buffer[] = []
  #size = 0
  #block: Buffer = nothing
  #used = 0

  append(bytes: Buffer): void {
    this.#size += bytes.length
    if (bytes.length >= smallest || this.#chunks.length < freePieces) {
      this.#closeBlock()
      this.#chunks.push(bytes)
      return
    }
    if (this.#used + bytes.length > this.#block.length) {
      this.#closeBlock()
      this.#block = Buffer.allocUnsafeSlow(blockSize)
    }
    bytes.copy(this.#block, this.#used)
    this.#used += bytes.length
  }

  size(): number {
    return this.#size
  }

  /** The bytes up to `size`. */
  take(size: number): readonly Buffer[] {
    this.#closeBlock()
    let left = size
    const taken: Buffer[] = []
    for (const chunk of this.#chunks) {
      if (left <= 0) break
      taken.push(chunk.length <= left ? chunk : chunk.subarray(0, left))
      left -= chunk.length
    }
    return taken
  }

  #closeBlock(): void {
    if (this.#used === 0) return
    this.#chunks.push(this.#block.subarray(0, this.#used))
    this.#block = this.#block.subarray(this.#used)
    this.#used = 0
  }
}
