/** Turns one attempt at a host into what became of the mail, with the answer for the client. */

import type { Reply } from '../mail/reply.ts'
import { nextHopReplies } from '../text/next-hop-reply.ts'

import type { HostAttempt } from './first-host.ts'
import { inOneLine } from './in-one-line.ts'
import type { Delivery, RefusedRecipient } from './next-hop.ts'

const noneRefused: readonly RefusedRecipient[] = []

/** `by`: the host. `id`: the decision id, for the answer to the client. */
export function deliveryOf(attempt: HostAttempt, by: string, id: string): Delivery {
  const ours = (kind: Delivery['kind'], reply: Reply): Delivery => ({
    kind,
    by,
    answer: '',
    given: undefined,
    refused: noneRefused,
    offersDsn: false,
    isDown: false,
    reply,
  })
  switch (attempt.kind) {
    case 'accepted':
      return {
        kind: 'accepted',
        by,
        answer: inOneLine(attempt.reply),
        given: attempt.reply,
        refused: attempt.refused,
        offersDsn: attempt.offersDsn,
        isDown: false,
        reply: passOn(id, 250, attempt.reply),
      }
    case 'answered': {
      const isFinal = attempt.reply.code >= 500
      // 421 would say that we hang up; 3xx and 5xx beyond RFC 5321 are kept as they are.
      const code = attempt.reply.code === 421 ? 451 : attempt.reply.code
      const reply = passOn(id, code, attempt.reply)
      return {
        ...ours(isFinal ? 'refused' : 'deferred', reply),
        answer: inOneLine(attempt.reply),
        given: attempt.reply,
        refused: attempt.refused,
      }
    }
    case 'some-refused':
      return { ...ours(...someRefused(id, attempt.refused)), ...namesAndWords(attempt.refused) }
    case 'unfit':
      return ours('refused', attempt.reply)
    case 'unsent':
      return { ...ours('deferred', nextHopReplies.unreachable(id, by, attempt.why)), isDown: true }
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

function namesAndWords(refused: readonly RefusedRecipient[]): Pick<Delivery, 'answer' | 'refused'> {
  return {
    answer: refused
      .slice(0, 10)
      .map(({ address, reply }) => `<${address}> ${inOneLine(reply)}`)
      .join('; '),
    refused,
  }
}
