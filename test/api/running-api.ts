/** A gate of its own with the API switched on, tokens made at the terminal, and requests to it. */

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

import type { Scope } from '../../src/store/scopes.ts'
import { freePort } from '../peers/free-port.ts'
import { startGate, type Gate } from '../peers/gate.ts'

const program = join(import.meta.dirname, '..', '..', 'bin', 'sekisho.cjs')
const organization = join(import.meta.dirname, '..', '..', 'examples', 'demo')

export interface Answered {
  readonly status: number
  readonly headers: Headers
  /** `undefined`: no body. */
  readonly body: unknown
}

export interface RunningApi extends AsyncDisposable {
  /** The one that runs now. */
  readonly gate: Gate
  /** SIGKILL; `restart` starts it again with all that it has left on disk. */
  readonly kill: () => Promise<void>
  readonly restart: () => Promise<void>
  readonly url: string
  /** Makes a token with these scopes and gives its secret. */
  readonly token: (name: string, ...scopes: readonly Scope[]) => string
  readonly terminal: (...words: readonly string[]) => {
    readonly status: number | null
    readonly stdout: string
    readonly stderr: string
  }
  /** @param path with its query; `secret` is `undefined` for a stranger */
  readonly ask: (
    secret: string | undefined,
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Answered>
}

/** @param settings of the API, and `others` of the gate, over the usual ones */
export async function startRunningApi(
  settings: Readonly<Record<string, unknown>> = {},
  others: Readonly<Record<string, unknown>> = {},
): Promise<RunningApi> {
  const port = await freePort()
  const whole = {
    organization,
    nextHop: { kind: 'outbox', directory: 'outbox', page: { port: 0 } },
    api: { enabled: true, port, ...settings },
    database: { path: 'sekisho.db' },
    control: { socket: 'control.sock' },
    ...others,
  }
  let gate = await startGate(whole)
  const url = `http://127.0.0.1:${port}`
  await untilItAnswers(`${url}/v1/openapi.json`)
  const config = join(gate.folder, 'sekisho.yaml')
  const terminal: RunningApi['terminal'] = (...words) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words, '--config', config], {
      encoding: 'utf8',
    })
    return { status, stdout, stderr }
  }
  return {
    get gate() {
      return gate
    },
    kill: async () => await gate.kill(),
    restart: async () => {
      gate = await startGate(whole, gate.folder)
      await untilItAnswers(`${url}/v1/openapi.json`)
    },
    url,
    terminal,
    token: (name, ...scopes) => {
      const made = terminal('token', 'create', name, ...scopes.flatMap((scope) => ['--scope', scope]))
      if (made.status !== 0) throw new Error(made.stderr)
      return made.stdout.trim()
    },
    ask: async (secret, method, path, body, headers = {}) => {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          ...(secret === undefined ? {} : { Authorization: `Bearer ${secret}` }),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      const isJson = response.headers.get('content-type')?.includes('json') === true
      return {
        status: response.status,
        headers: response.headers,
        body: text === '' ? undefined : isJson ? (JSON.parse(text) as unknown) : text,
      }
    },
    [Symbol.asyncDispose]: async () => await gate.stop(),
  }
}

/** The gate greets its clients before it opens the API. */
async function untilItAnswers(url: string): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok === true) return
    await new Promise((done) => setTimeout(done, 25))
  }
  throw new Error(`nothing answers at ${url}`)
}

/** The value at a path of keys, for assertions on JSON. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let inner = value
  for (const key of path) {
    if (typeof inner !== 'object' || inner === null) return undefined
    inner = Reflect.get(inner, key)
  }
  return inner
}

/** Likewise, for a list. */
export function listAt(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const list = at(value, ...path)
  if (!Array.isArray(list)) throw new TypeError(`no list at ${path.join('.')}`)
  return list
}
