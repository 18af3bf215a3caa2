/**
 * From the text of `policies.yaml` to its document, or to everything that is wrong with it. Pure. Names of groups, listeners
 * and attributes depend on the organization and are not looked up here.
 */

import { normalWord } from '../inspect/normal-text.ts'
import { canonicalAddress, lowerAscii } from '../mail/address.ts'
import { nearestWord } from '../text/nearest.ts'
import type { AnyCondition } from './condition.ts'
import { conditions as allConditions } from './conditions/list.ts'
import type { Policy, PolicyAction, PolicyDocument } from './document.ts'
import { isMap, type PlainMap } from './plain-map.ts'
import {
  policiesSchema,
  type PoliciesFile,
  type WrittenAction,
  type WrittenPolicy,
} from './policies-schema.ts'
import { openPolicies, type PolicyPath, type PolicySource } from './policies-yaml.ts'
import { inPlaceOrder, type PolicyProblem } from './policy-problem.ts'
import { calendarOf, dayFaults, timesOf } from './read-times.ts'
import { createTreeReader, type TreeReader } from './read-trees.ts'
import { reportIssues } from './schema-issues.ts'
import type { NamedList, ReferenceTable } from './world.ts'

export type PoliciesReading =
  | { readonly kind: 'read'; readonly document: PolicyDocument }
  | { readonly kind: 'faulty'; readonly problems: readonly PolicyProblem[] }

/** @param conditions default: all that there are. */
export function readPolicies(
  text: string,
  conditions: readonly AnyCondition[] = allConditions,
): PoliciesReading {
  const opened = openPolicies(text)
  if (opened.kind === 'closed') return { kind: 'faulty', problems: opened.problems }
  const { source } = opened
  const parsed = policiesSchema.safeParse(source.value)
  if (!parsed.success) {
    reportIssues(source, [], source.value, policiesSchema, parsed.error.issues)
    readTreesAllTheSame(source, conditions)
    return { kind: 'faulty', problems: inPlaceOrder(source.problems) }
  }
  const file = parsed.data
  dayFaults(source, file)
  const lists = readLists(source, file)
  const tables = readTables(source, file)
  const sets = new Map(Object.entries(file.conditions))
  const declared = { lists: Object.keys(file.lists), tables: Object.keys(file.tables) }
  const trees = createTreeReader(source, conditions, { lists, tables, declared }, sets)
  const policies = file.policies.map((policy, index) => readPolicy(source, policy, index, trees))
  trees.readSets()
  checkIds(source, file.policies)
  if (source.problems.length > 0) return { kind: 'faulty', problems: inPlaceOrder(source.problems) }
  return { kind: 'read', document: { calendar: calendarOf(file.calendar), lists, tables, policies } }
}

function mapOf(value: unknown): PlainMap {
  return isMap(value) ? value : {}
}

/** The faults of conditions are told beside those of a file's shape: nobody shall mend a file one fault at a time. */
function readTreesAllTheSame(source: PolicySource, conditions: readonly AnyCondition[]): void {
  const { lists, tables, conditions: sets, policies } = mapOf(source.value)
  const declared = { lists: Object.keys(mapOf(lists)), tables: Object.keys(mapOf(tables)) }
  const named = { lists: new Map(), tables: new Map(), declared }
  const trees = createTreeReader(source, conditions, named, new Map(Object.entries(mapOf(sets))))
  const written: readonly unknown[] = Array.isArray(policies) ? policies : []
  written.map(mapOf).forEach((policy, index) => {
    for (const key of ['when', 'unless']) {
      if (policy[key] !== undefined) trees.read(policy[key], ['policies', index, key])
    }
  })
  trees.readSets()
}

function isDomain(text: string): boolean {
  return /^[^\s@*,;.]+(?:\.[^\s@*,;.]+)*$/.test(text)
}

function readLists(source: PolicySource, { lists }: PoliciesFile): ReadonlyMap<string, NamedList> {
  return new Map(
    Object.entries(lists).flatMap(([name, list]): [string, NamedList][] => {
      const { addresses, domains, words } = list
      if ([addresses, domains, words].filter((entries) => entries !== undefined).length !== 1) {
        source.report(['lists', name], 'list-needs-one-kind', {}, 'key')
        return []
      }
      if (words !== undefined) return [[name, { kind: 'words', entries: words.map(normalWord) }]]
      if (domains !== undefined) {
        domains.forEach((domain, index) => {
          if (!isDomain(domain)) source.report(['lists', name, 'domains', index], 'domain-malformed', {})
        })
        return [[name, { kind: 'domains', entries: domains.map(lowerAscii) }]]
      }
      const entries = (addresses ?? []).flatMap((address, index) => {
        const canonical = canonicalAddress(address)
        if (canonical !== undefined) return [canonical]
        source.report(['lists', name, 'addresses', index], 'address-malformed', {})
        return []
      })
      return [[name, { kind: 'addresses', entries }]]
    }),
  )
}

function readTables(source: PolicySource, { tables }: PoliciesFile): ReadonlyMap<string, ReferenceTable> {
  for (const [name, { columns, rows }] of Object.entries(tables)) {
    columns.forEach((column, index) => {
      if (columns.indexOf(column) < index)
        source.report(['tables', name, 'columns', index], 'column-twice', {})
    })
    rows.forEach((row, index) => {
      const detail = { expected: columns.length, found: row.length }
      if (row.length !== columns.length) source.report(['tables', name, 'rows', index], 'row-length', detail)
    })
  }
  return new Map(Object.entries(tables))
}

function readPolicy(source: PolicySource, policy: WrittenPolicy, index: number, trees: TreeReader): Policy {
  const path = ['policies', index]
  const { id, name, description, stage, mode, stop, onCannotTell, breakGlass } = policy
  const action = readAction(source, policy, path)
  for (const [at, address] of (breakGlass?.tell ?? []).entries()) {
    if (canonicalAddress(address) === undefined) {
      source.report([...path, 'breakGlass', 'tell', at], 'address-malformed', {})
    }
  }
  if (breakGlass !== undefined && action.kind !== 'pass') {
    source.report([...path, 'breakGlass'], 'break-glass-without-pass', {}, 'key')
  }
  const tree = (key: 'when' | 'unless'): Policy['when'] =>
    policy[key] === undefined ? undefined : trees.read(policy[key], [...path, key])
  return {
    id,
    name,
    description,
    stage,
    mode,
    times: timesOf(policy),
    when: tree('when'),
    unless: tree('unless'),
    action,
    stop,
    onCannotTell,
    breakGlass,
    place: source.placeOf(path),
  }
}

const printableAscii = /^[\x20-\x7e]*$/

function readAction(source: PolicySource, policy: WrittenPolicy, base: PolicyPath): PolicyAction {
  const action = actionOf(policy.action)
  const path = [...base, 'action']
  const stage = action.kind === 'deliver' ? 'deliver' : 'decide'
  if (stage !== policy.stage) source.report(path, 'stage-of-action', { stage })
  if (action.kind === 'deliver' && action.route === undefined && action.tls === undefined) {
    source.report(path, 'key-missing', { key: 'tls' }, 'inside')
  }
  if (action.kind === 'refuse' && action.text !== undefined) {
    const { en, ja } = action.text
    if (en !== undefined && !printableAscii.test(en)) {
      source.report([...path, 'refuse', 'en'], 'text-not-ascii', {})
    }
    if ((en ?? ja ?? '').trim() === '') source.report([...path, 'refuse'], 'text-missing', {})
  }
  return action
}

function actionOf(action: WrittenAction): PolicyAction {
  if (action === 'pass') return { kind: 'pass', skip: 'all' }
  if (action === 'refuse') return { kind: 'refuse', text: undefined }
  if (action === 'discard') return { kind: 'discard' }
  if ('pass' in action) return { kind: 'pass', skip: action.pass }
  if ('refuse' in action) {
    const { en, ja } = action.refuse
    return {
      kind: 'refuse',
      text: { ...(en === undefined ? {} : { en }), ...(ja === undefined ? {} : { ja }) },
    }
  }
  return { kind: 'deliver', route: action.route, tls: action.tls }
}

/** Ids once each; and a policy skips only what comes behind it, or it would say something that never happens. */
function checkIds(source: PolicySource, policies: readonly WrittenPolicy[]): void {
  const indexes = new Map<string, number>()
  policies.forEach(({ id }, index) => {
    const first = indexes.get(id)
    if (first === undefined) indexes.set(id, index)
    else
      source.report(['policies', index, 'id'], 'id-twice', {
        line: source.placeOf(['policies', first, 'id']).line,
      })
  })
  policies.forEach(({ action, stage }, index) => {
    if (typeof action !== 'object' || !('pass' in action)) return
    action.pass.forEach((id, position) => {
      const path = ['policies', index, 'action', 'pass', position]
      const skipped = indexes.get(id)
      const known = [...indexes.keys()]
      if (skipped === undefined) {
        source.report(path, 'name-unknown', { what: 'policy', known, meant: nearestWord(id, known) })
      } else if (policies[skipped]?.stage !== stage) source.report(path, 'skips-other-stage', {})
      else if (skipped <= index) source.report(path, 'skips-earlier', {})
    })
  })
}

/** What `store/` asks before it saves: all faults of a `policies.yaml`, in the order of the file. */
export function faultsOfPolicies(yaml: string): readonly PolicyProblem[] {
  const reading = readPolicies(yaml)
  return reading.kind === 'faulty' ? reading.problems : []
}
