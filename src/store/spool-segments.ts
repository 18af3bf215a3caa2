/**
 * Segments, as the main thread sees them: writes the small contents of a group into one file and puts it on disk, beside
 * the worker. A segment that has lost its last mail is written over by a later group in its place. That spares what a
 * fresh file costs, which is more than the octets do: its inode, its pages, its name, the fsync of its folder, and taking it
 * away. Its name is on disk before any octet of the mails that come into it.
 */

import { close, fdatasync, fstatSync, fsync, ftruncate, open, statSync, unlink } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { writeAll } from './spool-contents.ts'
import { segmentsUnderWay, type RunOfRecords } from './spool-file-names.ts'
import type { NewFile } from './spool-messages.ts'
import type { Readings } from './spool-readings.ts'
import { segmentHeader } from './spool-segment-header.ts'

const closeFile = promisify(close)
const cutFile = promisify(ftruncate)
const openFile = promisify(open)
const putOctetsOnDisk = promisify(fdatasync)
const putFileOnDisk = promisify(fsync)
const unlinkFile = promisify(unlink)

export type SegmentFile = Exclude<NewFile, { readonly kind: 'body' }>

export interface Segments {
  /** To be called before the first segment is written. */
  readonly begin: (run: RunOfRecords) => void
  /** Few segments may wait for their group. */
  readonly mayWrite: () => boolean
  /**
   * Header and contents are on disk when this resolves; after a rejection nothing of the file is left. One at a time.
   */
  readonly write: (chunks: readonly Buffer[], octets: number) => Promise<SegmentFile>
  /** Their group was committed: `places` has those of fresh ones by their names. */
  readonly committed: (
    files: readonly NewFile[],
    places: ReadonlyMap<string, string>,
    lastGroup: number,
  ) => void
  /** Their group was not committed: they are never touched again, and after a fault only fresh ones are written. */
  readonly failed: (files: readonly NewFile[]) => void
  /** It has lost its last mail: nobody begins to read it any more. */
  readonly leave: (file: string) => void
  /** Takes all away that have no mail. */
  readonly close: () => Promise<void>
}

interface Segment {
  /** Relative to the spool; as long as it is fresh its name in `incoming/`. */
  file: string
  readonly descriptor: number
  readonly inode: number
  size: number
}

/** Segments of this run that are kept open to be written over: more than are in use under load. */
const keptAtMost = 64
/** Octets of those without a mail. */
const octetsAtMost = 33_554_432
/** A segment is cut where it is that many times larger than what goes into it, and by this. */
const muchLarger = 4
const muchLargerBy = 65_536
const fileMode = 0o600

/** @param directory absolute path of the spool */
export function createSegments(directory: string, incoming: string, readings: Readings): Segments {
  /** By path; all but those under way. */
  const kept = new Map<string, Segment>()
  let idle: Segment[] = []
  const underWay = new Map<string, Segment>()
  const endings = new Set<Promise<void>>()
  let origin: RunOfRecords = { mark: '', run: '', lastGroup: 0, lastBodies: 0 }
  let names = 0

  /** Never fails: what stays goes at the next start. */
  const end = (descriptor: number | undefined, path: string | undefined): void => {
    const ending = letGo(descriptor, path).finally(() => endings.delete(ending))
    endings.add(ending)
  }

  const pathOf = ({ file }: Segment): string => join(directory, file)

  /** It has its name still, and no second one, in a backup perhaps. */
  const isInPlace = (segment: Segment): boolean => {
    const now = statSync(pathOf(segment), { throwIfNoEntry: false })
    return now !== undefined && now.ino === segment.inode && now.nlink === 1
  }

  /** The smallest that is large enough, or else the largest. */
  const fitting = (octets: number): Segment | undefined => {
    let best: Segment | undefined
    for (const segment of idle) {
      if (readings.has(segment.file)) continue
      const bestSize = best?.size ?? -1
      const { size } = segment
      if (bestSize < octets ? size > bestSize : size >= octets && size < bestSize) best = segment
    }
    return best
  }

  const takeIdle = (octets: number): Segment | undefined => {
    for (;;) {
      const segment = fitting(octets)
      if (segment === undefined) return undefined
      idle = idle.filter((other) => other !== segment)
      kept.delete(segment.file)
      if (isInPlace(segment)) return segment
      // The name goes; whoever has given it a second one keeps that.
      end(segment.descriptor, pathOf(segment))
    }
  }

  const create = async (): Promise<Segment> => {
    names += 1
    const name = `segment-${names}`
    const descriptor = await openFile(join(incoming, name), 'wx', fileMode)
    return { file: name, descriptor, inode: fstatSync(descriptor).ino, size: 0 }
  }

  const forgetIdle = (): void => {
    for (const segment of idle) end(segment.descriptor, pathOf(segment))
    for (const segment of kept.values()) if (!idle.includes(segment)) end(segment.descriptor, undefined)
    idle = []
    kept.clear()
  }

  const writeOver = async (segment: Segment, chunks: readonly Buffer[], octets: number): Promise<void> => {
    const isCut = segment.size > muchLarger * octets + muchLargerBy
    try {
      if (isCut) await cutFile(segment.descriptor, octets)
      await writeAll(segment.descriptor, chunks, 0)
      await putOctetsOnDisk(segment.descriptor)
    } catch (fault) {
      end(segment.descriptor, pathOf(segment))
      throw fault
    }
    segment.size = isCut ? octets : Math.max(segment.size, octets)
  }

  const writeFresh = async (chunks: readonly Buffer[], octets: number): Promise<Segment> => {
    const segment = await create()
    try {
      await writeAll(segment.descriptor, chunks, 0)
      await putFileOnDisk(segment.descriptor)
    } catch (fault) {
      end(segment.descriptor, join(incoming, segment.file))
      throw fault
    }
    segment.size = octets
    return segment
  }

  const put = async (contents: readonly Buffer[], size: number): Promise<SegmentFile> => {
    const group = origin.lastGroup + 1 + underWay.size
    const header = segmentHeader({ ...origin, group })
    const [chunks, octets] = [[header, ...contents], header.length + size]
    const over = takeIdle(octets)
    if (over !== undefined) {
      await writeOver(over, chunks, octets)
      underWay.set(over.file, over)
      return { kind: 'over', name: over.file, inode: over.inode, group }
    }
    const fresh = await writeFresh(chunks, octets)
    underWay.set(fresh.file, fresh)
    return { kind: 'segment', name: fresh.file, group }
  }

  return {
    begin: (run) => {
      origin = run
    },
    mayWrite: () => underWay.size < segmentsUnderWay,
    write: put,
    committed: (files, places, lastGroup) => {
      origin = { ...origin, lastGroup }
      for (const { name } of files) {
        const segment = underWay.get(name)
        if (segment === undefined) continue
        underWay.delete(name)
        segment.file = places.get(name) ?? name
        if (kept.size < keptAtMost) kept.set(segment.file, segment)
        else end(segment.descriptor, undefined)
      }
    },
    failed: (files) => {
      for (const { name } of files) {
        const segment = underWay.get(name)
        if (segment === undefined) continue
        underWay.delete(name)
        end(segment.descriptor, undefined)
      }
      forgetIdle()
    },
    leave: (file) => {
      const segment = kept.get(file)
      const octets = idle.reduce((sum, { size }) => sum + size, 0)
      if (segment !== undefined && octets + segment.size <= octetsAtMost) {
        if (!idle.includes(segment)) idle.push(segment)
        return
      }
      kept.delete(file)
      end(segment?.descriptor, join(directory, file))
    },
    close: async () => {
      forgetIdle()
      while (endings.size > 0) await Promise.all(endings)
    },
  }
}

async function letGo(descriptor: number | undefined, path: string | undefined): Promise<void> {
  if (descriptor !== undefined) await closeFile(descriptor).catch(() => undefined)
  if (path !== undefined) await unlinkFile(path).catch(() => undefined)
}
