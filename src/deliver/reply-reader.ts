/**
 * Reads the replies of a next hop from bytes (RFC 5321 section 4.2). Bounded: a reply over 64 KiB, or one
 * that is no reply, is a fault of the peer. Never interprets a code.
 */

import type { Reply } from '../mail/reply.ts'

/** Octets of one reply, all its lines. */
const replyLimit = 65_536
/** Lines of a reply that are kept; the others are read and forgotten. */
const keptLines = 20

const lineFeed = 10
const carriageReturn = 13
const hyphen = 45
const space = 32
const digitZero = 48

const enhancedCode = /^([245]\.\d{1,3}\.\d{1,3})(?: +|$)/
const unprintable = /[^\x20-\x7e]/
const unprintables = /[^\x20-\x7e]/g
const nothing = Buffer.alloc(0)

/** The peer said something that is no SMTP reply. */
export class MalformedReply extends Error {}

export class ReplyReader {
  /** Bytes of a line whose end has not arrived. */
  #rest: Buffer = nothing
  #code = 0
  #lines: string[] = []
  #octets = 0

  /** True between two replies: nothing of a next one has arrived. */
  get isBetweenReplies(): boolean {
    return this.#rest.length === 0 && this.#octets === 0
  }

  /**
   * Takes what arrived, the first `octets` of the Buffer, and appends each completed reply. Keeps nothing of the Buffer.
   * Throws `MalformedReply`.
   */
  read(arrived: Buffer, octets: number, replies: Reply[]): void {
    const rest = this.#rest
    const bytes = rest.length === 0 ? arrived : Buffer.concat([rest, arrived.subarray(0, octets)])
    const size = rest.length + octets
    let start = 0
    for (let end = rest.length; end < size; end += 1) {
      if (bytes[end] !== lineFeed) continue
      this.#count(end + 1 - start)
      this.#readLine(bytes, start, end > start && bytes[end - 1] === carriageReturn ? end - 1 : end, replies)
      start = end + 1
    }
    // A copy, so that a few waiting bytes do not keep a whole read buffer alive.
    this.#rest = start === size ? nothing : Buffer.from(bytes.subarray(start, size))
    if (this.#octets + this.#rest.length > replyLimit) throw new MalformedReply('reply too long')
  }

  #count(octets: number): void {
    this.#octets += octets
    if (this.#octets > replyLimit) throw new MalformedReply('reply too long')
  }

  #readLine(bytes: Buffer, start: number, end: number, replies: Reply[]): void {
    const code = codeAt(bytes, start, end)
    if (code === undefined || (this.#code !== 0 && code !== this.#code)) {
      throw new MalformedReply('not an SMTP reply')
    }
    const mark = end - start > 3 ? bytes[start + 3] : space
    if (mark !== space && mark !== hyphen) throw new MalformedReply('not an SMTP reply')
    if (mark === space && this.#code === 0) {
      replies.push(toReply(code, [textIn(bytes, start, end)]))
      this.#octets = 0
      return
    }
    if (this.#lines.length < keptLines) this.#lines.push(textIn(bytes, start, end))
    if (mark === hyphen) {
      this.#code = code
      return
    }
    replies.push(toReply(code, this.#lines))
    this.#code = 0
    this.#lines = []
    this.#octets = 0
  }
}

/** What stands behind the code and its mark. */
function textIn(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString('latin1', Math.min(start + 4, end), end)
  return unprintable.test(text) ? text.replaceAll(unprintables, '?') : text
}

function codeAt(bytes: Buffer, start: number, end: number): number | undefined {
  if (end - start < 3) return undefined
  let code = 0
  for (let index = start; index < start + 3; index += 1) {
    const digit = (bytes[index] ?? 0) - digitZero
    if (digit < 0 || digit > 9) return undefined
    code = code * 10 + digit
  }
  return code >= 200 && code < 600 ? code : undefined
}

/** Takes the enhanced code off the lines; one whose class contradicts the code is no such code. */
function toReply(code: number, lines: readonly string[]): Reply {
  const first = lines[0] ?? ''
  const [whole, enhanced] = enhancedCode.exec(first) ?? []
  if (whole === undefined || enhanced === undefined || Number(enhanced[0]) !== Math.floor(code / 100)) {
    return { code, enhanced: '', lines }
  }
  if (lines.length === 1) return { code, enhanced, lines: [first.slice(whole.length)] }
  return { code, enhanced, lines: lines.map((line) => line.replace(enhancedCode, '')) }
}
