/**
 * The moment beside a dump (`effective.txt`): the day and hour at which that dump takes force. By hand it is one line. A second line, as
 * `sha256sum hr.csv` writes it, says whose moment it is, so that no other dump ever goes by it; what is uploaded always has it.
 */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { codeOf } from '../store/fault-code.ts'

export const effectiveFile = 'effective.txt'

export interface MomentBeside {
  /** `YYYY-MM-DDThh:mm` in the company, as it was written; `undefined`: at once. */
  readonly effective: string | undefined
  /** SHA-256 of its dump, hexadecimal; `undefined`: it is that of whatever lies there. */
  readonly dump: string | undefined
}

const atOnce = 'now'
const hashLine = /^([0-9a-f]{64})( .*)?$/i

/** `undefined`: there is none. Rejects with the system's error. */
export async function momentBeside(folder: string): Promise<MomentBeside | undefined> {
  const text = await readFile(join(folder, effectiveFile), 'utf8').catch((fault: unknown) => {
    if (codeOf(fault) === 'ENOENT') return undefined
    throw fault
  })
  if (text === undefined) return undefined
  const all = text.trim()
  const [moment = '', ...others] = all.split('\n').map((line) => line.trim())
  const dump = others.length === 1 ? hashLine.exec(others[0] ?? '')?.[1]?.toLowerCase() : undefined
  // What else stands there makes a moment that cannot be read, which the check refuses.
  const effective = dump === undefined ? all : moment
  return { effective: effective === atOnce ? undefined : effective, dump }
}

/** The text of the file. @param dump SHA-256, hexadecimal */
export function momentText(effective: string | undefined, dump: string, dumpName: string): string {
  return `${effective ?? atOnce}\n${dump}  ${dumpName}\n`
}
