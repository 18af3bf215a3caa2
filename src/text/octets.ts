/** Texts in so many octets of UTF-8: cut, or in lines, and no character is ever broken. */

const mark = /^[\p{M}\u200d]/u

/** So many marks are taken for a part of their letter. */
const marksOfLetter = 8

/** The longest start of the text in at most so many octets; a letter keeps its marks. */
export function headOf(text: string, octets: number): string {
  const bytes = Buffer.from(text)
  if (bytes.length <= octets) return text
  const last = startAt(bytes, Math.max(0, octets))
  let end = last
  for (let marks = 0; marks < marksOfLetter && mark.test(bytes.toString('utf8', end, end + 4)); marks += 1)
    end = startAt(bytes, end - 1)
  return bytes.toString('utf8', 0, mark.test(bytes.toString('utf8', end, end + 4)) ? last : end)
}

/** Where the character begins that this octet belongs to. */
function startAt(bytes: Buffer, at: number): number {
  let start = Math.max(0, at)
  while (start > 0 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start -= 1
  return start
}

/** After these a line may end. */
const pauses = ['。', '、', ' ', '」', ')']

/** The text in lines of at most so many octets, each that is followed by another at least half full. */
export function linesOf(text: string, octets: number): readonly string[] {
  const lines: string[] = []
  let rest = text
  while (Buffer.byteLength(rest) > octets) {
    const head = headOf(rest, octets)
    const pause = Math.max(...pauses.map((each) => head.lastIndexOf(each) + each.length))
    const isLate = Buffer.byteLength(head.slice(0, pause)) * 2 > octets
    const line = isLate ? head.slice(0, pause) : head
    lines.push(line.trimEnd())
    rest = rest.slice(line.length).trimStart()
  }
  return [...lines, rest]
}

/** The middle gives way to `dots`, so that the end is always there. */
export function within(octets: number, start: string, middle: string, end: string, dots: string): string {
  const room = octets - Buffer.byteLength(start) - Buffer.byteLength(end)
  return Buffer.byteLength(middle) <= room
    ? `${start}${middle}${end}`
    : `${start}${headOf(middle, room - Buffer.byteLength(dots))}${dots}${end}`
}
