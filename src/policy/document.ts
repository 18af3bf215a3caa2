/** `policies.yaml` as values: what a revision says, checked and with every default filled in. */

import type { AnyCondition } from './condition.ts'
import type { Hours } from './hours.ts'
import type { NamedList, ReferenceTable } from './world.ts'

/** Where something stands in `policies.yaml`, counted from 1. */
export interface PolicyPlace {
  readonly line: number
  readonly column: number
}

/** A tree of conditions. Three-valued: see `compile-tree.ts`. */
export type Tree =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Tree[]; readonly place: PolicyPlace }
  | { readonly kind: 'not'; readonly of: Tree; readonly place: PolicyPlace }
  /** A named condition set, put in its place: `name` is for people. */
  | { readonly kind: 'set'; readonly name: string; readonly of: Tree; readonly place: PolicyPlace }
  | {
      readonly kind: 'condition'
      readonly condition: AnyCondition
      readonly settings: unknown
      /** Kind and settings as canonical text: the same in every revision that asks the same. */
      readonly key: string
      readonly place: PolicyPlace
    }

export type Stage = 'decide' | 'deliver'

/** What a policy does with a mail that it matches. */
export type PolicyAction =
  /** Skips the remaining policies of its stage, or those named alone. */
  | { readonly kind: 'pass'; readonly skip: 'all' | readonly string[] }
  /** `text`: the administrator's own words for the sender, ASCII in `en`. */
  | { readonly kind: 'refuse'; readonly text: { readonly en?: string; readonly ja?: string } | undefined }
  /** Answered 250 and thrown away, on record. */
  | { readonly kind: 'discard' }
  /** Deliver stage: by this route of the configuration, with at least this TLS. */
  | {
      readonly kind: 'deliver'
      readonly route: string | undefined
      readonly tls: 'required' | 'verified' | undefined
    }

/** What follows where a policy's conditions cannot tell. */
export type OnCannotTell = 'tempfail' | 'refuse' | 'match' | 'skip'

/** When a policy is in force, in the company's time zone and calendar. */
export interface PolicyTimes {
  /** `YYYY-MM-DD`, both ends included. */
  readonly from: string | undefined
  readonly until: string | undefined
  /** `working`: working hours of working days by the calendar; `off`: all other time. */
  readonly hours: 'working' | 'off' | Hours | undefined
}

export interface Policy {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly stage: Stage
  /** `shadow`: judged and recorded, never acted on. */
  readonly mode: 'on' | 'off' | 'shadow'
  readonly times: PolicyTimes
  /** `undefined`: every mail. */
  readonly when: Tree | undefined
  readonly unless: Tree | undefined
  readonly action: PolicyAction
  /** A match ends the stage. */
  readonly stop: boolean
  readonly onCannotTell: OnCannotTell
  /** Break-glass: people who are told at once that the policy let a mail through, and its place in the list for review. */
  readonly breakGlass: { readonly tell: readonly string[] } | undefined
  readonly place: PolicyPlace
}

export interface Calendar {
  /** 0 is Sunday. */
  readonly workdays: readonly number[]
  /** `YYYY-MM-DD`. */
  readonly holidays: readonly string[]
  readonly hours: Hours
}

export interface PolicyDocument {
  readonly calendar: Calendar
  readonly lists: ReadonlyMap<string, NamedList>
  readonly tables: ReadonlyMap<string, ReferenceTable>
  readonly policies: readonly Policy[]
}
