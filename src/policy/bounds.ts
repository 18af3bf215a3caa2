/** Lower and upper bounds of conditions that count or measure: what they answer, and how two of them lie to each other. */

import type { Answer, CannotTell } from './answer.ts'
import { cannotTell, no, yes } from './answer.ts'
import type { SettingFault } from './condition.ts'
import type { Bounds } from './setting-values.ts'

/** A number that is not known for sure; `most` may be infinite. */
export interface Range {
  readonly least: number
  readonly most: number
}

function ends({ atLeast = 0, atMost = Number.POSITIVE_INFINITY }: Bounds): Range {
  return { least: atLeast, most: atMost }
}

/** Whether a number in `range` is within the bounds: `perhaps` where it depends on which. */
export function within(bounds: Bounds, range: Range): 'yes' | 'no' | 'perhaps' {
  const { least, most } = ends(bounds)
  if (range.least >= least && range.most <= most) return 'yes'
  return range.most < least || range.least > most ? 'no' : 'perhaps'
}

/** For a number that is known: the answer with the number as its evidence. */
export function answerWithin(bounds: Bounds, count: number): Answer {
  return within(bounds, { least: count, most: count }) === 'yes' ? yes({ kind: 'count', count }) : no
}

/** For one that may be higher, up to any number. */
export function answerAtLeast(bounds: Bounds, count: number, why: readonly CannotTell[]): Answer {
  if (why.length === 0) return answerWithin(bounds, count)
  const is = within(bounds, { least: count, most: Number.POSITIVE_INFINITY })
  if (is === 'perhaps') return cannotTell(...why)
  return is === 'yes' ? yes({ kind: 'count', count }) : no
}

export function boundsImply(one: Bounds, other: Bounds): boolean {
  const inner = ends(one)
  const outer = ends(other)
  return inner.least >= outer.least && inner.most <= outer.most
}

export function boundsExclude(one: Bounds, other: Bounds): boolean {
  const first = ends(one)
  const second = ends(other)
  return first.least > second.most || first.most < second.least
}

/** Bounds that nothing can be within, or that say nothing. */
export function boundsFaults(bounds: Bounds, path: readonly (string | number)[]): readonly SettingFault[] {
  const { atLeast, atMost } = bounds
  if (atLeast === undefined && atMost === undefined)
    return [{ path, kind: 'one-of', detail: 'atLeast, atMost' }]
  if (atLeast === undefined || atMost === undefined || atLeast <= atMost) return []
  return [{ path: [...path, 'atLeast'], kind: 'bounds', detail: `${atLeast} > ${atMost}` }]
}
