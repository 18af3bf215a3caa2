/** The dump of the people as it arrives: each of its files whole, and what waits for the next import. */

import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'

import { z } from 'zod'

import { arrivalIn } from '../../roster/arrival.ts'
import { fileLimits } from '../../roster/file-limits.ts'
import { momentBeside } from '../../roster/moment-beside.ts'
import { nightPlaces } from '../../roster/night-places.ts'
import { receiveUpload, type Upload } from '../../roster/receive-upload.ts'
import { dumpFile, hashOf, rulesFile, type DumpFileName } from '../../roster/take-dump.ts'
import { codeOf } from '../../store/fault-code.ts'
import { apiTexts } from '../../text/api.ts'
import type { Language } from '../../text/language.ts'

import { digestsIn } from '../digest-field.ts'
import { effectiveMoment } from '../effective-moment.ts'
import type { ApiParts } from '../parts.ts'
import type { ApiProblem } from '../problem.ts'
import { defineRoute, type Acted, type AnyRoute, type Asked } from '../route.ts'

/** Milliseconds without an octet. */
const patience = 60_000

const files = [
  [dumpFile, ['text/csv', 'application/octet-stream'], 'Uploads the dump of the people.'],
  [
    rulesFile,
    ['application/yaml', 'application/octet-stream'],
    'Uploads the rules, where they have changed. Before the dump that needs them.',
  ],
] as const

const file = z
  .object({
    file: z.enum([dumpFile, rulesFile]),
    octets: z.int(),
    sha256: z.string().describe('Hexadecimal.'),
    changedAt: z.iso.datetime(),
  })
  .meta({ id: 'ArrivedFile' })

const arrival = z
  .object({
    state: z
      .enum(['none', 'coming', 'complete'])
      .describe('Of the dump; what is `complete` the next import takes.'),
    effective: z.string().nullable().describe('When it is to take force; `null`: at once.'),
    files: z.array(file),
  })
  .meta({ id: 'Arrival' })

const uploaded = file.omit({ changedAt: true }).meta({ id: 'UploadedFile' })

/** Rules have no moment of their own. */
const queries = { [dumpFile]: z.object({ effective: effectiveMoment }), [rulesFile]: z.object({}) } as const

interface Query {
  readonly effective?: string | undefined
}

type ArrivedFile = z.infer<typeof file>

export const rosterUploadRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/v1/roster/incoming',
    scope: 'roster:read',
    tag: 'roster',
    summary: 'What has arrived and waits for the next import.',
    answers: { 200: arrival },
    act: async (_asked, { inForce, folder, now }) => {
      const { config } = inForce()
      const { incoming } = placesOf(config, folder)
      const found = await Promise.all(files.map(async ([name]) => await arrivedFile(incoming, name)))
      return {
        status: 200,
        body: {
          state: await arrivalIn(incoming, config.night.arrival, now()),
          effective: (await momentBeside(incoming))?.effective ?? null,
          files: found.filter((each) => each !== undefined),
        },
      }
    },
  }),
  ...files.map(([name, media, summary]) =>
    defineRoute({
      method: 'PUT',
      path: `/v1/roster/incoming/${name}`,
      scope: 'roster:write',
      tag: 'roster',
      summary,
      description:
        'The file as it is, of any length up to `api.uploadLimit` and to what an import reads, with its `Content-Digest` (RFC 9530; `sha-256` or `sha-512`). It is there whole or not at all, and replaces one that has not been imported yet.',
      media,
      query: queries[name],
      body: z.instanceof(Readable).meta({ type: 'string', format: 'binary' }),
      answers: { 200: uploaded },
      problems: [409, 413, 415, 507],
      act: async (asked: Asked<unknown, Query, Readable>, parts) => await take(name, asked, parts),
    }),
  ),
]

function placesOf(
  { night }: ReturnType<ApiParts['inForce']>['config'],
  folder: string,
): ReturnType<typeof nightPlaces> {
  return nightPlaces(resolve(folder, night.directory))
}

async function take(
  name: DumpFileName,
  { body, query, headers, who, language }: Asked<unknown, Query, Readable>,
  parts: ApiParts,
): Promise<Acted> {
  const { config } = parts.inForce()
  const texts = apiTexts[language]
  if (!config.night.enabled) return { problem: { code: 'night-off', detail: texts.nightOff } }
  if (headers['content-encoding'] !== undefined || headers['content-range'] !== undefined)
    return { problem: { code: 'bad-request', detail: texts.encodedOrPart } }
  const digests = digestsIn(headers['content-digest'], headers['repr-digest'])
  if (digests.length === 0) return { problem: { code: 'bad-request', detail: texts.needsDigest } }
  const limit = Math.min(config.api.uploadLimit, fileLimits[name])
  const tooLarge: ApiProblem = {
    code: 'too-large',
    detail: limit < config.api.uploadLimit ? texts.largerThanRead(name, limit) : texts.largerThan(limit),
  }
  const length = headers['content-length'] === undefined ? undefined : Number(headers['content-length'])
  if (length !== undefined && length > limit) return { problem: tooLarge }
  const places = placesOf(config, parts.folder)
  const floor = config.floors.spool
  const upload = await receiveUpload(body, places, { file: name, limit, length, floor, digests, patience })
  if (upload.kind !== 'received') return { problem: problemOf(upload, tooLarge, language) }
  const { sha256, size, place, discard } = upload.waiting
  try {
    const before = await arrivedFile(places.incoming, name)
    // Before it is done: a change that cannot be put on record is not made.
    await parts.audit({
      who: who.token,
      action: 'roster.upload',
      subject: name,
      before: before?.sha256,
      after: sha256,
      why: '',
    })
    await place(config.night.arrival, parts.now(), query.effective)
  } catch (fault) {
    await discard()
    throw fault
  }
  parts.changed(who.token, 'roster.upload', name)
  return { status: 200, body: { file: name, octets: size, sha256 } }
}

function problemOf(
  upload: Exclude<Upload, { kind: 'received' }>,
  tooLarge: ApiProblem,
  language: Language,
): ApiProblem {
  const texts = apiTexts[language]
  switch (upload.kind) {
    case 'too-large':
      return tooLarge
    case 'no-room':
      return { code: 'no-room', detail: texts.noRoom }
    case 'differs':
      return { code: 'wrong-digest', detail: texts.otherDigest(upload.sha256) }
    case 'cut-off':
      return { code: 'bad-request', detail: texts.cutOff }
  }
}

/** `undefined`: it is not there, or an import has just taken it. */
async function arrivedFile(incoming: string, name: DumpFileName): Promise<ArrivedFile | undefined> {
  const path = join(incoming, name)
  try {
    const { mtime } = await stat(path)
    const { hash, size } = await hashOf(path)
    return { file: name, octets: size, sha256: hash, changedAt: mtime.toISOString() }
  } catch (fault) {
    if (codeOf(fault) === 'ENOENT') return undefined
    throw fault
  }
}
