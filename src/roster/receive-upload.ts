/**
 * Takes a file of a dump that is uploaded: a piece at a time under a name of its own, and among the arrivals only once it is
 * whole, checked and on disk. Whatever goes wrong before that leaves nothing.
 */

import { createHash, randomUUID, type Hash } from 'node:crypto'
import { open, readdir, rename, rm, statfs, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'

import { codeOf } from '../store/fault-code.ts'
import { syncFolder } from '../store/log-file.ts'
import { createTurns } from '../store/turns.ts'
import { arrivalIn, type ArrivalSettings } from './arrival.ts'
import { effectiveFile, momentBeside, momentText } from './moment-beside.ts'
import { makeNightPlaces, type NightPlaces } from './night-places.ts'
import { doneMark, dumpFile, type DumpFileName } from './take-dump.ts'

export interface UploadAsked {
  readonly file: DumpFileName
  /** Octets at most. */
  readonly limit: number
  /** Octets, where the sender has told them before. */
  readonly length: number | undefined
  /** Octets of the disk that stay free for mail. */
  readonly floor: number
  /** In hexadecimal; all must be those of the file. */
  readonly digests: readonly { readonly algorithm: 'sha256' | 'sha512'; readonly value: string }[]
  /** Milliseconds without an octet after which the sender is taken for gone. */
  readonly patience: number
}

export type Upload =
  /** Waits under its own name. One of the two has to follow. */
  | { readonly kind: 'received'; readonly waiting: WaitingUpload }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'no-room' }
  /** It has another digest than the sender says. */
  | { readonly kind: 'differs'; readonly sha256: string }
  | { readonly kind: 'cut-off' }

export interface WaitingUpload {
  /** Hexadecimal. */
  readonly sha256: string
  /** Octets. */
  readonly size: number
  /**
   * Puts it among the arrivals, where it counts as complete at once. A dump brings its moment along, `YYYY-MM-DDThh:mm`, bound to it by its
   * hash; without one that of the dump before it is gone. After a kill half-way the dump before it has lost its moment, and is not taken.
   */
  readonly place: (settings: ArrivalSettings, now: number, effective?: string) => Promise<void>
  readonly discard: () => Promise<void>
}

const fileMode = 0o600
/** Octets between two looks at the room that is left. */
const lookEach = 16_777_216
const unfinished = /^\.(hr\.csv|rules\.yaml)\.[0-9a-f-]{36}\.upload$/
/** The moment of one dump is not put between another dump and its moment. */
const inTurn = createTurns()
const withoutRoom: readonly string[] = ['ENOSPC', 'EDQUOT']

/** Rejects with the system's error where the folder cannot be used. */
export async function receiveUpload(
  body: Readable,
  places: NightPlaces,
  asked: UploadAsked,
): Promise<Upload> {
  await makeNightPlaces(places)
  if (!(await isRoomFor(2 * (asked.length ?? 0), asked.floor, places.incoming))) return { kind: 'no-room' }
  const path = unfinishedPath(places.incoming, asked.file)
  const discard = async (): Promise<void> => await rm(path, { force: true })
  try {
    const upload = await writeDown(body, path, asked)
    if (!('size' in upload)) {
      await discard()
      return upload
    }
    const place: WaitingUpload['place'] = async (settings, now, effective) =>
      await inTurn(
        async () =>
          await putInPlace(path, places.incoming, asked.file, {
            settings,
            now,
            effective,
            hash: upload.sha256,
          }),
      )
    return { kind: 'received', waiting: { ...upload, place, discard } }
  } catch (fault) {
    await discard()
    if (withoutRoom.includes(codeOf(fault))) return { kind: 'no-room' }
    throw fault
  }
}

/**
 * Of a gate that was killed. Only where no upload is under way. A folder that cannot be read keeps no gate from starting: the alarm
 * `unreadable` tells of it.
 */
export async function removeUnfinishedUploads({ incoming }: NightPlaces): Promise<void> {
  const names = await readdir(incoming).catch(() => [])
  for (const name of names) if (unfinished.test(name)) await rm(join(incoming, name), { force: true })
}

/** Beside the file the import makes one more copy, and mails may wait on the same disk. */
async function isRoomFor(octets: number, floor: number, folder: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize >= floor + octets
}

type WrittenDown = Pick<WaitingUpload, 'sha256' | 'size'> | Exclude<Upload, { kind: 'received' }>

async function writeDown(body: Readable, path: string, asked: UploadAsked): Promise<WrittenDown> {
  const hashes = new Map([...asked.digests.map(({ algorithm }) => algorithm), 'sha256'].map(hashBy))
  const output = await open(path, 'wx', fileMode)
  try {
    const hasRoom = async (): Promise<boolean> => await isRoomFor(0, asked.floor, dirname(path))
    const size = await writeAll(body, output, asked, [...hashes.values()], hasRoom)
    if (typeof size !== 'number') return size
    await output.sync()
    const digests = new Map([...hashes].map(([algorithm, hash]) => [algorithm, hash.digest('hex')]))
    const sha256 = digests.get('sha256') ?? ''
    const isAsSaid = asked.digests.every(({ algorithm, value }) => digests.get(algorithm) === value)
    return isAsSaid ? { sha256, size } : { kind: 'differs', sha256 }
  } finally {
    await output.close()
  }
}

function hashBy(algorithm: string): readonly [string, Hash] {
  return [algorithm, createHash(algorithm)]
}

/** Gives the octets that were written. */
async function writeAll(
  body: Readable,
  output: FileHandle,
  { limit, patience }: UploadAsked,
  hashes: readonly Hash[],
  hasRoom: () => Promise<boolean>,
): Promise<number | { readonly kind: 'too-large' | 'cut-off' | 'no-room' }> {
  const stale = setTimeout(() => body.destroy(new Error('no octets come')), patience)
  // What is left over is for the connection to see off: destroyed here, the answer would be lost.
  const pieces: AsyncIterator<unknown> = body.iterator({ destroyOnReturn: false })
  let size = 0
  let nextLook = lookEach
  try {
    for (;;) {
      const piece = await pieces.next().catch(() => undefined)
      if (piece === undefined) return { kind: 'cut-off' }
      if (piece.done === true) return size
      if (!Buffer.isBuffer(piece.value)) throw new TypeError('a body is a stream of octets')
      stale.refresh()
      size += piece.value.length
      if (size > limit) return { kind: 'too-large' }
      // Others write meanwhile: mails, and other uploads.
      if (size >= nextLook) {
        nextLook = size + lookEach
        if (!(await hasRoom())) return { kind: 'no-room' }
      }
      for (const hash of hashes) hash.update(piece.value)
      await output.appendFile(piece.value)
    }
  } finally {
    clearTimeout(stale)
    await pieces.return?.().catch(() => undefined)
  }
}

async function putInPlace(
  path: string,
  incoming: string,
  file: DumpFileName,
  arrival: {
    readonly settings: ArrivalSettings
    readonly now: number
    readonly effective: string | undefined
    /** SHA-256, hexadecimal. */
    readonly hash: string
  },
): Promise<void> {
  const { settings, now, effective, hash } = arrival
  const wasComplete = (await arrivalIn(incoming, settings, now)) === 'complete'
  const isDump = file === dumpFile
  const hadMoment = isDump && (await momentBeside(incoming)) !== undefined
  const writeMoment = async (): Promise<void> =>
    await writeIn(incoming, effectiveFile, momentText(effective, hash, dumpFile))
  // The gate may take the dump as soon as it is there: a moment that comes behind it would be too late.
  if (isDump && (hadMoment || effective !== undefined)) await writeMoment()
  await rename(path, join(incoming, file))
  // An import that clears away what it has taken may have met the new moment in the place of the old one.
  if (isDump && effective !== undefined && (await momentBeside(incoming))?.dump !== hash) await writeMoment()
  if (hadMoment && effective === undefined) await rm(join(incoming, effectiveFile), { force: true })
  // Other rules take nothing from a dump that had come whole before them, and make none whole that had not.
  const isComplete = isDump || wasComplete
  // Anew each time, since it must not be older than the files.
  if (settings.complete !== 'rename' && isComplete) await writeIn(incoming, doneMark, '')
  await syncFolder(incoming)
}

/** By renaming, since two uploads may end together. */
async function writeIn(incoming: string, name: string, text: string): Promise<void> {
  const path = unfinishedPath(incoming, dumpFile)
  const handle = await open(path, 'wx', fileMode)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(path, join(incoming, name))
}

function unfinishedPath(incoming: string, file: DumpFileName): string {
  return join(incoming, `.${file}.${randomUUID()}.upload`)
}
