/**
 * Tells the people whom a break-glass policy names, before the mail goes: the letter is in the spool, or the mail waits. The
 * letter itself never goes through the passage.
 */

import { writeBreakGlassLetter } from '../deliver/break-glass-letter.ts'
import { writtenMoment } from '../deliver/moment.ts'
import type { NoticeAuthor } from '../deliver/notice-letter.ts'
import { contentOf } from '../mail/content-of.ts'
import type { Mail } from '../mail/mail.ts'
import { printable } from '../mail/printable.ts'
import type { Flow } from '../policy/compile-flow.ts'
import type { Decision } from '../policy/decision.ts'
import { SpoolFault, type NewMail, type Spool } from '../store/spool.ts'
import type { Language } from '../text/language.ts'

import type { Incoming } from './incoming.ts'

export interface BreakGlassParts {
  readonly author: NoticeAuthor
  /** Envelope sender of the letters; `''` is the null sender. */
  readonly from: string
  readonly language: Language
  readonly spool: Pick<Spool, 'isReady' | 'commit'>
  /** The queue's name for where mail to this address goes. */
  readonly routeOf: (address: string) => string
  /** Tells the queue that the spool has something new. */
  readonly wake: () => void
  /** Milliseconds for which the queue tries to deliver a letter. */
  readonly lasts: number
  /** Resolves once the decision is on disk: it is recorded before the spool takes anything. */
  readonly recorded: () => Promise<void>
}

/** Resolves with whether the letter is in the spool. */
export type TellOfBreakGlass = (
  incoming: Incoming,
  mail: Mail,
  decision: Decision,
  flow: Flow,
) => Promise<boolean>

const recipientsListed = 20
const longestAddress = 254
const longestSubject = 200
const notAscii = /[^\u0000-\u007f]/

export function createTellOfBreakGlass(parts: BreakGlassParts): TellOfBreakGlass {
  return async (incoming, mail, decision, flow) => {
    if (!parts.spool.isReady) return false
    await parts.recorded()
    const letter = await letterAbout(incoming, mail, decision, flow, parts)
    try {
      await parts.spool.commit({ accept: [letter] })
    } catch (fault) {
      if (fault instanceof SpoolFault) return false
      throw fault
    }
    parts.wake()
    return true
  }
}

async function letterAbout(
  { envelope }: Incoming,
  mail: Mail,
  { id: decisionId, at, breakGlass, recipients }: Decision,
  { document, world }: Flow,
  { author, from, language, routeOf, lasts }: BreakGlassParts,
): Promise<NewMail> {
  const id = `${decisionId}-break-glass`
  const to = [...new Set(breakGlass.flatMap(({ tell }) => tell))]
  const [writer] = mail.from
  const names = new Map(document.policies.map((policy) => [policy.id, policy.name || policy.id]))
  const facts = {
    id,
    at,
    to,
    language,
    sender: printable(writer?.kind === 'mailbox' ? writer.address : envelope.from, longestAddress),
    recipients: recipients
      .slice(0, recipientsListed)
      .map(({ address }) => printable(address, longestAddress)),
    more: Math.max(0, recipients.length - recipientsListed),
    subject: printable(mail.subject, longestSubject),
    moment: writtenMoment(language, world.snapshot.rules.timezone, at),
    policies: breakGlass.map(({ policy }) => names.get(policy) ?? policy),
    decisionId,
  }
  const smtputf8 = to.some((address) => notAscii.test(address))
  return {
    id,
    kind: 'notice',
    at,
    envelope: { from, ret: undefined, envid: undefined, smtputf8, eightBit: smtputf8 },
    trace: Buffer.alloc(0),
    decisionId,
    bornAt: at,
    expiresAt: at + lasts,
    recipients: to.map((address) => ({
      address,
      notify: undefined,
      orcpt: undefined,
      route: routeOf(address),
    })),
    content: contentOf(await writeBreakGlassLetter(facts, author)),
  }
}
