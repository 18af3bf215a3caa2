/**
 * 名簿: all people and rules as of one import, immutable, with the indexes from which every question is
 * answered. Owns what a snapshot consists of; a new import makes a new one.
 */

import { compileRules, type CompiledRules } from './compile-rules.ts'
import { directoryOf, type Directory } from './directory.ts'
import { packPeople, type PeopleColumns } from './people-columns.ts'
import type { People } from './people.ts'
import type { Person } from './person.ts'
import { postTable, type PostTable } from './post-table.ts'
import type { Rules } from './rules.ts'
import { sendersOf, type Senders } from './senders.ts'
import { inOneGo, type Steps } from './steps.ts'

export interface SnapshotIdentity {
  /** Tells this import from all others, in the record of a decision. */
  readonly name: string
  /** `YYYY-MM-DD`: the day of the dump. */
  readonly day: string
}

export interface Snapshot extends SnapshotIdentity {
  readonly rules: Rules
  readonly people: People
  readonly directory: Directory
  readonly table: PostTable
  readonly compiled: CompiledRules
  readonly senders: Senders
}

/**
 * @param rules As checked by `read-rules.ts`: throws on a key that the layout lacks.
 * @param people In the order of their first rows; every address held by one of them only.
 */
export function createSnapshot(
  rules: Rules,
  people: readonly Person[],
  identity: SnapshotIdentity,
): Snapshot {
  return inOneGo(createSnapshotInSteps(rules, people, identity))
}

/** The same in steps. */
export function* createSnapshotInSteps(
  rules: Rules,
  people: readonly Person[],
  identity: SnapshotIdentity,
): Steps<Snapshot> {
  const { units, attributes } = rules.layout
  const columns = yield* packPeople(people, units.length, attributes.length)
  return yield* snapshotOfColumns(rules, columns, identity)
}

/** @param columns Packed for these rules: with their unit levels and attributes. */
export function* snapshotOfColumns(
  rules: Rules,
  columns: PeopleColumns,
  identity: SnapshotIdentity,
): Steps<Snapshot> {
  const { layout, localDomains, mailboxes } = rules
  const directory = directoryOf(localDomains, columns, mailboxes)
  const table = postTable(columns)
  const { people } = table
  const compiled = yield* compileRules({ layout, table, directory }, rules)
  const senders = yield* sendersOf(table, compiled)
  return { name: identity.name, day: identity.day, rules, people, directory, table, compiled, senders }
}
