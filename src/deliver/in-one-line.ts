/** A reply as one printable line, for records and logs. */

import type { Reply } from '../mail/reply.ts'

export function inOneLine({ code, enhanced, lines }: Reply): string {
  let line = enhanced === '' ? `${code}` : `${code} ${enhanced}`
  for (const text of lines) if (text !== '') line += ` ${text}`
  return line
}
