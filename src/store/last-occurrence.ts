/** Where octets stand, asked backward line by line: each part of a block is searched once, however many lines it has. */

export class LastOccurrence {
  readonly #bytes: Buffer
  readonly #needle: Buffer
  /** Of the last one that ends at or before the end that was asked for last; -1: there is none. */
  #at = Infinity

  constructor(bytes: Buffer, needle: Buffer) {
    this.#bytes = bytes
    this.#needle = needle
  }

  /** Whether it stands in the octets from `start` to `end`, which may only go down from call to call. */
  isWithin(start: number, end: number): boolean {
    return this.within(start, end) !== -1
  }

  /** The place of the last one in the octets from `start` to `end`; -1: there is none. */
  within(start: number, end: number): number {
    const latest = end - this.#needle.length
    if (this.#at > latest) this.#at = latest < 0 ? -1 : this.#bytes.lastIndexOf(this.#needle, latest)
    return this.#at >= start ? this.#at : -1
  }
}
