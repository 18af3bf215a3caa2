/**
 * Lines of text gathered as octets, outside the heap and in memory that is used again: what waits here is no burden for the
 * collector. Knows nothing of what a line says.
 */

const firstSize = 65_536
/** Octets above which memory is given back once the lines are gone. */
const keptSize = 4_194_304
const lineFeed = 10
/** Octets of UTF-8 that a unit of UTF-16 takes at most. */
const longestUnit = 3

export class LineBuffer {
  #memory = Buffer.allocUnsafeSlow(firstSize)
  #end = 0
  #lines = 0

  get lines(): number {
    return this.#lines
  }

  /** All of them, each ending in LF. Valid until the next change. */
  get bytes(): Buffer {
    return this.#memory.subarray(0, this.#end)
  }

  /** `text` holds no LF. */
  add(text: string): void {
    this.#makeRoomFor(text.length * longestUnit + 1)
    this.#end += this.#memory.write(text, this.#end)
    this.#memory[this.#end] = lineFeed
    this.#end += 1
    this.#lines += 1
  }

  addAll({ bytes, lines }: LineBuffer): void {
    this.#makeRoomFor(bytes.length)
    this.#end += bytes.copy(this.#memory, this.#end)
    this.#lines += lines
  }

  clear(): void {
    this.#end = 0
    this.#lines = 0
    if (this.#memory.length > keptSize) this.#memory = Buffer.allocUnsafeSlow(firstSize)
  }

  #makeRoomFor(octets: number): void {
    const size = this.#end + octets
    if (size <= this.#memory.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(size, this.#memory.length * 2))
    this.bytes.copy(larger)
    this.#memory = larger
  }
}
