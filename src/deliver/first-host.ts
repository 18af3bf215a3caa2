/**
 * Hands a mail to the first of several hosts that can be reached. A host that has answered, or may have the mail, is
 * the last one asked: nothing is sent twice on purpose.
 */

import { deliveryOf } from './delivery-of.ts'
import { PoolBusy, type HostPool } from './host-pool.ts'
import type { Delivery, Handover } from './next-hop.ts'
import { transact, type Attempt, type TransactionDeadlines } from './transaction.ts'
import { Unreachable } from './unreachable.ts'

/** An attempt at one host. */
export type HostAttempt = Attempt | { readonly kind: 'busy' }

/** `pools` are tried in order; at least one. `ended` is called when the mail is under way no more. */
export async function deliverToFirst(
  pools: readonly HostPool[],
  handover: Handover,
  deadlines: TransactionDeadlines,
  ended?: () => void,
): Promise<Delivery> {
  try {
    let last: Delivery | undefined
    for (const pool of inOrder(pools)) {
      let attempt = await attemptAt(pool, handover, deadlines, false)
      if (attempt.kind === 'unsent' && attempt.freshMayDo) {
        attempt = await attemptAt(pool, handover, deadlines, true)
      }
      last = deliveryOf(attempt, pool.name, handover.id)
      if (attempt.kind !== 'unsent' && attempt.kind !== 'busy') return last
    }
    if (last === undefined) throw new Error('no host to try')
    return last
  } finally {
    ended?.()
  }
}

/** As configured, but those that could not be reached a moment ago come last. */
function inOrder(pools: readonly HostPool[]): readonly HostPool[] {
  if (!pools.some(isResting)) return pools
  return [...pools.filter((pool) => !pool.isResting), ...pools.filter(isResting)]
}

function isResting(pool: HostPool): boolean {
  return pool.isResting
}

async function attemptAt(
  pool: HostPool,
  handover: Handover,
  deadlines: TransactionDeadlines,
  fresh: boolean,
): Promise<HostAttempt> {
  let connection
  try {
    connection = (fresh ? undefined : pool.takeIdle()) ?? (await pool.take(fresh))
  } catch (fault) {
    if (fault instanceof PoolBusy) return { kind: 'busy' }
    if (fault instanceof Unreachable) return { kind: 'unsent', why: fault.message, freshMayDo: false }
    throw fault
  }
  try {
    return await transact(connection, handover, deadlines)
  } catch (fault) {
    connection.fail('closed', 'given up')
    throw fault
  } finally {
    // RSET, where it is owed, is waited for behind the client's back.
    pool.release(connection)
  }
}
