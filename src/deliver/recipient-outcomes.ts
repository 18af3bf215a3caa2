/** What an attempt means for each recipient. Values only. */

import type { LastReply } from '../store/spool.ts'

import type { Delivery } from './next-hop.ts'

export interface RecipientResult {
  readonly kind: 'delivered' | 'failed' | 'deferred'
  readonly lastReply: LastReply
  /** It failed because its time is over: the last answer was a 4xx, or there was none. */
  readonly isGivenUp?: boolean
}

const kinds = { accepted: 'delivered', refused: 'failed', deferred: 'deferred' } as const

/** Parallel to the recipients of the envelope that was handed over. `id`: of the handover; `at`: milliseconds since 1970. */
export function resultsOf(
  delivery: Delivery,
  recipients: number,
  id: string,
  at: number,
): readonly RecipientResult[] {
  const { given, reply } = delivery
  const whole: RecipientResult = {
    kind: kinds[delivery.kind],
    lastReply: {
      at,
      // What stands in `reply` alone is our own finding: nobody said it.
      by: given === undefined ? '' : delivery.by,
      reply: given ?? { ...reply, lines: reply.lines.map((line) => forReports(line, id)) },
    },
  }
  const results = Array.from({ length: recipients }, () => whole)
  for (const refused of delivery.refused) {
    results[refused.index] = {
      kind: refused.reply.code >= 500 ? 'failed' : 'deferred',
      lastReply: { at, by: delivery.by, reply: refused.reply },
    }
  }
  return results
}

/** What was said to a client: his id, and that he should come again, are of no use to anybody else. */
function forReports(line: string, id: string): string {
  return line.replace(`${id} `, '').replace(/; try again later$/, '')
}
