/**
 * Who sends: the identities that a mail shows and the rule is asked for (`gateway.md`, "Who sends").
 * Nothing else in a mail says who sent it: `Auto-Submitted` and `X-` fields are the sender's own words.
 */

import { canonicalAddress, withoutSubaddress } from '../mail/address.ts'
import { mailboxesOf } from '../mail/mailboxes.ts'
import { holderOf } from '../people/directory.ts'
import type { Snapshot } from '../people/snapshot.ts'

import type { IdentitySource } from './decision.ts'
import type { Facts } from './facts.ts'
import type { FlowSettings } from './settings.ts'

export interface Identity {
  readonly source: IdentitySource
  /** Canonical; the one the roster knows, where it knows one. */
  readonly address: string
}

/** Maps an address to the one the roster knows it by: itself, or with `subaddressing` the one without `+...`. */
export function knownBy(snapshot: Snapshot, settings: FlowSettings): (address: string) => string {
  if (!settings.subaddressing) return (address) => address
  return (address) => {
    if (holderOf(snapshot.directory, address) !== undefined) return address
    const plain = withoutSubaddress(address)
    return holderOf(snapshot.directory, plain) === undefined ? address : plain
  }
}

/** In the order they are asked for: authors first. Each address once, with the first source it stands in. */
export function identitiesOf(facts: Facts, snapshot: Snapshot, settings: FlowSettings): readonly Identity[] {
  const { mail, client, envelope } = facts
  const known = knownBy(snapshot, settings)
  const identities: Identity[] = []
  const add = (source: IdentitySource, address: string): void => {
    if (!identities.some((identity) => identity.address === address)) identities.push({ source, address })
  }
  /** Only a person or mailbox counts here: a list's or VERP address says nothing about who wrote. */
  const addIfHeld = (source: IdentitySource, address: string | undefined): void => {
    if (address === undefined) return
    const found = known(address)
    if (holderOf(snapshot.directory, found) !== undefined) add(source, found)
  }

  for (const address of mailboxesOf(mail.from)) add('from', known(address))
  if (identities.length === 0) throw new Error('a mail without author came past the rule on structure')
  if (settings.identity === 'from') return identities
  if (client.login !== undefined) addIfHeld('login', canonicalAddress(client.login))
  if (envelope.from !== '') addIfHeld('envelope', canonicalAddress(envelope.from))
  for (const address of mailboxesOf(mail.sender)) addIfHeld('sender', address)
  return identities
}
