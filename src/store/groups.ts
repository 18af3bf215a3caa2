/**
 * Groups of addresses that were put by the API. Kept in the desk database and, since conditions look them up, in memory
 * as one immutable map that a change replaces. Only one process changes groups: the gate.
 */

import { z } from 'zod'

import { hashOfMembers } from '../people/group-hash.ts'

import { writeAudit } from './audit.ts'
import type { Desk } from './desk.ts'
import { createTurns } from './turns.ts'

export interface Group {
  readonly name: string
  /** Of the members: SHA-256, hexadecimal, over each member in order, followed by LF. */
  readonly hash: string
  /** Canonical, each once, sorted by code unit. */
  readonly members: readonly string[]
  /** Name of the token that made it. */
  readonly creator: string
  /** Milliseconds since 1970. */
  readonly changedAt: number
}

export interface GroupChange {
  readonly creator: string
  /** Milliseconds since 1970. */
  readonly at: number
  /** Also where somebody else made it. */
  readonly takeOver: boolean
  /** Only if the members still have this hash; `undefined`: whatever they are. */
  readonly ifHash: string | undefined
}

export type GroupRefused =
  | { readonly kind: 'of-another'; readonly creator: string }
  | { readonly kind: 'changed-meanwhile'; readonly hash: string }

export type GroupPut =
  | {
      readonly kind: 'done'
      readonly change: 'created' | 'changed' | 'same'
      readonly group: Group
    }
  | GroupRefused

export type GroupRemoved = { readonly kind: 'done' } | { readonly kind: 'absent' } | GroupRefused

export interface Groups {
  /** By name. A change gives another map; the maps themselves never change. */
  readonly all: () => ReadonlyMap<string, Group>
  /** On disk once it resolves. `members`: canonical addresses, in any order. */
  readonly put: (name: string, members: readonly string[], change: GroupChange) => Promise<GroupPut>
  readonly remove: (name: string, change: GroupChange) => Promise<GroupRemoved>
}

const row = z.object({
  name: z.string(),
  hash: z.string(),
  members: z.string(),
  creator: z.string(),
  changed_at: z.number(),
})

/** @param changed called after each change that is on disk */
export function openGroups(desk: Desk, changed: () => void): Groups {
  const current = new Map<string, Group>()
  const all = desk.database.prepare(
    'select name, hash, members, creator, changed_at from groups order by name',
  )
  for (const each of all.all()) {
    const { name, hash, members, creator, changed_at } = row.parse(each)
    const list = members === '' ? [] : members.split('\n')
    current.set(name, { name, hash, members: list, creator, changedAt: changed_at })
  }
  let shown: ReadonlyMap<string, Group> | undefined
  const replaced = (): void => {
    shown = undefined
    changed()
  }
  const inTurn = createTurns()
  return {
    all: () => (shown ??= new Map(current)),
    put: async (name, given, change) =>
      await inTurn(async () => {
        const before = current.get(name)
        const refused = refusalOf(before, change)
        if (refused !== undefined) return refused
        const members = [...new Set(given)].toSorted()
        const hash = hashOfMembers(members)
        if (before?.hash === hash && before.creator === change.creator)
          return { kind: 'done', change: 'same', group: before }
        const group: Group = { name, hash, members, creator: change.creator, changedAt: change.at }
        await store(desk, group, before, change)
        current.set(name, group)
        replaced()
        return { kind: 'done', change: before === undefined ? 'created' : 'changed', group }
      }),
    remove: async (name, change) =>
      await inTurn(async () => {
        const before = current.get(name)
        if (before === undefined) return { kind: 'absent' }
        const refused = refusalOf(before, change)
        if (refused !== undefined) return refused
        await store(desk, undefined, before, change)
        current.delete(name)
        replaced()
        return { kind: 'done' }
      }),
  }
}

/** Puts `after` in the place of `before`; `undefined` is no group. */
async function store(
  { database, write }: Desk,
  after: Group | undefined,
  before: Group | undefined,
  { creator, at }: GroupChange,
): Promise<void> {
  const name = after?.name ?? before?.name ?? ''
  await write(() => {
    database.prepare('delete from groups where name = ?').run(name)
    if (after !== undefined)
      database
        .prepare('insert into groups (name, hash, members, creator, changed_at) values (?, ?, ?, ?, ?)')
        .run(name, after.hash, after.members.join('\n'), creator, after.changedAt)
    writeAudit(database, {
      at,
      who: creator,
      action: after === undefined ? 'group.delete' : 'group.put',
      subject: name,
      before: before?.hash,
      after: after?.hash,
      why: before === undefined || before.creator === creator ? '' : `taken over from ${before.creator}`,
    })
  })
}

function refusalOf(before: Group | undefined, change: GroupChange): GroupRefused | undefined {
  const hash = before?.hash ?? hashOfMembers([])
  if (change.ifHash !== undefined && change.ifHash !== hash) return { kind: 'changed-meanwhile', hash }
  if (before !== undefined && before.creator !== change.creator && !change.takeOver)
    return { kind: 'of-another', creator: before.creator }
  return undefined
}
