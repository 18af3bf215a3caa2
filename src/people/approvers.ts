/**
 * 上司であるべき人: what the rules ask of one sender on one day. Owns the order in which exceptions, the exempt
 * list, the pattern and its stand-ins are looked at (`organization.md`, "A verdict", steps 2 to 4).
 */

import type { Chain, CompiledException } from './compile-rules.ts'
import { namedPosts, namesAnybody, type Asker, type CompiledEntry } from './entry.ts'
import { at } from './list-reading.ts'
import type { Person } from './person.ts'
import type { AcceptEntry, Mailbox } from './rules.ts'
import type { Snapshot } from './snapshot.ts'
import type { EntryPlace, ExemptBy } from './verdict.ts'

/** What decided whom the sender has to ask; `also`: nothing did, but an exception added somebody. */
export type Decider =
  | { readonly kind: 'pattern'; readonly id: string }
  | { readonly kind: 'exception'; readonly id: string }
  | { readonly kind: 'mailbox'; readonly address: string }
  | { readonly kind: 'also' }

/** One accept entry that was looked at. */
export interface LookedAt {
  readonly place: EntryPlace
  readonly source: AcceptEntry
}

interface Common {
  readonly asker: Asker
  /** The sender's pattern and tier, where a pattern was looked up. */
  readonly pattern: string | undefined
  readonly tier: string | undefined
  /** Ids of the exceptions in force that match the sender, in order. */
  readonly exceptions: readonly string[]
  /**
   * Every entry looked at, in order: `accept`, the lists of `whenVacant` that were tried, then `also`. An
   * entry of a list that named nobody names nobody, so the approvers are all whom these entries name.
   */
  readonly entries: readonly (CompiledEntry & LookedAt)[]
}

export type Approvers = Common &
  (
    | { readonly outcome: 'exempt'; readonly exemptBy: ExemptBy }
    /** In no pattern, or in no row of it, and no `also` names anybody. */
    | { readonly outcome: 'no-pattern' }
    | { readonly outcome: 'no-approver-exists'; readonly decider: Decider }
    | {
        readonly outcome: 'named'
        readonly decider: Decider
        /** The list of `whenVacant` that serves, from 0; `undefined` where `accept` (or only `also`) names somebody. */
        readonly standIn: number | undefined
      }
  )

const nothing: readonly never[] = []

/** The first list of the chain that names anybody but the sender; -1: none does. */
function servingList({ table }: Snapshot, chain: Chain, asker: Asker): number {
  return chain.lists.findIndex((list) => list.some((entry) => namesAnybody(table, entry, asker)))
}

function inForce(exception: CompiledException, day: string): boolean {
  return (
    (exception.from === undefined || exception.from <= day) &&
    (exception.until === undefined || day <= exception.until)
  )
}

function asked(
  snapshot: Snapshot,
  common: Omit<Common, 'entries'>,
  decider: Decider,
  chain: Chain,
  also: readonly CompiledEntry[],
): Approvers {
  const serving = servingList(snapshot, chain, common.asker)
  const looked = at(chain.lookedAt, serving === -1 ? chain.lists.length - 1 : serving)
  const entries = also.length === 0 ? looked : [...looked, ...also]
  if (serving === -1 && !also.some((entry) => namesAnybody(snapshot.table, entry, common.asker)))
    return { ...common, entries, outcome: 'no-approver-exists', decider }
  return { ...common, entries, outcome: 'named', decider, standIn: serving > 0 ? serving - 1 : undefined }
}

/** @param mailbox Its number, the position in the rules. */
export function approversOfMailbox(snapshot: Snapshot, mailbox: number): Approvers {
  const { address, chain } = at(snapshot.compiled.mailboxes, mailbox)
  const asker: Asker = { person: -1, main: -1, pattern: -1 }
  const common = { asker, pattern: undefined, tier: undefined, exceptions: nothing }
  if (chain === undefined)
    return { ...common, entries: nothing, outcome: 'exempt', exemptBy: { kind: 'mailbox', address } }
  return asked(snapshot, common, { kind: 'mailbox', address }, chain, nothing)
}

/** The exceptions in force on the day that match the person, in order. */
function exceptionsFor(
  { senders, compiled }: Snapshot,
  person: number,
  day: string,
): readonly CompiledException[] {
  const set = at(senders.exceptionSets, at(senders.exceptionSetOf, person))
  if (set.length === 0) return nothing
  return set.map((position) => at(compiled.exceptions, position)).filter((each) => inForce(each, day))
}

/** @param person The number of the person, his position in the roster. */
export function approversOfPerson(snapshot: Snapshot, person: number, day: string): Approvers {
  const { senders, table } = snapshot
  const asker: Asker = {
    person,
    main: at(table.mainPost, person),
    pattern: at(senders.patternOf, person),
  }
  const matching = exceptionsFor(snapshot, person, day)
  const deciding = matching.find(({ decides }) => decides !== undefined)
  const exceptions = matching.length === 0 ? nothing : matching.map(({ id }) => id)
  const also = matching.length === 0 ? nothing : matching.flatMap((exception) => exception.also)
  const unlooked = { asker, pattern: undefined, tier: undefined, exceptions }
  if (deciding?.decides?.kind === 'exempt')
    return {
      ...unlooked,
      entries: nothing,
      outcome: 'exempt',
      exemptBy: { kind: 'exception', exception: deciding.id },
    }
  const { pattern, tier } = patternAndTier(snapshot, asker)
  const looked = { asker, pattern: pattern?.id, tier, exceptions }
  if (deciding?.decides?.kind === 'accept') {
    const answer = asked(
      snapshot,
      looked,
      { kind: 'exception', id: deciding.id },
      deciding.decides.chain,
      also,
    )
    return answer.entries.some(readsPattern) ? answer : { ...answer, pattern: undefined, tier: undefined }
  }
  const index = at(senders.exemptBy, person)
  if (index >= 0)
    return { ...unlooked, entries: nothing, outcome: 'exempt', exemptBy: { kind: 'exempt-list', index } }
  const chain = pattern?.rows.get(tier)
  if (pattern !== undefined && chain !== undefined)
    return asked(snapshot, looked, { kind: 'pattern', id: pattern.id }, chain, also)
  if (also.some((entry) => namesAnybody(table, entry, asker)))
    return { ...looked, entries: also, outcome: 'named', decider: { kind: 'also' }, standIn: undefined }
  return { ...looked, entries: also, outcome: 'no-pattern' }
}

function patternAndTier({ compiled, table }: Snapshot, asker: Asker) {
  const pattern = compiled.patterns[asker.pattern]
  return { pattern, tier: pattern?.tierOfRole[at(table.role.values, asker.main)] }
}

/** True if the answer of the entry depends on the sender's pattern. */
export function readsPattern(entry: CompiledEntry): boolean {
  return entry.kind === 'same' && entry.readsPattern
}

/**
 * What the rules ask of a sender on a day (`YYYY-MM-DD` in the company's time zone). The sender must be of
 * this snapshot, else it throws.
 */
export function approvers(snapshot: Snapshot, sender: Person | Mailbox, day: string): Approvers {
  if ('employee' in sender) {
    const person = snapshot.directory.employees.get(sender.employee)
    if (person !== undefined) return approversOfPerson(snapshot, person, day)
  } else {
    const mailbox = snapshot.rules.mailboxes.indexOf(sender)
    if (mailbox >= 0) return approversOfMailbox(snapshot, mailbox)
  }
  throw new RangeError('the sender is not of this snapshot')
}

/** Everybody the entry names for this sender, each once. */
export function peopleNamedBy(
  { table }: Snapshot,
  { asker }: Approvers,
  entry: Approvers['entries'][number],
): readonly Person[] {
  const people = new Set<number>()
  for (const post of namedPosts(table, entry, asker)) people.add(at(table.personOf, post))
  return [...people].map(table.people.at)
}

/** The sender's pattern (the first whose `when` matches his main post) and his tier there, whatever exceptions say. */
export function patternOf(
  snapshot: Snapshot,
  person: Person,
): { readonly pattern: string; readonly tier: string | undefined } | undefined {
  const index = snapshot.directory.employees.get(person.employee)
  if (index === undefined) throw new RangeError('the person is not of this snapshot')
  const { pattern, tier } = patternAndTier(snapshot, {
    person: index,
    main: at(snapshot.table.mainPost, index),
    pattern: at(snapshot.senders.patternOf, index),
  })
  return pattern === undefined ? undefined : { pattern: pattern.id, tier }
}
