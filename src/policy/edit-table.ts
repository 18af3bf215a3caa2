/** Puts a reference table into the text of a `policies.yaml`. Comments and order of the rest stay. Pure. */

import { isDeepStrictEqual } from 'node:util'

import { isMap, isSeq, parseDocument } from 'yaml'

import type { ReferenceTable } from './world.ts'

export type TableEditing = { readonly kind: 'edited'; readonly yaml: string } | { readonly kind: 'same' }

/** @param yaml a text without faults; whether the table is right is for `read-policies.ts` to say */
export function editTable(yaml: string, name: string, { columns, rows }: ReferenceTable): TableEditing {
  const document = parseDocument(yaml)
  const before: unknown = document.getIn(['tables', name])
  const after = { columns: [...columns], rows: rows.map((row) => [...row]) }
  if (isMap(before) && isDeepStrictEqual(before.toJSON(), after)) return { kind: 'same' }
  const node = document.createNode(after)
  const written: unknown = node.get('rows')
  // A row a line.
  if (isSeq(written)) for (const row of written.items) if (isSeq(row)) row.flow = true
  document.setIn(['tables', name], node)
  return { kind: 'edited', yaml: document.toString({ lineWidth: 0 }) }
}
