/** What an import needs from outside: its database, its folders, and whoever has to be told. */

import type { Config } from '../config/schema.ts'
import type { Snapshot } from '../people/snapshot.ts'
import type { Desk } from '../store/desk.ts'
import type { NightRun, NightStepName, StepFacts, StepOutcome } from '../store/night-runs.ts'

/** What became of the wish that the running gate take the dump in force. `lines` are for a person. */
export type GateTold =
  | { readonly kind: 'in-force'; readonly snapshot: string }
  | { readonly kind: 'no-gate' }
  /** It went away before it answered. */
  | { readonly kind: 'cut' }
  | { readonly kind: 'refused'; readonly lines: readonly string[] }

/** Progress, after it is on record. */
export type NightEvent =
  | { readonly kind: 'run-begins'; readonly run: NightRun; readonly isResumed: boolean }
  | { readonly kind: 'step-begins'; readonly run: NightRun; readonly step: NightStepName }
  /** Of a step that takes its time: octets read, groups published. */
  | {
      readonly kind: 'step-goes-on'
      readonly step: NightStepName
      readonly done: number
      readonly total: number
    }
  | {
      readonly kind: 'step-ends'
      readonly run: NightRun
      readonly step: NightStepName
      readonly outcome: StepOutcome
      readonly facts: StepFacts
      readonly log: readonly string[]
      readonly milliseconds: number
    }
  | { readonly kind: 'run-rests'; readonly run: NightRun }

export interface NightParts {
  readonly desk: Desk
  readonly config: Config
  /** What relative paths of the configuration start from. */
  readonly folder: string
  readonly who: string
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Why the policies in force cannot judge by this snapshot; none: they can. */
  readonly misfitsOf: (snapshot: Snapshot) => Promise<readonly string[]>
  readonly tellGate: () => Promise<GateTold>
  readonly report: (event: NightEvent) => void
}
