/**
 * Which addresses a condition means: by domain, address, list, group, or by the post of the person behind it. All that is
 * said must hold for one and the same address. Owns the form in `policies.yaml` and its test; where in a mail addresses are
 * looked for is the conditions' own.
 */

import { z } from 'zod'

import { canonicalAddress } from '../mail/address.ts'
import { at } from '../people/list-reading.ts'
import { compileMatcher } from '../people/matcher.ts'
import type { Matcher, Wanted } from '../people/rules.ts'

import type { CannotTell } from './answer.ts'
import type { NameUse } from './condition.ts'
import { domainKey, domainTest, domainTestOf } from './domain-key.ts'
import { groupsTest, isGroupPattern } from './group-members.ts'
import { isMatcherKey } from './matcher-value.ts'
import type { SeenAddress } from './seen-addresses.ts'
import { listName, name, oneOrMore, truth, type ListName } from './setting-values.ts'
import { isSubset } from './subset.ts'
import type { NamedList, World } from './world.ts'

/** Keys of a post with what is wanted there: a code, codes, `-`, `+` or `*`. */
type Who = Readonly<Record<string, string | readonly string[]>>

export interface WhichAddress {
  readonly outside?: boolean | undefined
  readonly domain?: readonly string[] | ListName | undefined
  readonly address?: readonly string[] | ListName | undefined
  /** Lists of addresses or domains. */
  readonly list?: readonly string[] | undefined
  readonly group?: readonly string[] | undefined
  /** By the post of the person: the matcher form of `rules.yaml`. */
  readonly who?: Who | undefined
}

/** A domain, or with `*.` those below it. */
export const domainForm = /^(\*\.)?[^\s@*.][^\s@*]*$/
export const addressForm = /^\S.*@[^\s@]+$/

const domainName = z
  .string()
  .max(255)
  .regex(domainForm)
  .transform((text) => (text.startsWith('*.') ? `*.${domainKey(text.slice(2))}` : domainKey(text)))
/** Domains, or the lists that hold them. */
export const domainsSetting: z.ZodType<readonly string[] | ListName> = z.union([
  oneOrMore(domainName),
  listName,
])

const addressText = z
  .string()
  .max(320)
  .regex(addressForm)
  .transform((text) => canonicalAddress(text) ?? text)
const code = z.string().max(1_000)

/** For `z.strictObject`, beside the keys of a condition's own. */
export const whichAddressShape = {
  outside: truth.optional(),
  domain: domainsSetting.optional(),
  address: z.union([oneOrMore(addressText), listName]).optional(),
  list: oneOrMore(name).optional(),
  group: oneOrMore(name).optional(),
  who: z.record(name, z.union([code, z.array(code).min(1)])).optional(),
}

/** Of an address that cannot be read, too: it is outside, and whatever else is asked of it may be so. */
export interface AddressTest {
  readonly holds: (address: SeenAddress) => boolean
  readonly unreadable: 'yes' | 'no' | 'perhaps'
  /** Names that nobody knows: then nothing can be told. */
  readonly unknown: readonly CannotTell[]
}

/** Names of the lists at a key, whichever way they are written. */
function listsAt(value: readonly string[] | ListName | undefined): readonly string[] {
  return value !== undefined && 'list' in value ? value.list : []
}

export function usesOfAddress(
  { domain, address, list = [], group = [], who = {} }: WhichAddress,
  path: NameUse['path'],
): readonly NameUse[] {
  const lists = (names: readonly string[], key: NameUse['path'], kinds: readonly NamedList['kind'][]) =>
    names.map((each): NameUse => ({ kind: 'list', name: each, path: [...path, ...key], listKinds: kinds }))
  return [
    ...lists(listsAt(domain), ['domain', 'list'], ['domains']),
    ...lists(listsAt(address), ['address', 'list'], ['addresses']),
    ...lists(list, ['list'], ['addresses', 'domains']),
    ...group
      .filter((each) => !isGroupPattern(each))
      .map((each): NameUse => ({ kind: 'group', name: each, path: [...path, 'group'] })),
    ...Object.keys(who).map((key): NameUse => ({
      kind: 'matcher-key',
      name: key,
      path: [...path, 'who', key],
    })),
  ]
}

const wildcards: ReadonlyMap<string, Wanted> = new Map([
  ['-', { kind: 'blank' }],
  ['+', { kind: 'present' }],
  ['*', { kind: 'any' }],
])

/** As `rules.yaml` would be read. */
export function matcherOf(who: Who): Matcher {
  return Object.entries(who).map(([key, value]) => ({
    key,
    wanted:
      typeof value === 'string'
        ? (wildcards.get(value) ?? { kind: 'codes', codes: [value] })
        : { kind: 'codes', codes: value },
  }))
}

/** The person's main post as a sender, any post as a recipient (`organization.md`, "Matchers"). */
function postTest(
  who: Who,
  { snapshot: { directory, table, rules } }: World,
  as: 'sender' | 'recipient',
): AddressTest['holds'] {
  const { holds } = compileMatcher({ layout: rules.layout, table, directory }, matcherOf(who))
  if (as === 'sender') return ({ holder = -1 }) => holder >= 0 && holds(at(table.mainPost, holder))
  return ({ holder = -1 }) => {
    if (holder < 0) return false
    for (let post = at(table.firstPost, holder); post < at(table.firstPost, holder + 1); post++)
      if (holds(post)) return true
    return false
  }
}

const addressSets = new WeakMap<NamedList, ReadonlySet<string>>()

function listTest(list: NamedList): AddressTest['holds'] {
  if (list.kind === 'domains') {
    const test = domainTestOf(list)
    return ({ domain }) => test(domain)
  }
  const addresses = addressSets.get(list) ?? new Set(list.entries)
  addressSets.set(list, addresses)
  return ({ address }) => addresses.has(address)
}

function anyOf(tests: readonly AddressTest['holds'][]): AddressTest['holds'] {
  const [first] = tests
  if (first !== undefined && tests.length === 1) return first
  return (address) => tests.some((test) => test(address))
}

export function compileAddress(which: WhichAddress, world: World, as: 'sender' | 'recipient'): AddressTest {
  const unknown: CannotTell[] = []
  const tests: AddressTest['holds'][] = []
  const inLists = (names: readonly string[]): AddressTest['holds'] =>
    anyOf(
      names.flatMap((each) => {
        const list = world.lists.get(each)
        if (list === undefined) unknown.push({ kind: 'unknown-name', detail: each })
        return list === undefined ? [] : [listTest(list)]
      }),
    )
  const { outside, domain, address, list, group, who } = which
  if (outside !== undefined) tests.push((seen) => seen.outside === outside)
  if (domain !== undefined) {
    if ('list' in domain) tests.push(inLists(domain.list))
    else {
      const test = domainTest(domain)
      tests.push((seen) => test(seen.domain))
    }
  }
  if (address !== undefined) {
    if ('list' in address) tests.push(inLists(address.list))
    else {
      const addresses = new Set(address)
      tests.push((seen) => addresses.has(seen.address))
    }
  }
  if (list !== undefined) tests.push(inLists(list))
  if (group !== undefined) {
    const members = group.flatMap((each) => {
      const test = groupsTest(world, each)
      if (test === undefined) unknown.push({ kind: 'unknown-name', detail: each })
      return test === undefined ? [] : [test]
    })
    tests.push(anyOf(members))
  }
  if (who !== undefined) {
    const foreign = Object.keys(who).filter((key) => !isMatcherKey(world.snapshot.rules.layout, key))
    for (const key of foreign) unknown.push({ kind: 'unknown-name', detail: key })
    if (foreign.length === 0) tests.push(postTest(who, world, as))
  }
  const asksMore = tests.length > (outside === undefined ? 0 : 1)
  return {
    holds: tests.length === 1 ? anyOf(tests) : (seen) => tests.every((test) => test(seen)),
    unreadable: outside === false ? 'no' : asksMore ? 'perhaps' : 'yes',
    unknown,
  }
}

function narrows(
  one: readonly string[] | ListName | undefined,
  other: readonly string[] | ListName | undefined,
): boolean {
  if (other === undefined) return true
  if (one === undefined) return false
  if ('list' in one) return 'list' in other && isSubset(one.list, other.list)
  return !('list' in other) && isSubset(one, other)
}

function codesNarrow(
  one: string | readonly string[] | undefined,
  other: string | readonly string[],
): boolean {
  if (other === '*') return true
  if (one === undefined || one === '*') return false
  if (typeof one === 'string' && (one === '-' || one === '+')) return one === other
  if (other === '-' || other === '+') return false
  return isSubset(typeof one === 'string' ? [one] : one, typeof other === 'string' ? [other] : other)
}

function whoNarrows(one: Who, other: Who): boolean {
  return Object.entries(other).every(([key, value]) => codesNarrow(one[key], value))
}

/** True only if every address that `one` means is one that `other` means. */
export function addressNarrows(one: WhichAddress, other: WhichAddress): boolean {
  return (
    (other.outside === undefined || one.outside === other.outside) &&
    narrows(one.domain, other.domain) &&
    narrows(one.address, other.address) &&
    narrows(one.list, other.list) &&
    narrows(one.group, other.group) &&
    (other.who === undefined || (one.who !== undefined && whoNarrows(one.who, other.who)))
  )
}
