/**
 * Groups as files of a day (`group-files.ts`), as a target: for gateways that fetch them. Everything is put at once when it
 * settles, so a run that is killed leaves the day as it was.
 */

import { join } from 'node:path'

import { hashOfMembers } from '../people/group-hash.ts'
import type { PublishedGroups } from '../people/published-groups.ts'
import {
  daysOfGroupFiles,
  readGroupFile,
  removeOldGroupFiles,
  verifyGroupFiles,
  writeGroupsByName,
} from './group-files.ts'
import type { GroupIndexEntry } from './group-index.ts'
import type { GroupTarget, StepAnswer, TargetFault } from './group-target.ts'

export interface FilesTargetSettings {
  /** Folder of all days; made if it is missing. */
  readonly directory: string
  /** Name of the roster, for the index. */
  readonly snapshot: string
  readonly groups: Pick<PublishedGroups, 'day' | 'unknownSender'>
  /** Days to keep, this one included; `undefined`: all. */
  readonly keep?: number | undefined
}

interface Present {
  readonly folder: string
  readonly entries: ReadonlyMap<string, GroupIndexEntry>
}

/** Nobody else writes here. */
const self = 'sekisho'
const done: StepAnswer & { readonly kind: 'done' } = { kind: 'done' }

export function openFilesTarget(settings: FilesTargetSettings): GroupTarget {
  const { directory, snapshot, groups, keep } = settings
  /** Members that were put; `undefined`: to be removed. */
  const staged = new Map<string, readonly string[] | undefined>()
  let known: Promise<Present> | undefined
  const present = async (): Promise<Present> => await (known ??= presentIn(directory, groups.day))
  const hashNow = async (name: string): Promise<string | undefined> => {
    if (staged.has(name)) {
      const members = staged.get(name)
      return members === undefined ? undefined : hashOfMembers(members)
    }
    return (await present()).entries.get(name)?.hash
  }
  const stage = async (
    name: string,
    before: string | undefined,
    members: readonly string[] | undefined,
  ): Promise<StepAnswer> =>
    await onDisk(directory, async () => {
      const now = await hashNow(name)
      const wanted = members === undefined ? undefined : hashOfMembers(members)
      if (now !== wanted && now !== before)
        return { kind: 'group-fault', fault: { kind: 'changed-meanwhile' } }
      staged.set(name, members)
      return done
    })
  return {
    list: async () =>
      await onDisk(directory, async () => {
        known = undefined
        const { entries } = await present()
        const listed = [...entries.values()].map(({ name, hash }) => ({ name, hash, creator: self }))
        return { kind: 'listed', self, groups: listed }
      }),
    read: async (name) =>
      await onDisk(directory, async () => {
        const { folder, entries } = await present()
        const entry = entries.get(name)
        const members = entry === undefined ? undefined : await readGroupFile(folder, entry)
        return members === undefined ? { kind: 'absent' } : { kind: 'members', members }
      }),
    put: async ({ name, members }, before) => await stage(name, before, members),
    remove: async (name, before) => await stage(name, before, undefined),
    settle: async () =>
      await onDisk(directory, async () => {
        const { folder, entries } = await present()
        const all = new Map<string, readonly string[]>()
        for (const [name, entry] of entries) {
          const members = staged.has(name) ? undefined : await readGroupFile(folder, entry)
          if (members !== undefined) all.set(name, members)
        }
        for (const [name, members] of staged) if (members !== undefined) all.set(name, members)
        const { day, unknownSender } = groups
        const written = await writeGroupsByName(directory, all, { day, snapshot, unknownSender })
        if (written.kind === 'damaged') return faulty({ kind: 'disk', path: directory, code: 'EIO' })
        staged.clear()
        known = undefined
        if (keep !== undefined) await removeOldGroupFiles(directory, keep, day)
        return done
      }),
  }
}

/** The day where it is there, else the last one before; files that are not as they were written count as missing. */
async function presentIn(directory: string, day: string): Promise<Present> {
  const folder = join(directory, await dayToReadIn(directory, day))
  const { index, problems } = await verifyGroupFiles(folder)
  const damaged = new Set(problems.flatMap((problem) => ('group' in problem ? [problem.group] : [])))
  const intact = (index?.groups ?? []).filter(({ name }) => !damaged.has(name))
  return { folder, entries: new Map(intact.map((entry) => [entry.name, entry])) }
}

async function dayToReadIn(directory: string, day: string): Promise<string> {
  try {
    return (await daysOfGroupFiles(directory)).findLast((each) => each <= day) ?? day
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return day
    throw fault
  }
}

function faulty(fault: TargetFault): { readonly kind: 'target-fault'; readonly fault: TargetFault } {
  return { kind: 'target-fault', fault }
}

async function onDisk<Answer>(
  path: string,
  run: () => Promise<Answer>,
): Promise<Answer | ReturnType<typeof faulty>> {
  try {
    return await run()
  } catch (fault) {
    if (!(fault instanceof Error && 'code' in fault)) throw fault
    return faulty({ kind: 'disk', path, code: String(fault.code) })
  }
}
