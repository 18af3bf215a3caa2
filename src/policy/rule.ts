/** What a guard is: a rule that is asked before all policies. */

import type { Snapshot } from '../people/snapshot.ts'

import type { Action, RuleAnswer } from './decision.ts'
import type { Facts } from './facts.ts'
import type { FlowSettings } from './settings.ts'

export interface Judged {
  readonly answer: RuleAnswer
  /** `undefined`: the next guard is asked, and after the last one the policies. */
  readonly action: Action | undefined
}

/** Pure: no I/O, no clock. A throw is a fault of ours and never lets a mail pass. */
export type Rule = (facts: Facts, snapshot: Snapshot, settings: FlowSettings) => Judged

export const deliver: Action = { kind: 'deliver' }
