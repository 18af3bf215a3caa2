/**
 * Reads `sekisho.yaml`: YAML to a checked `Config`, every fault with its line and column. Owns the way
 * from the file to the value; what settings there are is `schema.ts`, checks across settings are
 * `check.ts`, and the sentences are `text/config-problems.ts`.
 */

import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import {
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type YAMLMap,
} from 'yaml'
import type { z } from 'zod'
import { checkConfig, checkUsers, type CheckFinding } from './check.ts'
import { type Config, configSchema } from './schema.ts'
import { type User, usersSchema } from './listeners.ts'
import type { ConfigFault, ConfigProblem, ExpectedType } from './problem.ts'
import { isRepaired, repair, type SettingPath } from './repair.ts'
import { knownKeys } from './settings-tree.ts'
import { nearestWord } from '../text/nearest.ts'

export type ConfigReading =
  | {
      readonly kind: 'config'
      readonly config: Config
      /** Absolute folder of the file: what relative paths in it are relative to. */
      readonly folder: string
    }
  | { readonly kind: 'problems'; readonly problems: readonly ConfigProblem[] }

type Finding = {
  readonly path: SettingPath
  readonly fault: ConfigFault
  /** Points at the key instead of the value. */
  readonly atKey?: string
}

const shownLength = 100

/** `['listeners', 0, 'port']` as `listeners[0].port`. */
function settingName(path: SettingPath): string {
  return path.reduce<string>(
    (name, step) => (typeof step === 'number' ? `${name}[${step}]` : name === '' ? step : `${name}.${step}`),
    '',
  )
}

/** What stands there may be a password, put there by mistake: it is never shown. */
function isSecret(path: SettingPath): boolean {
  return path.some((step) => typeof step === 'string' && /password|secret/i.test(step))
}

function expectedType(expected: string): ExpectedType | undefined {
  const types: Record<string, ExpectedType> = {
    string: 'text',
    number: 'number',
    int: 'whole-number',
    boolean: 'true-or-false',
    array: 'list',
    object: 'map',
  }
  return types[expected]
}

function wordAt(value: unknown, path: SettingPath): unknown {
  return path.reduce<unknown>(
    (part, step) => (typeof part === 'object' && part !== null ? Reflect.get(part, step) : undefined),
    value,
  )
}

/** One issue of the schema as findings; an issue may name several unknown keys. */
function findingsOf(
  issue: z.core.$ZodIssue,
  root: unknown,
  knownAt: (path: SettingPath, written: unknown) => readonly string[],
): Finding[] {
  const path = issue.path.filter((step) => typeof step !== 'symbol')
  const value = wordAt(root, path)
  const last = path.at(-1)
  if (value === undefined && typeof last === 'string') {
    return [{ path: path.slice(0, -1), fault: { kind: 'missing-setting', key: last } }]
  }
  const choiceAmong = (choices: readonly string[]): Finding[] => [
    { path, fault: { kind: 'not-a-choice', choices, nearest: nearestWord(String(value), choices) } },
  ]
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = knownAt(path, root)
      return issue.keys.map((key) => ({
        path,
        atKey: key,
        fault: { kind: 'unknown-key', key, nearest: nearestWord(key, known), known },
      }))
    }
    case 'invalid_type': {
      const expected = expectedType(issue.expected)
      return [
        {
          path,
          fault: expected ? { kind: 'wrong-type', expected } : { kind: 'other', detail: issue.message },
        },
      ]
    }
    case 'invalid_value':
      return choiceAmong(issue.values.map(String))
    case 'invalid_union':
      return choiceAmong('options' in issue ? issue.options.map(String) : [])
    case 'too_small': {
      if (issue.origin === 'string') return [{ path, fault: { kind: 'empty-text' } }]
      if (issue.origin === 'array') return [{ path, fault: { kind: 'empty-list' } }]
      const minimum = Number(issue.minimum)
      return [{ path, fault: { kind: 'too-small', minimum, inclusive: issue.inclusive !== false } }]
    }
    case 'too_big':
      return [{ path, fault: { kind: 'too-large', maximum: Number(issue.maximum) } }]
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'not_multiple_of':
      return [{ path, fault: { kind: 'other', detail: issue.message } }]
  }
}

function keyOffset(map: YAMLMap, key: string): number | undefined {
  const pair = map.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === key)
  return pair !== undefined && isNode(pair.key) ? pair.key.range?.[0] : undefined
}

/** Where a finding stands in the text; the nearest enclosing node where the place itself is not written. */
function spanOf(document: Document, { path, atKey }: Finding): readonly [number, number] {
  for (let length = path.length; length >= 0; length -= 1) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    if (atKey !== undefined && isMap(node)) {
      const offset = keyOffset(node, atKey)
      if (offset !== undefined) return [offset, offset + atKey.length]
    }
    if (isNode(node) && node.range) return [node.range[0], isScalar(node) ? node.range[1] : node.range[0]]
  }
  return [0, 0]
}

/** Keeps the first of each key that stands twice, so that value and place are of the same one. */
function withoutRepeatedKeys(document: Document): Document {
  visit(document, {
    Map: (_, map) => {
      const seen = new Set<string>()
      map.items = map.items.filter(({ key }) => {
        const name = isScalar(key) ? String(key.value) : String(key)
        return !seen.has(name) && seen.add(name)
      })
    },
  })
  return document
}

/** One YAML file that is held against a schema. */
interface Kind<Value> {
  readonly schema: z.ZodType<Value>
  /** Faults that the schema cannot see. */
  readonly check: (value: Value) => readonly CheckFinding[]
  /** The keys that may stand at a path of what is written. */
  readonly known: (path: SettingPath, written: unknown) => readonly string[]
}

interface FileReading<Value> {
  /** Holds stand-ins where there are problems; `undefined` where nothing could be made of the file. */
  readonly value: Value | undefined
  readonly problems: readonly ConfigProblem[]
}

/** What the schema finds, and what the checks find in all that it has taken. */
function judge<Value>(
  written: unknown,
  { schema, check, known }: Kind<Value>,
): { readonly value: Value | undefined; readonly findings: readonly Finding[] } {
  const parsed = schema.safeParse(written)
  if (parsed.success) return { value: parsed.data, findings: check(parsed.data) }
  const findings = parsed.error.issues.flatMap((issue) => findingsOf(issue, written, known))
  const repaired = repair(written, schema)
  if (repaired === undefined) return { value: undefined, findings }
  // A mistyped key is told once: what it was meant for is not said to be missing.
  const meant = findings.flatMap(({ path, fault }) =>
    fault.kind === 'unknown-key' && fault.nearest !== undefined ? [[...path, fault.nearest]] : [],
  )
  const places = [...repaired.places, ...meant]
  const across = check(repaired.value).filter(
    ({ path, restsOn = [] }) => !isRepaired([path, ...restsOn], places),
  )
  return { value: repaired.value, findings: [...findings, ...across] }
}

function readYaml<Value>(file: string, kind: Kind<Value>): FileReading<Value> {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const fault: ConfigFault = {
      kind: 'file-unreadable',
      detail: error instanceof Error && 'code' in error ? String(error.code) : String(error),
    }
    return {
      value: undefined,
      problems: [{ file, line: undefined, column: undefined, setting: '', value: '', fault }],
    }
  }

  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const problemAt = (start: number, end: number, setting: string, fault: ConfigFault): ConfigProblem => {
    const { line, col } = lines.linePos(start)
    return { file, line, column: col, setting, value: text.slice(start, end).slice(0, shownLength), fault }
  }

  const faultsOfYaml = document.errors.map(({ code, message, pos: [start, end] }) =>
    code === 'DUPLICATE_KEY'
      ? problemAt(start, end, '', { kind: 'key-twice' })
      : code === 'MULTIPLE_DOCS'
        ? problemAt(start, start, '', { kind: 'several-documents' })
        : problemAt(start, start, '', { kind: 'not-yaml', detail: message }),
  )
  // A key that stands twice still leaves a document to judge; other faults of YAML leave none to rely on.
  if (faultsOfYaml.some(({ fault }) => fault.kind !== 'key-twice')) {
    return { value: undefined, problems: faultsOfYaml }
  }

  const { value, findings } = judge(withoutRepeatedKeys(document).toJS() ?? {}, kind)
  const problems = findings.map((finding) => {
    const [start, end] = spanOf(document, finding)
    const problem = problemAt(start, end, settingName(finding.path), finding.fault)
    return isSecret(finding.path) ? { ...problem, value: '' } : problem
  })
  return {
    value,
    problems: [...faultsOfYaml, ...problems].toSorted(
      (one, other) => (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0),
    ),
  }
}

/**
 * Reads and checks a configuration file, and the users file that it names. Never throws for a fault of a file; all
 * faults are reported. `users` of the configuration are those of both files.
 * @param file path of the YAML file, relative to the working directory
 */
export function readConfig(file: string): ConfigReading {
  const folder = resolve(dirname(file))
  const { value: config, problems } = readYaml(file, {
    schema: configSchema,
    check: (value) => checkConfig(value, folder),
    known: knownKeys,
  })
  const users = config === undefined ? noUsers : readUsers(config, folder)
  const all = [...problems, ...users.problems]
  if (config === undefined || users.value === undefined || all.length > 0) {
    return { kind: 'problems', problems: all }
  }
  if (config.usersFile === undefined) return { kind: 'config', config, folder }
  return { kind: 'config', config: { ...config, users: [...(config.users ?? []), ...users.value] }, folder }
}

const noUsers: FileReading<readonly User[]> = { value: [], problems: [] }

/** The users of the file that a configuration names; that a file is missing is a fault of the configuration. */
function readUsers(config: Config, folder: string): FileReading<readonly User[]> {
  const file = config.usersFile === undefined ? undefined : resolve(folder, config.usersFile)
  if (file === undefined || !existsSync(file)) return noUsers
  return readYaml(file, {
    schema: usersSchema,
    check: (list) => checkUsers(list, config.users ?? []),
    known: (path, written) => knownKeys(['users', ...path], { users: written }),
  })
}
