/** Dot transparency (RFC 5321 section 4.5.2): a line that begins with a dot carries one more on the wire. */

const crlfDot = Buffer.from('\r\n.')
const dot = 46

/** Message to wire form: doubles the dot of every line that begins with one. Lines end in CRLF only. */
export function doubleDots(message: Buffer): Buffer {
  const pieces: Buffer[] = []
  let from = 0
  for (const at of dotsAtLineStart(message)) {
    pieces.push(message.subarray(from, at + 1))
    from = at
  }
  return pieces.length === 0 ? message : Buffer.concat([...pieces, message.subarray(from)])
}

/** Wire form to message: drops the first dot of every line that begins with one. `wire` begins a line. */
export function undoubleDots(wire: Buffer): Buffer {
  const pieces: Buffer[] = []
  let from = 0
  for (const at of dotsAtLineStart(wire)) {
    pieces.push(wire.subarray(from, at))
    from = at + 1
  }
  return pieces.length === 0 ? wire : Buffer.concat([...pieces, wire.subarray(from)])
}

function dotsAtLineStart(bytes: Buffer): readonly number[] {
  const found: number[] = bytes[0] === dot ? [0] : []
  for (let at = bytes.indexOf(crlfDot); at >= 0; at = bytes.indexOf(crlfDot, at + 3)) found.push(at + 2)
  return found
}
