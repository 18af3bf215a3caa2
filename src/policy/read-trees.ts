/**
 * Trees of conditions of `policies.yaml`: a list is `all`; a map has one key, `all`, `any`, `not`, `set` or the kind of a
 * condition, whose own schema reads the rest. Condition sets are put in their places; those that go in a circle are faults.
 */

import { nearestWord } from '../text/nearest.ts'
import { canonicalKey } from './canonical-key.ts'
import type { AnyCondition, NameUse } from './condition.ts'
import type { Tree } from './document.ts'
import type { PolicyPath, PolicySource } from './policies-yaml.ts'
import { reportIssues } from './schema-issues.ts'
import type { World } from './world.ts'

export interface TreeReader {
  /** `undefined`: it is faulty, and that was reported. */
  readonly read: (value: unknown, path: PolicyPath) => Tree | undefined
  /** Reads the sets that no policy uses too, for their faults. */
  readonly readSets: () => void
}

/** Levels of a tree, its sets included. */
const deepest = 40
/** Conditions of one policy, those of its sets counted each time. */
const mostConditions = 2_000

const junctions = ['all', 'any', 'not', 'set']

type SetState = { readonly kind: 'open' } | { readonly kind: 'read'; readonly tree: Tree | undefined }

/** Names that a tree may use. */
export interface NamesOfFile extends Pick<World, 'lists' | 'tables'> {
  /** Those that are there, with faults of their own perhaps. */
  readonly declared: { readonly lists: readonly string[]; readonly tables: readonly string[] }
}

/** @param sets what stands under `conditions` in the file, by name. */
export function createTreeReader(
  source: PolicySource,
  conditions: readonly AnyCondition[],
  named: NamesOfFile,
  sets: ReadonlyMap<string, unknown>,
): TreeReader {
  const byKind = new Map(conditions.map((condition) => [condition.kind, condition]))
  const known = [...junctions, ...byKind.keys()]
  const states = new Map<string, SetState>()
  /** Sets that are being read now, outermost first. */
  const open: string[] = []

  const readEach = (
    values: readonly unknown[],
    path: PolicyPath,
    depth: number,
  ): readonly Tree[] | undefined => {
    const trees = values.map((value, index) => readTree(value, [...path, index], depth + 1))
    return trees.every((tree) => tree !== undefined) ? trees : undefined
  }

  const readJunction = (
    kind: 'all' | 'any',
    value: unknown,
    path: PolicyPath,
    depth: number,
  ): Tree | undefined => {
    if (!Array.isArray(value)) {
      source.report(path, 'wrong-type', { expected: 'list' })
      return undefined
    }
    if (value.length === 0) {
      source.report(path, 'out-of-bounds', { of: 'list', least: 1, most: undefined })
      return undefined
    }
    const trees = readEach(value, path, depth)
    return trees === undefined ? undefined : { kind, of: trees, place: source.placeOf(path) }
  }

  const readSet = (name: string): Tree | undefined => {
    const state = states.get(name)
    if (state?.kind === 'read') return state.tree
    if (state?.kind === 'open') {
      const names = open.slice(open.indexOf(name))
      source.report(['conditions', name], 'set-circle', { names }, 'key')
      return undefined
    }
    states.set(name, { kind: 'open' })
    open.push(name)
    const tree = readTree(sets.get(name), ['conditions', name], 0)
    open.pop()
    states.set(name, { kind: 'read', tree })
    return tree
  }

  const readSetUse = (value: unknown, path: PolicyPath): Tree | undefined => {
    if (typeof value !== 'string') {
      source.report(path, 'wrong-type', { expected: 'text' })
      return undefined
    }
    if (!sets.has(value)) {
      const names = [...sets.keys()]
      const meant = nearestWord(value, names)
      source.report(path, 'name-unknown', { what: 'set', known: names, meant })
      return undefined
    }
    const tree = readSet(value)
    return tree === undefined
      ? undefined
      : { kind: 'set', name: value, of: tree, place: source.placeOf(path) }
  }

  const readCondition = (condition: AnyCondition, value: unknown, path: PolicyPath): Tree | undefined => {
    const before = source.problems.length
    const parsed = condition.schema.safeParse(value)
    if (!parsed.success) {
      reportIssues(source, path, value, condition.schema, parsed.error.issues)
      return undefined
    }
    const settings: unknown = parsed.data
    for (const { path: inside, kind, detail } of condition.faults?.(settings) ?? []) {
      source.report([...path, ...inside], kind, { detail })
    }
    for (const use of condition.uses?.(settings) ?? []) reportNameUse(source, named, use, path)
    if (source.problems.length > before) return undefined
    const key = canonicalKey(condition, settings, named)
    return { kind: 'condition', condition, settings, key, place: source.placeOf(path) }
  }

  const readTree = (value: unknown, path: PolicyPath, depth: number): Tree | undefined => {
    if (depth > deepest) {
      source.report(path, 'too-deep', { limit: deepest })
      return undefined
    }
    if (Array.isArray(value)) return readJunction('all', value, path, depth)
    if (typeof value !== 'object' || value === null) {
      source.report(path, 'wrong-type', { expected: 'map' })
      return undefined
    }
    const keys = Object.keys(value)
    const [key] = keys
    if (key === undefined || keys.length > 1) {
      source.report(path, 'one-key', { found: keys })
      return undefined
    }
    const inside = [...path, key]
    const content: unknown = Reflect.get(value, key)
    switch (key) {
      case 'all':
      case 'any':
        return readJunction(key, content, inside, depth)
      case 'not': {
        const of = readTree(content, inside, depth + 1)
        return of === undefined ? undefined : { kind: 'not', of, place: source.placeOf(inside) }
      }
      case 'set':
        return readSetUse(content, inside)
      default: {
        const condition = byKind.get(key)
        if (condition !== undefined) return readCondition(condition, content, inside)
        source.report(inside, 'condition-unknown', { known, meant: nearestWord(key, known) }, 'key')
        return undefined
      }
    }
  }

  return {
    read: (value, path) => {
      const tree = readTree(value, path, 0)
      if (tree === undefined) return undefined
      const { conditions: count, depth } = extentOf(tree, new Map())
      if (depth > deepest) source.report(path, 'too-deep', { limit: deepest })
      if (count > mostConditions) source.report(path, 'too-many-conditions', { limit: mostConditions })
      return depth > deepest || count > mostConditions ? undefined : tree
    },
    readSets: () => {
      for (const name of sets.keys()) readSet(name)
    },
  }
}

interface Extent {
  readonly conditions: number
  readonly depth: number
}

/** The trees that stand right inside it. */
export function partsOf(tree: Tree): readonly Tree[] {
  switch (tree.kind) {
    case 'all':
    case 'any':
      return tree.of
    case 'not':
    case 'set':
      return [tree.of]
    case 'condition':
      return []
  }
}

/** Sets stand in a tree many times and are measured once: what they unfold to may be more than memory holds. */
function extentOf(tree: Tree, measured: Map<Tree, Extent>): Extent {
  const known = measured.get(tree)
  if (known !== undefined) return known
  const parts = partsOf(tree)
  let conditions = tree.kind === 'condition' ? 1 : 0
  let depth = 0
  for (const part of parts) {
    const extent = extentOf(part, measured)
    conditions += extent.conditions
    depth = Math.max(depth, extent.depth)
  }
  const extent = { conditions, depth: depth + 1 }
  measured.set(tree, extent)
  return extent
}

/** Of a list or table that is there but faulty itself, nothing more is said. */
function reportNameUse(
  source: PolicySource,
  { lists, tables, declared }: NamesOfFile,
  { kind, name, path: inside, listKinds, columns = [] }: NameUse,
  path: PolicyPath,
): void {
  if (kind !== 'list' && kind !== 'table') return
  const known = kind === 'list' ? declared.lists : declared.tables
  if (!known.includes(name)) {
    const meant = nearestWord(name, known)
    source.report([...path, ...inside], 'name-unknown', { what: kind, known, meant })
    return
  }
  const list = kind === 'list' ? lists.get(name) : undefined
  if (list !== undefined && listKinds?.includes(list.kind) === false) {
    source.report([...path, ...inside], 'list-kind', { detail: listKinds.join(', ') })
  }
  const own = kind === 'table' ? tables.get(name)?.columns : undefined
  if (own === undefined) return
  for (const column of columns) {
    if (own.includes(column.name)) continue
    const meant = nearestWord(column.name, own)
    source.report([...path, ...column.path], 'column-unknown', { known: own, meant })
  }
}
