/**
 * What is looked for in the decision log: octets that a line must hold before it is worth parsing, and the exact test
 * of what was parsed.
 */

import { foldText } from '../mail/fold-text.ts'
import type { FoundDecision } from './recorded-decision.ts'

/** All that is given must hold. */
export interface DecisionFilter {
  /** Milliseconds since 1970, both ends included. */
  readonly since?: number | undefined
  readonly until?: number | undefined
  /** Envelope sender: an address, or `@domain`. ASCII letters count the same in both cases. */
  readonly from?: string | undefined
  /** An envelope recipient, likewise. */
  readonly to?: string | undefined
  /** A part of the subject, as `foldText` compares. */
  readonly subject?: string | undefined
  /** Of the mail or of one of its recipients. */
  readonly outcome?: string | undefined
  /** A policy that matched or could not tell, or a rule that was asked. */
  readonly policy?: string | undefined
  readonly reason?: string | undefined
  readonly id?: string | undefined
  /** Passes of a break-glass policy alone. */
  readonly breakGlass?: boolean | undefined
}

/** What a line that may fit holds. */
export interface Needles {
  /** As it stands. */
  readonly exact: readonly Buffer[]
  /** With ASCII letters in lower case. */
  readonly folded: readonly Buffer[]
  /** Either in the line, or the outcome is in another line. */
  readonly outcome: Buffer | undefined
  /** In the subject, once that is folded. */
  readonly subject: string | undefined
}

export function needlesOf(filter: DecisionFilter): Needles {
  const { from, to, outcome, policy, reason, id, breakGlass } = filter
  const texts = [
    id === undefined ? undefined : `{"id":${JSON.stringify(id)}`,
    reason === undefined ? undefined : `"reason":${JSON.stringify(reason)}`,
    policy === undefined ? undefined : JSON.stringify(policy),
    breakGlass === true ? '"breakGlass":' : undefined,
  ]
  return {
    exact: buffersOf(texts),
    folded: buffersOf([from, to].map((address) => address && endOfText(lowerAscii(address)))),
    // Without an outcome there is nothing to look for.
    outcome:
      outcome === undefined || outcome === 'unknown' ? undefined : Buffer.from(`:${JSON.stringify(outcome)}`),
    subject: filter.subject === undefined ? undefined : foldText(filter.subject),
  }
}

function buffersOf(texts: readonly (string | undefined)[]): readonly Buffer[] {
  return texts.flatMap((text) => (text === undefined || text === '' ? [] : [Buffer.from(text)]))
}

/** A domain stands at the end of a text of JSON; an address is all of it. */
function endOfText(address: string): string {
  const text = JSON.stringify(address)
  return address.startsWith('@') ? text.slice(1) : text
}

function lowerAscii(text: string): string {
  return text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

/** Prepares the exact test. */
export function testOf(filter: DecisionFilter): (found: FoundDecision) => boolean {
  const { since = -Infinity, until = Infinity, outcome, policy, reason, id, breakGlass } = filter
  const { subject } = needlesOf(filter)
  const isFrom = addressTest(filter.from)
  const isTo = addressTest(filter.to)
  return ({ record, recipients, outcome: became }) => {
    const at = Date.parse(record.at)
    return (
      at >= since &&
      at <= until &&
      (id === undefined || record.id === id) &&
      (reason === undefined || record.reason === reason) &&
      isFrom(record.from) &&
      (filter.to === undefined || recipients.some(({ address }) => isTo(address))) &&
      (subject === undefined || foldText(record.subject).includes(subject)) &&
      (outcome === undefined || became === outcome || recipients.some((each) => each.outcome === outcome)) &&
      (policy === undefined || tookPart(record, policy)) &&
      (breakGlass !== true || isBreakGlass(record))
    )
  }
}

function addressTest(wanted: string | undefined): (address: string) => boolean {
  if (wanted === undefined) return () => true
  const lower = lowerAscii(wanted)
  return lower.startsWith('@')
    ? (address) => lowerAscii(address).endsWith(lower)
    : (address) => lowerAscii(address) === lower
}

function tookPart({ policies, rules }: FoundDecision['record'], wanted: string): boolean {
  return (
    policies.some(({ policy, answer }) => policy === wanted && takesPart.includes(answer)) ||
    rules.some(({ rule }) => rule === wanted)
  )
}

const takesPart = ['match', 'cannot-tell']

function isBreakGlass(record: FoundDecision['record']): boolean {
  const { breakGlass } = record
  return Array.isArray(breakGlass) && breakGlass.length > 0
}
