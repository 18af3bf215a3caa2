/** What a newcomer may send to see the gate refuse and let go: a real sender of the roster, and somebody who would do. */

import { findCandidates } from './candidates.ts'
import { judge } from './judge.ts'
import type { Snapshot } from './snapshot.ts'

export interface FirstTries {
  readonly from: string
  readonly to: string
  /** With this address in Cc the mail goes. */
  readonly approver: string
}

/** Reserved for examples (RFC 2606): never the address of anybody. */
const stranger = 'client@example.com'

/**
 * `undefined` where no mail of the roster is refused for want of somebody in Cc. Ordinary staff come before those of a
 * tier, for whom the answer is less plain.
 * @param day `YYYY-MM-DD`
 */
export function firstTries(snapshot: Snapshot, day: string): FirstTries | undefined {
  let second: FirstTries | undefined
  for (const { addresses } of snapshot.people) {
    const [from] = addresses
    if (from === undefined) continue
    const { reason, pattern, tier } = judge(snapshot, { from, to: [stranger], cc: [], others: [], day })
    if (reason !== 'no-internal-recipient') continue
    const approver = findCandidates(snapshot, from, day, 1)[0]?.address
    if (approver === undefined) continue
    const tries = { from, to: stranger, approver }
    if (pattern !== undefined && tier === undefined) return tries
    second ??= tries
  }
  return second
}
