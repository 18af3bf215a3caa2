/**
 * The place of a sender: all that decides who his approvers are, as the name of a pair of groups. Owns how
 * names are built (`organization.md`, "Groups"): from the rules and codes alone, so that they stay the same
 * from day to day.
 */

import { readsPattern, type Approvers } from './approvers.ts'
import { at } from './list-reading.ts'
import type { Snapshot } from './snapshot.ts'

export interface GroupPlace {
  /** As gateways see it. Two places may share it where a code equals an id or an employee number. */
  readonly name: string
  /** Like `name`, but with a lone `%` between the sorts of parts, which no part can hold: shared by nobody. */
  readonly longName: string
}

type Placed = Extract<Approvers, { readonly outcome: 'named' }>

/** A part of a name. A blank code stays empty. */
function part(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('/', '%2F')
}

function decider({ decider: by }: Placed): readonly string[] {
  if (by.kind === 'also') return ['-']
  if (by.kind === 'mailbox') return ['mailbox', part(by.address)]
  // Rules may call a pattern so, too; escaped, it cannot be taken for the above.
  if (by.id === '-') return ['%2D']
  return [by.id === 'mailbox' ? '%6Dailbox' : part(by.id)]
}

/** The exceptions whose `also` adds to what is asked. */
function adding({ entries }: Placed): readonly string[] {
  const ids = new Set<string>()
  for (const { place } of entries)
    if (place.kind === 'exception' && place.list === 'also') ids.add(place.exception)
  return [...ids]
}

function ascending(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].toSorted((one, other) => one - other)
}

/** @param alone True if the entries would name the sender himself: his pair is then his alone. */
export function groupPlace({ table, compiled }: Snapshot, approvers: Placed, alone: boolean): GroupPlace {
  const { asker, entries } = approvers
  const main = asker.main === -1 ? undefined : table.posts.at(asker.main)
  const pattern = compiled.patterns[asker.pattern]
  const tier = main === undefined ? undefined : pattern?.tierOfRole[at(table.role.values, asker.main)]
  const levels = ascending(entries.flatMap((entry) => (entry.kind === 'same' ? entry.levels : [])))
  const read = ascending(entries.flatMap((entry) => (entry.kind === 'attribute' ? [entry.attribute] : [])))
  const borrowsPattern = entries.some((entry) => entry.place.kind === 'exception' && readsPattern(entry))
  const sorts: readonly (readonly string[])[] = [
    [...decider(approvers), part(tier ?? '')],
    levels.map((level) => part(main?.units[level] ?? '')),
    adding(approvers).map(part),
    read.map((attribute) => part(main?.attributes[attribute] ?? '')),
    borrowsPattern ? [part(pattern?.id ?? '')] : [],
    alone ? [part(table.people.employeeAt(asker.person))] : [],
  ]
  const longName = sorts.map((parts) => parts.map((each) => `/${each}`).join('')).join('/%')
  return { name: sorts.flat().join('/'), longName: longName.slice(1) }
}
