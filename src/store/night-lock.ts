/** One import at a time on one folder of dumps, and who it is that works on it. */

import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { z } from 'zod'

import { lockFile } from './lock-file.ts'

const holder = z.object({ pid: z.number(), who: z.string(), since: z.number() })

/** Who has the lock. `since`: milliseconds since 1970. */
export type NightLockHolder = z.infer<typeof holder>

export type NightLocking =
  | { readonly kind: 'locked'; readonly release: () => void }
  /** `undefined`: it has just taken it and not yet said who it is. */
  | { readonly kind: 'held'; readonly by: NightLockHolder | undefined }

const secretMode = 0o600

/** @param directory folder of the dumps, which is there. Throws the system's error where the file cannot be made. */
export function lockNight(directory: string, by: NightLockHolder): NightLocking {
  const release = lockFile(join(directory, 'lock.db'))
  const told = join(directory, 'lock.json')
  if (release === undefined) return { kind: 'held', by: holderIn(told) }
  say(told, by)
  return { kind: 'locked', release }
}

/** A full disk is no reason not to work: then nobody knows who does. */
function say(path: string, by: NightLockHolder): void {
  try {
    writeFileSync(path, JSON.stringify(by), { mode: secretMode })
  } catch {
    rmSync(path, { force: true })
  }
}

function holderIn(path: string): NightLockHolder | undefined {
  try {
    return holder.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return undefined
  }
}
