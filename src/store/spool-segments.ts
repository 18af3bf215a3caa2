/**
 * The segments that this process has written, and which of them may be written over, as the worker thread knows. Writing
 * over spares what a fresh file costs, which is more than the octets do: its inode, its pages, its name, the fsync of its
 * folder, and taking it away. The name stays, so that it is on disk before any octet of the mails that come into it.
 */

import { closeSync, fdatasyncSync, fstatSync, ftruncateSync, openSync } from 'node:fs'
import { join } from 'node:path'

import { removeFile, writeAll, type SpoolPlaces } from './spool-places.ts'

export interface Segments {
  /**
   * Writes over a free segment and puts it on disk; gives its path relative to the spool. `undefined`: there is none. Throws
   * where that fails; `begun` has named the file before the first octet.
   */
  readonly writeOver: (octets: Uint8Array, begun: (file: string) => void) => string | undefined
  /** A fresh one of this process. */
  readonly add: (file: string, size: number) => void
  /** It has lost its last mail. False: it is not wanted, and whoever asks takes it away. */
  readonly retire: (file: string) => boolean
  /** Nobody reads it any more: it may be written over. */
  readonly free: (file: string) => void
  /** After a fault only fresh ones are written; takes the free ones away. */
  readonly forget: () => void
}

interface Segment {
  size: number
  isRetired: boolean
}

/** Bounds of what is kept without a mail in it. */
const retiredAtMost = 64
const octetsAtMost = 33_554_432
/** A segment is cut where it is that many times larger than what goes into it, and by this. */
const muchLarger = 4
const muchLargerBy = 65_536

export function createSegments(places: SpoolPlaces): Segments {
  const segments = new Map<string, Segment>()
  /** By path; among those that are retired. */
  let free: string[] = []
  let retired = 0
  let octetsRetired = 0

  const sizeOf = (file: string): number => segments.get(file)?.size ?? 0

  /** The smallest that is large enough, or else the largest. */
  const fitting = (octets: number): string | undefined => {
    let best: string | undefined
    for (const file of free) {
      const [size, bestSize] = [sizeOf(file), best === undefined ? -1 : sizeOf(best)]
      if (bestSize < octets ? size > bestSize : size >= octets && size < bestSize) best = file
    }
    return best
  }

  const takeOut = (file: string): void => {
    free = free.filter((other) => other !== file)
    retired -= 1
    octetsRetired -= sizeOf(file)
  }

  /** By its name, so that it is surely there; `undefined`: it is not, or has a second name, in a backup perhaps. */
  const openFree = (file: string): number | undefined => {
    let descriptor
    try {
      descriptor = openSync(join(places.directory, file), 'r+')
    } catch {
      return undefined
    }
    if (fstatSync(descriptor).nlink === 1) return descriptor
    closeSync(descriptor)
    removeFile(join(places.directory, file))
    return undefined
  }

  const overwrite = (file: string, descriptor: number, octets: Uint8Array): void => {
    const segment = segments.get(file) ?? { size: 0, isRetired: false }
    try {
      if (segment.size > muchLarger * octets.length + muchLargerBy) {
        ftruncateSync(descriptor, octets.length)
        segment.size = octets.length
      }
      writeAll(descriptor, octets)
      fdatasyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    segment.size = Math.max(segment.size, octets.length)
    segment.isRetired = false
  }

  return {
    writeOver: (octets, begun) => {
      for (;;) {
        const file = fitting(octets.length)
        if (file === undefined) return undefined
        takeOut(file)
        const descriptor = openFree(file)
        if (descriptor === undefined) segments.delete(file)
        else {
          begun(file)
          overwrite(file, descriptor, octets)
          return file
        }
      }
    },
    add: (file, size) => {
      segments.set(file, { size, isRetired: false })
    },
    retire: (file) => {
      const segment = segments.get(file)
      if (segment === undefined) return false
      if (segment.isRetired) return true
      if (retired >= retiredAtMost || octetsRetired + segment.size > octetsAtMost) {
        segments.delete(file)
        return false
      }
      segment.isRetired = true
      retired += 1
      octetsRetired += segment.size
      return true
    },
    free: (file) => {
      const segment = segments.get(file)
      if (segment === undefined) removeFile(join(places.directory, file))
      else if (segment.isRetired && !free.includes(file)) free.push(file)
    },
    forget: () => {
      for (const [file, { isRetired }] of segments) if (isRetired) removeFile(join(places.directory, file))
      segments.clear()
      free = []
      retired = 0
      octetsRetired = 0
    },
  }
}
