/** Saved versions of the policies: look, compare, save, put in force, roll back. A change is on record with its reason. */

import { z } from 'zod'

import { faultsOfPolicies } from '../../policy/read-policies.ts'
import { listActivations } from '../../store/activations.ts'
import type { PolicyAnswer, PolicyQuestion } from '../../store/policy-desk.ts'
import { listRevisions, revisionName, saveRevision, type RevisionSummary } from '../../store/revisions.ts'
import { differenceOf } from '../../store/text-difference.ts'
import { apiTexts } from '../../text/api.ts'
import type { Language } from '../../text/language.ts'

import type { ApiParts } from '../parts.ts'
import { faultyDocument, noSuchPolicies, policiesNamed, policyWord } from '../policy-texts.ts'
import { defineRoute, type Acted, type AnyRoute, type Who } from '../route.ts'

const number = z.coerce.number().int().min(1).max(999_999_999)
export const reason = z.string().trim().min(1).max(1_000).describe('Why: stands in the audit log.')

const revision = z
  .object({
    number: z.int(),
    name: z.string().describe('As decisions name it.'),
    hash: z.string().describe('SHA-256 of the text.'),
    author: z.string(),
    at: z.iso.datetime(),
    reason: z.string(),
    basedOn: z.int().optional(),
  })
  .meta({ id: 'Revision' })

const activation = z
  .object({
    number: z.int().describe('Counts up; pass it as `after` to change only what you have seen.'),
    revision: z.int().nullable().describe('`null`: no revision; the file or the shipped policies.'),
    at: z.iso.datetime(),
    who: z.string(),
    why: z.string(),
  })
  .meta({ id: 'Activation' })

const changed = z
  .object({
    change: z.enum(['done', 'unchanged']),
    before: z.string().optional(),
    now: z.string().describe('Name of what judges mails from here on.'),
  })
  .meta({ id: 'PolicyChange' })

export function revisionBody({ basedOn, ...summary }: RevisionSummary): z.infer<typeof revision> {
  const { hash, author, at, reason: why } = summary
  return {
    number: summary.number,
    name: revisionName(summary),
    hash,
    author,
    at: new Date(at).toISOString(),
    reason: why,
    ...(basedOn === undefined ? {} : { basedOn }),
  }
}

export const revisionRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/v1/revisions',
    scope: 'policies:read',
    tag: 'revisions',
    summary: 'Saved versions of the policies, the newest first, and which is in force.',
    query: z.object({
      limit: z.coerce.number().int().min(1).max(1_000).default(100),
      before: number.optional().describe('Only revisions with a lower number.'),
    }),
    answers: {
      200: z.object({
        revisions: z.array(revision),
        active: z.string().describe('Name of what judges mails now.'),
        activations: z.array(activation).describe('The last ten.'),
      }),
    },
    act: ({ query: { limit, before } }, { desk, inForce }) => ({
      status: 200,
      body: {
        revisions: listRevisions(desk.database, limit, before).map(revisionBody),
        active: inForce().judging().text.name,
        activations: listActivations(desk.database, 10).map((each) => ({
          number: each.number,
          revision: each.revision ?? null,
          at: new Date(each.at).toISOString(),
          who: each.who,
          why: each.why,
        })),
      },
    }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/policies/:word/difference/:other',
    scope: 'policies:read',
    tag: 'revisions',
    summary: 'How two versions differ, as `diff -u` writes it.',
    parameters: z.object({ word: z.string().regex(policyWord), other: z.string().regex(policyWord) }),
    answers: { 200: z.object({ difference: z.string().describe('Empty: they are the same.') }) },
    problems: [404],
    act: ({ parameters: { word, other }, language }, parts) => {
      const before = policiesNamed(word, parts)
      if (before === undefined) return noSuchPolicies(word, language)
      const after = policiesNamed(other, parts)
      if (after === undefined) return noSuchPolicies(other, language)
      const difference = differenceOf(
        { name: before.name, text: before.yaml },
        { name: after.name, text: after.yaml },
      )
      return { status: 200, body: { difference } }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/revisions',
    scope: 'policies:write',
    tag: 'revisions',
    summary: 'Saves policies as a new revision. Nothing is put in force.',
    description:
      'The same text as the newest revision gives that one (200). Faults: 422, and nothing is saved.',
    body: z.object({
      yaml: z.string().max(4_194_304),
      reason,
      basedOn: z.int().min(1).optional().describe('Number of the revision that it was made from.'),
    }),
    bodyLimit: 8_388_608,
    answers: { 200: revision, 201: revision },
    problems: [404, 413, 422],
    act: async ({ body, who, language }, { desk, changed: told, now }) => {
      const given = { yaml: body.yaml, author: who.token, reason: body.reason, basedOn: body.basedOn }
      const saving = await saveRevision(desk, given, faultsOfPolicies, now())
      switch (saving.kind) {
        case 'faulty':
          return faultyDocument(saving.problems, language)
        case 'unknown-base':
          return noSuchPolicies(`r${saving.number}`, language)
        case 'same':
          return { status: 200, body: revisionBody(saving.revision) }
        case 'saved':
          told(who.token, 'revision.save', revisionName(saving.revision))
          return { status: 201, body: revisionBody(saving.revision) }
      }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/revisions/:number/activate',
    scope: 'policies:activate',
    tag: 'revisions',
    summary: 'Puts a revision in force, between two mails.',
    parameters: z.object({ number }),
    body: z.object({
      reason,
      after: z
        .int()
        .nullable()
        .optional()
        .describe('Only if this activation is still the last one (412 else); `null`: there was none.'),
    }),
    answers: { 200: changed },
    problems: [404, 412, 422],
    act: async ({ parameters, body, who, language }, parts) =>
      await change(
        {
          do: 'activate',
          revision: parameters.number,
          who: who.token,
          why: body.reason,
          ...(body.after === undefined ? {} : { after: body.after }),
        },
        who,
        language,
        parts,
      ),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/revisions/roll-back',
    scope: 'policies:activate',
    tag: 'revisions',
    summary: 'Puts in force what was in force before, in one step. Doing it again goes one further back.',
    body: z.object({ reason }),
    answers: { 200: changed },
    problems: [409, 412, 422],
    act: async ({ body, who, language }, parts) =>
      await change({ do: 'roll-back', who: who.token, why: body.reason }, who, language, parts),
  }),
]

export async function change(
  question: PolicyQuestion,
  { token }: Who,
  language: Language,
  parts: ApiParts,
): Promise<Acted> {
  const answer = await parts.changePolicies(question)
  if (answer.kind === 'done') parts.changed(token, `revision.${question.do}`, answer.now)
  return acted(answer, language)
}

function acted(answer: PolicyAnswer, language: Language): Acted {
  const texts = apiTexts[language]
  switch (answer.kind) {
    case 'done':
      return { status: 200, body: { change: 'done', before: answer.before, now: answer.now } }
    case 'unchanged':
      return { status: 200, body: { change: 'unchanged', now: answer.now } }
    case 'unknown-revision':
      return noSuchPolicies(`r${answer.number}`, language)
    case 'nothing-before':
      return { problem: { code: 'conflict', detail: texts.nothingBefore } }
    case 'overtaken':
      return { problem: { code: 'changed-meanwhile', detail: texts.overtaken } }
    case 'does-not-fit': {
      const faults = answer.lines.map((text) => ({ text }))
      return { problem: { code: 'faulty-policies', detail: texts.faults(faults.length), faults } }
    }
  }
}
