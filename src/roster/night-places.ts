/** The folder of the dumps: where they arrive, and where each that was taken stays as it came. */

import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

import { codeOf } from '../store/fault-code.ts'
import { syncFolder } from '../store/log-file.ts'

/** Absolute paths. */
export interface NightPlaces {
  readonly directory: string
  /** Dumps arrive here, under the names that they have in an organization. */
  readonly incoming: string
  /** One folder for each run, called by its number. */
  readonly dumps: string
}

/** They name everybody in the company: nobody but the owner reads them. */
const folderMode = 0o700

/** @param directory absolute path of `night.directory` */
export function nightPlaces(directory: string): NightPlaces {
  return { directory, incoming: join(directory, 'incoming'), dumps: join(directory, 'dumps') }
}

/** Rejects with the system's error; not where something is in the way of `incoming`: a dump from elsewhere needs no such folder. */
export async function makeNightPlaces({ directory, incoming, dumps }: NightPlaces): Promise<void> {
  for (const path of [directory, dumps]) await mkdir(path, { recursive: true, mode: folderMode })
  await mkdir(incoming, { recursive: true, mode: folderMode }).catch((fault: unknown) => {
    if (codeOf(fault) !== 'EEXIST') throw fault
  })
  await syncFolder(directory)
}

/**
 * The error code of the system why nothing in the folder `incoming` can be seen, as where it may not be entered or is a file.
 * `undefined`: it can be, or it is not there yet.
 */
export async function incomingFault(incoming: string): Promise<string | undefined> {
  try {
    // The dot asks for the way into it, not only for the folder that it is in.
    await stat(`${incoming}/.`)
    return undefined
  } catch (fault) {
    const code = codeOf(fault)
    return code === 'ENOENT' ? undefined : code
  }
}

/** Where the dump of a run is, as the folder of an organization. */
export function dumpFolder({ dumps }: NightPlaces, run: number): string {
  return join(dumps, String(run))
}
