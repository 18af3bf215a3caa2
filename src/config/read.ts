/**
 * Reads `sekisho.yaml`: YAML to a checked `Config`, every fault with its line and column. Owns the way
 * from the file to the value; what settings there are is `schema.ts`, checks across settings are
 * `check.ts`, and the sentences are `text/config-problems.ts`.
 */

import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import {
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  parseDocument,
  type Document,
  type YAMLMap,
} from 'yaml'
import type { z } from 'zod'
import { checkConfig, checkUsers, type CheckFinding } from './check.ts'
import { type Config, configSchema } from './schema.ts'
import { usersSchema } from './listeners.ts'
import type { ConfigFault, ConfigProblem, ExpectedType } from './problem.ts'
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

/** A path of keys and list indexes into the file. */
export type SettingPath = readonly (string | number)[]

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

/** One YAML file that is held against a schema. */
interface Kind<Value> {
  readonly schema: z.ZodType<Value>
  /** Faults that the schema cannot see. */
  readonly check: (value: Value) => readonly CheckFinding[]
  /** The keys that may stand at a path of what is written. */
  readonly known: (path: SettingPath, written: unknown) => readonly string[]
}

type FileReading<Value> =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'problems'; readonly problems: readonly ConfigProblem[] }

function readYaml<Value>(file: string, { schema, check, known }: Kind<Value>): FileReading<Value> {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const fault: ConfigFault = {
      kind: 'file-unreadable',
      detail: error instanceof Error && 'code' in error ? String(error.code) : String(error),
    }
    return {
      kind: 'problems',
      problems: [{ file, line: undefined, column: undefined, setting: '', value: '', fault }],
    }
  }

  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const problemAt = (start: number, end: number, setting: string, fault: ConfigFault): ConfigProblem => {
    const { line, col } = lines.linePos(start)
    return { file, line, column: col, setting, value: text.slice(start, end).slice(0, shownLength), fault }
  }

  if (document.errors.length > 0) {
    const problems = document.errors.map(({ code, message, pos: [start, end] }) =>
      code === 'DUPLICATE_KEY'
        ? problemAt(start, end, '', { kind: 'key-twice' })
        : code === 'MULTIPLE_DOCS'
          ? problemAt(start, start, '', { kind: 'several-documents' })
          : problemAt(start, start, '', { kind: 'not-yaml', detail: message }),
    )
    return { kind: 'problems', problems }
  }

  const written: unknown = document.toJS() ?? {}
  const parsed = schema.safeParse(written)
  const findings: readonly Finding[] = parsed.success
    ? check(parsed.data)
    : parsed.error.issues.flatMap((issue) => findingsOf(issue, written, known))
  if (parsed.success && findings.length === 0) return { kind: 'value', value: parsed.data }
  const problems = findings
    .map((finding) => {
      const [start, end] = spanOf(document, finding)
      const problem = problemAt(start, end, settingName(finding.path), finding.fault)
      return isSecret(finding.path) ? { ...problem, value: '' } : problem
    })
    .toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0))
  return { kind: 'problems', problems }
}

/**
 * Reads and checks a configuration file, and the users file that it names. Never throws for a fault of a file; all
 * faults are reported. `users` of the configuration are those of both files.
 * @param file path of the YAML file, relative to the working directory
 */
export function readConfig(file: string): ConfigReading {
  const folder = resolve(dirname(file))
  const reading = readYaml(file, {
    schema: configSchema,
    check: (config) => checkConfig(config, folder),
    known: knownKeys,
  })
  if (reading.kind === 'problems') return reading
  const config = reading.value
  if (config.usersFile === undefined) return { kind: 'config', config, folder }
  const users = readYaml(resolve(folder, config.usersFile), {
    schema: usersSchema,
    check: (list) => checkUsers(list, config.users ?? []),
    known: (path, written) => knownKeys(['users', ...path], { users: written }),
  })
  if (users.kind === 'problems') return users
  return { kind: 'config', config: { ...config, users: [...(config.users ?? []), ...users.value] }, folder }
}
