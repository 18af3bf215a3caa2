/** Who receives: whether any, all, none or how many of the recipients are such as the settings say. */

import { z } from 'zod'

import { printable } from '../../mail/printable.ts'
import { conditionAddressTexts } from '../../text/condition-addresses.ts'
import { cannotTell, type Answer, type CannotTell, type Evidence } from '../answer.ts'
import { defineCondition } from '../condition.ts'
import type { Facts } from '../facts.ts'
import {
  answerOfTally,
  quantityExcludes,
  quantityFaults,
  quantityImplies,
  quantityOf,
  type Narrowing,
  type Quantity,
  type QuantitySettings,
  type Tally,
} from '../quantity.ts'
import { recipientsOf, type SeenRecipient, type SeenRecipients } from '../seen-addresses.ts'
import { countBounds } from '../setting-values.ts'
import {
  addressNarrows,
  compileAddress,
  usesOfAddress,
  whichAddressShape,
  type AddressTest,
  type WhichAddress,
} from '../which-address.ts'
import type { World } from '../world.ts'

/**
 * `header`: To and Cc, what recipients see. `envelope`: where the mail goes. `bcc`: who gets it without standing in To or Cc.
 * `anywhere`: each of them.
 */
export type RecipientPlace = 'anywhere' | 'header' | 'envelope' | 'bcc'

export interface WhichRecipients extends WhichAddress {
  readonly in: RecipientPlace
}

const which = z.strictObject({
  ...whichAddressShape,
  in: z.enum(['anywhere', 'header', 'envelope', 'bcc']).default('anywhere'),
})

const schema = z.strictObject({
  any: which.optional(),
  all: which.optional(),
  none: which.optional(),
  count: countBounds.optional(),
  of: which.optional(),
})

type RecipientsSettings = QuantitySettings<WhichRecipients>

export type RecipientsQuantity = Quantity<WhichRecipients>

function quantity(settings: RecipientsSettings): RecipientsQuantity {
  return quantityOf(settings, { in: 'anywhere' })
}

/** Whether a recipient is at the place; `perhaps` where To or Cc cannot be read whole. */
function isAt(
  place: RecipientPlace,
  recipient: SeenRecipient,
  shownIsWhole: boolean,
): 'yes' | 'no' | 'perhaps' {
  switch (place) {
    case 'anywhere':
      return 'yes'
    case 'header':
      return recipient.shown ? 'yes' : 'no'
    case 'envelope':
      return recipient.inEnvelope ? 'yes' : 'no'
    case 'bcc':
      if (!recipient.hidden) return 'no'
      return shownIsWhole ? 'yes' : 'perhaps'
  }
}

/** Members of the place that cannot be read: how many are seen, and whether each may stand for more than one. */
function unreadableAt(
  place: RecipientPlace,
  { unreadable }: SeenRecipients,
): { certain: number; more: boolean } {
  const { shown, bcc, envelope } = unreadable
  switch (place) {
    case 'anywhere':
      // The envelope may hold the address that the header spells past reading.
      return { certain: Math.max(shown + bcc, envelope), more: shown + bcc + envelope > 0 }
    case 'header':
      return { certain: shown, more: shown > 0 }
    case 'envelope':
      return { certain: envelope, more: false }
    case 'bcc':
      return { certain: bcc, more: bcc + envelope > 0 }
  }
}

function tally(seen: SeenRecipients, place: RecipientPlace, test: AddressTest): Tally {
  const shownIsWhole = seen.unreadable.shown === 0
  let least = 0
  let most = 0
  let others: Tally['others'] = 'no'
  let example: Evidence | undefined
  for (const recipient of seen.list) {
    const there = isAt(place, recipient, shownIsWhole)
    if (there === 'no') continue
    if (test.holds(recipient)) {
      most++
      if (there === 'yes') least++
      example ??= { kind: 'recipient', text: printable(recipient.address, 100) }
    } else if (others !== 'yes') others = there
  }
  const { certain, more } = unreadableAt(place, seen)
  if (certain === 0 && !more) return { least, most, others, example }
  if (test.unreadable === 'no') return { least, most, others: certain > 0 ? 'yes' : 'perhaps', example }
  // It may be spelled past reading here and plainly there: one address for sure, not one more.
  if (test.unreadable === 'yes') least = Math.max(least, certain > 0 ? 1 : 0)
  else if (others === 'no') others = 'perhaps'
  return { least, most: more ? Number.POSITIVE_INFINITY : most + certain, others, example }
}

const unreadable: CannotTell = { kind: 'unreadable', detail: 'recipient' }

function prepare(settings: RecipientsSettings, world: World): (facts: Facts) => Answer {
  const asked = quantity(settings)
  const test = compileAddress(asked.which, world, 'recipient')
  if (test.unknown.length > 0) {
    const unknown = cannotTell(...test.unknown)
    return () => unknown
  }
  return (facts) =>
    answerOfTally(asked, tally(recipientsOf(facts, world), asked.which.in, test), [unreadable])
}

const narrowing: Narrowing<WhichRecipients> = {
  sharesPlace: (one, other) => one.in === other.in,
  narrows: (one, other) => (other.in === 'anywhere' || one.in === other.in) && addressNarrows(one, other),
}

/** `one` wants all of them on one side of the company's border, `other` somebody on the other. */
function dividesSides(one: RecipientsQuantity, other: RecipientsQuantity): boolean {
  const sides = [one.which.outside, other.which.outside]
  return (
    one.how === 'all' &&
    (other.bounds.atLeast ?? 0) > 0 &&
    one.which.in === other.which.in &&
    sides.includes(true) &&
    sides.includes(false)
  )
}

function excludes(settings: RecipientsSettings, other: RecipientsSettings): boolean {
  const [one, two] = [quantity(settings), quantity(other)]
  return dividesSides(one, two) || dividesSides(two, one) || quantityExcludes(narrowing, one, two)
}

export const recipients = defineCondition<RecipientsSettings>({
  kind: 'recipients',
  schema,
  describe: (settings, language) => conditionAddressTexts[language].recipients(quantity(settings)),
  examples: [
    { any: { outside: true } },
    { any: { domain: { list: 'rivals' } } },
    { all: { domain: ['partner.example', '*.partner.example'] } },
    { none: { who: { role: ['040', '050'] }, in: 'header' } },
    { count: { atLeast: 10 }, of: { outside: true, in: 'header' } },
    { any: { outside: true, in: 'bcc' } },
  ],
  uses: ({ any, all, none, of }) =>
    Object.entries({ any, all, none, of }).flatMap(([key, value]) =>
      value === undefined ? [] : usesOfAddress(value, [key]),
    ),
  faults: (settings) => quantityFaults(settings),
  prepare,
  implies: (settings, other) => quantityImplies(narrowing, quantity(settings), quantity(other)),
  excludes,
})
