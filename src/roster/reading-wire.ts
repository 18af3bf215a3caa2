/**
 * What has been read of an organization, as octets from one process to another: a head that says what there is, and the columns as
 * they are, so that whoever gets them makes nothing of them anew. For two processes of one version on one machine, never for a file.
 */

import { deserialize, serialize } from 'node:v8'
import { at } from '../people/list-reading.ts'
import type { PackedTexts } from '../people/packed-texts.ts'
import type { CodeColumn, PeopleColumns } from '../people/people-columns.ts'
import type { OrganizationReading } from './load.ts'

type Part = Int32Array | Buffer

/** Octets of the three lengths in front: of the head, of everything, and the mark. */
export const preludeOctets = 12

/** Tells this form from anything else that a process may write. */
const mark = 0x5345_4b49

/** Where numbers of 32 bits may begin. */
const alignment = 4

function aligned(octets: number): number {
  return Math.ceil(octets / alignment) * alignment
}

type Sound = Extract<OrganizationReading, { readonly kind: 'read' }>

interface Head {
  readonly version: string
  /** Length of each part in octets. */
  readonly lengths: readonly number[]
  readonly units: number
  readonly attributes: number
  readonly reading: Omit<Sound, 'columns'> | Exclude<OrganizationReading, Sound>
}

/** Gives or takes the parts, one after the other, always in the same order. */
interface Parts {
  readonly numbers: (own: Int32Array | undefined) => Int32Array
  readonly octets: (own: Buffer | undefined) => Buffer
}

function texts(parts: Parts, own: PackedTexts | undefined): PackedTexts {
  return { octets: parts.octets(own?.octets), starts: parts.numbers(own?.starts) }
}

function codeColumn(parts: Parts, own: CodeColumn | undefined): CodeColumn {
  return {
    values: parts.numbers(own?.values),
    codes: texts(parts, own?.codes),
    places: parts.numbers(own?.places),
  }
}

/** One description of the order for both directions. @param own What is given; `undefined`: the parts are taken. */
function columnsThrough(
  parts: Parts,
  own: PeopleColumns | undefined,
  { units, attributes }: Pick<Head, 'units' | 'attributes'>,
): PeopleColumns {
  return {
    employees: texts(parts, own?.employees),
    employeePlaces: parts.numbers(own?.employeePlaces),
    names: texts(parts, own?.names),
    firstAddress: parts.numbers(own?.firstAddress),
    addresses: texts(parts, own?.addresses),
    addressPlaces: parts.numbers(own?.addressPlaces),
    holders: parts.numbers(own?.holders),
    firstPost: parts.numbers(own?.firstPost),
    mainPost: parts.numbers(own?.mainPost),
    personOf: parts.numbers(own?.personOf),
    lines: parts.numbers(own?.lines),
    lists: {
      texts: texts(parts, own?.lists.texts),
      starts: parts.numbers(own?.lists.starts),
      items: parts.numbers(own?.lists.items),
    },
    unitLists: parts.numbers(own?.unitLists),
    unitNameLists: parts.numbers(own?.unitNameLists),
    attributeLists: parts.numbers(own?.attributeLists),
    role: codeColumn(parts, own?.role),
    units: Array.from({ length: units }, (_, level) => codeColumn(parts, own?.units[level])),
    attributes: Array.from({ length: attributes }, (_, position) =>
      codeColumn(parts, own?.attributes[position]),
    ),
  }
}

function given<Item>(own: Item | undefined): Item {
  if (own === undefined) throw new RangeError('a column is missing')
  return own
}

/** The octets, in pieces to be written one after the other. @param version Of the program that writes. */
export function writeReading(reading: OrganizationReading, version: string): readonly Buffer[] {
  const parts: Part[] = []
  const take = <Own extends Part>(own: Own | undefined): Own => {
    parts.push(given(own))
    return given(own)
  }
  let shape = { units: 0, attributes: 0 }
  let facts: object = reading
  if (reading.kind === 'read') {
    const { columns, ...others } = reading
    facts = others
    shape = { units: columns.units.length, attributes: columns.attributes.length }
    columnsThrough({ numbers: take, octets: take }, columns, shape)
  }
  const lengths = parts.map(({ byteLength }) => byteLength)
  const head = serialize({ version, lengths, ...shape, reading: facts })
  const pieces = [head, ...parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength))]
  const all = pieces.reduce((sum, { length }) => sum + aligned(length), preludeOctets)
  const prelude = Buffer.alloc(preludeOctets)
  for (const [position, number] of [mark, head.length, all].entries())
    prelude.writeUInt32LE(number, position * alignment)
  return [prelude, ...pieces.flatMap((piece) => [piece, Buffer.alloc(aligned(piece.length) - piece.length)])]
}

/** How many octets there are in all, by the prelude; `undefined`: it is something else. */
export function lengthByPrelude(prelude: Buffer): number | undefined {
  return prelude.readUInt32LE(0) === mark ? prelude.readUInt32LE(2 * alignment) : undefined
}

/**
 * The reading again; its columns lie in `octets`, which must begin where numbers of 32 bits may. Throws where that is cut off, or comes
 * from another version than this.
 */
export function readReading(octets: Buffer, version: string): OrganizationReading {
  const headOctets = octets.readUInt32LE(alignment)
  const head: Head = deserialize(octets.subarray(preludeOctets, preludeOctets + headOctets))
  if (head.version !== version) throw new RangeError(`written by version ${head.version}`)
  if (head.reading.kind === 'faulty') return head.reading
  let offset = preludeOctets + aligned(headOctets)
  let position = 0
  const next = (): readonly [number, number] => {
    const start = octets.byteOffset + offset
    const length = at(head.lengths, position)
    position += 1
    offset += aligned(length)
    if (offset > octets.length) throw new RangeError('a column is cut off')
    return [start, length]
  }
  const parts: Parts = {
    numbers: () => {
      const [start, length] = next()
      return new Int32Array(octets.buffer, start, length / alignment)
    },
    octets: () => Buffer.from(octets.buffer, ...next()),
  }
  return { ...head.reading, columns: columnsThrough(parts, undefined, head) }
}
