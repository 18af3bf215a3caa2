/**
 * Bytes that came and are not read yet, cut into command lines or handed out as content. Only CRLF ends a
 * line. Keeps at most one packet and one unfinished line; bytes of a line that is too long are thrown away.
 */

const lf = 10
const cr = 13

/** Answers of `nextLine` that are no line. */
export const incomplete = 0
/** A CR or LF alone. Whoever means another thing by it than we do must not talk on. */
export const bareLineEnd = 1
/** The line has ended and is gone. */
export const tooLong = 2
export type NoLine = typeof incomplete | typeof bareLineEnd | typeof tooLong

const nothing = Buffer.alloc(0)

export class Input {
  #bytes: Buffer = nothing
  /** The first byte not yet read. */
  #at = 0
  /** Octets of a command line with its CRLF. */
  readonly #longestLine: number
  /** Inside a line that is too long. */
  #throwing = false

  constructor(longestLine: number) {
    this.#longestLine = longestLine
  }

  add(bytes: Buffer): void {
    this.#bytes = this.empty ? bytes : Buffer.concat([this.#bytes.subarray(this.#at), bytes])
    this.#at = 0
  }

  get empty(): boolean {
    return this.#at >= this.#bytes.length
  }

  /** All bytes at hand; they stay until `skip`. */
  get rest(): Buffer {
    return this.#at === 0 ? this.#bytes : this.#bytes.subarray(this.#at)
  }

  skip(octets: number): void {
    this.#at += octets
  }

  clear(): void {
    this.#bytes = nothing
    this.#at = 0
  }

  /** Takes one command line; as latin1, without its CRLF. */
  nextLine(): string | NoLine {
    const bytes = this.#bytes
    const start = this.#at
    for (let at = start; at < bytes.length; at += 1) {
      const byte = bytes[at]
      if (byte === lf) return bareLineEnd
      if (byte !== cr) continue
      if (at + 1 === bytes.length) return this.#unfinished(at)
      if (bytes[at + 1] !== lf) return bareLineEnd
      this.#at = at + 2
      if (this.#throwing || this.#at - start > this.#longestLine) {
        this.#throwing = false
        return tooLong
      }
      return bytes.toString('latin1', start, at)
    }
    return this.#unfinished(bytes.length)
  }

  /** `end` is the end of what may be thrown away: a CR stays, its LF may be in the next packet. */
  #unfinished(end: number): typeof incomplete {
    if (end - this.#at >= this.#longestLine) this.#throwing = true
    if (this.#throwing) this.#at = end
    return incomplete
  }
}
