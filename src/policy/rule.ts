/** What a rule of the flow is. */

import type { Snapshot } from '../people/snapshot.ts'

import type { Action, RuleAnswer } from './decision.ts'
import type { Facts } from './facts.ts'
import type { FlowSettings } from './settings.ts'

export interface Judged {
  readonly answer: RuleAnswer
  /** `undefined`: the next rule is asked. */
  readonly action: Action | undefined
}

/** Pure: no I/O, no clock. A throw is a fault of ours and never lets a mail pass. */
export type Rule = (facts: Facts, snapshot: Snapshot, settings: FlowSettings) => Judged

export const deliver: Action = { kind: 'deliver' }
