/** Policy files as values, built by hand: conditions on one number and on plain facts, and a document around them. */

import { z } from 'zod'
import { defineCondition, type AnyCondition } from '../../src/policy/condition.ts'
import type { Policy, PolicyDocument, PolicyPlace, Tree } from '../../src/policy/document.ts'
import { lint } from '../../src/policy/lint.ts'
import type { Finding, LintContext } from '../../src/policy/lint-problem.ts'
import { openPolicies } from '../../src/policy/policies-yaml.ts'

interface Range {
  readonly least: number
  readonly most: number
}

/** Holds where the number of a mail lies in the range. */
export const count: AnyCondition = defineCondition<Range>({
  kind: 'count',
  schema: z.object({ least: z.number(), most: z.number() }),
  describe: ({ least, most }) => `the number is from ${least} to ${most}`,
  examples: [{ least: 5 }],
  prepare: () => () => ({ answer: 'no', evidence: [] }),
  implies: (one, other) => one.least >= other.least && one.most <= other.most,
  excludes: (one, other) => one.least > other.most || one.most < other.least,
})

/** Holds where a mail has the letter; `groups` and `matches` are what conditions write. */
export const letter: AnyCondition = defineCondition<{
  letter: string
  group?: string | undefined
  matches?: string | undefined
}>({
  kind: 'letter',
  schema: z.object({ letter: z.string(), group: z.string().optional(), matches: z.string().optional() }),
  describe: (settings) => `it has ${settings.letter}`,
  examples: [{ letter: 'a' }],
  uses: ({ group }) => (group === undefined ? [] : [{ kind: 'group', name: group, path: ['group'] }]),
  prepare: () => () => ({ answer: 'no', evidence: [] }),
})

/** Each call stands on a line of its own. */
let line = 100
function nextPlace(): PolicyPlace {
  line += 1
  return { line, column: 1 }
}

export function leaf(condition: AnyCondition, settings: unknown): Tree {
  const key = `${condition.kind} ${JSON.stringify(settings)}`
  return { kind: 'condition', condition, settings, key, place: nextPlace() }
}

export function has(name: string): Tree {
  return leaf(letter, { letter: name })
}

export function from(least: number, most = 1_000): Tree {
  return leaf(count, { least, most })
}

export function all(...of: readonly Tree[]): Tree {
  return { kind: 'all', of, place: nextPlace() }
}

export function any(...of: readonly Tree[]): Tree {
  return { kind: 'any', of, place: nextPlace() }
}

export function not(of: Tree): Tree {
  return { kind: 'not', of, place: nextPlace() }
}

export function policy(id: string, rest: Partial<Policy>): Policy {
  return {
    id,
    name: '',
    description: '',
    stage: 'decide',
    mode: 'on',
    times: { from: undefined, until: undefined, hours: undefined },
    when: undefined,
    unless: undefined,
    action: { kind: 'refuse', text: undefined },
    stop: false,
    onCannotTell: 'tempfail',
    breakGlass: undefined,
    place: nextPlace(),
    ...rest,
  }
}

export function documentOf(policies: readonly Policy[]): PolicyDocument {
  const calendar = { workdays: [1, 2, 3, 4, 5], holidays: [], hours: { from: 540, until: 1_080 } }
  return { calendar, lists: new Map(), tables: new Map(), policies }
}

/** @param written the file itself, for rules that look at it */
export function lintOf(
  policies: readonly Policy[],
  context: Partial<LintContext> = {},
  written = 'version: 1',
): readonly Finding[] {
  const opened = openPolicies(written)
  if (opened.kind === 'closed') throw new Error('the file of the test is no YAML')
  return lint({
    document: documentOf(policies),
    source: opened.source,
    day: '2026-11-24',
    names: { group: undefined, 'matcher-key': undefined, attribute: undefined, listener: undefined },
    offSince: new Map(),
    ...context,
  })
}

/** `kind:policy`, with `?` for a warning. */
export function said(findings: readonly Finding[]): readonly string[] {
  return findings.map((one) => `${one.kind}:${one.policy ?? ''}${one.severity === 'error' ? '' : '?'}`)
}
