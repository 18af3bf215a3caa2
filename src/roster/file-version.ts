/** Whether a file is still the one that was looked at before, without reading it. */

import { stat } from 'node:fs/promises'

import { codeOf } from '../store/fault-code.ts'

/**
 * Equal for a file that nobody has written to or put in the place of another; `undefined`: it is not there. Of two files within one
 * tick of the system's clock, and of one that keeps the times it had elsewhere, the number of the file or its size tell. Rejects with
 * the system's error.
 */
export async function fileVersion(path: string): Promise<string | undefined> {
  try {
    const { ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true })
    return `${ino} ${size} ${mtimeNs} ${ctimeNs}`
  } catch (fault) {
    if (codeOf(fault) === 'ENOENT') return undefined
    throw fault
  }
}
