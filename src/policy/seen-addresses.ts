/**
 * The addresses of one mail as conditions look at them: read, looked up and compared with the company's domains once for each
 * mail, however many conditions ask.
 */

import { canonicalAddress, domainOf } from '../mail/address.ts'
import type { AddressList } from '../mail/mail.ts'
import { holderOf, isInternalAddress } from '../people/directory.ts'

import { domainKey } from './domain-key.ts'
import type { Facts } from './facts.ts'
import { identitiesOf, knownBy } from './identities.ts'
import type { World } from './world.ts'

export interface SeenAddress {
  /** Canonical; the one the roster knows, where it knows one. */
  readonly address: string
  /** As `domainKey` gives it. */
  readonly domain: string
  readonly outside: boolean
  /** As `Directory.holders`. */
  readonly holder: number | undefined
}

export interface SeenRecipient extends SeenAddress {
  /** Stands in To or Cc. */
  readonly shown: boolean
  readonly inEnvelope: boolean
  /** Gets the mail without standing in To or Cc. */
  readonly hidden: boolean
}

export interface SeenRecipients {
  /** Each address once. */
  readonly list: readonly SeenRecipient[]
  /** Members that cannot be read; each of To, Cc and Bcc may stand for any number of addresses. */
  readonly unreadable: { readonly shown: number; readonly bcc: number; readonly envelope: number }
}

export interface SeenSenders {
  readonly list: readonly SeenAddress[]
  /** An author or `Sender` cannot be read, or there is none. */
  readonly unreadable: boolean
}

type Base = Pick<World, 'snapshot' | 'settings'>

interface Seen {
  readonly snapshot: World['snapshot']
  readonly settings: World['settings']
  recipients: SeenRecipients | undefined
  senders: SeenSenders | undefined
}

/** Of the last mail: to find what was seen of many by a `WeakMap` costs the collector more than to see it. */
let last: { readonly facts: Facts; readonly seen: Seen } | undefined

/** What was seen in this mail by this snapshot; another revision on the same snapshot shares it. */
function seen(facts: Facts, { snapshot, settings }: Base): Seen {
  if (last?.facts === facts && last.seen.snapshot === snapshot && last.seen.settings === settings)
    return last.seen
  const fresh: Seen = { snapshot, settings, recipients: undefined, senders: undefined }
  last = { facts, seen: fresh }
  return fresh
}

function lookAt({ snapshot: { directory } }: Base, address: string): SeenAddress {
  const holder = holderOf(directory, address)
  const outside = holder === undefined && !isInternalAddress(directory, address)
  return { address, domain: domainKey(domainOf(address)), outside, holder }
}

function readRecipients({ mail, envelope }: Facts, world: Base): SeenRecipients {
  const known = knownBy(world.snapshot, world.settings)
  const places = new Map<string, { shown: boolean; inEnvelope: boolean; hidden: boolean }>()
  const placesOf = (address: string): { shown: boolean; inEnvelope: boolean; hidden: boolean } => {
    const found = places.get(address)
    if (found !== undefined) return found
    const fresh = { shown: false, inEnvelope: false, hidden: false }
    places.set(address, fresh)
    return fresh
  }
  const unreadable = { shown: 0, bcc: 0, envelope: 0 }
  const addAll = (list: AddressList, place: 'shown' | 'bcc'): void => {
    for (const listed of list) {
      if (listed.kind === 'unreadable') unreadable[place]++
      else placesOf(known(listed.address))[place === 'shown' ? 'shown' : 'hidden'] = true
    }
  }
  addAll(mail.to, 'shown')
  addAll(mail.cc, 'shown')
  addAll(mail.bcc, 'bcc')
  for (const recipient of envelope.recipients) {
    const address = canonicalAddress(recipient.address)
    if (address === undefined) unreadable.envelope++
    else placesOf(known(address)).inEnvelope = true
  }
  const list: SeenRecipient[] = []
  for (const [address, { shown, inEnvelope, hidden }] of places)
    list.push({
      ...lookAt(world, address),
      shown,
      inEnvelope,
      hidden: !shown && (hidden || inEnvelope),
    })
  return { list, unreadable }
}

export function recipientsOf(facts: Facts, world: Base): SeenRecipients {
  const of = seen(facts, world)
  return (of.recipients ??= readRecipients(facts, world))
}

function readSenders(facts: Facts, world: Base): SeenSenders {
  const { from, sender } = facts.mail
  const authors = from.filter(({ kind }) => kind === 'mailbox').length
  if (authors === 0) return { list: [], unreadable: true }
  const asked = world.settings.identity === 'from' ? from : [...from, ...sender]
  return {
    list: identitiesOf(facts, world.snapshot, world.settings).map(({ address }) => lookAt(world, address)),
    unreadable: asked.some(({ kind }) => kind === 'unreadable'),
  }
}

/** Every identity that the mail shows; see `identities.ts`. */
export function sendersOf(facts: Facts, world: Base): SeenSenders {
  const of = seen(facts, world)
  return (of.senders ??= readSenders(facts, world))
}
