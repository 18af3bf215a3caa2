/** Settings of a queue as tests have them: the usual times, without chance. */

import type { QueueSettings } from '../../src/deliver/queue-parts.ts'

export const queueSettings: QueueSettings = {
  hostname: 'gate.example',
  language: 'en',
  postmaster: '',
  firstRetry: 60_000,
  longestRetry: 3_600_000,
  jitter: 0,
  warnAfter: 14_400_000,
  giveUpAfter: 432_000_000,
  active: 10,
  perDestination: 10,
}
