/**
 * Tells a command that is given once more after a kill from one that brings another dump: what the run that was cut off has taken from
 * the same folder is not taken twice. Without that the guard would keep the second as the dump in force.
 */

import { join } from 'node:path'

import { codeOf } from '../store/fault-code.ts'
import type { NightRun } from '../store/night-runs.ts'
import { momentBeside } from './moment-beside.ts'
import { dumpFile, hashOf, rulesFile } from './take-dump.ts'

/**
 * @param finished runs that were cut off, and have come to an end now
 * @param source absolute path of the folder that the dump is in
 * @param effective as it was asked for
 */
export async function isTakenAlready(
  finished: readonly NightRun[],
  source: string,
  effective: string | undefined,
): Promise<boolean> {
  const ofSource = finished.filter((run) => run.source === source)
  if (ofSource.length === 0) return false
  const moment = effective ?? (await momentThere(source))
  const same = ofSource.findLast((run) => run.effective === moment)
  // What has failed may be right at the second try.
  if (same?.dumpHash === undefined || same.state === 'failed') return false
  const [dump, rules] = await Promise.all([hashThere(source, dumpFile), hashThere(source, rulesFile)])
  return dump === same.dumpHash && (rules === undefined || rules === same.rulesHash)
}

/** On record a run has the moment that lay beside its dump. What cannot be read is for the import to say. */
async function momentThere(source: string): Promise<string | undefined> {
  return (await momentBeside(source).catch(() => undefined))?.effective
}

/** SHA-256; `undefined`: it is not there. Of what cannot be read it is the reason, and the import says it. */
async function hashThere(folder: string, name: string): Promise<string | undefined> {
  try {
    return (await hashOf(join(folder, name))).hash
  } catch (fault) {
    const code = codeOf(fault)
    return code === 'ENOENT' ? undefined : code
  }
}
