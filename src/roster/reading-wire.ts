/**
 * What has been read of an organization, as octets from one process to another: a head that says what there is, and the columns as
 * they are, so that whoever gets them makes nothing of them anew. For two processes of one version on one machine, never for a file.
 */

import { deserialize, serialize } from 'node:v8'
import { misfitIn } from '../people/columns-fit.ts'
import { at } from '../people/list-reading.ts'
import type { PackedTexts } from '../people/packed-texts.ts'
import type { CodeColumn, PeopleColumns } from '../people/people-columns.ts'
import type { OrganizationReading } from './load.ts'

type Part = Int32Array | Buffer

/** Octets in front: the mark, the form, the length of the head, and that of everything. */
export const preludeOctets = 16

/** Tells this form from anything else that a process may write. */
const mark = 0x5345_4b49

/**
 * Raised with each change of the columns, of their order, or of what stands in them or in the rules: the files of a program may be exchanged
 * under a gate that runs, and be of its version all the same.
 */
export const form = 1

/** Octets in all, far beyond any organization. */
const most = 2 ** 31

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
  for (const [position, number] of [mark, form, head.length, all].entries())
    prelude.writeUInt32LE(number, position * alignment)
  return [prelude, ...pieces.flatMap((piece) => [piece, Buffer.alloc(aligned(piece.length) - piece.length)])]
}

/** How many octets there are in all. Throws a RangeError where the prelude is none, or that of another form. */
export function lengthByPrelude(prelude: Buffer): number {
  return lengthsIn(prelude).all
}

function lengthsIn(prelude: Buffer): { readonly head: number; readonly all: number } {
  if (prelude.readUInt32LE(0) !== mark) throw new RangeError('what was written is no organization')
  const written = prelude.readUInt32LE(alignment)
  if (written !== form)
    throw new RangeError(`written in form ${written}, and this program reads form ${form}`)
  const head = prelude.readUInt32LE(2 * alignment)
  const all = prelude.readUInt32LE(3 * alignment)
  if (all > most || preludeOctets + aligned(head) > all) throw new RangeError(`${head} of ${all} octets`)
  return { head, all }
}

/**
 * The reading again; its columns lie in `octets`, which must begin where numbers of 32 bits may. Throws where that is cut off, comes from
 * another version or form than this, or has columns that do not fit each other.
 */
export function readReading(octets: Buffer, version: string): OrganizationReading {
  const { head: headOctets, all } = lengthsIn(octets)
  if (all !== octets.length) throw new RangeError(`${octets.length} octets instead of ${all}`)
  const head: Head = deserialize(octets.subarray(preludeOctets, preludeOctets + headOctets))
  if (head.version !== version) throw new RangeError(`written by version ${head.version}`)
  if (head.reading.kind === 'faulty') return head.reading
  let offset = preludeOctets + aligned(headOctets)
  let position = 0
  const next = (unit: number): readonly [number, number] => {
    const start = octets.byteOffset + offset
    const length = at(head.lengths, position)
    if (!Number.isSafeInteger(length) || length < 0 || length % unit !== 0)
      throw new RangeError(`a column of ${length} octets`)
    position += 1
    offset += aligned(length)
    if (offset > octets.length) throw new RangeError('a column is cut off')
    return [start, length]
  }
  const parts: Parts = {
    numbers: () => {
      const [start, length] = next(alignment)
      return new Int32Array(octets.buffer, start, length / alignment)
    },
    octets: () => Buffer.from(octets.buffer, ...next(1)),
  }
  const columns = columnsThrough(parts, undefined, head)
  if (position !== head.lengths.length || offset !== octets.length)
    throw new RangeError('more columns than there should be')
  const misfit = misfitIn(columns)
  if (misfit !== undefined) throw new RangeError(`the column ${misfit} does not fit the others`)
  return { ...head.reading, columns }
}
