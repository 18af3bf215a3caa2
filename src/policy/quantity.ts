/**
 * Any, all, none or so many of the things of a mail: the form in which conditions on recipients and on files ask for them,
 * and the answer where some of them cannot be told.
 */

import { cannotTell, no, yes, type Answer, type CannotTell, type Evidence } from './answer.ts'
import { boundsExclude, boundsFaults, boundsImply, within } from './bounds.ts'
import type { SettingFault } from './condition.ts'
import type { Bounds } from './setting-values.ts'

/** As `policies.yaml` writes it: one of the first four; `of` goes with `count`. */
export interface QuantitySettings<Which> {
  readonly any?: Which | undefined
  readonly all?: Which | undefined
  readonly none?: Which | undefined
  readonly count?: Bounds | undefined
  readonly of?: Which | undefined
}

/** The same in one form. `all` asks for one at least. */
export interface Quantity<Which> {
  readonly how: 'any' | 'all' | 'none' | 'count'
  readonly bounds: Bounds
  readonly which: Which
}

export function quantityOf<Which>(
  { any, all, none, count, of }: QuantitySettings<Which>,
  everything: Which,
): Quantity<Which> {
  if (any !== undefined) return { how: 'any', bounds: { atLeast: 1 }, which: any }
  if (none !== undefined) return { how: 'none', bounds: { atMost: 0 }, which: none }
  if (all !== undefined) return { how: 'all', bounds: { atLeast: 1 }, which: all }
  return { how: 'count', bounds: count ?? {}, which: of ?? everything }
}

/** Faults of the form; `more` are further keys that may stand in the place of the four. */
export function quantityFaults(
  { any, all, none, count, of }: QuantitySettings<unknown>,
  more: Readonly<Record<string, Bounds | undefined>> = {},
): readonly SettingFault[] {
  const detail = ['any', 'all', 'none', 'count', ...Object.keys(more)].join(', ')
  const given = [any, all, none, count, ...Object.values(more)].filter((each) => each !== undefined)
  if (given.length !== 1) return [{ path: [], kind: 'one-of', detail }]
  if (of !== undefined && (any !== undefined || all !== undefined || none !== undefined))
    return [{ path: ['of'], kind: 'one-of', detail }]
  return Object.entries({ count, ...more }).flatMap(([key, bounds]) =>
    bounds === undefined ? [] : boundsFaults(bounds, [key]),
  )
}

/** How many there are, for sure and at most, and whether there are others. */
export interface Tally {
  readonly least: number
  readonly most: number
  readonly others: 'yes' | 'no' | 'perhaps'
  /** One of those that are. */
  readonly example: Evidence | undefined
}

/** @param why what keeps the tally from being exact. */
export function answerOfTally(
  { how, bounds }: Quantity<unknown>,
  { least, most, others, example }: Tally,
  why: readonly CannotTell[],
): Answer {
  const evidence = example === undefined ? [] : [example]
  if (how === 'all') {
    if (others === 'yes' || most === 0) return no
    return others === 'no' && least > 0 ? yes(...evidence) : cannotTell(...why)
  }
  switch (within(bounds, { least, most })) {
    case 'yes':
      return how === 'count' ? yes({ kind: 'count', count: least }, ...evidence) : yes(...evidence)
    case 'no':
      return how === 'none' ? { answer: 'no', evidence } : no
    case 'perhaps':
      return cannotTell(...why)
  }
}

/** How two kinds of things lie to each other. */
export interface Narrowing<Which> {
  /** True only if all that `one` means is meant by `other`. */
  readonly narrows: (one: Which, other: Which) => boolean
  /** True only if both look at the same place. */
  readonly sharesPlace: (one: Which, other: Which) => boolean
}

function isEqual<Which>({ narrows }: Narrowing<Which>, one: Which, other: Which): boolean {
  return narrows(one, other) && narrows(other, one)
}

export function quantityImplies<Which>(
  narrowing: Narrowing<Which>,
  one: Quantity<Which>,
  two: Quantity<Which>,
): boolean {
  const { narrows, sharesPlace } = narrowing
  if (two.how === 'all')
    return one.how === 'all' && sharesPlace(one.which, two.which) && narrows(one.which, two.which)
  if (!boundsImply(one.bounds, two.bounds)) return false
  if (isEqual(narrowing, one.which, two.which)) return true
  const { atLeast, atMost } = two.bounds
  if (atMost === undefined) return narrows(one.which, two.which)
  return atLeast === undefined && one.how !== 'all' && narrows(two.which, one.which)
}

/** `one` asks for more than `other` lets be, though all of them are such as `other` counts. */
function asksForMore<Which>(
  { narrows }: Narrowing<Which>,
  one: Quantity<Which>,
  other: Quantity<Which>,
): boolean {
  const { atMost } = other.bounds
  return atMost !== undefined && (one.bounds.atLeast ?? 0) > atMost && narrows(one.which, other.which)
}

export function quantityExcludes<Which>(
  narrowing: Narrowing<Which>,
  one: Quantity<Which>,
  two: Quantity<Which>,
): boolean {
  if (asksForMore(narrowing, one, two) || asksForMore(narrowing, two, one)) return true
  return isEqual(narrowing, one.which, two.which) && boundsExclude(one.bounds, two.bounds)
}
