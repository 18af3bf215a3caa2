/** What the API reaches of the gate: each part as it is there, nothing decided here. */

import type { QueueQuestion } from '../deliver/queue-desk.ts'
import type { Snapshot } from '../people/snapshot.ts'
import type { Language } from '../text/language.ts'

import type { AuditEntry, AuditLine } from '../store/audit.ts'
import type { Groups } from '../store/groups.ts'
import type { Token } from '../store/tokens.ts'

export interface ApiParts {
  readonly language: Language
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** `undefined`: no token in force has this secret. */
  readonly holderOf: (secret: string) => Promise<Token | undefined>
  readonly inForce: () => InForceHere
  readonly groups: Groups
  readonly queue: (question: QueueQuestion) => Promise<unknown>
  readonly health: () => HealthHere
  /** Writes into the audit log; resolved once it is on disk. */
  readonly audit: (entry: Omit<AuditEntry, 'at'>) => Promise<void>
  /** The newest first. `before`: only lines with a lower number. */
  readonly auditLines: (limit: number, before: number | undefined) => readonly AuditLine[]
  /** A fault of ours: for the log. */
  readonly fault: (fault: unknown) => void
}

export interface InForceHere {
  readonly snapshot: Snapshot
  readonly revision: string
}

export interface HealthHere {
  readonly isReady: boolean
  /** Words as in `/readyz`. */
  readonly why: readonly string[]
}
