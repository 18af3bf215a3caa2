/** The file of the desk database, without opening it. */

import { statSync } from 'node:fs'

/**
 * False only where nothing is there: a file that may not be looked at is there, so that whoever opens it hears of that and
 * nobody takes it for none.
 */
export function isDeskThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined
  } catch {
    return true
  }
}
