/** Imports of dumps: begin one, and see how each went. */

import { z } from 'zod'

import { publicationJson } from '../../roster/publication-json.ts'
import { publicationsOf } from '../../store/night-publications.ts'
import {
  findRun,
  listRuns,
  nightSteps,
  stepsOf,
  type NightRun,
  type NightStep,
} from '../../store/night-runs.ts'
import { apiTexts } from '../../text/api.ts'

import { effectiveMoment } from '../effective-moment.ts'
import { defineRoute, type AnyRoute } from '../route.ts'

const moment = z.iso.datetime()

const run = z
  .object({
    number: z.int(),
    state: z
      .enum(['under-way', 'stopped', 'waiting', 'failed', 'unpublished', 'done', 'withdrawn'])
      .describe(
        '`stopped`: by the guard, until a person lets it pass; `waiting`: for its moment; `unpublished`: in force, and its groups are not all where they are to be.',
      ),
    who: z.string(),
    begunAt: moment,
    endedAt: moment.nullable(),
    effective: z.string().nullable().describe('Day and hour in the company at which it is to take force.'),
    effectiveAt: moment.nullable(),
    dump: z.string().nullable().describe('SHA-256 of `hr.csv`, once it was read.'),
    rules: z.string().nullable().describe('SHA-256 of `rules.yaml`.'),
    snapshot: z.string().nullable(),
    approval: z.object({ who: z.string(), at: moment, why: z.string() }).nullable(),
  })
  .meta({ id: 'RosterRun' })

const step = z
  .object({
    name: z.enum(nightSteps),
    begunAt: moment,
    endedAt: moment.nullable(),
    outcome: z.enum(['done', 'failed', 'stopped']).nullable().describe('`null`: under way, or cut off.'),
    facts: z.record(z.string(), z.union([z.string(), z.number()])).describe('Counts and hashes.'),
    log: z.array(z.string()).describe('Lines for a person: errors, and what the guard found.'),
  })
  .meta({ id: 'RosterRunStep' })

const publication = z
  .object({
    name: z.string().describe('Of the target.'),
    target: z.string().describe('Its URL or folder.'),
    begunAt: moment,
    endedAt: moment.nullable(),
    outcome: z.enum(['done', 'failed']).nullable().describe('`null`: under way, or cut off.'),
    facts: z.record(z.string(), z.union([z.string(), z.number()])).describe('Counts.'),
    log: z.array(z.string()),
  })
  .meta({ id: 'RosterPublication' })

const whole = run
  .extend({
    steps: z.array(step),
    publications: z.array(publication).describe('Each attempt to bring its groups to a target.'),
  })
  .meta({ id: 'RosterRunWithSteps' })

export const rosterRunRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'POST',
    path: '/v1/roster/runs',
    scope: 'roster:write',
    tag: 'roster',
    summary: 'Imports the dump that has arrived, now.',
    description:
      'Answers as soon as it has begun; `Location` is where it can be followed. 409 (`conflict`): another import is at work, or nothing waits.',
    body: z
      .strictObject({
        effective: effectiveMoment,
      })
      .default({}),
    answers: { 202: z.object({ run: z.int() }) },
    problems: [409, 415],
    act: async ({ body: { effective }, who, language }, { inForce, beginImport, changed }) => {
      const texts = apiTexts[language]
      if (!inForce().config.night.enabled) return { problem: { code: 'night-off', detail: texts.nightOff } }
      const begun = await beginImport({ who: who.token, effective })
      switch (begun.kind) {
        case 'held':
          return { problem: { code: 'conflict', detail: texts.importHeld(begun.by) } }
        case 'nothing-arrived':
          return { problem: { code: 'conflict', detail: texts.nothingArrived } }
        case 'begun': {
          changed(who.token, 'roster.import', `night ${begun.run}`)
          const headers = { Location: `/v1/roster/runs/${begun.run}` }
          return { status: 202, body: { run: begun.run }, headers }
        }
      }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/roster/runs',
    scope: 'roster:read',
    tag: 'roster',
    summary: 'Imports, the newest first.',
    query: z.object({ limit: z.coerce.number().int().min(1).max(1_000).default(100) }),
    answers: { 200: z.object({ runs: z.array(run) }) },
    act: ({ query: { limit } }, { desk }) => ({
      status: 200,
      body: { runs: listRuns(desk.database, limit).map(runBody) },
    }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/roster/runs/:number',
    scope: 'roster:read',
    tag: 'roster',
    summary: 'One import with its steps.',
    parameters: z.object({ number: z.coerce.number().int().min(1).max(999_999_999) }),
    answers: { 200: whole },
    problems: [404],
    act: ({ parameters: { number }, language }, { desk }) => {
      const found = findRun(desk.database, number)
      if (found === undefined)
        return { problem: { code: 'not-found', detail: apiTexts[language].noSuch('run', String(number)) } }
      const steps = stepsOf(desk.database, number).map(stepBody)
      const publications = publicationsOf(desk.database, number).map(publicationJson)
      return { status: 200, body: { ...runBody(found), steps, publications } }
    },
  }),
]

function runBody({
  number,
  state,
  who,
  begunAt,
  endedAt,
  effective,
  effectiveAt,
  dumpHash,
  rulesHash,
  snapshot,
  approval,
}: NightRun): z.infer<typeof run> {
  return {
    number,
    state,
    who,
    begunAt: isoOf(begunAt) ?? '',
    endedAt: isoOf(endedAt),
    effective: effective ?? null,
    effectiveAt: isoOf(effectiveAt),
    dump: dumpHash ?? null,
    rules: rulesHash ?? null,
    snapshot: snapshot ?? null,
    approval: approval === undefined ? null : { ...approval, at: new Date(approval.at).toISOString() },
  }
}

function stepBody({ name, begunAt, endedAt, outcome, facts, log }: NightStep): z.infer<typeof step> {
  return {
    name,
    begunAt: new Date(begunAt).toISOString(),
    endedAt: isoOf(endedAt),
    outcome: outcome ?? null,
    facts: { ...facts },
    log: [...log],
  }
}

function isoOf(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString()
}
