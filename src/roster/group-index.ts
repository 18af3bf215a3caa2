/**
 * The index of a day's group files, as it is written and read: `index.json`, one group a line, so that two days can be
 * compared with ordinary tools. Owns its format; the files themselves are `group-files.ts`.
 */

import { createHash } from 'node:crypto'
import { z } from 'zod'
import { hashOfMembers } from '../people/group-hash.ts'

export const indexFile = 'index.json'

const entry = z.strictObject({
  name: z.string(),
  /** Beside the index; never a path. */
  file: z.string().regex(/^[\w.-]+\.txt$/),
  /** SHA-256 of the file, hexadecimal; the same as `group-hash.ts` gives for the members. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** Octets of the file. */
  size: z.int().min(0),
  /** Addresses in it. */
  members: z.int().min(0),
})

const index = z.strictObject({
  version: z.literal(1),
  /** `YYYY-MM-DD`: the day the groups are for. */
  day: z.iso.date(),
  /** Name of the roster they were unfolded from. */
  snapshot: z.string(),
  /** What becomes of senders in no group. */
  unknownSender: z.enum(['allow', 'reject']),
  /** By name. */
  groups: z.array(entry).readonly(),
})

export type GroupIndexEntry = Readonly<z.infer<typeof entry>>
export type GroupIndex = Readonly<z.infer<typeof index>>

/** A group with what its file holds: each member once, sorted by code unit, each followed by LF. */
export interface GroupToWrite extends GroupIndexEntry {
  readonly content: string
}

/** Letters of the name that a file name keeps, for people. */
const readable = 80

/** Told apart by a hash of the name, since names may be long, and differ in letters that not every disk keeps apart. */
function fileOf(name: string): string {
  const words = name
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, readable)
  return `${words}.${createHash('sha256').update(name).digest('hex').slice(0, 16)}.txt`
}

/** All groups of a day, by name. */
export function groupsToWrite(groups: ReadonlyMap<string, readonly string[]>): readonly GroupToWrite[] {
  return [...groups]
    .map(([name, list]) => {
      const members = [...new Set(list)].toSorted()
      const content = members.map((member) => `${member}\n`).join('')
      const size = Buffer.byteLength(content)
      return {
        name,
        file: fileOf(name),
        hash: hashOfMembers(members),
        size,
        members: members.length,
        content,
      }
    })
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
}

export function indexText({ groups, ...head }: GroupIndex): string {
  const lines = groups.map(({ name, file, hash, size, members }) =>
    JSON.stringify({ name, file, hash, size, members }),
  )
  return `${JSON.stringify(head).slice(0, -1)},"groups":[\n${lines.join(',\n')}\n]}\n`
}

/** `undefined`: not an index, or one of another version. */
export function readIndexText(text: string): GroupIndex | undefined {
  try {
    return index.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
