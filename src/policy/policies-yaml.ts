/**
 * `policies.yaml` as a plain value with places, by the failsafe schema: every scalar is text, so that words and
 * codes stay as they are written. Owns YAML itself (syntax, tags, aliases, keys twice); its callers know what values mean.
 */

import { Alias, LineCounter, YAMLMap, YAMLSeq, isNode, isScalar, parseDocument } from 'yaml'
import type { Document, Node } from 'yaml'
import { shortened } from '../people/problem.ts'
import type { PolicyPlace } from './document.ts'
import type { PolicyFaultKind, PolicyFaults, PolicyProblem } from './policy-problem.ts'

/** Keys and indexes from the root of the file. */
export type PolicyPath = readonly (string | number)[]

/** One open file: its value, and the faults found so far. */
export interface PolicySource {
  readonly value: unknown
  readonly placeOf: (path: PolicyPath) => PolicyPlace
  /**
   * Notes a fault of the value at `path`, or of the nearest thing around it that is there; of its key; or of what should
   * stand inside it.
   */
  readonly report: <Kind extends PolicyFaultKind>(
    path: PolicyPath,
    kind: Kind,
    detail: PolicyFaults[Kind],
    of?: 'key' | 'inside',
  ) => void
  readonly problems: readonly PolicyProblem[]
}

export type OpenedPolicies =
  | { readonly kind: 'open'; readonly source: PolicySource }
  | { readonly kind: 'closed'; readonly problems: readonly PolicyProblem[] }

/** Characters of a file: lists of thousands of domains fit. */
const longestFile = 4_000_000

interface Found {
  readonly key: Node | undefined
  readonly value: Node | undefined
  /** Steps that were found. */
  readonly steps: number
}

/** The node at the path, or the last one on the way to it. */
function find(document: Document, path: PolicyPath): Found {
  let found: Found = {
    key: undefined,
    value: isNode(document.contents) ? document.contents : undefined,
    steps: 0,
  }
  for (const step of path) {
    const { value } = found
    const node = value instanceof Alias ? value.resolve(document) : value
    let next: { key: unknown; value: unknown } | undefined
    if (node instanceof YAMLMap) {
      next = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
    } else if (node instanceof YAMLSeq && typeof step === 'number') {
      next = { key: undefined, value: node.items[step] }
    }
    if (next === undefined) return found
    const key = isNode(next.key) ? next.key : undefined
    const inside = isNode(next.value) ? next.value : undefined
    if (key === undefined && inside === undefined) return found
    found = { key, value: inside, steps: found.steps + 1 }
  }
  return found
}

/** What a problem shows of a value. */
function shown(value: string): string {
  return shortened(value.trim().split('\n', 1)[0] ?? '')
}

/** The value of the file. Of several faults of syntax only the first is told: the others follow from it. */
export function openPolicies(text: string): OpenedPolicies {
  const lines = new LineCounter()
  const at = <Kind extends PolicyFaultKind>(
    offset: number,
    kind: Kind,
    detail: PolicyFaults[Kind],
    value: string,
  ): PolicyProblem<Kind> => {
    const { line, col } = lines.linePos(offset)
    return { kind, detail, line: Math.max(line, 1), column: Math.max(col, 1), value: shown(value) }
  }
  if (text.length > longestFile) {
    const detail = { characters: text.length, limit: longestFile }
    return { kind: 'closed', problems: [at(0, 'too-large', detail, '')] }
  }
  const document = parseDocument(text, {
    schema: 'failsafe',
    merge: false,
    prettyErrors: false,
    lineCounter: lines,
    logLevel: 'error',
  })
  const syntax = syntaxProblem(text, document, at)
  if (syntax !== undefined) return { kind: 'closed', problems: [syntax] }
  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: 1_000 })
  } catch (fault) {
    // Aliases alone can fail here: one that nothing above defines, or more of them than is sane.
    const detail = { detail: fault instanceof Error ? fault.message : '' }
    return { kind: 'closed', problems: [at(0, 'yaml-alias', detail, '')] }
  }
  if (value === null || value === undefined || value === '') {
    return { kind: 'closed', problems: [at(0, 'file-empty', {}, '')] }
  }
  const problems: PolicyProblem[] = []
  return {
    kind: 'open',
    source: {
      value,
      problems,
      placeOf: (path) => {
        const found = find(document, path)
        const { line, col } = lines.linePos((found.key ?? found.value)?.range?.[0] ?? 0)
        return { line: Math.max(line, 1), column: Math.max(col, 1) }
      },
      report: (path, kind, detail, of) => {
        const found = find(document, path)
        const node = of === 'key' ? (found.key ?? found.value) : (found.value ?? found.key)
        const [start = 0, end = start] = node?.range ?? []
        const isShown = found.steps === path.length && of !== 'inside'
        problems.push(at(start, kind, detail, isShown ? text.slice(start, end) : ''))
      },
    },
  }
}

function syntaxProblem(
  text: string,
  { errors, warnings }: Document.Parsed,
  at: <Kind extends PolicyFaultKind>(
    offset: number,
    kind: Kind,
    detail: PolicyFaults[Kind],
    value: string,
  ) => PolicyProblem<Kind>,
): PolicyProblem | undefined {
  const [first] = [...errors, ...warnings].toSorted((left, right) => left.pos[0] - right.pos[0])
  if (first === undefined) return undefined
  const [start] = first.pos
  const value = text.slice(start)
  if (first.code === 'MULTIPLE_DOCS') return at(start, 'yaml-documents', {}, value)
  if (first.code === 'DUPLICATE_KEY') return at(start, 'key-twice', {}, value)
  if (first.code === 'TAG_RESOLVE_FAILED') return at(start, 'yaml-tag', {}, value)
  return at(start, 'yaml-syntax', { detail: first.message }, value)
}
