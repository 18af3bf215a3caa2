/**
 * Text out of a mail made safe for a log, a record or a terminal. It owns no encoding for SMTP replies: those
 * are ASCII and belong to the gate.
 */

// The letters that move a cursor, end a line, or turn the direction of writing.
const unsafe = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffc]+/gu
const spaces = / {2,}/g
/** Printable ASCII, words one space apart: nothing to be changed. */
const plain = /^[!-~]+(?: [!-~]+)*$/

/**
 * The text in one line, without control and direction characters, at most `longest` characters and then `…`.
 */
export function printable(text: string, longest: number): string {
  if (text.length <= longest && plain.test(text)) return text
  const head = text.length > longest * 2 ? text.slice(0, longest * 2) : text
  const line = head.toWellFormed().replace(unsafe, ' ').replace(spaces, ' ').trim()
  if (line.length <= longest) return line
  const whole = line.slice(0, longest)
  return `${whole.isWellFormed() ? whole : whole.slice(0, -1)}…`
}

/** The same for bytes that are held one in a character: read as UTF-8, U+FFFD for what is not. */
export function printableBytes(bytes: string, longest: number): string {
  const head = bytes.length > longest * 4 ? bytes.slice(0, longest * 4) : bytes
  return printable(Buffer.from(head, 'latin1').toString('utf8'), longest)
}
