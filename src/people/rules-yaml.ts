/**
 * `rules.yaml` as a tree of YAML nodes with places, by the failsafe schema: every scalar is text. Owns
 * YAML itself (syntax, tags, aliases, keys twice); what the text means is known to its callers.
 */

import { isUtf8 } from 'node:buffer'
import { Alias, LineCounter, YAMLMap, YAMLSeq, isScalar, parseDocument } from 'yaml'
import type { Document, Scalar } from 'yaml'
import { problemAt, shortened } from './problem.ts'
import type { FaultKind, Faults, Place, Problem } from './problem.ts'

/** What a value may be once aliases are followed. `undefined`: nothing stands there. */
export type Value = Scalar | YAMLMap | YAMLSeq | undefined

/** One open rules file: its text, and the faults found so far. */
export interface RulesSource {
  /** Reports a fault at a node; `value` replaces the node's own text. */
  readonly report: <Kind extends FaultKind>(
    node: Value,
    kind: Kind,
    detail: Faults[Kind],
    value?: string,
  ) => void
  readonly placeOf: (node: Value, value?: string) => Place
  /** The value behind an alias, or the value itself. */
  readonly valueOf: (node: unknown) => Value
  readonly problems: readonly Problem[]
}

/** Nodes that one value may have once its aliases are unfolded: a small file must not become a huge one. */
const expansionLimit = 100_000

/** The text of a scalar; `undefined` for all else, and for a value that is not there at all. */
export function scalarText(node: Value): string | undefined {
  if (!isScalar(node) || typeof node.value !== 'string') return undefined
  return node.value === '' && node.type === 'PLAIN' ? undefined : node.value
}

/** True for `key:` with nothing behind it. */
export function isMissing(node: Value): boolean {
  return node === undefined || (isScalar(node) && scalarText(node) === undefined)
}

interface Unfolded {
  readonly targets: ReadonlyMap<Alias, Value>
  readonly unknown: readonly Alias[]
  readonly overlong: readonly Alias[]
}

/** Follows all aliases once, in the order of the file, and counts what they unfold to without unfolding it. */
function unfold(root: unknown): Unfolded {
  const targets = new Map<Alias, Value>()
  const unknown: Alias[] = []
  const overlong: Alias[] = []
  const anchors = new Map<string, Scalar | YAMLMap | YAMLSeq>()
  /** Size of each finished node that has an anchor; one that is still open has none. */
  const sizes = new Map<unknown, number>()
  const sizeOf = (node: unknown): number => {
    if (node instanceof Alias) {
      const target = anchors.get(node.source)
      const size = sizes.get(target)
      if (target === undefined) unknown.push(node)
      else if (size === undefined) overlong.push(node)
      else targets.set(node, target)
      return target === undefined ? 1 : (size ?? 1)
    }
    if (!isScalar(node) && !(node instanceof YAMLMap) && !(node instanceof YAMLSeq)) return 0
    if (node.anchor !== undefined) anchors.set(node.anchor, node)
    let size = 1
    const add = (child: unknown): void => {
      const more = sizeOf(child)
      if (child instanceof Alias && size + more > expansionLimit) {
        targets.delete(child)
        overlong.push(child)
      } else size += more
    }
    if (node instanceof YAMLSeq) node.items.forEach(add)
    if (node instanceof YAMLMap) for (const { key, value } of node.items) [key, value].forEach(add)
    if (node.anchor !== undefined) sizes.set(node, size)
    return size
  }
  sizeOf(root)
  return { targets, unknown, overlong }
}

function lineOfFirstFault(bytes: Buffer): number {
  let line = 1
  for (let start = 0; start <= bytes.length; line += 1) {
    const feed = bytes.indexOf(0x0a, start)
    const end = feed === -1 ? bytes.length : feed
    if (!isUtf8(bytes.subarray(start, end))) return line
    start = end + 1
  }
  return line
}

function sourceOf(text: string, document: Document, lines: LineCounter): RulesSource {
  const problems: Problem[] = []
  const placeAt = (start: number, value: string): Place => {
    const { line, col } = lines.linePos(start)
    return { file: 'rules.yaml', line: Math.max(line, 1), column: Math.max(col, 1), value: shortened(value) }
  }
  const placeOf = (node: Value | Alias, value?: string): Place => {
    const [start = 0, end = start] = node?.range ?? []
    const own = isScalar(node) && typeof node.value === 'string' ? node.value : text.slice(start, end).trim()
    return placeAt(start, value ?? own)
  }
  for (const { code, pos, message } of document.warnings) {
    const place = placeAt(pos[0], text.slice(...pos))
    if (code === 'TAG_RESOLVE_FAILED') problems.push({ place, kind: 'yaml-tag', detail: {} })
    else problems.push({ place, kind: 'yaml-syntax', detail: { detail: message } })
  }
  const { targets, unknown, overlong } = unfold(document.contents)
  for (const alias of unknown) problems.push({ place: placeOf(alias), kind: 'alias-unknown', detail: {} })
  for (const alias of overlong)
    problems.push({ place: placeOf(alias), kind: 'alias-expansion', detail: { limit: expansionLimit } })
  return {
    problems,
    placeOf,
    report: (node, kind, detail, value) => {
      problems.push(problemAt(placeOf(node, value), kind, detail))
    },
    valueOf: (node) => {
      if (node instanceof Alias) return targets.get(node)
      return isScalar(node) || node instanceof YAMLMap || node instanceof YAMLSeq ? node : undefined
    },
  }
}

export type OpenedRules =
  | { readonly kind: 'open'; readonly root: YAMLMap; readonly source: RulesSource }
  | { readonly kind: 'closed'; readonly problems: readonly Problem[] }

function closed<Kind extends FaultKind>(place: Place, kind: Kind, detail: Faults[Kind]): OpenedRules {
  return { kind: 'closed', problems: [problemAt(place, kind, detail)] }
}

function placeOfLine(line: number, column: number, value: string): Place {
  return { file: 'rules.yaml', line, column, value: shortened(value) }
}

/** The root map of the file. Of several faults of syntax only the first is told: the others follow from it. */
export function openRules(bytes: Buffer): OpenedRules {
  if (!isUtf8(bytes)) {
    const detail = { encoding: 'utf-8', guessed: false, fixed: true } as const
    return closed(placeOfLine(lineOfFirstFault(bytes), 1, ''), 'undecodable', detail)
  }
  const text = new TextDecoder().decode(bytes)
  const lines = new LineCounter()
  const document = parseDocument(text, {
    schema: 'failsafe',
    merge: false,
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: lines,
    logLevel: 'error',
  })
  const first = document.errors.toSorted((a, b) => a.pos[0] - b.pos[0])[0]
  if (first !== undefined) {
    const { line, col } = lines.linePos(first.pos[0])
    const value = text.slice(first.pos[0]).split('\n', 1)[0] ?? ''
    const place = placeOfLine(line, col, value.trim())
    if (first.code === 'MULTIPLE_DOCS') return closed(place, 'yaml-documents', {})
    if (first.code === 'RESOURCE_EXHAUSTION') return closed(place, 'yaml-depth', {})
    return closed(place, 'yaml-syntax', { detail: first.message })
  }
  const source = sourceOf(text, document, lines)
  // What an alias or a tag stood for is not known, so nothing is said about what it is used for.
  if (source.problems.length > 0) return { kind: 'closed', problems: source.problems }
  const root = source.valueOf(document.contents)
  if (root instanceof YAMLMap) return { kind: 'open', root, source }
  if (isMissing(root)) return closed(placeOfLine(1, 1, ''), 'rules-empty', {})
  return closed(source.placeOf(root), 'wrong-type', { expected: 'map' })
}
