/** Who sits at this terminal, for the record. */

import { userInfo } from 'node:os'

/**
 * Whoever called sudo, since the gate's own user has no hands; else the name of the user, and for one without a name (in a
 * container) its number.
 */
export function loginName(): string {
  const caller = process.env['SUDO_USER']
  if (caller !== undefined && caller !== '') return caller
  try {
    return userInfo().username
  } catch {
    return `uid-${String(process.getuid?.())}`
  }
}
