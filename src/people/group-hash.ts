/** What tells two lists of members apart. Gates that exchange groups compare it, so it never changes. */

import { createHash } from 'node:crypto'

/**
 * SHA-256, hexadecimal, over each member followed by LF.
 * @param members each once, sorted by code unit
 */
export function hashOfMembers(members: readonly string[]): string {
  const hash = createHash('sha256')
  for (const member of members) hash.update(`${member}\n`)
  return hash.digest('hex')
}
