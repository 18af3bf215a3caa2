/** Unstructured text of a header (RFC 5322 section 2.2.1, RFC 2047) made readable for the record. No verdict rests on it. */

import { printable } from './printable.ts'

/** Bytes that are looked at, and characters that are kept: a subject of more than this is for nobody's eyes. */
const longestBytes = 4_096
const longestText = 500

/** The body of an unstructured field, held one byte in a character, as one readable line. */
export function decodedText(body: string): string {
  return printable(body.slice(0, longestBytes), longestText)
}
