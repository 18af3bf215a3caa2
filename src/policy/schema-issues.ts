/**
 * Turns what a schema objects to into faults of `policies.yaml`: of the form that was probably meant, where a value may have
 * several. Knows no setting by name.
 */

import { z } from 'zod'
import { nearestWord } from '../text/nearest.ts'
import { isMap, type PlainMap } from './plain-map.ts'
import type { PolicyPath, PolicySource } from './policies-yaml.ts'
import { formNames } from './policies-schema.ts'
import type { ExpectedType, PolicyFaults } from './policy-problem.ts'

type Issue = z.core.$ZodIssue

const typeNames: Readonly<Record<string, ExpectedType>> = {
  string: 'text',
  number: 'number',
  int: 'whole-number',
  boolean: 'true-or-false',
  array: 'list',
  tuple: 'list',
  object: 'map',
  record: 'map',
  null: 'nothing',
  undefined: 'nothing',
  never: 'nothing',
}

/** @param base path of `value`, which `schema` was asked about. */
export function reportIssues(
  source: PolicySource,
  base: PolicyPath,
  value: unknown,
  schema: z.ZodType,
  issues: readonly Issue[],
): void {
  for (const issue of issues) reportIssue(source, base, value, schema, issue)
}

function reportIssue(
  source: PolicySource,
  base: PolicyPath,
  value: unknown,
  schema: z.ZodType,
  issue: Issue,
): void {
  const inside = stepsOf(issue.path)
  const path = [...base, ...inside]
  const written = valueAt(value, inside)
  const last = inside.at(-1)
  if (written === undefined && typeof last === 'string' && issue.code !== 'invalid_key') {
    source.report(path.slice(0, -1), 'key-missing', { key: last }, 'inside')
    return
  }
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = keysAt(schema, inside)
      for (const key of issue.keys) {
        source.report([...path, key], 'key-unknown', { known, meant: nearestWord(key, known) }, 'key')
      }
      return
    }
    case 'invalid_type':
      source.report(path, 'wrong-type', { expected: typeNames[issue.expected] ?? 'text' })
      return
    case 'invalid_value': {
      const allowed = issue.values.map(String)
      if (written === 'hold') source.report(path, 'hold-not-yet', {})
      else source.report(path, 'value-unknown', { allowed, meant: nearestWord(String(written), allowed) })
      return
    }
    case 'too_small':
    case 'too_big': {
      const of =
        issue.origin === 'string'
          ? 'text'
          : issue.origin === 'array' || issue.origin === 'set'
            ? 'list'
            : issue.origin === 'object' || issue.origin === 'map'
              ? 'map'
              : 'number'
      const least = issue.code === 'too_small' ? Number(issue.minimum) : undefined
      const most = issue.code === 'too_big' ? Number(issue.maximum) : undefined
      source.report(path, 'out-of-bounds', { of, least, most })
      return
    }
    case 'invalid_format':
      source.report(path, 'not-of-form', formOf([issue]))
      return
    case 'invalid_key':
      source.report(path, 'not-of-form', formOf(issue.issues), 'key')
      return
    case 'invalid_union':
      reportUnion(source, base, value, schema, issue)
      return
    case 'invalid_element':
    case 'not_multiple_of':
    case 'custom':
      source.report(path, 'not-valid', { detail: issue.message })
  }
}

function formOf([first]: readonly Issue[]): PolicyFaults['not-of-form'] {
  const pattern = first?.code === 'invalid_format' ? (first.pattern ?? first.format) : (first?.message ?? '')
  return { form: formNames.get(pattern) ?? 'pattern', pattern }
}

/** Of several forms, the one that the value comes nearest to; all of them, where it comes near to none. */
function reportUnion(
  source: PolicySource,
  base: PolicyPath,
  value: unknown,
  schema: z.ZodType,
  issue: Extract<Issue, { code: 'invalid_union' }>,
): void {
  const inside = stepsOf(issue.path)
  const within = (each: Issue): Issue => ({ ...each, path: [...inside, ...each.path] })
  const isTypeFault = (each: Issue): boolean => each.path.length === 0 && each.code === 'invalid_type'
  const ofType = issue.errors.filter((branch) => !branch.some(isTypeFault))
  const path = [...base, ...inside]
  const allowed = ofType.flatMap(([only, ...others]) =>
    only?.code === 'invalid_value' && only.path.length === 0 && others.length === 0
      ? only.values.map(String)
      : [],
  )
  if (allowed.length > 0 && allowed.length >= ofType.length) {
    const written = String(valueAt(value, inside))
    source.report(path, 'value-unknown', { allowed, meant: nearestWord(written, allowed) })
    return
  }
  const best = ofType.toSorted((left, right) => depthOf(right) - depthOf(left) || weigh(left) - weigh(right))
  const [nearest] = best
  if (nearest === undefined) {
    const types = issue.errors.flatMap(([first]) =>
      first?.code === 'invalid_type' ? [typeNames[first.expected] ?? 'text'] : [],
    )
    source.report(path, 'no-form-fits', { expected: [...new Set(types)] })
    return
  }
  reportIssues(source, base, value, schema, nearest.map(within))
}

function depthOf(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map(({ path }) => path.length))
}

/** Unknown keys count each, since a form with other keys is another form. */
function weigh(issues: readonly Issue[]): number {
  let weight = 0
  for (const issue of issues) weight += issue.code === 'unrecognized_keys' ? issue.keys.length * 2 : 1
  return weight
}

function stepsOf(path: readonly PropertyKey[]): readonly (string | number)[] {
  return path.filter((step) => typeof step !== 'symbol')
}

function valueAt(value: unknown, path: PolicyPath): unknown {
  return path.reduce<unknown>(
    (part, step) => (typeof part === 'object' && part !== null ? Reflect.get(part, step) : undefined),
    value,
  )
}

/** A part of a JSON Schema with the forms that it may have instead. */
function formsOf(node: unknown, root: PlainMap): readonly PlainMap[] {
  if (!isMap(node)) return []
  const reference = node['$ref']
  if (typeof reference === 'string') {
    return formsOf(valueAt(root, reference.split('/').slice(1)), root)
  }
  const forms = [node['anyOf'], node['oneOf'], node['allOf']].flatMap((branch) =>
    Array.isArray(branch) ? branch : [],
  )
  return [node, ...forms.flatMap((form) => formsOf(form, root))]
}

/** The keys that may stand in the map at the path, in any of its forms. */
function keysAt(schema: z.ZodType, path: PolicyPath): readonly string[] {
  const root: PlainMap = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  let nodes = formsOf(root, root)
  for (const step of path) {
    nodes = nodes
      .flatMap((node) => {
        if (typeof step === 'number') return [node['items']]
        const properties = node['properties']
        return [isMap(properties) ? properties[step] : undefined, node['additionalProperties']]
      })
      .flatMap((node) => formsOf(node, root))
  }
  return [...new Set(nodes.flatMap(({ properties }) => (isMap(properties) ? Object.keys(properties) : [])))]
}
