/** ASCII letters of octets in lower case, four octets at a time: the log is folded whole where an address is looked for. */

const letters = 0x7f_7f_7f_7f
const fromA = 0x3f_3f_3f_3f
const pastZ = 0x25_25_25_25
const top = 0x80_80_80_80

/** Keeps its memory from call to call. */
export class LowerCase {
  #memory = new Uint32Array(0)

  /** A copy with ASCII letters in lower case; all other octets stay. Valid until the next call. */
  of(bytes: Buffer): Buffer {
    const words = Math.ceil(bytes.length / 4)
    if (this.#memory.length < words) this.#memory = new Uint32Array(words * 2)
    const copy = Buffer.from(this.#memory.buffer, 0, bytes.length)
    bytes.copy(copy)
    fold(this.#memory, words)
    return copy
  }
}

/** The highest bit of an octet tells whether it is A to Z; two places lower is the bit that makes it lower case. */
function fold(memory: Uint32Array, words: number): void {
  for (let place = 0; place < words; place += 1) {
    const word = memory[place] ?? 0
    const low = word & letters
    memory[place] = word | ((((low + fromA) ^ (low + pastZ)) & ~word & top) >>> 2)
  }
}
