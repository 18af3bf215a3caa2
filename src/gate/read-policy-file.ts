/** Reads a file of policies. */

import { readFile } from 'node:fs/promises'

/**
 * Rejects with the system's error, or with `ERR_ENCODING_INVALID_ENCODED_DATA` for what is not UTF-8: words in another
 * encoding would silently match nothing.
 */
export async function readPolicyFile(path: string): Promise<string> {
  return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path))
}
