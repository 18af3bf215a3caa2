/** Groups at another gate, by its API (`docs/api.md`, "Groups"). */

import { z } from 'zod'

import { hashOfMembers } from '../people/group-hash.ts'
import type { GroupFault, GroupTarget, StepAnswer, TargetFault } from './group-target.ts'
import { createPatientHttp, usualPatience, type HttpAnswer, type HttpPatience } from './patient-http.ts'

export interface SekishoTargetSettings {
  /** Of the API, without `/v1`: `https://gate.example:8027`. */
  readonly url: string
  /** Secret with the scopes `groups:read` and `groups:write`. */
  readonly token: string
  /** Default: `usualPatience`. */
  readonly patience?: HttpPatience
}

const listing = z.object({
  self: z.string(),
  groups: z.array(z.object({ name: z.string(), hash: z.string(), creator: z.string() })),
})
const whole = z.object({ members: z.array(z.string()) })
const kept = z.object({ hash: z.string() })
const problem = z.object({ code: z.string().optional(), detail: z.string() })

/** Statuses that are about the one group: what is put, whose it is, whether it has changed. */
const ofOneGroup: readonly number[] = [400, 409, 412, 413, 422]

function parsed<Value>(schema: z.ZodType<Value>, body: string): Value | undefined {
  try {
    return schema.safeParse(JSON.parse(body)).data
  } catch {
    return undefined
  }
}

function pathOf(name: string): string {
  return `/v1/groups/${encodeURIComponent(name)}`
}

type Failed = Exclude<HttpAnswer<unknown>, { kind: 'value' }>

function targetFault(answer: Failed): TargetFault {
  if (answer.kind !== 'refused') return answer
  const { status, body } = answer
  return { kind: 'refused', status, detail: parsed(problem, body)?.detail ?? '' }
}

function groupFault(status: number, body: string): GroupFault {
  if (status === 409) return { kind: 'of-another' }
  if (status === 412) return { kind: 'changed-meanwhile' }
  return { kind: 'refused', status, detail: parsed(problem, body)?.detail ?? '' }
}

function stepFailed(answer: Failed): StepAnswer {
  if (answer.kind === 'refused' && ofOneGroup.includes(answer.status))
    return { kind: 'group-fault', fault: groupFault(answer.status, answer.body) }
  return { kind: 'target-fault', fault: targetFault(answer) }
}

const done = { kind: 'done' } as const

export function openSekishoTarget({ url, token, patience }: SekishoTargetSettings): GroupTarget {
  const ask = createPatientHttp(
    url.replace(/\/+$/, ''),
    { Authorization: `Bearer ${token}`, Accept: 'application/json' },
    patience ?? usualPatience,
  )
  const read: GroupTarget['read'] = async (name) => {
    const answer = await ask({ method: 'GET', path: pathOf(name), read: (body) => parsed(whole, body) })
    if (answer.kind === 'value') return { kind: 'members', members: answer.value.members.toSorted() }
    if (isGone(answer)) return { kind: 'absent' }
    return { kind: 'target-fault', fault: targetFault(answer) }
  }
  return {
    list: async () => {
      const answer = await ask({
        method: 'GET',
        path: '/v1/groups',
        read: (body) => parsed(listing, body),
      })
      if (answer.kind === 'value') return { kind: 'listed', ...answer.value }
      return { kind: 'target-fault', fault: targetFault(answer) }
    },
    read,
    put: async ({ name, hash, members }, before) => {
      const answer = await ask({
        method: 'PUT',
        path: pathOf(name),
        headers: {
          'Content-Type': 'application/json',
          ...(before === undefined ? {} : { 'If-Match': `"${before}"` }),
        },
        body: JSON.stringify({ members }),
        read: (body) => parsed(kept, body),
      })
      if (answer.kind === 'value')
        return answer.value.hash === hash
          ? done
          : { kind: 'group-fault', fault: { kind: 'kept-differently' } }
      if (answer.kind === 'refused' && answer.status === 412) {
        // An attempt whose answer was lost may have put it already.
        const there = await read(name)
        if (there.kind === 'members' && hashOfMembers(there.members) === hash) return done
      }
      return stepFailed(answer)
    },
    remove: async (name, before) => {
      const answer = await ask({
        method: 'DELETE',
        path: pathOf(name),
        headers: { 'If-Match': `"${before}"` },
        read: (_body, status) => (status === 204 ? true : undefined),
      })
      return answer.kind === 'value' || isGone(answer) ? done : stepFailed(answer)
    },
    settle: async () => await Promise.resolve(done),
  }
}

/** Told from the 404 of a server that has no such route at all. */
function isGone(answer: HttpAnswer<unknown>): boolean {
  return (
    answer.kind === 'refused' && answer.status === 404 && parsed(problem, answer.body)?.code === 'not-found'
  )
}
