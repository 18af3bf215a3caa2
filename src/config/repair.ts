/**
 * Puts stand-ins where a written file does not fit its schema, so that the checks across settings can judge the rest
 * in the same pass. Owns the stand-ins and the list of their places; nothing ever runs by a repaired value.
 */

import type { z } from 'zod'

/** A path of keys and list indexes into the file. */
export type SettingPath = readonly (string | number)[]

export interface Repaired<Value> {
  readonly value: Value
  /** Where the value is not what was written: a check that rests on one of them says nothing. */
  readonly places: readonly SettingPath[]
}

/** A setting that was left out or taken out needs a second round, its parts a third; no schema here is deeper. */
const rounds = 12

function holds(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null
}

function settingPath(issue: z.core.$ZodIssue): SettingPath {
  return issue.path.filter((step) => typeof step !== 'symbol')
}

/** Something that the schema takes there, or takes after one more round; texts are all different. */
function standIn(issue: z.core.$ZodIssue, count: number): unknown {
  const text = `stand-in-${count}`
  if (issue.code === 'invalid_type') {
    const byType: Readonly<Record<string, unknown>> = { object: {}, array: [], boolean: false, string: text }
    return byType[issue.expected] ?? 0
  }
  if (issue.code === 'invalid_value') return issue.values[0]
  if (issue.code === 'invalid_union' && 'options' in issue) return issue.options[0]
  return issue.code === 'too_small' && issue.origin === 'array' ? [{}] : text
}

/** A default is the best stand-in, so what is wrong in a map goes; what then is missing, or stood in a list, is made. */
function mend(root: unknown, issue: z.core.$ZodIssue, count: number): void {
  const path = settingPath(issue)
  const last = path.at(-1)
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((part, step) => (holds(part) ? part[step] : undefined), root)
  if (issue.code === 'unrecognized_keys') {
    const map = last === undefined ? root : holds(parent) ? parent[last] : undefined
    for (const key of issue.keys) if (holds(map)) Reflect.deleteProperty(map, key)
    return
  }
  if (last === undefined || !holds(parent)) return
  const isEmptyList = issue.code === 'too_small' && issue.origin === 'array'
  if (typeof last === 'string' && parent[last] !== undefined && !isEmptyList) {
    Reflect.deleteProperty(parent, last)
  } else parent[last] = standIn(issue, count)
}

function placesOf(issue: z.core.$ZodIssue): SettingPath[] {
  const path = settingPath(issue)
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path]
}

/**
 * @param written what the schema has refused; stays as it is
 * @returns `undefined` where too little is left to be judged
 */
export function repair<Value>(written: unknown, schema: z.ZodType<Value>): Repaired<Value> | undefined {
  const copy: unknown = structuredClone(written)
  const places: SettingPath[] = []
  for (let round = 0; round < rounds; round += 1) {
    const parsed = schema.safeParse(copy)
    if (parsed.success) return { value: parsed.data, places }
    for (const issue of parsed.error.issues) {
      places.push(...placesOf(issue))
      mend(copy, issue, places.length)
    }
  }
  return undefined
}

function liesIn(one: SettingPath, other: SettingPath): boolean {
  return other.every((step, index) => step === one[index])
}

/** Whether one of the paths holds, or lies in, a place that was repaired. */
export function isRepaired(paths: readonly SettingPath[], places: readonly SettingPath[]): boolean {
  return paths.some((path) => places.some((place) => liesIn(path, place) || liesIn(place, path)))
}
