/** Who sends: one of the identities that the mail shows, or all of them (`identities.ts`). */

import { z } from 'zod'

import { conditionAddressTexts } from '../../text/condition-addresses.ts'
import type { Language } from '../../text/language.ts'
import { cannotTell, no, yes } from '../answer.ts'
import { defineCondition } from '../condition.ts'
import { sendersOf, type SeenAddress } from '../seen-addresses.ts'
import { truth } from '../setting-values.ts'
import {
  addressNarrows,
  compileAddress,
  usesOfAddress,
  whichAddressShape,
  type WhichAddress,
} from '../which-address.ts'

const schema = z.strictObject({
  ...whichAddressShape,
  sharedMailbox: truth.optional(),
  identity: z.enum(['any', 'all']).default('any'),
})

export interface SenderSettings extends WhichAddress {
  /** A mailbox of `rules.yaml`. */
  readonly sharedMailbox?: boolean | undefined
  readonly identity: 'any' | 'all'
}

function isSharedMailbox({ holder = 0 }: SeenAddress): boolean {
  return holder < 0
}

function narrows(one: SenderSettings, other: SenderSettings): boolean {
  return (
    (other.sharedMailbox === undefined || one.sharedMailbox === other.sharedMailbox) &&
    addressNarrows(one, other)
  )
}

export const sender = defineCondition<SenderSettings>({
  kind: 'sender',
  schema,
  describe: (settings: SenderSettings, language: Language) =>
    conditionAddressTexts[language].sender(settings),
  examples: [
    { address: 'newsletter@example.co.jp' },
    { who: { bureau: '201', role: ['040', '050'] } },
    { group: 'executives', identity: 'all' },
    { sharedMailbox: true },
    { address: { list: 'break-glass' }, identity: 'all' },
  ],
  uses: (settings) => usesOfAddress(settings, []),
  prepare: (settings, world) => {
    const test = compileAddress(settings, world, 'sender')
    const { sharedMailbox, identity } = settings
    const unknown = cannotTell(...test.unknown)
    const unreadable = cannotTell({ kind: 'unreadable', detail: 'sender' })
    const holds = (address: SeenAddress): boolean =>
      (sharedMailbox === undefined || isSharedMailbox(address) === sharedMailbox) && test.holds(address)
    return (facts) => {
      if (test.unknown.length > 0) return unknown
      const senders = sendersOf(facts, world)
      if (identity === 'any') {
        const found = senders.list.find(holds)
        if (found !== undefined) return yes({ kind: 'sender', text: found.address })
        return senders.unreadable ? unreadable : no
      }
      const other = senders.list.find((address) => !holds(address))
      if (other !== undefined) return { answer: 'no', evidence: [{ kind: 'sender', text: other.address }] }
      if (senders.unreadable) return unreadable
      return yes(
        ...senders.list.slice(0, 5).map(({ address }) => ({ kind: 'sender', text: address }) as const),
      )
    }
  },
  implies: (settings, other) =>
    (settings.identity === other.identity || settings.identity === 'all') && narrows(settings, other),
  excludes: (settings, other) =>
    (settings.identity === 'all' || other.identity === 'all') &&
    ((settings.sharedMailbox !== undefined &&
      other.sharedMailbox !== undefined &&
      settings.sharedMailbox !== other.sharedMailbox) ||
      (settings.outside !== undefined && other.outside !== undefined && settings.outside !== other.outside)),
})
