/**
 * Compares sender and recipients by what the roster says of them. Only people can be compared: of anybody else it is said
 * neither that he is the same nor that he differs.
 */

import { z } from 'zod'

import type { Post } from '../people/person.ts'
import { cannotTell, type Answer } from './answer.ts'
import type { NameUse } from './condition.ts'
import type { Facts } from './facts.ts'
import { valueAt } from './matcher-value.ts'
import { answerOfTally, type Quantity, type Tally } from './quantity.ts'
import { recipientsOf, sendersOf } from './seen-addresses.ts'
import { name } from './setting-values.ts'
import type { World } from './world.ts'

export interface SameValueSettings {
  /** A unit key, an attribute, or `role`. */
  readonly key: string
  readonly recipients: 'any' | 'all'
}

export function sameValueSchema(usual: 'any' | 'all'): z.ZodType<SameValueSettings> {
  return z.strictObject({ key: name, recipients: z.enum(['any', 'all']).default(usual) })
}

export function usesOfSameValue({ key }: SameValueSettings): readonly NameUse[] {
  return [{ kind: 'matcher-key', name: key, path: ['key'] }]
}

const unreadable = { kind: 'unreadable', detail: 'address' } as const

/**
 * A recipient is the same if one of his posts has the value of the sender's main post, for each person that the mail shows as
 * its sender; else he differs. Blank equals blank.
 */
export function compareValues(
  { key, recipients }: SameValueSettings,
  world: World,
  wanted: 'same' | 'different',
): (facts: Facts) => Answer {
  const { snapshot } = world
  const value = valueAt(snapshot.rules.layout, key)
  if (value === undefined) return () => cannotTell({ kind: 'unknown-name', detail: key })
  const quantity: Quantity<undefined> = { how: recipients, bounds: { atLeast: 1 }, which: undefined }
  const postsOf = (holder: number | undefined): readonly Post[] =>
    holder === undefined || holder < 0 ? [] : snapshot.people.at(holder).posts
  return (facts) => {
    const senders = sendersOf(facts, world)
    const values = senders.list.flatMap(({ holder = -1 }) =>
      holder < 0 ? [] : [value(snapshot.people.at(holder).main)],
    )
    const seen = recipientsOf(facts, world)
    let least = 0
    let others: Tally['others'] = 'no'
    let example: Tally['example']
    for (const { address, holder } of seen.list) {
      const posts = postsOf(holder)
      const isSame = values.every((each) => posts.some((post) => value(post) === each))
      if (posts.length > 0 && values.length > 0 && isSame === (wanted === 'same')) {
        least++
        example ??= { kind: 'recipient', text: address.slice(0, 100) }
      } else others = 'yes'
    }
    const { shown, bcc, envelope } = seen.unreadable
    const isWhole = shown + bcc + envelope === 0 && !senders.unreadable
    if (isWhole) return answerOfTally(quantity, { least, most: least, others, example }, [unreadable])
    // Another author may make the same differ, and another recipient may be either.
    const isSure = !senders.unreadable || wanted === 'different'
    const tally: Tally = {
      least: isSure ? least : 0,
      most: Number.POSITIVE_INFINITY,
      others: others === 'yes' && !senders.unreadable ? 'yes' : 'perhaps',
      example,
    }
    return answerOfTally(quantity, tally, [unreadable])
  }
}
