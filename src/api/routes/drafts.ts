/** Drafts of policies: work in progress that may be faulty and is never in force. */

import { z } from 'zod'

import { faultsOfPolicies } from '../../policy/read-policies.ts'
import { dropDraft, findDraft, keepDraft, listDrafts, saveDraft, type Draft } from '../../store/drafts.ts'
import { revisionName } from '../../store/revisions.ts'

import { faultyDocument, noSuchPolicies } from '../policy-texts.ts'
import { defineRoute, type AnyRoute } from '../route.ts'

import { reason, revisionBody } from './revisions.ts'

const parameters = z.object({ number: z.coerce.number().int().min(1).max(999_999_999) })

const draft = z
  .object({
    number: z.int(),
    name: z.string().describe('For the other routes: `draft-3`.'),
    author: z.string(),
    at: z.iso.datetime(),
    reason: z.string(),
    basedOn: z.int().optional(),
  })
  .meta({ id: 'Draft' })

const body = z.object({
  yaml: z.string().max(4_194_304),
  reason: z.string().trim().max(1_000).default(''),
  basedOn: z.int().min(1).optional(),
})

function draftBody({ number, author, at, reason: why, basedOn }: Draft): z.infer<typeof draft> {
  const name = `draft-${number}`
  const based = basedOn === undefined ? {} : { basedOn }
  return { number, name, author, at: new Date(at).toISOString(), reason: why, ...based }
}

export const draftRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/v1/drafts',
    scope: 'policies:read',
    tag: 'drafts',
    summary: 'All drafts, the newest first.',
    answers: { 200: z.object({ drafts: z.array(draft) }) },
    act: (_asked, { desk }) => ({ status: 200, body: { drafts: listDrafts(desk.database).map(draftBody) } }),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/drafts',
    scope: 'policies:write',
    tag: 'drafts',
    summary: 'Keeps a new draft, faulty or not.',
    body,
    bodyLimit: 8_388_608,
    answers: { 201: draft },
    problems: [413],
    act: async ({ body: { yaml, reason: why, basedOn }, who }, { desk, now, changed }) => {
      const given = { yaml, author: who.token, reason: why, basedOn }
      const kept = await keepDraft(desk, undefined, given, now())
      if (kept === undefined) throw new Error('a new draft was not kept')
      changed(who.token, 'draft.create', `draft-${kept.number}`)
      return { status: 201, body: draftBody(kept) }
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/v1/drafts/:number',
    scope: 'policies:write',
    tag: 'drafts',
    summary: 'Replaces the text of a draft.',
    parameters,
    body,
    bodyLimit: 8_388_608,
    answers: { 200: draft },
    problems: [404, 413],
    act: async ({ parameters: { number }, body: given, who, language }, { desk, now, changed }) => {
      const { yaml, reason: why, basedOn } = given
      const kept = await keepDraft(desk, number, { yaml, author: who.token, reason: why, basedOn }, now())
      if (kept === undefined) return noSuchPolicies(`draft-${number}`, language)
      changed(who.token, 'draft.change', `draft-${number}`)
      return { status: 200, body: draftBody(kept) }
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/drafts/:number',
    scope: 'policies:write',
    tag: 'drafts',
    summary: 'Drops a draft.',
    parameters,
    answers: { 204: z.undefined() },
    problems: [404],
    act: async ({ parameters: { number }, who, language }, { desk, now, changed }) => {
      if (!(await dropDraft(desk, number, who.token, now())))
        return noSuchPolicies(`draft-${number}`, language)
      changed(who.token, 'draft.drop', `draft-${number}`)
      return { status: 204 }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/drafts/:number/save',
    scope: 'policies:write',
    tag: 'drafts',
    summary: 'Makes a draft a revision; the draft is gone then.',
    parameters,
    body: z.object({ reason }),
    answers: {
      200: z.looseObject({ number: z.int(), name: z.string() }),
      201: z.looseObject({ number: z.int(), name: z.string() }),
    },
    problems: [404, 422],
    act: async ({ parameters: { number }, body: given, who, language }, { desk, now, changed }) => {
      if (findDraft(desk.database, number) === undefined) return noSuchPolicies(`draft-${number}`, language)
      const by = { author: who.token, reason: given.reason }
      const saving = await saveDraft(desk, number, by, faultsOfPolicies, now())
      if (saving === undefined) return noSuchPolicies(`draft-${number}`, language)
      if (saving.kind === 'faulty') return faultyDocument(saving.problems, language)
      if (saving.kind === 'unknown-base') return noSuchPolicies(`r${saving.number}`, language)
      changed(who.token, 'revision.save', revisionName(saving.revision))
      return { status: saving.kind === 'saved' ? 201 : 200, body: revisionBody(saving.revision) }
    },
  }),
]
