/**
 * The next hop as a list of smart hosts: tries them in order and turns what happened into the answer for
 * the client. The next hop's answer to the final dot is ours; nothing is kept here and nothing is sent twice
 * on purpose.
 */

import type { Reply } from '../mail/reply.ts'
import { nextHopReplies } from '../text/next-hop-reply.ts'

import { inOneLine, Unreachable, type SmartHost } from './greet.ts'
import { HostPool, PoolBusy } from './host-pool.ts'
import type { Delivery, Handover, NextHop } from './next-hop.ts'
import { transact, type Attempt, type RefusedRecipient, type TransactionDeadlines } from './transaction.ts'

export interface SmartHostsSettings extends TransactionDeadlines {
  /** Our name in EHLO. */
  readonly hostname: string
  readonly hosts: readonly SmartHost[]
  /** Connections kept open to one host at most. */
  readonly connections: number
  /** Milliseconds until an unused connection is closed. */
  readonly idle: number
  /** Milliseconds for TCP, greeting, EHLO and TLS together. */
  readonly connect: number
}

export function createSmartHosts(settings: SmartHostsSettings): NextHop {
  const pools = settings.hosts.map((host) => new HostPool(host, settings))
  const underWay = new Set<Promise<Delivery>>()
  return {
    deliver: (handover) => {
      const delivery = deliverToFirst(pools, handover, settings)
      underWay.add(delivery)
      const forget = (): boolean => underWay.delete(delivery)
      delivery.then(forget, forget)
      return delivery
    },
    close: async () => {
      await Promise.allSettled(underWay)
      for (const pool of pools) pool.close()
    },
  }
}

async function deliverToFirst(
  pools: readonly HostPool[],
  handover: Handover,
  deadlines: TransactionDeadlines,
): Promise<Delivery> {
  let last: Delivery | undefined
  for (const pool of inOrder(pools)) {
    let attempt = await attemptAt(pool, handover, deadlines, false)
    if (attempt.kind === 'unsent' && attempt.freshMayDo) {
      attempt = await attemptAt(pool, handover, deadlines, true)
    }
    last = deliveryOf(attempt, pool.name, handover.id)
    if (attempt.kind !== 'unsent' && attempt.kind !== 'busy') return last
  }
  if (last === undefined) throw new Error('no smart host is configured')
  return last
}

/** As configured, but those that could not be reached a moment ago come last. */
function inOrder(pools: readonly HostPool[]): readonly HostPool[] {
  if (!pools.some((pool) => pool.isResting)) return pools
  return [...pools.filter((pool) => !pool.isResting), ...pools.filter((pool) => pool.isResting)]
}

async function attemptAt(
  pool: HostPool,
  handover: Handover,
  deadlines: TransactionDeadlines,
  fresh: boolean,
): Promise<Attempt | { readonly kind: 'busy' }> {
  let connection
  try {
    connection = await pool.take(fresh)
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
    void pool.release(connection)
  }
}

function deliveryOf(attempt: Attempt | { readonly kind: 'busy' }, by: string, id: string): Delivery {
  const ours = (kind: Delivery['kind'], reply: Reply): Delivery => ({
    kind,
    by,
    answer: '',
    refusedRecipients: [],
    reply,
  })
  switch (attempt.kind) {
    case 'accepted':
      return { ...ours('accepted', passOn(id, 250, attempt.reply)), answer: inOneLine(attempt.reply) }
    case 'answered': {
      const isFinal = attempt.reply.code >= 500
      // 421 would say that we hang up; 3xx and 5xx beyond RFC 5321 are kept as they are.
      const code = attempt.reply.code === 421 ? 451 : attempt.reply.code
      const reply = passOn(id, code, attempt.reply)
      return { ...ours(isFinal ? 'refused' : 'deferred', reply), answer: inOneLine(attempt.reply) }
    }
    case 'some-refused':
      return { ...ours(...someRefused(id, attempt.refused)), ...namesAndWords(attempt.refused) }
    case 'unfit':
      return ours('refused', attempt.reply)
    case 'unsent':
      return ours('deferred', nextHopReplies.unreachable(id, by, attempt.why))
    case 'unknown':
      return ours('deferred', nextHopReplies.unknown(id, by, attempt.why))
    case 'busy':
      return ours('deferred', nextHopReplies.busy(id, by))
  }
}

function passOn(id: string, code: number, reply: Reply): Reply {
  const enhanced = reply.enhanced === '' ? `${String(code)[0]}.0.0` : reply.enhanced
  return nextHopReplies.passedOn(id, code, enhanced, reply.lines)
}

/** 4xx if any refusal is, so that nothing is given up that may still go. */
function someRefused(id: string, refused: readonly RefusedRecipient[]): [Delivery['kind'], Reply] {
  const temporary = refused.find(({ reply }) => reply.code < 500)
  const { reply } = temporary ?? refused[0] ?? { reply: { code: 451, enhanced: '', lines: [] } }
  const code = temporary === undefined ? 550 : 451
  const enhanced = reply.enhanced === '' ? `${code === 451 ? 4 : 5}.1.1` : reply.enhanced
  const named = refused.slice(0, 3).map(({ address }) => `<${address.replace(/[^\x21-\x7e]/g, '?')}>`)
  if (refused.length > named.length) named.push(`${refused.length - named.length} more`)
  const answer = nextHopReplies.someRefused(id, code, enhanced, named, inOneLine(reply))
  return [temporary === undefined ? 'refused' : 'deferred', answer]
}

function namesAndWords(refused: readonly RefusedRecipient[]): Pick<Delivery, 'answer' | 'refusedRecipients'> {
  return {
    answer: refused
      .slice(0, 10)
      .map(({ address, reply }) => `<${address}> ${inOneLine(reply)}`)
      .join('; '),
    refusedRecipients: refused.map(({ address }) => address),
  }
}
