/** What is measured, against whom, and what is wanted. Values only. */

import type { Load } from './load.ts'
import type { Goal } from './report.ts'

export type PartName = 'kept' | 'new' | 'spool'

export interface Measurement extends Load {
  readonly goals: readonly Goal[]
  /** Also in the short form. */
  readonly isQuick?: boolean
}

const kilobyte = 1_024
const megabyte = 1_000_000

const filter = (times: number): Goal => ({ of: 'rate', against: 'Postfix proxy filter', times })
const queue = (times: number): Goal => ({ of: 'rate', against: 'Postfix queue', times })

export const parts: Readonly<Record<PartName, readonly Measurement[]>> = {
  kept: [
    { octets: 4 * kilobyte, sessions: 1, mails: 1_500, isKept: true, goals: [] },
    { octets: 4 * kilobyte, sessions: 10, mails: 8_000, isKept: true, goals: [] },
    {
      octets: 4 * kilobyte,
      sessions: 50,
      mails: 8_000,
      isKept: true,
      isQuick: true,
      goals: [
        filter(3.2),
        { of: 'cpu', against: 'Postfix proxy filter', times: 0.25 },
        { of: 'rate', against: 'HAProxy TCP', times: 0.8 },
        { of: 'rate', against: 'Haraka forward', times: 10 },
      ],
    },
    { octets: 64 * kilobyte, sessions: 10, mails: 3_000, isKept: true, goals: [filter(1.9)] },
    { octets: 64 * kilobyte, sessions: 50, mails: 3_000, isKept: true, goals: [] },
    { octets: megabyte, sessions: 10, mails: 400, isKept: true, goals: [filter(1.7)] },
  ],
  new: [
    {
      octets: 4 * kilobyte,
      sessions: 50,
      mails: 4_000,
      isKept: false,
      isQuick: true,
      goals: [filter(2.2)],
    },
  ],
  spool: [
    { octets: 4 * kilobyte, sessions: 50, mails: 8_000, isKept: true, isQuick: true, goals: [queue(8)] },
    { octets: 64 * kilobyte, sessions: 10, mails: 3_000, isKept: true, goals: [queue(5)] },
    { octets: megabyte, sessions: 10, mails: 400, isKept: true, goals: [queue(3)] },
  ],
}
