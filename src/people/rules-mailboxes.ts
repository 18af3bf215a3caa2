/** The section `mailboxes`: addresses that are nobody's, and who approves what they send. */

import { lowerAscii } from '../mail/address.ts'
import { isAddress } from './dump-row.ts'
import type { Place } from './problem.ts'
import { readEntries } from './rules-entries.ts'
import { readFields, readItems, readTexts, readWord } from './rules-fields.ts'
import type { Field } from './rules-fields.ts'
import type { RuleNames } from './rules-names.ts'
import type { RulesSource, Value } from './rules-yaml.ts'
import type { Mailbox } from './rules.ts'

/** Where each address stands first, ASCII lower case. */
export type MailboxPlaces = ReadonlyMap<string, Place>

function readAddresses(source: RulesSource, field: Field, places: Map<string, Place>): readonly string[] {
  const own = new Set<string>()
  const items = readTexts(source, field)
  if (field.value !== undefined && 'items' in field.value && field.value.items.length === 0)
    source.report(field.value, 'list-empty', {})
  for (const { text, node } of items) {
    const address = lowerAscii(text)
    const earlier = places.get(address)
    if (!isAddress(text)) source.report(node, 'mailbox-address-malformed', {})
    else if (earlier === undefined) {
      places.set(address, source.placeOf(node))
      own.add(address)
    } else if (!own.has(address)) source.report(node, 'mailbox-address-twice', { line: earlier.line })
  }
  return [...own]
}

function readMailbox(
  source: RulesSource,
  node: Value,
  key: Value,
  names: RuleNames,
  places: Map<string, Place>,
): Mailbox | undefined {
  const map = readFields(source, node, key, ['addresses', 'exempt', 'accept'], { required: ['addresses'] })
  if (map === undefined) return undefined
  const [addressesField, exempt, accept] = ['addresses', 'exempt', 'accept'].map((name) =>
    map.fields.get(name),
  )
  const addresses = addressesField === undefined ? [] : readAddresses(source, addressesField, places)
  const word = readWord(source, exempt, ['true', 'false'])
  const entries =
    accept === undefined
      ? undefined
      : readEntries(source, accept, { names, tiers: undefined, forMailbox: true })
  if (word === 'true' && accept !== undefined) source.report(exempt?.key, 'exempt-beside-accept', {})
  const mayBeExempt = exempt !== undefined && word !== 'false'
  if (!mayBeExempt && entries === undefined && map.strangers.length === 0)
    source.report(node, 'mailbox-says-nothing', {})
  if (word === 'true') return { addresses, kind: 'exempt' }
  return { addresses, kind: 'accept', accept: entries ?? [] }
}

export function readMailboxes(
  source: RulesSource,
  field: Field,
  names: RuleNames,
): { readonly mailboxes: readonly Mailbox[]; readonly places: MailboxPlaces } {
  const places = new Map<string, Place>()
  const mailboxes = (readItems(source, field) ?? []).flatMap(
    (node) => readMailbox(source, node, field.key, names, places) ?? [],
  )
  return { mailboxes, places }
}
