/**
 * Reads a day file from its end to its beginning in blocks of whole lines, with bounded memory. Knows nothing of what a
 * line says; damage is a value.
 */

import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, open, rm, stat, type FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'

import { isMissing, type DecisionFile } from './decision-files.ts'
import { linesOfMember, membersOf } from './gzip-blocks.ts'

export interface Block {
  readonly kind: 'block'
  /** Whole lines; the last one of the file may lack its line end. Valid until the next block is asked for. */
  readonly bytes: Buffer
  /** Octets in front of it in the file; of a compressed one in its packed form. */
  readonly offset: number
}

/** Something that cannot be read; all else is. */
export interface Damage {
  readonly kind: 'damage'
  /** Name of the day file. */
  readonly file: string
  /** Octets in front of it in the file; of a compressed one in its packed form. */
  readonly offset: number
  /**
   * `half-written`: a line without an end, also one that is being written now. `packed`: a compressed part. `forgotten`: of no
   * place; so many later outcomes wait for their decision that the first ones are left out.
   */
  readonly what: 'half-written' | 'unreadable' | 'too-long' | 'packed' | 'forgotten'
}

const lineFeed = 0x0a
const chunkSize = 2_097_152
/** No record comes near it: 1,000 recipients and 60 identities with all their candidates take some hundred KiB. */
const longestLine = 16_777_216
/** Records name people and subjects. */
const secretMode = 0o600

/** The last block first. Rejects with the system's error where the file cannot be read at all. */
export async function* blocksBackward(listed: DecisionFile): AsyncGenerator<Block | Damage> {
  const { file, handle } = await openFile(listed)
  try {
    if (!file.isCompressed) {
      yield* ofLines(handle, (await handle.stat()).size, file.name)
      return
    }
    const members = await membersOf(handle, (await handle.stat()).size)
    if (members === undefined) {
      yield* ofForeignArchive(file)
      return
    }
    for (const member of members.toReversed()) {
      const bytes = await linesOfMember(handle, member).catch(() => undefined)
      const { offset } = member
      yield bytes === undefined
        ? { kind: 'damage', file: file.name, offset, what: 'packed' }
        : { kind: 'block', bytes, offset }
    }
  } finally {
    await handle.close()
  }
}

/** It may have been compressed since it was listed. */
async function openFile(
  file: DecisionFile,
): Promise<{ readonly file: DecisionFile; readonly handle: FileHandle }> {
  try {
    return { file, handle: await open(file.path, 'r') }
  } catch (fault) {
    if (file.isCompressed || !isMissing(fault)) throw fault
    const compressed = { ...file, path: `${file.path}.gz`, name: `${file.name}.gz`, isCompressed: true }
    const handle = await open(compressed.path, 'r').catch(() => {
      throw fault
    })
    return { file: compressed, handle }
  }
}

async function* ofLines(handle: FileHandle, size: number, name: string): AsyncGenerator<Block | Damage> {
  let buffer = Buffer.allocUnsafeSlow(chunkSize * 2)
  /** The beginning of the block that was given last, whose line begins in the next chunk. */
  let carried = Buffer.alloc(0)
  for (let end = size; end > 0;) {
    const begin = Math.max(0, end - chunkSize)
    const length = end - begin + carried.length
    if (length > buffer.length) buffer = Buffer.allocUnsafeSlow(length * 2)
    // `carried` is a copy of its own, so that the chunk may be read over it.
    const { bytesRead } = await handle.read(buffer, 0, end - begin, begin)
    if (bytesRead < end - begin) throw new Error(`${name} was cut while it was read`)
    carried.copy(buffer, end - begin)
    end = begin
    const all = buffer.subarray(0, length)
    const first = begin === 0 ? 0 : all.indexOf(lineFeed) + 1
    if (begin > 0 && first === 0) {
      carried = Buffer.from(all)
      if (carried.length <= longestLine) continue
      yield { kind: 'damage', file: name, offset: begin, what: 'too-long' }
      carried = Buffer.alloc(0)
      continue
    }
    carried = Buffer.from(all.subarray(0, first))
    if (first < length) yield { kind: 'block', bytes: all.subarray(first), offset: begin + first }
  }
}

/** Compressed as a whole: it cannot be read from its end, so it is unpacked to a file that only this user can read. */
async function* ofForeignArchive(file: DecisionFile): AsyncGenerator<Block | Damage> {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-decisions-'))
  try {
    const path = join(folder, 'lines')
    const isWhole = await pipeline(
      createReadStream(file.path),
      createGunzip(),
      createWriteStream(path, { mode: secretMode }),
    ).then(
      () => true,
      () => false,
    )
    if (!isWhole) yield { kind: 'damage', file: file.name, offset: 0, what: 'packed' }
    const { size } = await stat(path)
    const handle = await open(path, 'r')
    try {
      yield* ofLines(handle, size, file.name)
    } finally {
      await handle.close()
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}
