/**
 * The groups that the API put, as policies see them: from the database at the start, and in force shortly after each change.
 * The file is opened where it is there, or where the API runs.
 */

import { resolve } from 'node:path'

import type { Config } from '../config/schema.ts'
import type { World } from '../policy/world.ts'
import { openDesk, type Desk } from '../store/desk.ts'
import { isDeskThere } from '../store/desk-file.ts'
import { openGroups, type Group, type Groups } from '../store/groups.ts'
import { sayDeskProblem } from '../store/say-desk-problem.ts'

import { StartFailure } from './failure.ts'

export interface GroupSeat {
  /** As they are now. The same groups are the same map. */
  readonly inPolicies: () => World['groups']
  /** `undefined`: no database, and the API does not run. */
  readonly open: { readonly desk: Desk; readonly groups: Groups } | undefined
  readonly close: () => void
}

const none: World['groups'] = new Map()

/**
 * @param changed called once for all changes of a moment
 * Rejects with `StartFailure`.
 */
export async function openGroupSeat(config: Config, folder: string, changed: () => void): Promise<GroupSeat> {
  const path = resolve(folder, config.database.path)
  if (!config.api.enabled && !isDeskThere(path)) {
    return { inPolicies: () => none, open: undefined, close: () => undefined }
  }
  const opening = await openDesk(path)
  if (opening.kind === 'problem') throw new StartFailure(sayDeskProblem(opening.problem, config.language))
  const { desk } = opening
  const later = gathered(changed)
  const groups = openGroups(desk, later.tell)
  let last: { readonly of: ReadonlyMap<string, Group>; readonly groups: World['groups'] } | undefined
  return {
    inPolicies: () => {
      const all = groups.all()
      if (last?.of !== all) last = { of: all, groups: membersOf(all, last) }
      return last.groups
    },
    open: { desk, groups },
    close: () => {
      later.cancel()
      desk.close()
    },
  }
}

/** A group that stays keeps its set. */
function membersOf(
  all: ReadonlyMap<string, Group>,
  last: { readonly of: ReadonlyMap<string, Group>; readonly groups: World['groups'] } | undefined,
): World['groups'] {
  const sets = new Map<string, ReadonlySet<string>>()
  for (const [name, group] of all) {
    const known = last?.of.get(name) === group ? last.groups.get(name) : undefined
    sets.set(name, known ?? new Set(group.members))
  }
  return sets
}

/** Milliseconds of quiet after which a change counts, and that one waits at most. */
const quiet = 100
const longestWait = 1_000

/** Thousands of groups may come in one go: the policies are made ready for them once. */
function gathered(changed: () => void): { readonly tell: () => void; readonly cancel: () => void } {
  let timer: NodeJS.Timeout | undefined
  let since: number | undefined
  const run = (): void => {
    timer = undefined
    since = undefined
    changed()
  }
  return {
    tell: () => {
      const now = performance.now()
      since ??= now
      clearTimeout(timer)
      timer = setTimeout(run, Math.min(quiet, Math.max(0, since + longestWait - now)))
    },
    cancel: () => clearTimeout(timer),
  }
}
