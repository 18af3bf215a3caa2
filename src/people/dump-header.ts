/** The header of a dump against the columns that the rules name: which field of a row is what. */

import { trimmed } from './dump-records.ts'
import type { DumpRecord } from './dump-records.ts'
import { shortened } from './problem.ts'
import type { Problem } from './problem.ts'
import type { DumpLayout } from './rules.ts'

/** Positions of fields in a row; `undefined` where the rules name no column, or the header lacks it or has it twice. */
export interface DumpColumns {
  /** Trimmed. */
  readonly header: readonly string[]
  readonly employee: number | undefined
  readonly name: number | undefined
  readonly email: number | undefined
  readonly aliases: number | undefined
  readonly role: number | undefined
  readonly concurrent: number | undefined
  readonly units: readonly (number | undefined)[]
  readonly unitNames: readonly (number | undefined)[]
  readonly attributes: readonly (number | undefined)[]
}

function namedColumns({ columns, units, attributes }: DumpLayout): ReadonlySet<string> {
  const names = [
    columns.employee,
    columns.name,
    columns.email,
    columns.aliases,
    columns.role,
    columns.concurrent,
    ...units.flatMap(({ column, name }) => [column, name]),
    ...attributes.map(({ column }) => column),
  ]
  return new Set(names.filter((name) => name !== undefined))
}

export function readHeader(
  record: DumpRecord,
  layout: DumpLayout,
): { readonly columns: DumpColumns; readonly problems: readonly Problem[] } {
  const header = record.fields.map(trimmed)
  const problems: Problem[] = []
  const positions = new Map<string, number>()
  for (const name of namedColumns(layout)) {
    const times = header.filter((field) => field === name).length
    const place = { file: 'hr.csv', line: record.line, column: name, value: shortened(name) } as const
    if (times === 1) positions.set(name, header.indexOf(name))
    else if (times === 0) problems.push({ place, kind: 'column-missing', detail: {} })
    else problems.push({ place, kind: 'column-twice', detail: { times } })
  }
  const positionOf = (name: string | undefined): number | undefined =>
    name === undefined ? undefined : positions.get(name)
  const { employee, name, email, aliases, role, concurrent } = layout.columns
  const columns: DumpColumns = {
    header,
    employee: positionOf(employee),
    name: positionOf(name),
    email: positionOf(email),
    aliases: positionOf(aliases),
    role: positionOf(role),
    concurrent: positionOf(concurrent),
    units: layout.units.map((unit) => positionOf(unit.column)),
    unitNames: layout.units.map((unit) => positionOf(unit.name)),
    attributes: layout.attributes.map((attribute) => positionOf(attribute.column)),
  }
  return { columns, problems }
}
