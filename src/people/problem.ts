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
