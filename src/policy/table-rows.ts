/** Rows of a reference table by recipient: a column holds domains, `*.` for all below one, or addresses. */

import { canonicalAddress } from '../mail/address.ts'
import { at } from '../people/list-reading.ts'
import type { CannotTell } from './answer.ts'
import type { NameUse } from './condition.ts'
import { domainKey } from './domain-key.ts'
import type { SeenAddress } from './seen-addresses.ts'
import type { ReferenceTable, World } from './world.ts'

export type Row = readonly string[]

/** A table with the columns that a condition names. */
export interface OpenTable {
  readonly table: ReferenceTable
  /** Positions, in the order in which they were asked for. */
  readonly columns: readonly number[]
}

/** The names that are unknown, where one is. */
export function openTable(
  { tables }: Pick<World, 'tables'>,
  name: string,
  columns: readonly string[],
): OpenTable | readonly CannotTell[] {
  const table = tables.get(name)
  if (table === undefined) return [{ kind: 'unknown-name', detail: name }]
  const unknown = columns.filter((column) => !table.columns.includes(column))
  if (unknown.length > 0)
    return unknown.map((column): CannotTell => ({ kind: 'unknown-name', detail: `${name}: ${column}` }))
  return { table, columns: columns.map((column) => table.columns.indexOf(column)) }
}

export function isOpen(table: OpenTable | readonly CannotTell[]): table is OpenTable {
  return 'table' in table
}

export function usesOfTable(
  name: string,
  columns: readonly { readonly name: string; readonly path: NameUse['path'] }[],
): readonly NameUse[] {
  return [{ kind: 'table', name, path: ['table'], columns }]
}

function append(index: Map<string, Row[]>, key: string, row: Row): void {
  const rows = index.get(key)
  if (rows === undefined) index.set(key, [row])
  else rows.push(row)
}

const none: readonly Row[] = []

/** The rows that mean an address, those of its very domain or address before those of the domains above it. */
export function rowsByRecipient(
  { rows }: ReferenceTable,
  column: number,
): (of: SeenAddress) => readonly Row[] {
  const exact = new Map<string, Row[]>()
  const below = new Map<string, Row[]>()
  for (const row of rows) {
    const cell = at(row, column).trim()
    if (cell.startsWith('*.')) append(below, domainKey(cell.slice(2)), row)
    else append(exact, cell.includes('@') ? (canonicalAddress(cell) ?? cell) : domainKey(cell), row)
  }
  return ({ address, domain }) => {
    const own = exact.get(address)
    const ofDomain = exact.get(domain)
    if (below.size === 0) {
      if (own === undefined) return ofDomain ?? none
      return ofDomain === undefined ? own : [...own, ...ofDomain]
    }
    const found = [...(own ?? none), ...(ofDomain ?? none)]
    for (let dot = domain.indexOf('.'); dot !== -1; dot = domain.indexOf('.', dot + 1))
      found.push(...(below.get(domain.slice(dot + 1)) ?? none))
    return found
  }
}
