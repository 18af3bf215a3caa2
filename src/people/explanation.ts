/**
 * A verdict with all that led to it, as a value: who the sender is, how the rules read him, whom each entry
 * names, and what every address counted for. Decides nothing; the answers are those of `people/`.
 */

import { lowerAscii } from '../mail/address.ts'
import { type Approvers, approvers as approversOf } from './approvers.ts'
import { findCandidates } from './candidates.ts'
import { namedPosts, namesPerson, sharesUnits } from './entry.ts'
import { judge } from './judge.ts'
import { at } from './list-reading.ts'
import { type AddressOwner, ownerOf } from './look-up.ts'
import type { Person, Post } from './person.ts'
import type { AcceptEntry, Exception, Mailbox, Pattern, SenderRow } from './rules.ts'
import type { Snapshot } from './snapshot.ts'
import type { Candidate, EntryPlace, Question, Verdict } from './verdict.ts'
import { type Gap, gapsOf } from './matcher-gap.ts'

/** What an address was worth to the rule. */
export type Counting =
  | 'approver'
  /** An approver, but where nobody sees him (Bcc, envelope). */
  | 'hidden-approver'
  | 'sender'
  | 'same-unit'
  | 'unrelated'
  | 'mailbox'
  | 'nobody'
  | 'outside'
  /** No address that could be read: outside, and nobody's. */
  | 'unreadable'
  /** Internal, and nobody had to be looked for. */
  | 'inside'

export interface CountedAddress {
  readonly field: 'to' | 'cc' | 'bcc'
  readonly address: string
  readonly owner: AddressOwner
  readonly counts: Counting
}

/** An entry that was looked at, and whom it names. */
export interface AskedEntry {
  readonly place: EntryPlace
  readonly source: AcceptEntry
  /** In the order of the dump, each with the first post that qualifies him. */
  readonly named: readonly { readonly person: Person; readonly post: Post }[]
}

/** An exception whose `who` the sender meets. */
export interface MetException {
  readonly exception: Exception
  readonly inForce: boolean
  /** It comes after one that has decided, and says nothing but `exempt` or `accept`. */
  readonly tooLate: boolean
}

/** A pattern that does not cover the sender's main post, with the conditions that are not met. */
export interface MissedPattern {
  readonly pattern: Pattern
  readonly gaps: readonly Gap[]
}

export interface Explanation {
  readonly question: Question
  readonly verdict: Verdict
  readonly met: readonly MetException[]
  /** The rules were asked about this sender: the mail is outside mail and he is known. */
  readonly approvers: Approvers | undefined
  /** Where his approvers come from the patterns: the one that covers him, and the row that is his. */
  readonly pattern: Pattern | undefined
  readonly row: { readonly number: number; readonly row: SenderRow } | undefined
  /** Patterns looked at before, or all, where none covers him. */
  readonly missed: readonly MissedPattern[]
  readonly entries: readonly AskedEntry[]
  /** Stand-in lists: how many there are, and how many were looked at. */
  readonly standIns: { readonly there: number; readonly tried: number }
  readonly addresses: readonly CountedAddress[]
  /** Everybody who would do, nearest first; empty where the mail may go. */
  readonly candidates: readonly Candidate[]
}

function mailboxOf(snapshot: Snapshot, address: string): Mailbox | undefined {
  return snapshot.rules.mailboxes.find(({ addresses }) => addresses[0] === address)
}

/** What the rules ask of the sender; `undefined` where they were not asked. */
function askedOf(snapshot: Snapshot, { sender, reason }: Verdict, day: string): Approvers | undefined {
  if (reason === 'internal-only') return undefined
  switch (sender.kind) {
    case 'person':
      return approversOf(snapshot, sender.person, day)
    case 'mailbox': {
      const mailbox = mailboxOf(snapshot, sender.address)
      return mailbox === undefined ? undefined : approversOf(snapshot, mailbox, day)
    }
    case 'unknown':
      return undefined
  }
}

function metExceptions(snapshot: Snapshot, main: number, day: string): readonly MetException[] {
  let decided = false
  return snapshot.rules.exceptions.flatMap((exception, index) => {
    if (!at(snapshot.compiled.pickers.exceptions, index).holds(main)) return []
    const { from, until, decides, also } = exception
    const inForce = (from === undefined || from <= day) && (until === undefined || day <= until)
    const tooLate = decided && decides !== undefined && also.length === 0
    if (inForce && decides !== undefined) decided = true
    return [{ exception, inForce, tooLate }]
  })
}

function missedPatterns(
  snapshot: Snapshot,
  person: Person,
  covering: string | undefined,
): readonly MissedPattern[] {
  const { patterns, layout } = snapshot.rules
  const index = patterns.findIndex(({ id }) => id === covering)
  return patterns
    .slice(0, index === -1 ? patterns.length : index)
    .map((pattern) => ({ pattern, gaps: gapsOf(pattern.when, person, person.main, layout) }))
}

function askedEntries({ table }: Snapshot, { asker, entries }: Approvers): readonly AskedEntry[] {
  return entries.map((entry) => {
    const posts = new Map<number, number>()
    for (const post of namedPosts(table, entry, asker)) {
      const person = at(table.personOf, post)
      if (!posts.has(person)) posts.set(person, post)
    }
    const named = [...posts].map(([number, post]) => {
      const person = table.people.at(number)
      return { person, post: at(person.posts, post - at(table.firstPost, number)) }
    })
    return { place: entry.place, source: entry.source, named }
  })
}

function countingOf(
  snapshot: Snapshot,
  asked: Approvers | undefined,
  owner: AddressOwner,
  { sender }: Verdict,
  field: CountedAddress['field'],
): Counting {
  if (owner.kind === 'outside') return 'outside'
  if (owner.kind === 'nobody') return 'nobody'
  if (owner.kind === 'mailbox') {
    return sender.kind === 'mailbox' && sender.address === owner.address ? 'sender' : 'mailbox'
  }
  if (sender.kind === 'person' && sender.person.employee === owner.person.employee) return 'sender'
  if (asked === undefined || asked.entries.length === 0) return 'inside'
  const person = snapshot.directory.employees.get(owner.person.employee) ?? -1
  const { table } = snapshot
  if (asked.entries.some((entry) => namesPerson(table, entry, asked.asker, person))) {
    return field === 'bcc' ? 'hidden-approver' : 'approver'
  }
  return asked.entries.some((entry) => sharesUnits(table, entry, asked.asker, person))
    ? 'same-unit'
    : 'unrelated'
}

function countedAddresses(
  snapshot: Snapshot,
  { to, cc, others }: Question,
  verdict: Verdict,
  asked: Approvers | undefined,
): readonly CountedAddress[] {
  // The envelope names again who stands in To and Cc.
  const shown = new Set([...to, ...cc].map(lowerAscii))
  const fields = [
    ['to', to],
    ['cc', cc],
    ['bcc', others.filter((address) => !shown.has(lowerAscii(address)))],
  ] as const
  return fields.flatMap(([field, addresses]) =>
    addresses.map((address) => {
      const owner = ownerOf(snapshot, address)
      return { field, address, owner, counts: countingOf(snapshot, asked, owner, verdict, field) }
    }),
  )
}

function standInsOf(
  { rules }: Snapshot,
  asked: Approvers | undefined,
  row: SenderRow | undefined,
): Explanation['standIns'] {
  if (asked === undefined || asked.outcome === 'exempt' || asked.outcome === 'no-pattern')
    return { there: 0, tried: 0 }
  const { decider } = asked
  const exception =
    decider.kind === 'exception' ? rules.exceptions.find(({ id }) => id === decider.id) : undefined
  const there =
    decider.kind === 'pattern'
      ? (row?.whenVacant.length ?? 0)
      : exception?.decides?.kind === 'accept'
        ? exception.decides.whenVacant.length
        : 0
  const serving = asked.outcome === 'named' ? asked.standIn : undefined
  // A chain that named nobody was looked at to its end, even where an `also` saved the day.
  const nobody = !asked.entries.some(({ place }) => place.kind !== 'exception' || place.list !== 'also')
  const vacancies = asked.entries.map(({ place }) =>
    place.kind === 'pattern'
      ? (place.vacancy ?? -1) + 1
      : place.kind === 'exception' && typeof place.list === 'object'
        ? place.list.vacancy + 1
        : 0,
  )
  return { there, tried: serving === undefined ? (nobody ? 0 : Math.max(0, ...vacancies)) : serving + 1 }
}

function rowOf(
  pattern: Pattern | undefined,
  asked: Approvers | undefined,
  tier: string | undefined,
): Explanation['row'] {
  if (pattern === undefined || asked === undefined) return undefined
  const number = pattern.senders.findIndex(
    ({ tiers }) => tiers === '*' || (tier !== undefined && tiers.includes(tier)),
  )
  const row = pattern.senders[number]
  return row === undefined ? undefined : { number: number + 1, row }
}

/** Judges the question and gathers all that led to the verdict. */
export function explanationOf(snapshot: Snapshot, question: Question): Explanation {
  const verdict = judge(snapshot, question)
  const asked = askedOf(snapshot, verdict, question.day)
  const person = asked !== undefined && verdict.sender.kind === 'person' ? verdict.sender.person : undefined
  const decidedByPattern =
    person !== undefined &&
    asked !== undefined &&
    (asked.outcome === 'no-pattern' || (asked.outcome !== 'exempt' && asked.decider.kind !== 'exception'))
  const pattern = decidedByPattern
    ? snapshot.rules.patterns.find(({ id }) => id === asked.pattern)
    : undefined
  const row = rowOf(pattern, asked, asked?.tier)
  return {
    question,
    verdict,
    met:
      asked === undefined || person === undefined
        ? []
        : metExceptions(snapshot, asked.asker.main, question.day),
    approvers: asked,
    pattern,
    row,
    missed: decidedByPattern ? missedPatterns(snapshot, person, pattern?.id) : [],
    entries: asked === undefined ? [] : askedEntries(snapshot, asked),
    standIns: standInsOf(snapshot, asked, row?.row),
    addresses: countedAddresses(snapshot, question, verdict, asked),
    candidates:
      verdict.verdict === 'reject' ? findCandidates(snapshot, question.from, question.day, Infinity) : [],
  }
}
