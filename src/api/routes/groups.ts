/**
 * Groups of addresses, for conditions: another system unfolds its chart into them and puts each whole. A group that one
 * token made, no other changes by mistake.
 */

import { z } from 'zod'

import { canonicalAddress } from '../../mail/address.ts'
import { apiTexts } from '../../text/api.ts'
import type { Group, GroupRefused } from '../../store/groups.ts'
import type { Language } from '../../text/language.ts'

import { defineRoute, type Acted, type AnyRoute } from '../route.ts'

const mostMembers = 200_000
const addressesNamed = 10

const name = z
  .string()
  .min(1)
  .max(500)
  .describe('Any text; `/` is written `%2F` in the path, and `%` is written `%25`.')
const parameters = z.object({ name })

const query = z.object({
  takeOver: z
    .enum(['true', 'false'])
    .default('false')
    .describe("`true`: also where another token made the group; it is this token's from then on."),
})

const summary = z
  .object({
    name: z.string(),
    hash: z
      .string()
      .describe(
        'SHA-256, in hexadecimal, of the members: canonical, each once, sorted by octets, each followed by LF.',
      ),
    size: z.int().describe('Members.'),
    creator: z.string().describe('Name of the token that made it.'),
    changedAt: z.iso.datetime(),
  })
  .meta({ id: 'Group' })

const whole = summary.extend({ members: z.array(z.string()) }).meta({ id: 'GroupWithMembers' })

const put = summary.extend({ change: z.enum(['created', 'changed', 'same']) }).meta({ id: 'GroupPut' })

function summaryOf({ name: called, hash, members, creator, changedAt }: Group): z.infer<typeof summary> {
  return { name: called, hash, size: members.length, creator, changedAt: new Date(changedAt).toISOString() }
}

/** `If-Match` as RFC 9110 writes an entity tag: quoted. */
function ifHash(field: string | undefined): string | undefined {
  return field === undefined || field === '*' ? undefined : field.replace(/^(W\/)?"|"$/g, '')
}

function absent(called: string, language: Language): Acted {
  return { problem: { code: 'not-found', detail: apiTexts[language].noSuch('group', called) } }
}

export const groupRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/v1/groups',
    scope: 'groups:read',
    tag: 'groups',
    summary: 'All groups: name, hash of the members, creator.',
    description: 'By the hashes a client finds out what differs without reading members.',
    query: z.object({ creator: z.string().optional().describe('Only those that this token made.') }),
    answers: {
      200: z.object({
        self: z.string().describe('Name of the token that asks, as `creator` gives it.'),
        groups: z.array(summary),
      }),
    },
    act: ({ query: { creator }, who }, { groups }) => ({
      status: 200,
      body: {
        self: who.token,
        groups: [...groups.all().values()]
          .filter((group) => creator === undefined || group.creator === creator)
          .map(summaryOf),
      },
    }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/groups/:name',
    scope: 'groups:read',
    tag: 'groups',
    summary: 'One group with its members.',
    parameters,
    answers: { 200: whole },
    problems: [404],
    act: ({ parameters: asked, language }, { groups }) => {
      const group = groups.all().get(asked.name)
      if (group === undefined) return absent(asked.name, language)
      return { status: 200, body: { ...summaryOf(group), members: [...group.members] } }
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/v1/groups/:name',
    scope: 'groups:write',
    tag: 'groups',
    summary: 'Puts a group: all members are overwritten.',
    description:
      'The same members again change nothing, so a request may be repeated. With `If-Match: "hash"` only that state is overwritten (412 else). 409: another token made the group.',
    parameters,
    query,
    body: z.object({ members: z.array(z.string().max(320)).max(mostMembers) }),
    bodyLimit: 67_108_864,
    answers: { 200: put, 201: put },
    problems: [409, 412, 413, 415],
    act: async (
      { parameters: asked, query: { takeOver }, body, who, language, headers },
      { groups, now },
    ) => {
      const members: string[] = []
      const faulty: string[] = []
      for (const member of body.members) {
        const canonical = canonicalAddress(member)
        if (canonical === undefined) faulty.push(member)
        else members.push(canonical)
      }
      if (faulty.length > 0)
        return {
          problem: {
            code: 'bad-request',
            detail: apiTexts[language].notAddresses(faulty.slice(0, addressesNamed)),
          },
        }
      const done = await groups.put(asked.name, members, {
        creator: who.token,
        at: now(),
        takeOver: takeOver === 'true',
        ifHash: ifHash(headers['if-match']),
      })
      if (done.kind !== 'done') return refused(asked.name, done, language)
      return {
        status: done.change === 'created' ? 201 : 200,
        body: { ...summaryOf(done.group), change: done.change },
      }
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/groups/:name',
    scope: 'groups:write',
    tag: 'groups',
    summary: 'Deletes a group.',
    description:
      '404 where there is none; to a client that wants it gone that is as good. 409: another token made it.',
    parameters,
    query,
    answers: { 204: z.undefined() },
    problems: [404, 409, 412],
    act: async ({ parameters: asked, query: { takeOver }, who, language, headers }, { groups, now }) => {
      const done = await groups.remove(asked.name, {
        creator: who.token,
        at: now(),
        takeOver: takeOver === 'true',
        ifHash: ifHash(headers['if-match']),
      })
      if (done.kind === 'absent') return absent(asked.name, language)
      if (done.kind !== 'done') return refused(asked.name, done, language)
      return { status: 204 }
    },
  }),
]

function refused(called: string, why: GroupRefused, language: Language): Acted {
  const texts = apiTexts[language]
  return why.kind === 'of-another'
    ? { problem: { code: 'conflict', detail: texts.groupOfAnother(called, why.creator) } }
    : { problem: { code: 'changed-meanwhile', detail: texts.groupChanged(called, why.hash) } }
}
