/**
 * Gathers what a flow cannot judge without: the inspected content, whether recipients' servers offer TLS, whom the sender
 * wrote to before. Each source has a deadline; one that fails or is late is missing, which is an answer of its own.
 */

import type { ContentFacts, TextQuestion } from '../inspect/content-facts.ts'
import { canonicalAddress, domainOf } from '../mail/address.ts'
import type { Content } from '../mail/content.ts'
import { mailboxesOf } from '../mail/mailboxes.ts'
import { printable } from '../mail/printable.ts'
import type { CannotTell } from '../policy/answer.ts'
import type { Needs } from '../policy/needs.ts'
import type { Need } from '../policy/condition.ts'
import type { TlsOffer } from '../mail/tls-offer.ts'
import type { Facts } from '../policy/facts.ts'

import type { Incoming } from './incoming.ts'

/** Where the facts come from. One that is not given is always missing. */
export interface FactSources {
  /** Never sends text of the mail back, only what was asked about it. */
  readonly inspect?: (content: Content, questions: readonly TextQuestion[]) => Promise<ContentFacts>
  /** By domain, lower case. */
  readonly offersTls?: (domains: readonly string[]) => Promise<ReadonlyMap<string, TlsOffer>>
  /** Canonical addresses of `recipients` that `sender` wrote to before. */
  readonly writtenTo?: (sender: string, recipients: readonly string[]) => Promise<ReadonlySet<string>>
  /** Milliseconds for each. */
  readonly deadlines: Readonly<Record<Need, number>>
}

export interface Gathered {
  readonly facts: Facts
  /** What did not come, with why. */
  readonly missing: ReadonlyMap<Need, CannotTell>
}

/** Never rejects. */
export type Gather = (needs: Needs, incoming: Incoming, facts: Facts) => Promise<Gathered>

const longestDetail = 100

export function createGather(sources: FactSources): Gather {
  return async (needs, incoming, facts) => {
    const missing = new Map<Need, CannotTell>()
    const from = async <Value>(
      need: Need,
      ask: (() => Promise<Value>) | undefined,
    ): Promise<Value | undefined> => {
      if (!needs.kinds.has(need)) return undefined
      try {
        if (ask === undefined) throw new Error('no source')
        return await inTime(ask(), sources.deadlines[need])
      } catch (fault) {
        const detail = fault instanceof Error ? fault.message : String(fault)
        missing.set(need, { kind: 'not-gathered', detail: printable(`${need}: ${detail}`, longestDetail) })
        return undefined
      }
    }
    const { inspect, offersTls, writtenTo } = sources
    const [content, tls, history] = await Promise.all([
      from('content', inspect && (async () => await inspect(incoming.content, needs.questions))),
      from('tls', offersTls && (async () => await offersTls(domainsOf(facts)))),
      from('history', writtenTo && (async () => await writtenTo(senderIn(facts), recipientsIn(facts)))),
    ])
    const gathered: Facts = {
      ...facts,
      content: content ?? facts.content,
      tls: tls ?? facts.tls,
      writtenTo: history ?? facts.writtenTo,
    }
    return { facts: gathered, missing }
  }
}

async function inTime<Value>(promise: Promise<Value>, milliseconds: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`> ${milliseconds} ms`)), milliseconds)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Canonical envelope sender, for the history of whom he wrote to. */
export function senderIn({ envelope }: Facts): string {
  return canonicalAddress(envelope.from) ?? envelope.from
}

/** Canonical addresses that the mail goes to, by envelope and header, each once. */
export function recipientsIn({ envelope, mail }: Facts): readonly string[] {
  const shown = [mail.to, mail.cc, mail.bcc].flatMap(mailboxesOf)
  const reached = envelope.recipients.flatMap(({ address }) => canonicalAddress(address) ?? [])
  return [...new Set([...reached, ...shown])]
}

/** Domains that the mail is handed on to: those of the envelope. */
function domainsOf({ envelope }: Facts): readonly string[] {
  const addresses = envelope.recipients.flatMap(({ address }) => canonicalAddress(address) ?? [])
  return [...new Set(addresses.map(domainOf))]
}
