/**
 * Files for larger contents, as the main thread sees them: which are free to be written. A file that has lost its last mail
 * is written over by a later one: that spares what a fresh file costs, which is as much as the octets do. It never happens
 * to a file that somebody still reads. Writes nothing itself.
 */

import { close, link, open, unlink } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

import type { Readings } from './spool-readings.ts'

const openFile = promisify(open)
const closeFile = promisify(close)
const linkFile = promisify(link)
const unlinkFile = promisify(unlink)

/** A file that lies in `incoming/` again, free to be written over. */
export interface SpareFile {
  /** In `incoming/`. */
  readonly name: string
  /** Relative to the spool: where the mail lay that it has lost. */
  readonly was: string
  /** Octets that are still in it. */
  readonly size: number
}

/** Open for writing at any place; whoever has taken it is the only one who writes. */
export interface BodyFile {
  /** In `incoming/`. */
  readonly name: string
  readonly descriptor: number
  /** Octets of an earlier content; over that of the new one it must be cut. */
  readonly size: number
}

export interface BodyFiles {
  /** Waits while there are as many as may be written at the same time. */
  readonly take: () => Promise<BodyFile>
  /**
   * Gives a finished file that lies on the same disk a name in `incoming/` besides its own, to be put on disk by its
   * descriptor; `undefined`: that cannot be done, and its octets must be copied.
   */
  readonly adopt: (path: string) => Promise<string | undefined>
  /** The file is on disk, and the worker's from now on. */
  readonly finish: (file: BodyFile) => void
  /** The file could not be put on disk, and is never touched again. */
  readonly discard: (file: BodyFile) => Promise<void>
  /** Takes away a finished file that no record will name. Never rejects: what stays goes at the next start. */
  readonly remove: (name: string) => Promise<void>
  /** How many more spare files would be of use. */
  readonly wanted: () => number
  /** A spare file from the worker. */
  readonly give: (spare: SpareFile) => void
  /** Lets go of the spare files: after a fault only fresh ones are written. */
  readonly forgetSpares: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Files that are written at the same time. More would take memory and descriptors, and no disk is faster for them. */
const atOnce = 8
const sparesAtMost = 16
/** Octets up to which a file is kept as a spare one. */
export const spareSizeAtMost = 2_097_152
const fileMode = 0o600

/** @param incoming absolute path */
export function createBodyFiles(incoming: string, readings: Readings): BodyFiles {
  const spares: BodyFile[] = []
  let opening = 0
  let taken = 0
  let names = 0
  const waiting: (() => void)[] = []
  let isClosed = false

  const remove = async (name: string): Promise<void> => {
    await unlinkFile(join(incoming, name)).catch(() => undefined)
  }

  const letGo = async ({ name, descriptor }: BodyFile): Promise<void> => {
    await closeFile(descriptor).catch(() => undefined)
    await remove(name)
  }

  const forgetSpares = async (): Promise<void> => {
    await Promise.all(spares.splice(0).map(letGo))
  }

  const giveBack = (): void => {
    taken -= 1
    waiting.shift()?.()
  }

  const nextName = (): string => {
    names += 1
    return `body-${process.pid}-${names}`
  }

  const create = async (): Promise<BodyFile> => {
    const name = nextName()
    return { name, descriptor: await openFile(join(incoming, name), 'wx', fileMode), size: 0 }
  }

  const openSpare = async ({ name, was, size }: SpareFile): Promise<void> => {
    opening += 1
    try {
      // Whoever reads it has opened it before it was renamed; nobody can open it under its old name any more.
      if (readings.has(was) || spares.length >= sparesAtMost || isClosed) await remove(name)
      else {
        const spare = { name, descriptor: await openFile(join(incoming, name), 'r+'), size }
        if (isClosed) await letGo(spare)
        else spares.push(spare)
      }
    } catch {
      await remove(name)
    }
    opening -= 1
  }

  return {
    take: async () => {
      taken += 1
      if (taken > atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
      try {
        return spares.pop() ?? (await create())
      } catch (fault) {
        giveBack()
        throw fault
      }
    },
    adopt: async (path) => {
      const name = nextName()
      return await linkFile(path, join(incoming, name)).then(
        () => name,
        () => undefined,
      )
    },
    finish: ({ descriptor }) => {
      giveBack()
      // Its octets are on disk: nothing that closing it can say is of any meaning.
      close(descriptor, () => undefined)
    },
    discard: async (file) => {
      giveBack()
      await letGo(file)
    },
    remove,
    wanted: () => Math.max(0, sparesAtMost - spares.length - opening),
    give: (spare) => void openSpare(spare),
    forgetSpares,
    close: async () => {
      isClosed = true
      await forgetSpares()
    },
  }
}
