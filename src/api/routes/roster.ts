/** Who is who, and what the rule would say: the same answers as `sekisho explain`. */

import { join } from 'node:path'

import { z } from 'zod'

import type { Config } from '../../config/schema.ts'
import { findCandidates } from '../../people/candidates.ts'
import { explanationJson } from '../../people/explanation-json.ts'
import { explanationOf } from '../../people/explanation.ts'
import { judge } from '../../people/judge.ts'
import { ownerOf, personByEmployee } from '../../people/look-up.ts'
import type { Person } from '../../people/person.ts'
import type { Snapshot } from '../../people/snapshot.ts'
import { isDay } from '../../people/rules-exceptions.ts'
import { dayIn } from '../../policy/day.ts'
import { rosterInForce } from '../../roster/roster-in-force.ts'
import { hashOf, rulesFile } from '../../roster/take-dump.ts'
import type { Desk } from '../../store/desk.ts'
import { activeRoster } from '../../store/roster-activations.ts'
import { apiTexts } from '../../text/api.ts'

import { defineRoute, type AnyRoute } from '../route.ts'

const address = z.string().min(1).max(320)
const day = z.string().refine(isDay).optional().describe('`YYYY-MM-DD`; default: today in the company.')

const post = z.object({
  units: z.record(z.string(), z.string()).describe('By unit key; a blank code is an empty text.'),
  unit: z.string().describe('The unit in words, outermost first.'),
  role: z.string(),
  isMain: z.boolean(),
})

const person = z
  .object({
    employee: z.string(),
    name: z.string(),
    addresses: z.array(z.string()),
    posts: z.array(post),
  })
  .meta({ id: 'Person' })

const night = z
  .object({
    enabled: z.boolean().describe('`false`: `organization` is in force, and no dump is taken.'),
    run: z
      .int()
      .nullable()
      .describe('Number of the import that has put it in force; `null`: `organization` is.'),
    since: z.iso.datetime().nullable(),
    dump: z.string().nullable().describe('SHA-256 of `hr.csv`; `null`: of `organization`, not known.'),
    rules: z
      .string()
      .nullable()
      .describe('SHA-256 of the `rules.yaml` that a dump without one is read with; `null`: there is none.'),
  })
  .meta({ id: 'RosterInForce' })

const roster = z
  .object({
    snapshot: z.string().describe('Name of the snapshot: the record of each decision has it.'),
    day: z.string(),
    people: z.int(),
    posts: z.int(),
    patterns: z.int(),
    localDomains: z.array(z.string()),
    night: night.describe('The dump in force.'),
  })
  .meta({ id: 'Roster' })

const candidate = z.object({
  employee: z.string(),
  name: z.string(),
  address: z.string(),
  unit: z.string(),
  role: z.string(),
})

const verdict = z
  .object({
    verdict: z.enum(['allow', 'reject']),
    reason: z.string(),
    approver: z.string().optional(),
    pattern: z.string().optional(),
    tier: z.string().optional(),
    exceptions: z.array(z.string()),
    candidates: z.array(candidate).describe('Who would have done, nearest first.'),
    snapshot: z.string(),
    day: z.string(),
  })
  .meta({ id: 'Verdict' })

const explanation = z
  .looseObject({
    verdict: z.enum(['allow', 'reject']),
    reason: z.string(),
    day: z.string(),
    snapshot: z.string(),
    entries: z.array(z.unknown()).describe('Each entry that was looked at, and whom it names.'),
    addresses: z.array(z.unknown()).describe('What each address counted for.'),
  })
  .meta({ id: 'Explanation' })

const question = z.object({
  from: address,
  to: z.array(address).max(1_000).default([]),
  cc: z.array(address).max(1_000).default([]),
  bcc: z.array(address).max(1_000).default([]),
  day,
})

const owner = z.object({
  address: z.string(),
  kind: z.enum(['person', 'mailbox', 'nobody', 'outside']),
  person: person.optional(),
})

function inWords({ units, unitNames }: Person['main']): string {
  return units
    .map((code, level) => unitNames[level] || code)
    .filter((word) => word !== '')
    .join(' ')
}

function personBody(
  { rules }: Snapshot,
  { employee, name, addresses, posts, main }: Person,
): z.infer<typeof person> {
  const keys = rules.layout.units
  return {
    employee,
    name,
    addresses: [...addresses],
    posts: posts.map((each) => ({
      units: Object.fromEntries(keys.map(({ key }, level) => [key, each.units[level] ?? ''])),
      unit: inWords(each),
      role: each.role,
      isMain: each === main,
    })),
  }
}

async function nightInForce(config: Config, folder: string, desk: Desk): Promise<z.infer<typeof night>> {
  const { run = null, dumpHash = null, folder: place } = rosterInForce(config, folder, desk)
  const since = run === null ? undefined : activeRoster(desk.database)?.at
  // Also of a run: what the file says is what the next dump is read with.
  const rules = await hashOf(join(place, rulesFile)).catch(() => undefined)
  return {
    enabled: config.night.enabled,
    run,
    since: since === undefined ? null : new Date(since).toISOString(),
    dump: dumpHash,
    rules: rules?.hash ?? null,
  }
}

export const rosterRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/v1/roster',
    scope: 'roster:read',
    tag: 'roster',
    summary: 'The snapshot in force.',
    answers: { 200: roster },
    act: async (_asked, { inForce, folder, desk }) => {
      const { snapshot, config } = inForce()
      return {
        status: 200,
        body: {
          snapshot: snapshot.name,
          day: snapshot.day,
          people: snapshot.people.length,
          posts: snapshot.table.posts.length,
          patterns: snapshot.rules.patterns.length,
          localDomains: [...snapshot.directory.localDomains],
          night: await nightInForce(config, folder, desk),
        },
      }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/roster/addresses/:address',
    scope: 'roster:read',
    tag: 'roster',
    summary: 'Whose address it is.',
    parameters: z.object({ address }),
    answers: { 200: owner },
    act: ({ parameters }, { inForce }) => {
      const { snapshot } = inForce()
      const found = ownerOf(snapshot, parameters.address)
      return {
        status: 200,
        body: {
          address: parameters.address,
          kind: found.kind,
          ...(found.kind === 'person' ? { person: personBody(snapshot, found.person) } : {}),
        },
      }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/roster/people/:employee',
    scope: 'roster:read',
    tag: 'roster',
    summary: 'A person by employee number.',
    parameters: z.object({ employee: z.string().min(1).max(200) }),
    answers: { 200: person },
    problems: [404],
    act: ({ parameters, language }, { inForce }) => {
      const { snapshot } = inForce()
      const found = personByEmployee(snapshot, parameters.employee)
      if (found === undefined)
        return {
          problem: { code: 'not-found', detail: apiTexts[language].noSuch('person', parameters.employee) },
        }
      return { status: 200, body: personBody(snapshot, found) }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/roster/verdict',
    scope: 'roster:read',
    tag: 'roster',
    summary: 'What the supervisor rule says about these addresses.',
    description:
      'The rule alone, for a sender and recipients; `POST /v1/check` asks all policies about a mail.',
    body: question,
    answers: { 200: verdict },
    act: ({ body }, { inForce, now }) => {
      const { snapshot } = inForce()
      const asked = body.day ?? dayIn(snapshot.rules.timezone, now())
      const answer = judge(snapshot, {
        from: body.from,
        to: body.to,
        cc: body.cc,
        others: body.bcc,
        day: asked,
      })
      const found = answer.verdict === 'reject' ? findCandidates(snapshot, body.from, asked, 10) : []
      return {
        status: 200,
        body: {
          verdict: answer.verdict,
          reason: answer.reason,
          approver: answer.approver,
          pattern: answer.pattern,
          tier: answer.tier,
          exceptions: [...answer.exceptions],
          candidates: found.map((each) => ({
            employee: each.person.employee,
            name: each.person.name,
            address: each.address,
            unit: inWords(each.post),
            role: each.post.role,
          })),
          snapshot: snapshot.name,
          day: asked,
        },
      }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/roster/explanation',
    scope: 'roster:read',
    tag: 'roster',
    summary: 'The verdict with all that led to it.',
    description:
      'As `sekisho explain --json`: who the sender is, whom each entry names, what each address counted for.',
    body: question,
    answers: { 200: explanation },
    act: ({ body: { from, to, cc, bcc, day: given } }, { inForce, now }) => {
      const { snapshot } = inForce()
      const asked = given ?? dayIn(snapshot.rules.timezone, now())
      const found = explanationOf(snapshot, { from, to, cc, others: bcc, day: asked })
      return { status: 200, body: explanationJson(found, snapshot) }
    },
  }),
]
