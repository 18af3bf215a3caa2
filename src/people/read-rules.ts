/**
 * From the bytes of `rules.yaml` to the rules, or to everything that is wrong with them. Pure. What each
 * section means is read by the file of its name; whether the rules fit a dump is `check-mailboxes.ts`.
 */

import { YAMLMap } from 'yaml'
import { lowerAscii } from '../mail/address.ts'
import { inOrder } from './problem.ts'
import type { Problem } from './problem.ts'
import { readExceptions } from './rules-exceptions.ts'
import { readFields, readTexts, readWord } from './rules-fields.ts'
import type { Field } from './rules-fields.ts'
import { ruleIds } from './rules-ids.ts'
import { readLayout } from './rules-layout.ts'
import { readMailboxes } from './rules-mailboxes.ts'
import type { MailboxPlaces } from './rules-mailboxes.ts'
import { readExempt, readGroups } from './rules-matchers.ts'
import type { RuleNames } from './rules-names.ts'
import { readPatterns } from './rules-patterns.ts'
import { openRules, scalarText } from './rules-yaml.ts'
import type { RulesSource } from './rules-yaml.ts'
import type { DumpLayout, Rules } from './rules.ts'

export type RulesReading =
  | { readonly kind: 'read'; readonly rules: Rules; readonly mailboxPlaces: MailboxPlaces }
  | {
      readonly kind: 'faulty'
      readonly problems: readonly Problem[]
      /** Where the section `hr` is sound, so that the dump can be checked all the same. */
      readonly layout: DumpLayout | undefined
      readonly mailboxPlaces: MailboxPlaces
    }

const defaultTimezone = 'Asia/Tokyo'

const knownKeys = [
  'version',
  'timezone',
  'local_domains',
  'hr',
  'groups',
  'mailboxes',
  'exempt',
  'exceptions',
  'patterns',
  'unmatchedSender',
  'unknownSender',
  'noApprover',
]

function readTimezone(source: RulesSource, field: Field | undefined): string {
  if (field === undefined) return defaultTimezone
  const name = scalarText(field.value)
  if (name !== undefined && isTimezone(name)) return name
  source.report(field.value ?? field.key, 'timezone-unknown', {})
  return defaultTimezone
}

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format() !== ''
  } catch {
    return false
  }
}

/** A bare domain. `*.example.jp` and `@example.jp` are mistakes: only an exact domain is the company's own. */
function isDomain(text: string): boolean {
  return /^[^\s@*,;.]+(?:\.[^\s@*,;.]+)*$/.test(text)
}

function readLocalDomains(source: RulesSource, field: Field | undefined): readonly string[] {
  if (field === undefined) return []
  const domains = readTexts(source, field)
  for (const { text, node } of domains) if (!isDomain(text)) source.report(node, 'domain-malformed', {})
  if (field.value !== undefined && 'items' in field.value && field.value.items.length === 0)
    source.report(field.value, 'list-empty', {})
  return [...new Set(domains.map(({ text }) => lowerAscii(text)))]
}

/** Names of the groups, before the groups themselves are read. */
function groupNames(source: RulesSource, field: Field | undefined, isMistyped: boolean): RuleNames['groups'] {
  if (field === undefined) return isMistyped ? undefined : new Set()
  if (!(field.value instanceof YAMLMap)) return undefined
  return new Set(field.value.items.map(({ key }) => scalarText(source.valueOf(key)) ?? ''))
}

export function readRules(bytes: Buffer): RulesReading {
  const opened = openRules(bytes)
  const nowhere: MailboxPlaces = new Map()
  if (opened.kind === 'closed')
    return { kind: 'faulty', problems: inOrder(opened.problems), layout: undefined, mailboxPlaces: nowhere }
  const { root, source } = opened
  const required = ['version', 'local_domains', 'hr']
  const map = readFields(source, root, root, knownKeys, { required })
  const fieldOf = (name: string): Field | undefined => map?.fields.get(name)
  const section = <Content>(name: string, empty: Content, read: (field: Field) => Content): Content => {
    const field = fieldOf(name)
    return field === undefined ? empty : read(field)
  }

  readWord(source, fieldOf('version'), ['1'])
  const unread = { layout: undefined, units: undefined, attributes: undefined }
  const { layout, units, attributes } = section('hr', unread, (field) => readLayout(source, field))
  const groupsLost = map?.mistyped.has('groups') ?? true
  const names: RuleNames = { units, attributes, groups: groupNames(source, fieldOf('groups'), groupsLost) }
  const ids = ruleIds(source)
  const { mailboxes, places } = section('mailboxes', { mailboxes: [], places: nowhere }, (field) =>
    readMailboxes(source, field, names),
  )
  const allowOrReject = (name: string): 'allow' | 'reject' =>
    readWord(source, fieldOf(name), ['reject', 'allow']) ?? 'reject'
  const withoutLayout = {
    timezone: readTimezone(source, fieldOf('timezone')),
    localDomains: readLocalDomains(source, fieldOf('local_domains')),
    groups: section<Rules['groups']>('groups', new Map(), (field) => readGroups(source, field, names)),
    mailboxes,
    exempt: section('exempt', [], (field) => readExempt(source, field, names)),
    exceptions: section('exceptions', [], (field) => readExceptions(source, field, names, ids)),
    patterns: section('patterns', [], (field) => readPatterns(source, field, names, ids)),
    unmatchedSender: allowOrReject('unmatchedSender'),
    unknownSender: allowOrReject('unknownSender'),
    noApprover: allowOrReject('noApprover'),
  }
  ids.reportTaken()
  return source.problems.length === 0 && layout !== undefined
    ? { kind: 'read', rules: { ...withoutLayout, layout }, mailboxPlaces: places }
    : { kind: 'faulty', problems: inOrder(source.problems), layout, mailboxPlaces: places }
}
