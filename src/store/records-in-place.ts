/**
 * Makes sure that `records.db` and its log are still the files that this process has open. The system lets a program write
 * on into a file that somebody has removed or replaced: mails acknowledged then would be gone with the process.
 */

import { statSync } from 'node:fs'

/** Throws where one of the files is not the one it was when this was called first. */
export function watchRecords(path: string): () => void {
  const files = [path, `${path}-wal`].map((file) => ({ file, first: numberOf(file) }))
  return () => {
    for (const { file, first } of files) {
      if (numberOf(file) !== first)
        throw new Error(`${file} was removed or replaced under the running gate; restart the gate`)
    }
  }
}

function numberOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.ino
}
