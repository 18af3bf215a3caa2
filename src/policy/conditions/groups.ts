/**
 * The sender is in a group and no recipient is in another: 部下グループ and 上司グループ, as gateways that know nothing but groups
 * decide (`organization.md`, "Groups").
 */

import { z } from 'zod'

import { conditionAddressTexts } from '../../text/condition-addresses.ts'
import { cannotTell, no, yes, type Answer, type Evidence } from '../answer.ts'
import { defineCondition, type NameUse } from '../condition.ts'
import type { Facts } from '../facts.ts'
import { groupNames, groupTest } from '../group-members.ts'
import { recipientsOf, sendersOf, type SeenAddress } from '../seen-addresses.ts'
import { name } from '../setting-values.ts'
import type { World } from '../world.ts'

const schema = z.strictObject({
  /** A name, or with one `*` a pattern of names. */
  senderIn: name,
  /** Where both have a `*`, it stands for the same text in both. */
  noRecipientIn: name,
  /** Where the recipient must stand; `header`: To and Cc. */
  in: z.enum(['header', 'envelope', 'anywhere']).default('header'),
})

export type GroupsSettings = z.infer<typeof schema>

type Members = (address: SeenAddress) => boolean

/** Whoever is among `senders` needs one of `approvers` among the recipients; `undefined`: there is no such group. */
interface Pair {
  readonly name: string
  readonly senders: Members
  readonly approvers: Members | undefined
}

function starsIn(pattern: string): number {
  return pattern.split('*').length - 1
}

function pairsOf({ senderIn, noRecipientIn }: GroupsSettings, world: World): readonly Pair[] {
  const pairs: Pair[] = []
  const add = (senders: string, approvers: string): void => {
    const members = groupTest(world, senders)
    if (members !== undefined)
      pairs.push({ name: senders, senders: members, approvers: groupTest(world, approvers) })
  }
  if (starsIn(senderIn) === 0) {
    add(senderIn, noRecipientIn)
    return pairs
  }
  const [before = '', after = ''] = senderIn.split('*')
  for (const group of groupNames(world)) {
    if (group.length < before.length + after.length) continue
    if (!group.startsWith(before) || !group.endsWith(after)) continue
    const bound = group.slice(before.length, group.length - after.length)
    add(group, noRecipientIn.split('*').join(bound))
  }
  return pairs
}

/**
 * Which pairs a sender is in, without asking thousands of them one by one for each mail: told once for each address and kept,
 * up to a bound.
 */
function pairsBySender(pairs: readonly Pair[]): (sender: SeenAddress) => readonly Pair[] {
  const known = new Map<string, readonly Pair[]>()
  return (sender) => {
    let found = known.get(sender.address)
    if (found === undefined) {
      found = pairs.filter(({ senders }) => senders(sender))
      if (known.size >= mostKnown) known.clear()
      known.set(sender.address, found)
    }
    return found
  }
}

const mostKnown = 50_000

function isThere(place: GroupsSettings['in'], shown: boolean, inEnvelope: boolean): boolean {
  return place === 'anywhere' || (place === 'header' ? shown : inEnvelope)
}

function prepare(settings: GroupsSettings, world: World): (facts: Facts) => Answer {
  const pairs = pairsOf(settings, world)
  if (pairs.length === 0 && starsIn(settings.senderIn) === 0) {
    const unknown = cannotTell({ kind: 'unknown-name', detail: settings.senderIn })
    return () => unknown
  }
  const pairsOfSender = pairsBySender(pairs)
  return (facts) => {
    const senders = sendersOf(facts, world)
    // What cannot be read is never an approver (`gateway.md`, "Who receives").
    const recipients = recipientsOf(facts, world).list.filter(({ shown, inEnvelope }) =>
      isThere(settings.in, shown, inEnvelope),
    )
    const seen: Evidence[] = []
    for (const sender of senders.list) {
      for (const pair of pairsOfSender(sender)) {
        const { approvers } = pair
        const approver = approvers === undefined ? undefined : recipients.find(approvers)
        if (approver === undefined)
          return yes({ kind: 'sender', text: sender.address }, { kind: 'group', text: pair.name })
        seen.push({ kind: 'recipient', text: approver.address })
      }
    }
    if (senders.unreadable) return cannotTell({ kind: 'unreadable', detail: 'sender' })
    return seen.length === 0 ? no : { answer: 'no', evidence: seen.slice(0, 5) }
  }
}

export const groups = defineCondition<GroupsSettings>({
  kind: 'groups',
  schema,
  describe: (settings, language) => conditionAddressTexts[language].groups(settings),
  examples: [
    { senderIn: 'sales', noRecipientIn: 'sales-managers' },
    { senderIn: '*/senders', noRecipientIn: '*/approvers' },
  ],
  uses: ({ senderIn, noRecipientIn }) =>
    [
      { name: senderIn, path: ['senderIn'] },
      { name: noRecipientIn, path: ['noRecipientIn'] },
    ].flatMap((use): readonly NameUse[] => (starsIn(use.name) === 0 ? [{ ...use, kind: 'group' }] : [])),
  faults: ({ senderIn, noRecipientIn }) => {
    if (starsIn(senderIn) > 1) return [{ path: ['senderIn'], kind: 'value', detail: senderIn }]
    return starsIn(noRecipientIn) > starsIn(senderIn)
      ? [{ path: ['noRecipientIn'], kind: 'value', detail: noRecipientIn }]
      : []
  },
  prepare,
  implies: (settings, other) =>
    settings.senderIn === other.senderIn &&
    settings.noRecipientIn === other.noRecipientIn &&
    (settings.in === other.in || settings.in === 'anywhere'),
})
