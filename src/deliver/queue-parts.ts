/** What the queue works with. */

import type { Spool } from '../store/spool.ts'

import type { RetrySettings } from './back-off.ts'
import type { QueueClock } from './queue-clock.ts'
import type { QueueEvent } from './queue-events.ts'
import type { ReportSettings } from './queue-reports.ts'
import type { Router } from './route.ts'

export interface QueueSettings extends RetrySettings, ReportSettings {
  /** Mails in memory at most. */
  readonly active: number
  /** Mails at the same time to one destination. */
  readonly perDestination: number
}

export interface QueueParts {
  readonly spool: Spool
  /** As in force now. */
  readonly router: Router
  /** As in force now. */
  readonly settings: QueueSettings
  readonly clock: QueueClock
  /** Must not throw. */
  readonly report: (event: QueueEvent) => void
}
