/** Layouts and dumps that the tests of the import share. */

import { readDump } from '../../src/people/read-dump.ts'
import type { Person } from '../../src/people/person.ts'
import type { DumpLayout, Encoding } from '../../src/people/rules.ts'

/** The columns of the dumps under `test/imports`. */
export const layout: DumpLayout = {
  encoding: 'auto',
  columns: {
    employee: 'no',
    name: 'name',
    email: 'mail',
    aliases: 'alias',
    role: 'role',
    concurrent: 'kenmu',
  },
  units: [
    { key: 'department', column: 'bu', name: undefined },
    { key: 'section', column: 'ka', name: undefined },
  ],
  attributes: [],
}

export const header = 'no,name,mail,alias,bu,ka,role,kenmu'
export const sato = '1,佐藤 健,sato@example.co.jp,,D1,S1,010,0'
export const tanaka = '2,田中 優,tanaka@example.co.jp,,D1,S1,090,'

export function withEncoding(encoding: Encoding): DumpLayout {
  return { ...layout, encoding }
}

function bytesOf(dump: string | Buffer): Buffer {
  return typeof dump === 'string' ? Buffer.from(dump) : dump
}

/** The people of a dump that must be sound. */
export function peopleOf(dump: string | Buffer, by: DumpLayout = layout): readonly Person[] {
  const reading = readDump(bytesOf(dump), by)
  if (reading.kind === 'read') return reading.people
  throw new Error(`the dump is faulty: ${JSON.stringify(reading.problems)}`)
}

/** `line kind` or `line:column kind` of each fault of a dump that must have some. */
export function faultsOf(dump: string | Buffer, by: DumpLayout = layout): readonly string[] {
  const reading = readDump(bytesOf(dump), by)
  if (reading.kind === 'read') throw new Error('the dump is sound')
  return reading.problems.map(({ place, kind }) =>
    place.column === undefined
      ? `${String(place.line)} ${kind}`
      : `${String(place.line)}:${String(place.column)} ${kind}`,
  )
}
