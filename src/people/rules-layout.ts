/** The section `hr` of the rules: which column of the dump is what. */

import type { DumpLayout, Encoding } from './rules.ts'
import { readFields, readItems, readName, readNamed, readWord } from './rules-fields.ts'
import type { Field } from './rules-fields.ts'
import { builtInKeys, entryKeys } from './rules-names.ts'
import type { Declared } from './rules-names.ts'
import type { RulesSource, Value } from './rules-yaml.ts'

const encodings: readonly Encoding[] = ['auto', 'utf-8', 'cp932', 'euc-jp']
const requiredColumns = ['employee', 'email', 'role'] as const
const columnKeys = ['employee', 'name', 'email', 'aliases', 'role', 'concurrent'] as const

export interface LayoutReading {
  /** `undefined` if the dump cannot be read by it. */
  readonly layout: DumpLayout | undefined
  readonly units: Declared
  readonly attributes: Declared
}

type NameUse = 'unit' | 'attribute' | 'built-in' | 'entry-form'

/** Whether the name was free; the fault is reported. */
function takeName(
  source: RulesSource,
  taken: Map<string, NameUse>,
  name: string,
  node: Value,
  use: NameUse,
): boolean {
  const by = taken.get(name)
  if (by === undefined) taken.set(name, use)
  else source.report(node, 'name-taken', { by })
  return by === undefined
}

function readColumns(source: RulesSource, field: Field): DumpLayout['columns'] | undefined {
  const map = readFields(source, field.value, field.key, columnKeys, { required: requiredColumns })
  if (map === undefined) return undefined
  const column = (key: (typeof columnKeys)[number]): string | undefined => {
    const entry = map.fields.get(key)
    return entry === undefined ? undefined : readName(source, entry.value, entry.key)
  }
  const [employee, name, email, aliases, role, concurrent] = columnKeys.map(column)
  if (employee === undefined || email === undefined || role === undefined) return undefined
  return { employee, name, email, aliases, role, concurrent }
}

interface Declarations<Item> {
  readonly items: readonly Item[]
  /** False if some key is at fault: then a key that nobody declares may be the one that was meant, and is not told. */
  readonly whole: boolean
}

function readUnits(
  source: RulesSource,
  field: Field | undefined,
  taken: Map<string, NameUse>,
): Declarations<DumpLayout['units'][number]> {
  if (field === undefined) return { items: [], whole: true }
  const nodes = readItems(source, field)
  const items: DumpLayout['units'][number][] = []
  let whole = nodes !== undefined
  for (const node of nodes ?? []) {
    const map = readFields(source, node, field.key, ['key', 'column', 'name'], {
      required: ['key', 'column'],
    })
    const text = (name: string): string | undefined => {
      const entry = map?.fields.get(name)
      return entry === undefined ? undefined : readName(source, entry.value, entry.key)
    }
    const [key, column, name] = [text('key'), text('column'), text('name')]
    const isFree = key !== undefined && takeName(source, taken, key, map?.fields.get('key')?.value, 'unit')
    if (!isFree) whole = false
    if (key !== undefined) items.push({ key, column: column ?? '', name })
  }
  return { items, whole }
}

function readAttributes(
  source: RulesSource,
  field: Field | undefined,
  taken: Map<string, NameUse>,
): Declarations<DumpLayout['attributes'][number]> {
  if (field === undefined) return { items: [], whole: true }
  const map = readNamed(source, field.value, field.key)
  const items: DumpLayout['attributes'][number][] = []
  let whole = map !== undefined
  for (const [key, entry] of map ?? []) {
    if (!takeName(source, taken, key, entry.key, 'attribute')) whole = false
    items.push({ key, column: readName(source, entry.value, entry.key) ?? '' })
  }
  return { items, whole }
}

export function readLayout(source: RulesSource, hr: Field): LayoutReading {
  const before = source.problems.length
  const known = ['encoding', 'columns', 'units', 'attributes']
  const map = readFields(source, hr.value, hr.key, known, { required: ['columns'] })
  if (map === undefined) return { layout: undefined, units: undefined, attributes: undefined }
  const encoding = readWord(source, map.fields.get('encoding'), encodings) ?? 'auto'
  const columnsField = map.fields.get('columns')
  const columns = columnsField === undefined ? undefined : readColumns(source, columnsField)
  const taken = new Map<string, NameUse>([
    ...builtInKeys.map((key) => [key, 'built-in'] as const),
    ...entryKeys.map((key) => [key, 'entry-form'] as const),
  ])
  const units = readUnits(source, map.fields.get('units'), taken)
  const attributes = readAttributes(source, map.fields.get('attributes'), taken)
  const sound = source.problems.length === before
  const declared = <Item extends { readonly key: string }>(
    { items, whole }: Declarations<Item>,
    section: string,
  ): Declared => (whole && !map.mistyped.has(section) ? new Set(items.map(({ key }) => key)) : undefined)
  return {
    layout:
      sound && columns !== undefined
        ? { encoding, columns, units: units.items, attributes: attributes.items }
        : undefined,
    units: declared(units, 'units'),
    attributes: declared(attributes, 'attributes'),
  }
}
