/**
 * Named lists and reference tables of the policies in force. A change is a new revision that is put in force at once; mails
 * are never judged by half of it.
 */

import { z } from 'zod'

import { editList, listsIn, type ListEdit } from '../../policy/edit-list.ts'
import { editTable } from '../../policy/edit-table.ts'
import { faultsOfPolicies, readPolicies } from '../../policy/read-policies.ts'
import type { ReferenceTable } from '../../policy/world.ts'
import { activeIn } from '../../store/activations.ts'
import { saveRevision } from '../../store/revisions.ts'
import { apiTexts } from '../../text/api.ts'
import type { Language } from '../../text/language.ts'

import type { ApiParts } from '../parts.ts'
import { faultyDocument, noSuchPolicies } from '../policy-texts.ts'
import { defineRoute, type Acted, type AnyRoute, type Who } from '../route.ts'

import { change, reason } from './revisions.ts'

const parameters = z.object({ name: z.string().min(1).max(200) })
const entries = z.array(z.string().min(1).max(1_000)).min(1).max(100_000)

const list = z
  .object({
    name: z.string(),
    kind: z.enum(['addresses', 'domains', 'words']),
    entries: z.array(z.string()),
  })
  .meta({ id: 'List' })

const table = z
  .object({ name: z.string(), columns: z.array(z.string()), rows: z.array(z.array(z.string())) })
  .meta({ id: 'Table' })

const changed = z
  .object({
    change: z.enum(['done', 'unchanged']),
    before: z.string().optional(),
    now: z.string().describe('Name of what judges mails from here on.'),
  })
  .meta({ id: 'ListChange' })

/** Times that a change starts over where others change something at the same moment. */
const attempts = 5

type Edit = (
  yaml: string,
) => { readonly kind: 'edited'; readonly yaml: string } | { readonly kind: 'same' } | Refused

interface Refused {
  readonly kind: 'refused'
  readonly acted: Acted
}

export const listRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/v1/lists',
    scope: 'lists:read',
    tag: 'lists',
    summary: 'The named lists of the policies in force.',
    answers: { 200: z.object({ lists: z.array(list) }) },
    act: (_asked, { inForce }) => ({
      status: 200,
      body: {
        lists: listsIn(inForce().judging().text.yaml).map((each) => ({
          ...each,
          entries: [...each.entries],
        })),
      },
    }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/lists/:name',
    scope: 'lists:read',
    tag: 'lists',
    summary: 'One named list.',
    parameters,
    answers: { 200: list },
    problems: [404],
    act: ({ parameters: { name }, language }, { inForce }) => {
      const found = listsIn(inForce().judging().text.yaml).find((each) => each.name === name)
      if (found === undefined)
        return { problem: { code: 'not-found', detail: apiTexts[language].noSuch('list', name) } }
      return { status: 200, body: { ...found, entries: [...found.entries] } }
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/v1/lists/:name',
    scope: 'lists:write',
    tag: 'lists',
    summary: 'Replaces all entries of a list, or makes one, and puts it in force.',
    parameters,
    body: z.object({
      kind: z.enum(['addresses', 'domains', 'words']).optional().describe('Needed for a new list.'),
      entries,
      reason,
    }),
    bodyLimit: 67_108_864,
    answers: { 200: changed },
    problems: [404, 409, 412, 413, 422],
    act: async ({ parameters: { name }, body, who, language }, parts) =>
      await editInForce(
        (yaml) => listEdited(yaml, name, { do: 'set', kind: body.kind, entries: body.entries }, language),
        body.reason,
        who,
        language,
        parts,
      ),
  }),
  ...(['add', 'remove'] as const).map((what) =>
    defineRoute({
      method: 'POST',
      path: `/v1/lists/:name/${what}`,
      scope: 'lists:write',
      tag: 'lists',
      summary:
        what === 'add'
          ? 'Adds entries to a list and puts it in force.'
          : 'Takes entries out of a list and puts it in force.',
      parameters,
      body: z.object({ entries, reason }),
      bodyLimit: 67_108_864,
      answers: { 200: changed },
      problems: [404, 409, 412, 413, 422],
      act: async ({ parameters: { name }, body, who, language }, parts) =>
        await editInForce(
          (yaml) => listEdited(yaml, name, { do: what, entries: body.entries }, language),
          body.reason,
          who,
          language,
          parts,
        ),
    }),
  ),
  defineRoute({
    method: 'GET',
    path: '/v1/tables',
    scope: 'lists:read',
    tag: 'lists',
    summary: 'The reference tables of the policies in force.',
    answers: { 200: z.object({ tables: z.array(table) }) },
    act: (_asked, { inForce }) => {
      const reading = readPolicies(inForce().judging().text.yaml)
      const tables = reading.kind === 'read' ? [...reading.document.tables] : []
      return {
        status: 200,
        body: {
          tables: tables.map(([name, { columns, rows }]) => ({
            name,
            columns: [...columns],
            rows: rows.map((row) => [...row]),
          })),
        },
      }
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/v1/tables/:name',
    scope: 'lists:write',
    tag: 'lists',
    summary: 'Replaces a reference table, or makes one, and puts it in force.',
    parameters,
    body: z.object({
      columns: z.array(z.string().min(1).max(200)).min(1).max(100),
      rows: z.array(z.array(z.string().max(1_000))).max(100_000),
      reason,
    }),
    bodyLimit: 67_108_864,
    answers: { 200: changed },
    problems: [409, 412, 413, 422],
    act: async ({ parameters: { name }, body, who, language }, parts) => {
      const wanted: ReferenceTable = { columns: body.columns, rows: body.rows }
      return await editInForce((yaml) => editTable(yaml, name, wanted), body.reason, who, language, parts)
    },
  }),
]

function listEdited(yaml: string, name: string, edit: ListEdit, language: Language): ReturnType<Edit> {
  const texts = apiTexts[language]
  const edited = editList(yaml, name, edit)
  switch (edited.kind) {
    case 'edited':
    case 'same':
      return edited
    case 'unknown-list':
      return refused({ problem: { code: 'not-found', detail: texts.noSuch('list', name) } })
    case 'kind-missing':
      return refused({ problem: { code: 'bad-request', detail: texts.kindMissing(name) } })
    case 'other-kind':
      return refused({ problem: { code: 'conflict', detail: texts.otherKind(name, edited.is) } })
    case 'would-be-empty':
      return refused({ problem: { code: 'conflict', detail: texts.wouldBeEmpty(name) } })
  }
}

function refused(acted: Acted): Refused {
  return { kind: 'refused', acted }
}

/** Saves the edited policies and puts them in force, if nobody else has changed what they were made from. */
async function editInForce(
  edit: Edit,
  why: string,
  who: Who,
  language: Language,
  parts: ApiParts,
): Promise<Acted> {
  let last: Acted = { problem: { code: 'changed-meanwhile', detail: apiTexts[language].overtaken } }
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const { desk } = parts
    const active = activeIn(desk.database)
    const { yaml, name } = parts.inForce().judging().text
    const edited = edit(yaml)
    if (edited.kind === 'refused') return edited.acted
    if (edited.kind === 'same') return { status: 200, body: { change: 'unchanged', now: name } }
    const basedOn = active?.revision?.number
    const given = { yaml: edited.yaml, author: who.token, reason: why, basedOn }
    const saving = await saveRevision(desk, given, faultsOfPolicies, parts.now())
    if (saving.kind === 'faulty') return faultyDocument(saving.problems, language)
    if (saving.kind === 'unknown-base') return noSuchPolicies(`r${saving.number}`, language)
    last = await change(
      {
        do: 'activate',
        revision: saving.revision.number,
        after: active?.activation.number ?? null,
        who: who.token,
        why,
      },
      who,
      language,
      parts,
    )
    if (!('problem' in last) || last.problem.code !== 'changed-meanwhile') return last
  }
  return last
}
