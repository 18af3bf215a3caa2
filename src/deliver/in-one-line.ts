/** A reply as one printable line, for records and logs. */

import type { Reply } from '../mail/reply.ts'

export function inOneLine(reply: Reply): string {
  return [String(reply.code), reply.enhanced, ...reply.lines].filter((part) => part !== '').join(' ')
}
