/** The section `exceptions`: who is treated differently from his pattern, how, and from when until when. */

import { readEntries, readVacancies } from './rules-entries.ts'
import type { EntryScope } from './rules-entries.ts'
import { readFields, readItems, readText, readWord } from './rules-fields.ts'
import type { Field, Fields } from './rules-fields.ts'
import type { RuleIds } from './rules-ids.ts'
import { readMatcher } from './rules-matchers.ts'
import type { RuleNames } from './rules-names.ts'
import type { RulesSource, Value } from './rules-yaml.ts'
import type { Exception } from './rules.ts'

const knownKeys = ['id', 'who', 'from', 'until', 'exempt', 'accept', 'whenVacant', 'also']

/** A day that is in the calendar, written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

function readDay(source: RulesSource, field: Field | undefined): string | undefined {
  const text = field === undefined ? undefined : readText(source, field.value, field.key)
  if (field === undefined || text === undefined || isDay(text)) return text
  source.report(field.value, 'date-malformed', {})
  return undefined
}

function readDecision(source: RulesSource, map: Fields, scope: EntryScope): Exception['decides'] {
  const [exempt, accept, whenVacant] = ['exempt', 'accept', 'whenVacant'].map((name) => map.fields.get(name))
  const isExempt = readWord(source, exempt, ['true', 'false']) === 'true'
  const entries = accept === undefined ? [] : readEntries(source, accept, scope)
  const vacancies = whenVacant === undefined ? [] : readVacancies(source, whenVacant, scope)
  if (isExempt && accept !== undefined) source.report(exempt?.key, 'exempt-beside-accept', {})
  if (whenVacant !== undefined && accept === undefined && !map.mistyped.has('accept'))
    source.report(whenVacant.key, 'vacant-without-accept', {})
  if (isExempt) return { kind: 'exempt' }
  return accept === undefined ? undefined : { kind: 'accept', accept: entries, whenVacant: vacancies }
}

/** What an exception says may stand under a key that is not known; then that is the fault. */
function saysNothing(map: Fields, exception: Pick<Exception, 'decides' | 'also'>): boolean {
  const hasFault = map.strangers.length > 0 || map.fields.has('whenVacant')
  const exempt = map.fields.get('exempt')
  const also = map.fields.get('also')
  const mayDecide = exempt !== undefined && !isFalse(exempt)
  const mayAdd = also !== undefined && !isEmptyList(also)
  return exception.decides === undefined && exception.also.length === 0 && !hasFault && !mayDecide && !mayAdd
}

function isFalse({ value }: Field): boolean {
  return value !== undefined && 'value' in value && value.value === 'false'
}

function isEmptyList({ value }: Field): boolean {
  return value !== undefined && 'items' in value && value.items.length === 0
}

function readException(
  source: RulesSource,
  node: Value,
  key: Value,
  names: RuleNames,
  ids: RuleIds,
): Exception | undefined {
  const map = readFields(source, node, key, knownKeys, { required: ['id', 'who'] })
  if (map === undefined) return undefined
  const [id, who, from, until] = knownKeys.map((name) => map.fields.get(name))
  const also = map.fields.get('also')
  const scope: EntryScope = { names, tiers: undefined, forMailbox: false }
  const exception: Exception = {
    id: ids.read(id),
    who: who === undefined ? [] : (readMatcher(source, who.value, who.key, names) ?? []),
    from: readDay(source, from),
    until: readDay(source, until),
    decides: readDecision(source, map, scope),
    also: also === undefined ? [] : readEntries(source, also, scope),
  }
  if (saysNothing(map, exception)) source.report(node, 'exception-says-nothing', {}, exception.id)
  const reversed =
    exception.from !== undefined && exception.until !== undefined && exception.until < exception.from
  if (reversed) source.report(until?.value, 'dates-reversed', { from: exception.from })
  return exception
}

export function readExceptions(
  source: RulesSource,
  field: Field,
  names: RuleNames,
  ids: RuleIds,
): readonly Exception[] {
  return (readItems(source, field) ?? []).flatMap(
    (node) => readException(source, node, field.key, names, ids) ?? [],
  )
}
