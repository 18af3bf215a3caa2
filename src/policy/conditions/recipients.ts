/** Who receives: whether any, all, none or how many of the recipients are such as the settings say. */

import { z } from 'zod'

import type { Language } from '../../text/language.ts'
import { conditionAddressTexts } from '../../text/condition-addresses.ts'
import { cannotTell, no, yes, type Answer } from '../answer.ts'
import { boundsExclude, boundsFaults, boundsImply, within } from '../bounds.ts'
import { defineCondition, type Condition } from '../condition.ts'
import type { Facts } from '../facts.ts'
import { recipientsOf, type SeenRecipient, type SeenRecipients } from '../seen-addresses.ts'
import { countBounds, type Bounds } from '../setting-values.ts'
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

export type RecipientsSettings = z.infer<typeof schema>

/** The settings in one form: how many of which. */
export interface Quantity {
  readonly how: 'any' | 'all' | 'none' | 'count'
  readonly bounds: Bounds
  readonly which: WhichRecipients
}

export function quantityOf({ any, all, none, count, of }: RecipientsSettings): Quantity {
  if (any !== undefined) return { how: 'any', bounds: { atLeast: 1 }, which: any }
  if (none !== undefined) return { how: 'none', bounds: { atMost: 0 }, which: none }
  if (all !== undefined) return { how: 'all', bounds: { atLeast: 1 }, which: all }
  return { how: 'count', bounds: count ?? {}, which: of ?? { in: 'anywhere' } }
}

/** How many recipients at a place are such, for sure and at most, and whether others are there. */
interface Tally {
  readonly least: number
  readonly most: number
  readonly others: 'yes' | 'no' | 'perhaps'
  /** One of those that are. */
  readonly example: string | undefined
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
  let example: string | undefined
  for (const recipient of seen.list) {
    const there = isAt(place, recipient, shownIsWhole)
    if (there === 'no') continue
    if (test.holds(recipient)) {
      most++
      if (there === 'yes') least++
      example ??= recipient.address
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

const perhaps: Answer = cannotTell({ kind: 'unreadable', detail: 'recipient' })

function answer({ how, bounds }: Quantity, { least, most, others, example }: Tally): Answer {
  const evidence = example === undefined ? [] : [{ kind: 'recipient', text: example } as const]
  if (how === 'all') {
    if (others === 'yes' || most === 0) return no
    return others === 'no' && least > 0 ? yes(...evidence) : perhaps
  }
  switch (within(bounds, { least, most })) {
    case 'yes':
      return how === 'count' ? yes({ kind: 'count', count: least }, ...evidence) : yes(...evidence)
    case 'no':
      return how === 'none' ? { answer: 'no', evidence } : no
    case 'perhaps':
      return perhaps
  }
}

function prepare(settings: RecipientsSettings, world: World): (facts: Facts) => Answer {
  const quantity = quantityOf(settings)
  const test = compileAddress(quantity.which, world, 'recipient')
  if (test.unknown.length > 0) {
    const unknown = cannotTell(...test.unknown)
    return () => unknown
  }
  return (facts) => answer(quantity, tally(recipientsOf(facts, world), quantity.which.in, test))
}

function isEqual(one: WhichRecipients, other: WhichRecipients): boolean {
  return one.in === other.in && addressNarrows(one, other) && addressNarrows(other, one)
}

/** Every recipient that `one` means is one that `other` means. */
function narrows(one: WhichRecipients, other: WhichRecipients): boolean {
  return (other.in === 'anywhere' || one.in === other.in) && addressNarrows(one, other)
}

function implies(settings: RecipientsSettings, other: RecipientsSettings): boolean {
  const [one, two] = [quantityOf(settings), quantityOf(other)]
  if (two.how === 'all')
    return one.how === 'all' && one.which.in === two.which.in && narrows(one.which, two.which)
  if (!boundsImply(one.bounds, two.bounds)) return false
  if (isEqual(one.which, two.which)) return true
  const { atLeast, atMost } = two.bounds
  if (atMost === undefined) return narrows(one.which, two.which)
  return atLeast === undefined && one.how !== 'all' && narrows(two.which, one.which)
}

/** `one` asks for more recipients than `other` lets be, though all of them are such as `other` counts. */
function asksForMore(one: Quantity, other: Quantity): boolean {
  const { atMost } = other.bounds
  return atMost !== undefined && (one.bounds.atLeast ?? 0) > atMost && narrows(one.which, other.which)
}

/** `one` wants all of them on one side of the company's border, `other` somebody on the other. */
function dividesSides(one: Quantity, other: Quantity): boolean {
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
  const [one, two] = [quantityOf(settings), quantityOf(other)]
  if (asksForMore(one, two) || asksForMore(two, one)) return true
  if (dividesSides(one, two) || dividesSides(two, one)) return true
  return isEqual(one.which, two.which) && boundsExclude(one.bounds, two.bounds)
}

const condition: Condition<RecipientsSettings> = {
  kind: 'recipients',
  schema,
  describe: (settings: RecipientsSettings, language: Language) =>
    conditionAddressTexts[language].recipients(quantityOf(settings)),
  examples: [
    { any: { outside: 'true' } },
    { any: { domain: { list: 'rivals' } } },
    { all: { domain: ['partner.example', '*.partner.example'] } },
    { none: { who: { role: ['040', '050'] }, in: 'header' } },
    { count: { atLeast: '10' }, of: { outside: 'true', in: 'header' } },
    { any: { outside: 'true', in: 'bcc' } },
  ],
  uses: ({ any, all, none, of }) =>
    Object.entries({ any, all, none, of }).flatMap(([key, value]) =>
      value === undefined ? [] : usesOfAddress(value, [key]),
    ),
  faults: ({ any, all, none, count, of }) => {
    const given = [any, all, none, count].filter((each) => each !== undefined).length
    if (given !== 1) return [{ path: [], kind: 'one-of', detail: 'any, all, none, count' }]
    if (of !== undefined && count === undefined)
      return [{ path: ['of'], kind: 'one-of', detail: 'any, all, none, count' }]
    return count === undefined ? [] : boundsFaults(count, ['count'])
  },
  prepare,
  implies,
  excludes,
}

export const recipients = defineCondition(condition)
