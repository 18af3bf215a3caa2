/**
 * What can be wrong with a dump or a rules file: one value for each fault, with its place. The
 * sentence a person reads comes from `text/import-problems.ts`.
 */

/** Where a fault stands. */
export interface Place {
  readonly file: 'hr.csv' | 'rules.yaml'
  /** Physical line, from 1; of a CSV record, its first. */
  readonly line: number
  /** In the dump the header's name; in the rules the column of the text, from 1. */
  readonly column: string | number | undefined
  /** The text at fault, as it stands there, shortened to 100 characters; `''` if none. */
  readonly value: string
}

/** What a dump may be instead of what it was read as; UTF-16 can be told and not read. */
export type SeemingEncoding = 'utf-8' | 'cp932' | 'euc-jp' | 'utf-16'

/** Every kind of fault, with what its sentence needs beside the place. */
export interface Faults {
  // Either file
  'file-missing': { readonly path: string }
  'file-unreadable': { readonly path: string; readonly code: string }
  'file-too-large': { readonly path: string; readonly octets: number; readonly limit: number }
  /**
   * `seems`: the whole file is rather that, and this is the first line which shows it. `fixed`: no setting says the encoding.
   */
  undecodable: {
    readonly encoding: SeemingEncoding
    readonly guessed: boolean
    readonly seems?: SeemingEncoding
    readonly fixed?: true
  }

  // hr.csv: the file and its records
  'no-rows': object
  /** `otherwise`: read as that encoding, the header has this column, and `more` others that are missing. */
  'column-missing': {
    readonly otherwise?: {
      readonly read: SeemingEncoding
      readonly seems: SeemingEncoding
      readonly more: number
    }
  }
  'column-twice': { readonly times: number }
  'quote-stray': object
  'quote-unclosed': object
  'field-count': { readonly expected: number; readonly found: number }
  'field-too-long': { readonly octets: number; readonly limit: number }

  // hr.csv: the values
  'employee-blank': object
  'concurrent-flag': object
  'address-malformed': object
  /** `holder` is the employee number of the first who has the address, `line` his row. */
  'address-taken': { readonly holder: string; readonly line: number }
  'main-post-missing': { readonly employee: string }
  /** `line`: the row of the first main post. */
  'main-post-twice': { readonly employee: string; readonly line: number }

  // rules.yaml: YAML itself
  'rules-empty': object
  'yaml-syntax': { readonly detail: string }
  'yaml-documents': object
  'yaml-depth': object
  'yaml-tag': object
  'alias-unknown': object
  'alias-expansion': { readonly limit: number }
  /** `line`: where the key stands first. */
  'key-twice': { readonly line: number }

  // rules.yaml: shape
  'wrong-type': { readonly expected: 'map' | 'list' | 'text' | 'text-or-list' }
  'value-missing': object
  'list-empty': object
  'key-missing': { readonly key: string }
  'key-unknown': { readonly known: readonly string[]; readonly meant: string | undefined }
  'value-unknown': { readonly allowed: readonly string[] }
  'timezone-unknown': object
  'domain-malformed': object
  'mailbox-address-malformed': object

  // rules.yaml: names
  'name-taken': { readonly by: 'unit' | 'attribute' | 'built-in' | 'entry-form' }
  'matcher-key-unknown': { readonly known: readonly string[]; readonly meant: string | undefined }
  'name-undefined': {
    readonly what: 'group' | 'unit' | 'tier' | 'attribute'
    readonly known: readonly string[]
    readonly meant: string | undefined
  }
  'id-taken': { readonly line: number }
  'id-reserved': object
  'tier-name-reserved': object
  'role-in-two-tiers': { readonly tier: string; readonly line: number }

  // rules.yaml: meaning
  'wildcard-in-list': object
  'wildcard-as-role': object
  'matcher-empty': { readonly where: 'entry' | 'exempt' }
  'two-forms': { readonly forms: readonly string[] }
  'same-needs-one': { readonly found: 'neither' | 'both' }
  'same-missing': object
  'mailbox-form': object
  'exempt-beside-accept': object
  'vacant-without-accept': object
  'exception-says-nothing': object
  'mailbox-says-nothing': object
  'mailbox-address-twice': { readonly line: number }
  'mailbox-address-of-person': { readonly employee: string; readonly line: number }
  'date-malformed': object
  'dates-reversed': { readonly from: string }
}

export type FaultKind = keyof Faults

/** One fault at one place. */
export interface Problem<Kind extends FaultKind = FaultKind> {
  readonly place: Place
  readonly kind: Kind
  readonly detail: Faults[Kind]
}

/** A fault and its place, as a problem: the detail must be that of the kind. */
export function problemAt<Kind extends FaultKind>(
  place: Place,
  kind: Kind,
  detail: Faults[Kind],
): Problem<Kind> {
  return { place, kind, detail }
}

const longestValue = 100

/** The text of `Place.value`. */
export function shortened(value: string): string {
  if (value.length <= longestValue) return value
  // A cut through a surrogate pair would leave half a character.
  const end = /[\uD800-\uDBFF]/.test(value.charAt(longestValue - 2)) ? longestValue - 2 : longestValue - 1
  return `${value.slice(0, end)}…`
}

/** In the order of reading: by file, line, column. */
export function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const columnOf = ({ place }: Problem): number => (typeof place.column === 'number' ? place.column : 0)
  const fileOf = ({ place }: Problem): number => (place.file === 'hr.csv' ? 0 : 1)
  return problems.toSorted(
    (a, b) => fileOf(a) - fileOf(b) || a.place.line - b.place.line || columnOf(a) - columnOf(b),
  )
}
