/** Accept entries: the five forms in which the rules name people who may approve. */

import { nearestWord } from '../text/nearest.ts'
import type { AcceptEntry, AcceptList } from './rules.ts'
import { readItems, readNamed, readTextOrTexts, readTexts, readWord } from './rules-fields.ts'
import type { Field } from './rules-fields.ts'
import { isWildcard, readConditions } from './rules-matchers.ts'
import { declaredOnly, entryKeys, matcherKeys } from './rules-names.ts'
import type { Declared, RuleNames } from './rules-names.ts'
import type { RulesSource, Value } from './rules-yaml.ts'

/** Whose entries they are. */
export interface EntryScope {
  readonly names: RuleNames
  /** Tiers that an entry may use; `undefined`: any, since the sender's pattern is not known here. */
  readonly tiers: Declared
  /** A mailbox has no post that could be compared. */
  readonly forMailbox: boolean
}

type EntryFields = ReadonlyMap<string, Field>

/** Keys of the form that begins with `same`. Elsewhere `role` is a key of a matcher. */
const keysBesideSame: readonly string[] = ['tier', 'role', 'samePattern']
const formsWithoutPost: readonly string[] = ['people', 'group']

function readSame(
  source: RulesSource,
  fields: EntryFields,
  scope: EntryScope,
  complete: boolean,
): AcceptEntry | undefined {
  const [same, tier, role, samePattern] = ['same', ...keysBesideSame].map((name) => fields.get(name))
  if (same === undefined) return undefined
  const keys = declaredOnly(source, readTexts(source, same), 'unit', scope.names.units)
  if (complete && (tier === undefined) === (role === undefined))
    source.report(same.key, 'same-needs-one', { found: tier === undefined ? 'neither' : 'both' })
  const tiers = tier === undefined ? [] : (readTextOrTexts(source, tier) ?? [])
  const roles = role === undefined ? [] : (readTextOrTexts(source, role) ?? [])
  for (const { text, node } of roles) if (isWildcard(text)) source.report(node, 'wildcard-as-role', {})
  const tierNames = declaredOnly(source, tiers, 'tier', scope.tiers)
  return {
    kind: 'same',
    same: keys,
    by: role === undefined ? { tiers: tierNames } : { roles: roles.map(({ text }) => text) },
    samePattern: readWord(source, samePattern, ['true', 'false']) === 'true',
  }
}

function readForm(
  source: RulesSource,
  form: string,
  fields: EntryFields,
  scope: EntryScope,
): AcceptEntry | undefined {
  const field = fields.get(form)
  if (field === undefined) return { kind: 'matcher', matcher: readConditions(source, fields.values()) }
  if (form === 'people')
    return { kind: 'people', employees: readTexts(source, field).map(({ text }) => text) }
  const names = readTextOrTexts(source, field) ?? []
  if (form === 'group')
    return { kind: 'group', groups: declaredOnly(source, names, 'group', scope.names.groups) }
  const [attribute] = declaredOnly(source, names, 'attribute', scope.names.attributes)
  return attribute === undefined ? undefined : { kind: 'attribute', attribute }
}

/** The keys of an entry that mean something; the others are reported. */
function knownFields(
  source: RulesSource,
  all: EntryFields,
  scope: EntryScope,
): { readonly fields: EntryFields; readonly strangers: number } {
  const fields = new Map<string, Field>()
  const keys = matcherKeys(scope.names)
  const known = [...entryKeys, ...(keys ?? [])]
  let strangers = 0
  for (const [name, field] of all) {
    if (keys === undefined || known.includes(name)) fields.set(name, field)
    else {
      strangers += 1
      source.report(field.key, 'key-unknown', { known, meant: nearestWord(name, known) })
    }
  }
  return { fields, strangers }
}

function formsOf(fields: EntryFields): readonly string[] {
  const names = [...fields.keys()]
  const withSame = fields.has('same')
  const forms = names.filter((name) => ['same', 'people', 'group', 'attribute'].includes(name))
  const besideSame = new Set(withSame ? keysBesideSame : ['tier', 'samePattern'])
  const ofMatcher = names.find((name) => !forms.includes(name) && !besideSame.has(name))
  return ofMatcher === undefined ? forms : [...forms, ofMatcher]
}

function readEntry(source: RulesSource, node: Value, key: Value, scope: EntryScope): AcceptEntry | undefined {
  const all = readNamed(source, node, key)
  if (all === undefined) return undefined
  if (all.size === 0) {
    source.report(node, 'matcher-empty', { where: 'entry' })
    return undefined
  }
  const { fields, strangers } = knownFields(source, all, scope)
  const forms = formsOf(fields)
  const [form] = forms
  const lonely = fields.has('same') ? undefined : (fields.get('tier') ?? fields.get('samePattern'))
  if (forms.length > 1) source.report(node, 'two-forms', { forms })
  else if (lonely !== undefined && strangers === 0) source.report(lonely.key, 'same-missing', {})
  else if (form !== undefined && lonely === undefined) {
    const field = fields.get(form)
    const needsPost = entryKeys.includes(form) && !formsWithoutPost.includes(form)
    if (scope.forMailbox && needsPost) source.report(field?.key, 'mailbox-form', {})
    else if (form === 'same') return readSame(source, fields, scope, strangers === 0)
    else return readForm(source, entryKeys.includes(form) ? form : 'matcher', fields, scope)
  }
  return undefined
}

/** A list of entries; those that cannot be read are reported and left out. */
export function readEntries(source: RulesSource, field: Field, scope: EntryScope): AcceptList {
  return (readItems(source, field) ?? []).flatMap((node) => {
    const entry = readEntry(source, node, field.key, scope)
    return entry === undefined ? [] : [entry]
  })
}

/** `whenVacant`: a list of lists of entries. */
export function readVacancies(source: RulesSource, field: Field, scope: EntryScope): readonly AcceptList[] {
  return (readItems(source, field) ?? []).map((value) =>
    readEntries(source, { name: field.name, key: field.key, value }, scope),
  )
}
