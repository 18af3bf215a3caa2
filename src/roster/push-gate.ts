/** The gate that a dump is pushed to, by its API (`docs/api.md`, "The dump of the people"). */

import { z } from 'zod'

import { createPatientHttp, type HttpAnswer, type HttpPatience, type HttpRequest } from './patient-http.ts'
import type { DumpFileName } from './take-dump.ts'

const roster = z.object({
  night: z.object({ enabled: z.boolean(), run: z.number().nullable(), rules: z.string().nullable() }),
})
const incoming = z.object({ files: z.array(z.object({ file: z.string(), sha256: z.string() })) })
const uploaded = z.object({ sha256: z.string() })
const begun = z.object({ run: z.number() })

const run = z.object({
  number: z.number(),
  state: z.enum(['under-way', 'stopped', 'waiting', 'failed', 'unpublished', 'done', 'withdrawn']),
  effective: z.string().nullable(),
  /** SHA-256 of what it has read. */
  dump: z.string().nullable(),
  rules: z.string().nullable(),
})
const step = z.object({ name: z.string(), outcome: z.string().nullable(), log: z.array(z.string()) })
const wholeRun = run.extend({ steps: z.array(step) })
const runs = z.object({ runs: z.array(run) })

const problem = z.object({ code: z.string().default(''), detail: z.string(), remedy: z.string().default('') })

/** An import as the gate tells of it. */
export type PushedRun = z.infer<typeof wholeRun>

/** SHA-256 in hexadecimal, and octets. */
export interface FileToSend {
  readonly path: string
  readonly hash: string
  readonly size: number
}

export type GateProblem = z.infer<typeof problem>

export interface PushGate {
  /** SHA-256 of the rules that the next dump is read with if it brings none; `undefined`: there are none. */
  readonly rulesThere: () => Promise<HttpAnswer<{ readonly rules: string | undefined }>>
  /** SHA-256 of the dump that waits for its import; `undefined`: none does. */
  readonly dumpThere: () => Promise<HttpAnswer<{ readonly dump: string | undefined }>>
  readonly put: (name: DumpFileName, file: FileToSend, effective?: string) => Promise<HttpAnswer<unknown>>
  readonly begin: () => Promise<HttpAnswer<{ readonly run: number }>>
  /** The newest first, without their steps. */
  readonly lastRuns: (limit: number) => Promise<HttpAnswer<readonly Omit<PushedRun, 'steps'>[]>>
  readonly run: (number: number) => Promise<HttpAnswer<PushedRun>>
}

/**
 * @param url of the API, without `/v1`
 * @param token secret with the scopes `roster:read` and `roster:write`
 * @param language of what the gate answers
 */
export function openPushGate(url: string, token: string, language: string, patience: HttpPatience): PushGate {
  const ask = createPatientHttp(
    url.replace(/\/+$/, ''),
    { Authorization: `Bearer ${token}`, Accept: 'application/json', 'Accept-Language': language },
    patience,
  )
  const get = async <Value>(path: string, schema: z.ZodType<Value>): Promise<HttpAnswer<Value>> =>
    await ask({ method: 'GET', path, read: (body) => parsed(schema, body) })
  const arrived = async (): Promise<HttpAnswer<z.infer<typeof incoming>>> =>
    await get('/v1/roster/incoming', incoming)
  return {
    rulesThere: async () => {
      const waiting = await arrived()
      if (waiting.kind !== 'value') return waiting
      const inForce = await get('/v1/roster', roster)
      if (inForce.kind !== 'value') return inForce
      const rules = hashIn(waiting.value, 'rules.yaml') ?? inForce.value.night.rules ?? undefined
      return { kind: 'value', value: { rules } }
    },
    dumpThere: async () => {
      const waiting = await arrived()
      return waiting.kind === 'value'
        ? { kind: 'value', value: { dump: hashIn(waiting.value, 'hr.csv') } }
        : waiting
    },
    put: async (name, { path, hash, size }, effective) => {
      const moment = effective === undefined ? '' : `?effective=${encodeURIComponent(effective)}`
      const request: HttpRequest<unknown> = {
        method: 'PUT',
        path: `/v1/roster/incoming/${name}${moment}`,
        headers: {
          'Content-Type': 'application/octet-stream',
          'Content-Digest': `sha-256=:${Buffer.from(hash, 'hex').toString('base64')}:`,
        },
        file: { path, size },
        read: (body) => (parsed(uploaded, body)?.sha256 === hash ? true : undefined),
      }
      return await ask(request)
    },
    begin: async () =>
      await ask({
        method: 'POST',
        path: '/v1/roster/runs',
        headers: { 'Content-Type': 'application/json' },
        body: '{}',
        read: (body) => parsed(begun, body),
      }),
    lastRuns: async (limit) => {
      const found = await get(`/v1/roster/runs?limit=${limit}`, runs)
      return found.kind === 'value' ? { kind: 'value', value: found.value.runs } : found
    },
    run: async (number) => await get(`/v1/roster/runs/${number}`, wholeRun),
  }
}

/** What a refusal says, where it comes from the API itself. */
export function problemIn(body: string): GateProblem | undefined {
  return parsed(problem, body)
}

function hashIn({ files }: z.infer<typeof incoming>, name: DumpFileName): string | undefined {
  return files.find(({ file }) => file === name)?.sha256
}

function parsed<Value>(schema: z.ZodType<Value>, body: string): Value | undefined {
  try {
    return schema.safeParse(JSON.parse(body)).data
  } catch {
    return undefined
  }
}
