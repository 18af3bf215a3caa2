/** From the text of a file of cases to the cases, or to everything that is wrong with them. Reads no other file. */

import { join } from 'node:path'
import { canonicalAddress } from '../mail/address.ts'
import { isDay } from '../people/rules-exceptions.ts'
import { openPolicies, type PolicyPath, type PolicySource } from '../policy/policies-yaml.ts'
import { inPlaceOrder, type PolicyProblem } from '../policy/policy-problem.ts'
import { reportIssues } from '../policy/schema-issues.ts'
import type { Expectation, PolicyCase, WrittenAddress, WrittenAttachment, WrittenMail } from './case.ts'
import { caseSchema, listSchema, tableSchema, type WrittenCase } from './case-schema.ts'

export type CasesReading =
  | { readonly kind: 'read'; readonly cases: readonly PolicyCase[] }
  | { readonly kind: 'faulty'; readonly problems: readonly PolicyProblem[] }

/** Where a file of cases lies. */
export interface CasesPlace {
  /** As the user is told. */
  readonly file: string
  /** From which paths inside the file go. */
  readonly folder: string
  /** Path of the mail that the cases are about where they name none. */
  readonly eml: string | undefined
  /** Name of a case that has none of its own. */
  readonly name: string
}

type Defaults = Partial<WrittenCase>

export function readCases(text: string, place: CasesPlace): CasesReading {
  const opened = openPolicies(text)
  if (opened.kind === 'closed') return { kind: 'faulty', problems: opened.problems }
  const { source } = opened
  const cases = casesIn(source).map(({ written, path }, index, { length }) =>
    readCase(source, written, path, length === 1 ? place.name : `${place.name} ${index + 1}`, place),
  )
  return source.problems.length > 0
    ? { kind: 'faulty', problems: inPlaceOrder(source.problems) }
    : { kind: 'read', cases }
}

interface FoundCase {
  readonly written: WrittenCase
  readonly path: PolicyPath
}

/** A list of cases, a table with `cases`, or one case alone; nothing, with the faults reported, where it is none. */
function casesIn(source: PolicySource): readonly FoundCase[] {
  const { value } = source
  if (Array.isArray(value)) {
    const list = listSchema.safeParse(value)
    if (list.success) return list.data.map((written, index) => ({ written, path: [index] }))
    reportIssues(source, [], value, listSchema, list.error.issues)
    return []
  }
  if (typeof value === 'object' && value !== null && 'cases' in value) {
    const table = tableSchema.safeParse(value)
    if (table.success) {
      const { defaults = {}, cases } = table.data
      return cases.map((written, index) => ({
        written: { ...fitting(defaults, written), ...written },
        path: ['cases', index],
      }))
    }
    reportIssues(source, [], value, tableSchema, table.error.issues)
    return []
  }
  const alone = caseSchema.safeParse(value)
  if (alone.success) return [{ written: alone.data, path: [] }]
  reportIssues(source, [], value, caseSchema, alone.error.issues)
  return []
}

const ofWrittenMail = ['from', 'to', 'cc', 'subject', 'body', 'html', 'headers', 'attachments'] as const

/** Defaults for a written mail say nothing of one that is a file. */
function fitting(defaults: Defaults, { eml }: WrittenCase): Defaults {
  if (eml === undefined) return defaults
  const left = { ...defaults }
  for (const key of ofWrittenMail) delete left[key]
  return left
}

function readCase(
  source: PolicySource,
  written: WrittenCase,
  path: PolicyPath,
  fallback: string,
  place: CasesPlace,
): PolicyCase {
  const addresses = addressReader(source, path)
  const { name = fallback, mailFrom, login, listener, day, time, tls, writtenTo } = written
  if (day !== undefined && !isDay(day)) source.report([...path, 'day'], 'day-unknown', {})
  return {
    name,
    file: place.file,
    line: source.placeOf(path).line,
    mail: readMailOf(source, written, path, place),
    mailFrom:
      mailFrom === undefined || mailFrom === '' ? mailFrom : addresses('mailFrom', mailFrom)[0]?.address,
    bcc: bare(addresses('bcc', written.bcc)),
    rcpt: written.rcpt === undefined ? undefined : bare(addresses('rcpt', written.rcpt)),
    login,
    listener,
    day,
    minute: time === undefined ? undefined : minuteOf(time),
    tls: tls === undefined ? undefined : new Map(Object.entries(tls)),
    writtenTo: writtenTo === undefined ? undefined : bare(addresses('writtenTo', writtenTo)),
    expect: expectationOf(source, written.expect, path),
  }
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

function listOf(given: string | readonly string[] | undefined): readonly string[] {
  if (given === undefined) return []
  return typeof given === 'string' ? [given] : given
}

function bare(addresses: readonly WrittenAddress[]): readonly string[] {
  return addresses.map(({ address }) => address)
}

/** `Sato <sato@example.com>` or `sato@example.com`. */
function addressReader(source: PolicySource, path: PolicyPath) {
  return (key: string, given: string | readonly string[] | undefined): readonly WrittenAddress[] =>
    listOf(given).flatMap((text, index) => {
      const [, name = '', bracketed] = /^(.*?)\s*<([^<>]+)>$/.exec(text) ?? []
      const address = bracketed ?? text
      if (canonicalAddress(address) !== undefined) return [{ name, address }]
      source.report([...path, key, ...(typeof given === 'string' ? [] : [index])], 'address-malformed', {})
      return []
    })
}

function readMailOf(
  source: PolicySource,
  written: WrittenCase,
  path: PolicyPath,
  { eml: given, folder }: CasesPlace,
): PolicyCase['mail'] {
  const { eml, from, to, cc, subject = '', body = '', html, headers = {}, attachments = [] } = written
  const raw = eml === undefined ? given : join(folder, eml)
  if (raw !== undefined) {
    const misplaced = ofWrittenMail.find((key) => written[key] !== undefined)
    if (misplaced !== undefined) source.report([...path, misplaced], 'not-valid', { detail: 'eml' }, 'key')
    return { kind: 'raw', path: raw }
  }
  const addresses = addressReader(source, path)
  const [author = { name: '', address: '' }] = addresses('from', from)
  if (from === undefined) source.report(path, 'key-missing', { key: 'from' })
  const all = [to, cc, written.bcc, written.rcpt].flatMap(listOf)
  if (all.length === 0) source.report(path, 'key-missing', { key: 'to' })
  const mail: WrittenMail = {
    kind: 'written',
    from: author,
    to: addresses('to', to),
    cc: addresses('cc', cc),
    subject,
    body,
    html,
    headers: Object.entries(headers).flatMap(([name, values]) =>
      listOf(values).map((value) => ({ name, value })),
    ),
    attachments: attachments.map((one, index) =>
      readAttachment(source, one, [...path, 'attachments', index], folder),
    ),
  }
  return mail
}

const contentKeys = ['text', 'base64', 'file', 'size'] as const

function readAttachment(
  source: PolicySource,
  { name, type, text, base64, file, size }: NonNullable<WrittenCase['attachments']>[number],
  path: PolicyPath,
  folder: string,
): WrittenAttachment {
  const given = [text, base64, file, size].filter((each) => each !== undefined)
  if (given.length > 1) source.report(path, 'one-of', { detail: contentKeys.join(', ') })
  if (base64 !== undefined) return { name, type, content: { kind: 'base64', base64 } }
  if (file !== undefined) return { name, type, content: { kind: 'file', path: join(folder, file) } }
  if (size !== undefined) return { name, type, content: { kind: 'size', octets: size } }
  return { name, type, content: { kind: 'text', text: text ?? '' } }
}

function expectationOf(source: PolicySource, written: WrittenCase['expect'], path: PolicyPath): Expectation {
  const { action, policy, reason, matches, passes, route, tls } = written
  if (Object.values(written).every((value) => value === undefined))
    source.report([...path, 'expect'], 'key-missing', { key: 'action' })
  return {
    action,
    policy,
    reasons: listOf(reason),
    matches: listOf(matches),
    passes: listOf(passes),
    route,
    tls,
  }
}
