/**
 * The groups of a day as files: `<directory>/<day>/`, one file a group and an index. A day appears whole or not at all, has
 * been read back before it does, and stays as it is; removing old days is done here, too.
 */

import { createHash } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { membersByName, type Groups } from '../people/groups.ts'
import {
  groupsToWrite,
  indexFile,
  indexText,
  readIndexText,
  type GroupIndex,
  type GroupIndexEntry,
} from './group-index.ts'

/** What is wrong with the files of a day. `file` is a name in its folder. */
export type GroupFileProblem =
  | { readonly kind: 'index-missing' }
  | { readonly kind: 'index-unreadable' }
  | { readonly kind: 'file-missing'; readonly file: string; readonly group: string }
  | { readonly kind: 'file-differs'; readonly file: string; readonly group: string }
  | { readonly kind: 'file-unknown'; readonly file: string }

export interface GroupFiles {
  /** `undefined`: there is none that can be read. */
  readonly index: GroupIndex | undefined
  /** None: each file holds what the index says, and there is no other. */
  readonly problems: readonly GroupFileProblem[]
}

/** Files under way at a time. */
const atATime = 16

const dayName = /^\d{4}-\d{2}-\d{2}$/
/** A folder on its way in or out, with the number of the process that made it. */
const unfinishedName = /^\.\d{4}-\d{2}-\d{2}\.(\d+)\.(new|old)$/

async function inParallel<Item>(items: readonly Item[], run: (item: Item) => Promise<void>): Promise<void> {
  const waiting = items.values()
  const worker = async (): Promise<void> => {
    for (const item of waiting) await run(item)
  }
  await Promise.all(Array.from({ length: atATime }, worker))
}

function isAbsent(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && (fault.code === 'ENOENT' || fault.code === 'ENOTDIR')
}

async function contentOf(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch (fault) {
    if (isAbsent(fault)) return undefined
    throw fault
  }
}

async function writeDurably(path: string, content: string): Promise<void> {
  const file = await open(path, 'wx', 0o640)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function isRunning(process_: number): boolean {
  try {
    process.kill(process_, 0)
    return true
  } catch (fault) {
    return fault instanceof Error && 'code' in fault && fault.code === 'EPERM'
  }
}

/** What a write has left that was killed. */
async function removeUnfinished(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const owner = unfinishedName.exec(name)?.[1]
    if (owner === undefined || (Number(owner) !== process.pid && isRunning(Number(owner)))) continue
    await rm(join(directory, name), { recursive: true, force: true })
  }
}

function isIntact({ size, hash }: GroupIndexEntry, content: Buffer): boolean {
  return content.length === size && createHash('sha256').update(content).digest('hex') === hash
}

/**
 * Reads all files of a day and compares them with the index.
 *
 * @param folder of one day
 * Rejects with the system's error where a file is there and cannot be read.
 */
export async function verifyGroupFiles(folder: string): Promise<GroupFiles> {
  const text = await contentOf(join(folder, indexFile))
  if (text === undefined) return { index: undefined, problems: [{ kind: 'index-missing' }] }
  const index = readIndexText(text.toString())
  if (index === undefined) return { index, problems: [{ kind: 'index-unreadable' }] }
  const problems: GroupFileProblem[] = []
  await inParallel(index.groups, async (entry) => {
    const content = await contentOf(join(folder, entry.file))
    const place = { file: entry.file, group: entry.name }
    if (content === undefined) problems.push({ kind: 'file-missing', ...place })
    else if (!isIntact(entry, content)) problems.push({ kind: 'file-differs', ...place })
  })
  const known = new Set([indexFile, ...index.groups.map(({ file }) => file)])
  for (const file of await readdir(folder))
    if (!known.has(file)) problems.push({ kind: 'file-unknown', file })
  return {
    index,
    problems: problems.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)),
  }
}

/**
 * The members of one group, each once, sorted by code unit.
 * @returns `undefined` where the file is not what the index says
 */
export async function readGroupFile(
  folder: string,
  entry: GroupIndexEntry,
): Promise<readonly string[] | undefined> {
  const content = await contentOf(join(folder, entry.file))
  if (content === undefined || !isIntact(entry, content)) return undefined
  return content.toString().split('\n').slice(0, -1)
}

export type GroupsWritten =
  /** `same`: the day was there already, intact and with the same groups. */
  | { readonly kind: 'written' | 'same'; readonly folder: string; readonly index: GroupIndex }
  /** What was read back is not what was written; the day is as it was before. */
  | { readonly kind: 'damaged'; readonly folder: string; readonly problems: readonly GroupFileProblem[] }

/**
 * Writes the groups of a day, on disk once it resolves. A day that is there already is replaced as a whole.
 *
 * @param directory of all days; made if it is missing
 * @param snapshot name of the roster
 * Rejects with the system's error; the day is then as it was before.
 */
export async function writeGroupFiles(
  directory: string,
  groups: Groups,
  snapshot: string,
): Promise<GroupsWritten> {
  const { day, unknownSender } = groups
  return await writeGroupsByName(directory, membersByName(groups), { day, snapshot, unknownSender })
}

/** The same, of groups by name with their members in any order. */
export async function writeGroupsByName(
  directory: string,
  groups: ReadonlyMap<string, readonly string[]>,
  { day, snapshot, unknownSender }: Pick<GroupIndex, 'day' | 'snapshot' | 'unknownSender'>,
): Promise<GroupsWritten> {
  await mkdir(directory, { recursive: true })
  await removeUnfinished(directory)
  const files = groupsToWrite(groups)
  const index: GroupIndex = {
    version: 1,
    day,
    snapshot,
    unknownSender,
    groups: files.map(({ name, file, hash, size, members }) => ({ name, file, hash, size, members })),
  }
  const folder = join(directory, day)
  const there = await contentOf(join(folder, indexFile))
  if (there?.toString() === indexText(index) && (await verifyGroupFiles(folder)).problems.length === 0)
    return { kind: 'same', folder, index }
  const unfinished = join(directory, `.${day}.${String(process.pid)}.new`)
  try {
    await mkdir(unfinished, { mode: 0o750 })
    await inParallel(files, async ({ file, content }) => await writeDurably(join(unfinished, file), content))
    await writeDurably(join(unfinished, indexFile), indexText(index))
    await syncFolder(unfinished)
    const { problems } = await verifyGroupFiles(unfinished)
    if (problems.length > 0) {
      await rm(unfinished, { recursive: true, force: true })
      return { kind: 'damaged', folder, problems }
    }
  } catch (fault) {
    await rm(unfinished, { recursive: true, force: true }).catch(() => undefined)
    throw fault
  }
  await replace(directory, day, unfinished)
  return { kind: 'written', folder, index }
}

/** A kill between the two renames leaves no folder of the day, and the next write makes it. */
async function replace(directory: string, day: string, unfinished: string): Promise<void> {
  const folder = join(directory, day)
  const old = join(directory, `.${day}.${String(process.pid)}.old`)
  try {
    await rename(folder, old)
  } catch (fault) {
    if (!isAbsent(fault)) throw fault
  }
  await rename(unfinished, folder)
  await syncFolder(directory)
  await rm(old, { recursive: true, force: true })
}

/** The days that are there, ascending. Rejects with the system's error where the directory cannot be read. */
export async function daysOfGroupFiles(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { withFileTypes: true })
  return entries
    .filter((each) => each.isDirectory() && dayName.test(each.name))
    .map(({ name }) => name)
    .toSorted()
}

/**
 * Removes the days before the last `keep` ones up to `day` (`YYYY-MM-DD`), and never the newest. Folders without an index of
 * this product stay.
 * @returns the days that were removed
 */
export async function removeOldGroupFiles(
  directory: string,
  keep: number,
  day: string,
): Promise<readonly string[]> {
  const first = Temporal.PlainDate.from(day)
    .subtract({ days: keep - 1 })
    .toString()
  const removed: string[] = []
  const days = await daysOfGroupFiles(directory)
  for (const old of days.slice(0, -1)) {
    if (old >= first) break
    const text = await contentOf(join(directory, old, indexFile))
    if (text === undefined || readIndexText(text.toString()) === undefined) continue
    await rm(join(directory, old), { recursive: true, force: true })
    removed.push(old)
  }
  return removed
}
