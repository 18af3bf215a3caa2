/**
 * What every place can do that groups are published to: the interface of its driver. A driver for another gateway implements
 * it and runs the tests of `test/roster/group-target.contract.ts`; nothing else knows what kind of target it is.
 *
 * A driver tries again by itself where that may help (its target is busy or out of reach), and answers once it knows. It never
 * rejects for what the target does. All calls but `list` and `settle` may run at the same time for different groups.
 */

import type { PublishedGroup } from '../people/published-groups.ts'
import type { GroupAtTarget } from './group-plan.ts'

/** Nothing can be done at the target for now, or at all. */
export type TargetFault =
  /** `why`: the system's code, such as `ECONNREFUSED`, or `timeout`. */
  | { readonly kind: 'unreachable'; readonly why: string }
  /** It asked for patience, or failed, until the driver gave up. */
  | { readonly kind: 'busy'; readonly status: number }
  /** It does not let this client do that: token, scope, address. `detail`: its own words, may be empty. */
  | { readonly kind: 'refused'; readonly status: number; readonly detail: string }
  /** What it answers is not what such a target answers. */
  | { readonly kind: 'garbage'; readonly status: number }
  | { readonly kind: 'disk'; readonly path: string; readonly code: string }

/** One group cannot be put or removed; others can. */
export type GroupFault =
  | { readonly kind: 'of-another' }
  /** It is no longer what the plan has seen. */
  | { readonly kind: 'changed-meanwhile' }
  /** The target keeps other members than were put. */
  | { readonly kind: 'kept-differently' }
  | { readonly kind: 'refused'; readonly status: number; readonly detail: string }

export type StepAnswer =
  | { readonly kind: 'done' }
  | { readonly kind: 'group-fault'; readonly fault: GroupFault }
  | { readonly kind: 'target-fault'; readonly fault: TargetFault }

export interface GroupListing {
  readonly kind: 'listed'
  /** The name that this client has there: only groups with this creator are its own. */
  readonly self: string
  readonly groups: readonly GroupAtTarget[]
}

export type ListAnswer = GroupListing | { readonly kind: 'target-fault'; readonly fault: TargetFault }

export type ReadAnswer =
  /** `members`: each once, sorted by code unit. */
  | { readonly kind: 'members'; readonly members: readonly string[] }
  | { readonly kind: 'absent' }
  | { readonly kind: 'target-fault'; readonly fault: TargetFault }

export interface GroupTarget {
  /** Every group that is there, also those of others. */
  readonly list: () => Promise<ListAnswer>
  readonly read: (name: string) => Promise<ReadAnswer>
  /**
   * Makes the group have these members and no others; `done` also where it has them already.
   * @param before hash that it must have now; `undefined`: it is not there
   */
  readonly put: (group: PublishedGroup, before: string | undefined) => Promise<StepAnswer>
  /** Likewise; `done` also where it is gone already. */
  readonly remove: (name: string, before: string) => Promise<StepAnswer>
  /**
   * Behind the last `put` and `remove`; what was put must be there once it resolves. Targets that take each group at once have
   * nothing to do.
   */
  readonly settle: () => Promise<Exclude<StepAnswer, { kind: 'group-fault' }>>
}
