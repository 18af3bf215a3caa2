/** The line ends of a mail that comes from a file. */

/** A file without any CRLF is one of a system whose lines end in LF; on the wire they end in CRLF. */
export function withWireLineEnds(bytes: Buffer): Buffer {
  if (bytes.includes('\r\n')) return bytes
  return Buffer.from(bytes.toString('latin1').replaceAll('\n', '\r\n'), 'latin1')
}
