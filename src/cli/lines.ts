/** Cuts a stream of UTF-8 into lines with bounded memory, however much comes. */

/** Over it a line is not kept: 4 MiB hold some hundred thousand addresses. */
const longestLine = 4_194_304

export interface Line {
  /** From 1. */
  readonly number: number
  /** Without its line end; `undefined` where the line is longer than can be kept. */
  readonly text: string | undefined
}

/** The lines of a stream of octets, LF or CRLF, without a byte order mark; the last one needs no line end. */
export async function* linesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  const decoder = new TextDecoder()
  let number = 0
  let kept: Buffer[] = []
  let size = 0
  const finish = (): Line => {
    number += 1
    const bytes = kept.length === 1 ? kept[0] : Buffer.concat(kept)
    const text = size > longestLine ? undefined : decoder.decode(bytes).replace(/\r$/, '')
    kept = []
    size = 0
    return { number, text }
  }
  for await (const chunk of stream) {
    let start = 0
    for (;;) {
      const end = chunk.indexOf(0x0a, start)
      const part = chunk.subarray(start, end === -1 ? chunk.length : end)
      size += part.length
      if (size <= longestLine) kept.push(part)
      else kept = []
      if (end === -1) break
      yield finish()
      start = end + 1
    }
  }
  if (size > 0) yield finish()
}
