/**
 * A folder of evidence: files that are written once, with their SHA-256 in a list that `sha256sum -c` checks. Owns that it is
 * there whole or not at all, and that nothing is written over; what goes in is the caller's.
 */

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

import { syncFolder } from '../store/log-file.ts'

/** A plain name, with its text or the path of the file that is copied. */
export interface EvidenceFile {
  readonly name: string
  readonly content: { readonly text: string } | { readonly from: string }
}

export const sumsFile = 'SHA256SUMS'

/** It names people: nobody but the owner reads it. */
const folderMode = 0o700
const fileMode = 0o600

/**
 * Rejects with the system's error: ENOTEMPTY or ENOTDIR where something is there already.
 * @param output path of the folder; the one above it is there
 */
export async function writeEvidence(output: string, files: readonly EvidenceFile[]): Promise<void> {
  const above = dirname(output)
  const unfinished = join(above, `.${basename(output)}.${process.pid}`)
  await mkdir(unfinished, { mode: folderMode })
  try {
    const sums: string[] = []
    for (const file of files) sums.push(`${await write(join(unfinished, file.name), file)}  ${file.name}\n`)
    await write(join(unfinished, sumsFile), { content: { text: sums.join('') } })
    await syncFolder(unfinished)
    // Over an empty folder, too; never over one with anything in it.
    await rename(unfinished, output)
    await syncFolder(above)
  } catch (fault) {
    await rm(unfinished, { recursive: true, force: true })
    throw fault
  }
}

/** SHA-256 in hexadecimal. */
async function write(path: string, { content }: Pick<EvidenceFile, 'content'>): Promise<string> {
  const hash = createHash('sha256')
  const handle = await open(path, 'wx', fileMode)
  try {
    const chunks = 'text' in content ? [Buffer.from(content.text)] : createReadStream(content.from)
    for await (const chunk of chunks) {
      if (!Buffer.isBuffer(chunk)) throw new TypeError('a stream of octets was expected')
      hash.update(chunk)
      await handle.appendFile(chunk)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return hash.digest('hex')
}
