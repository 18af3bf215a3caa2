/** What policies are compiled against: the organization, and the names that a revision defines. Immutable. */

import type { Snapshot } from '../people/snapshot.ts'
import type { Calendar } from './document.ts'
import type { FlowSettings } from './settings.ts'

/** Entries are folded as they are compared: addresses canonical, domains lower case, words by `normalWord`. */
export interface NamedList {
  readonly kind: 'addresses' | 'domains' | 'words'
  readonly entries: readonly string[]
}

/** A reference table: rows of text, each as long as `columns`. */
export interface ReferenceTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export interface World {
  readonly snapshot: Snapshot
  readonly settings: FlowSettings
  readonly lists: ReadonlyMap<string, NamedList>
  readonly tables: ReadonlyMap<string, ReferenceTable>
  /** Groups that were put by the API: canonical addresses by name. */
  readonly groups: ReadonlyMap<string, ReadonlySet<string>>
  /** Of the revision; without one nothing that depends on working hours can be told. */
  readonly calendar?: Calendar
}
