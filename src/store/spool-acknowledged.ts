/**
 * What the holder of a spool has acknowledged last, in a file beside the records: so a start after a kill tells a file that
 * nobody was told of from one that is later than the records, which are from a backup then. It is written without an
 * fsync, and believed only where it is surely the very file that the last process left: otherwise nobody knows.
 */

import { closeSync, fstatSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'

import type { RunOfRecords } from './spool-file-names.ts'
import { removeFile, type SpoolPlaces } from './spool-places.ts'

export interface AcknowledgedGroups {
  /** Never fails: where it cannot be written, it is taken away. To be called before anybody is told. */
  readonly note: (lastGroup: number, lastBodies: number) => void
  readonly end: () => void
}

/** Octets: it is always written over as a whole. */
const size = 192
/** Milliseconds by which the time in the file may differ from that of its last change: a copy has a later one. */
const tolerance = 1_000
const pattern = /^acknowledged (\S+) ([0-9a-f]+) ([0-9a-f]+) ([0-9]+) ([0-9]+) ([0-9]+) ([0-9]+) *\n$/

function pathIn({ directory }: SpoolPlaces): string {
  return join(directory, 'acknowledged')
}

/** Of this start of the system: what was written before it may have been lost. `undefined`: it does not say. */
function bootOfSystem(): string | undefined {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()
  } catch {
    return undefined
  }
}

/** A fresh file, with what the records say at the start of their run. */
export function noteAcknowledged(places: SpoolPlaces, run: RunOfRecords): AcknowledgedGroups {
  const path = pathIn(places)
  const boot = bootOfSystem()
  let descriptor: number | undefined
  let inode = 0

  const end = (): void => {
    if (descriptor !== undefined) closeSync(descriptor)
    descriptor = undefined
  }

  const note = (lastGroup: number, lastBodies: number): void => {
    if (descriptor === undefined) return
    const text = `acknowledged ${boot} ${run.mark} ${run.run} ${inode} ${lastGroup} ${lastBodies} ${Date.now()}`
    try {
      const octets = writeSync(descriptor, `${text.padEnd(size - 1)}\n`, 0, 'latin1')
      if (octets !== size) throw new Error('written in part')
    } catch {
      removeFile(path)
      end()
    }
  }

  removeFile(path)
  if (boot !== undefined) {
    try {
      descriptor = openSync(path, 'wx', 0o600)
      inode = fstatSync(descriptor).ino
    } catch {
      end()
    }
  }
  note(run.lastGroup, run.lastBodies)
  return { note, end }
}

/** `undefined`: nobody knows. The system was started since, the file was copied, or it is not there. */
export function acknowledgedIn(places: SpoolPlaces): RunOfRecords | undefined {
  try {
    const path = pathIn(places)
    const [, boot, mark = '', run = '', ...numbers] = pattern.exec(readFileSync(path, 'latin1')) ?? []
    const [inode, lastGroup = 0, lastBodies = 0, at = 0] = numbers.map(Number)
    const { ino, ctimeMs } = statSync(path)
    const isAsItWasLeft = ino === inode && Math.abs(ctimeMs - at) <= tolerance
    if (boot === undefined || boot !== bootOfSystem() || !isAsItWasLeft) return undefined
    return { mark, run, lastGroup, lastBodies }
  } catch {
    return undefined
  }
}
