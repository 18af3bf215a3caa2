/** What the API reaches of the gate: each part as it is there, nothing decided here. */

import type { Config } from '../config/schema.ts'
import type { QueueQuestion } from '../deliver/queue-desk.ts'
import type { FactSources } from '../gate/gather.ts'
import type { PolicyText } from '../gate/policy-text.ts'
import type { Snapshot } from '../people/snapshot.ts'
import type { Language } from '../text/language.ts'

import type { AuditEntry, AuditLine } from '../store/audit.ts'
import type { Flow } from '../policy/compile-flow.ts'
import type { Desk } from '../store/desk.ts'
import type { Groups } from '../store/groups.ts'
import type { PolicyAnswer, PolicyQuestion } from '../store/policy-desk.ts'
import type { Token } from '../store/tokens.ts'

export interface ApiParts {
  readonly language: Language
  /** What relative paths of the configuration start from. */
  readonly folder: string
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** `undefined`: no token in force has this secret. */
  readonly holderOf: (secret: string) => Promise<Token | undefined>
  readonly inForce: () => InForceHere
  /** Rejects where the database cannot be used. */
  readonly changePolicies: (question: PolicyQuestion) => Promise<PolicyAnswer>
  readonly desk: Desk
  readonly groups: Groups
  readonly queue: (question: QueueQuestion) => Promise<unknown>
  /** In a process of its own, one at a time. */
  readonly replay: (asked: ReplayAsked) => Promise<Replayed>
  /** In a process of its own, as in the night. Resolves when it has begun. */
  readonly beginImport: (asked: ImportAsked) => Promise<ImportBegun>
  /** Likewise: what a person decides about an import. */
  readonly decideOnRun: (decision: RunDecision) => Promise<RunDecided>
  readonly health: () => HealthHere
  /** Writes into the audit log; resolved once it is on disk. */
  readonly audit: (entry: Omit<AuditEntry, 'at'>) => Promise<void>
  /** The newest first. `before`: only lines with a lower number. */
  readonly auditLines: (limit: number, before: number | undefined) => readonly AuditLine[]
  /** A request changed something: for the log. */
  readonly changed: (who: string, action: string, subject: string) => void
  /** A fault of ours: for the log. */
  readonly fault: (fault: unknown) => void
}

export interface InForceHere {
  readonly config: Config
  readonly snapshot: Snapshot
  /** With the text that the flow was made of. */
  readonly judging: () => { readonly text: PolicyText; readonly flow: Flow }
  readonly facts: { readonly sources: FactSources }
}

export interface HealthHere {
  readonly isReady: boolean
  /** Words as in `/readyz`. */
  readonly why: readonly string[]
}

export interface ImportAsked {
  /** Name of the token. */
  readonly who: string
  /** `YYYY-MM-DDThh:mm` in the time zone of the company; `undefined`: at once. */
  readonly effective: string | undefined
}

export type ImportBegun =
  | { readonly kind: 'begun'; readonly run: number }
  /** `by`: who is at work, as far as it is known. */
  | { readonly kind: 'held'; readonly by: string | undefined }
  | { readonly kind: 'nothing-arrived' }

export interface RunDecision {
  /** `approve`: lets pass what the guard has stopped; `withdraw`: takes back what is not in force; `rollback`: an earlier one again. */
  readonly what: 'approve' | 'withdraw' | 'rollback'
  /** `undefined`, for `rollback`: the one before. */
  readonly run: number | undefined
  /** Name of the token. */
  readonly who: string
  readonly reason: string
  readonly language: Language
}

export type RunDecided =
  /** An approved import goes on meanwhile. */
  | { readonly kind: 'done' }
  /** Nothing has changed. */
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string }

export interface ReplayAsked {
  /** As `policyWord`. */
  readonly word: string
  /** ISO 8601. */
  readonly since: string
  readonly until?: string | undefined
  /** Of each group. */
  readonly examples: number
}

export type Replayed =
  | { readonly kind: 'done'; readonly report: unknown }
  | { readonly kind: 'busy' }
  | { readonly kind: 'failed'; readonly why: string }
