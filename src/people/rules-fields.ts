/**
 * Maps, lists and scalars of the rules, read with their faults reported. Owns keys: unknown, missing, twice.
 * Which keys there are is known to the callers.
 */

import { YAMLMap, YAMLSeq, isScalar } from 'yaml'
import { nearestWord } from '../text/nearest.ts'
import { isMissing, scalarText } from './rules-yaml.ts'
import type { RulesSource, Value } from './rules-yaml.ts'

export interface Field {
  readonly name: string
  readonly key: Value
  readonly value: Value
}

/** A map, as read. */
export interface Fields {
  readonly node: Value
  /** Keys that are known, in the order of the file, each once. */
  readonly fields: ReadonlyMap<string, Field>
  /** Keys that are not; reported already unless the caller knows them. */
  readonly strangers: readonly Field[]
  /** Known keys that an unknown one was probably meant to be. They count as neither there nor missing. */
  readonly mistyped: ReadonlySet<string>
}

/** The key of the map that the stranger was meant to be: one that looks like it and is not there. */
function meantBy(
  stranger: string,
  known: readonly string[],
  present: ReadonlyMap<string, unknown>,
): string | undefined {
  return nearestWord(
    stranger,
    known.filter((key) => !present.has(key)),
  )
}

function allFields(source: RulesSource, map: YAMLMap): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>()
  for (const pair of map.items) {
    const key = source.valueOf(pair.key)
    const name = scalarText(key)
    const earlier = name === undefined ? undefined : fields.get(name)
    if (name === undefined) {
      source.report(key ?? map, 'wrong-type', { expected: 'text' })
    } else if (earlier === undefined) {
      fields.set(name, { name, key, value: source.valueOf(pair.value) })
    } else source.report(key, 'key-twice', { line: source.placeOf(earlier.key).line })
  }
  return fields
}

/** A map with any keys; `undefined` if it is none, which is reported. */
export function readNamed(
  source: RulesSource,
  node: Value,
  key: Value,
): ReadonlyMap<string, Field> | undefined {
  if (node instanceof YAMLMap) return allFields(source, node)
  reportType(source, node, key, 'map')
  return undefined
}

function reportType(
  source: RulesSource,
  node: Value,
  key: Value,
  expected: 'map' | 'list' | 'text' | 'text-or-list',
): void {
  if (isMissing(node)) source.report(key, 'value-missing', {})
  else source.report(node, 'wrong-type', { expected })
}

/**
 * A map whose keys are all known. `key` is where a value that is not there is reported.
 * `isStrangerFine`: keys that the caller reads by himself.
 */
export function readFields(
  source: RulesSource,
  node: Value,
  key: Value,
  known: readonly string[],
  options: { readonly required?: readonly string[]; readonly strangersAreFine?: boolean } = {},
): Fields | undefined {
  const all = readNamed(source, node, key)
  if (all === undefined) return undefined
  const fields = new Map<string, Field>()
  const strangers: Field[] = []
  for (const [name, field] of all) {
    if (known.includes(name)) fields.set(name, field)
    else strangers.push(field)
  }
  const mistyped = new Set<string>()
  if (options.strangersAreFine !== true)
    for (const stranger of strangers) {
      const meant = meantBy(stranger.name, known, fields)
      if (meant !== undefined) mistyped.add(meant)
      source.report(stranger.key, 'key-unknown', { known, meant })
    }
  for (const name of options.required ?? [])
    if (!fields.has(name) && !mistyped.has(name)) source.report(node, 'key-missing', { key: name }, '')
  return { node, fields, strangers, mistyped }
}

/** The items of a list; `undefined` if it is none, which is reported. */
export function readItems(source: RulesSource, field: Field): readonly Value[] | undefined {
  if (field.value instanceof YAMLSeq) return itemsOf(source, field.value, field.key)
  reportType(source, field.value, field.key, 'list')
  return undefined
}

function itemsOf(source: RulesSource, list: YAMLSeq, key: Value): readonly Value[] {
  return list.items.flatMap((item) => {
    const value = source.valueOf(item)
    if (value === undefined) source.report(key, 'value-missing', {})
    return value === undefined ? [] : [value]
  })
}

/** A scalar's text; `undefined` if it is none, which is reported. A quoted empty text counts as one. */
export function readText(source: RulesSource, node: Value, key: Value): string | undefined {
  const text = scalarText(node)
  if (text === undefined) reportType(source, node, key, 'text')
  return text
}

/** A text that says something: not empty, not white space only. */
export function readName(source: RulesSource, node: Value, key: Value): string | undefined {
  const text = readText(source, node, key)
  if (text === undefined || text.trim() !== '') return text
  source.report(node, 'value-missing', {})
  return undefined
}

/** One of a few words. */
export function readWord<Word extends string>(
  source: RulesSource,
  field: Field | undefined,
  allowed: readonly Word[],
): Word | undefined {
  if (field === undefined) return undefined
  const text = readText(source, field.value, field.key)
  const word = allowed.find((candidate) => candidate === text)
  if (text !== undefined && word === undefined) source.report(field.value, 'value-unknown', { allowed })
  return word
}

export interface TextItem {
  readonly text: string
  readonly node: Value
}

function textItems(source: RulesSource, nodes: readonly Value[], key: Value): readonly TextItem[] {
  return nodes.flatMap((node) => {
    const text = readText(source, node, isMissing(node) ? (node ?? key) : key)
    return text === undefined ? [] : [{ text, node }]
  })
}

/** A list of texts; empty if it cannot be read, which is reported. */
export function readTexts(source: RulesSource, field: Field): readonly TextItem[] {
  return textItems(source, readItems(source, field) ?? [], field.key)
}

/** One text or a list of at least one. `undefined` if it cannot be read, which is reported. */
export function readTextOrTexts(source: RulesSource, field: Field): readonly TextItem[] | undefined {
  const { value, key } = field
  if (value instanceof YAMLSeq) {
    if (value.items.length === 0) {
      source.report(value, 'list-empty', {})
      return undefined
    }
    return textItems(source, itemsOf(source, value, key), key)
  }
  if (isScalar(value) && !isMissing(value)) return textItems(source, [value], key)
  reportType(source, value, key, 'text-or-list')
  return undefined
}
