/** What the paper of the rules says besides the rules: how many people each part is about today, and who they are. */

import { approversOfPerson } from '../people/approvers.ts'
import type { CompiledEntry } from '../people/entry.ts'
import { at } from '../people/list-reading.ts'
import type { CompiledMatcher } from '../people/matcher.ts'
import type { Person } from '../people/person.ts'
import type { AcceptEntry, Exception, Matcher, Pattern } from '../people/rules.ts'
import type { Snapshot } from '../people/snapshot.ts'

/** People of a part of the rules on one day. */
export interface Headcount {
  readonly people: number
  /** Those who reach somebody only by a stand-in list. */
  readonly onStandIn: number
  readonly withoutApprover: number
}

export interface PaperRow {
  /** Position in the pattern, from 0. */
  readonly index: number
  readonly headcount: Headcount
}

export interface PaperTier {
  readonly tier: string
  readonly roles: readonly string[]
  /** People who hold such a role on a post that the pattern covers, main or concurrent. */
  readonly holders: number
}

export interface PaperPattern {
  readonly pattern: Pattern
  readonly headcount: Headcount
  readonly tiers: readonly PaperTier[]
  readonly rows: readonly PaperRow[]
  /** Senders whom no row is for. */
  readonly inNoRow: number
}

export interface PaperException {
  readonly exception: Exception
  readonly status: 'in-force' | 'not-yet' | 'over'
  readonly senders: readonly Person[]
}

export interface PaperExempt {
  readonly matcher: Matcher
  readonly senders: readonly Person[]
}

export interface RulesPaper {
  readonly day: string
  readonly snapshot: Snapshot
  /** People with an address: those who can send. */
  readonly senders: number
  readonly patterns: readonly PaperPattern[]
  readonly exceptions: readonly PaperException[]
  readonly exempt: readonly PaperExempt[]
  readonly groups: readonly { readonly name: string; readonly members: readonly Person[] }[]
  readonly inNoPattern: number
  /** How many people an entry names that is the same for every sender; `undefined` where it depends on him. */
  readonly namedBy: (entry: AcceptEntry) => number | undefined
}

interface Count {
  people: number
  onStandIn: number
  withoutApprover: number
}

function noCount(): Count {
  return { people: 0, onStandIn: 0, withoutApprover: 0 }
}

/** Counts by pattern and row those whom a pattern decides about. */
function countSenders(snapshot: Snapshot, day: string) {
  const counts = new Map<string, { total: Count; rows: Map<number, Count>; inNoRow: number }>()
  let senders = 0
  let inNoPattern = 0
  for (let index = 0; index < snapshot.people.length; index += 1) {
    if (!snapshot.people.hasAddress(index)) continue
    senders += 1
    const asked = approversOfPerson(snapshot, index, day)
    if (asked.outcome === 'no-pattern' && asked.pattern === undefined) inNoPattern += 1
    if (asked.pattern === undefined || asked.outcome === 'exempt') continue
    const count = counts.get(asked.pattern) ?? {
      total: noCount(),
      rows: new Map<number, Count>(),
      inNoRow: 0,
    }
    counts.set(asked.pattern, count)
    if (asked.outcome === 'no-pattern') count.inNoRow += 1
    else if (asked.decider.kind === 'pattern') {
      const place = asked.entries[0]?.place
      const row = place?.kind === 'pattern' ? place.row : -1
      const ofRow = count.rows.get(row) ?? noCount()
      count.rows.set(row, ofRow)
      for (const each of [count.total, ofRow]) {
        each.people += 1
        if (asked.outcome === 'no-approver-exists') each.withoutApprover += 1
        else if (asked.standIn !== undefined) each.onStandIn += 1
      }
    }
  }
  return { counts, senders, inNoPattern }
}

/** People with a post that the pattern covers, by role. */
function holdersByRole(
  snapshot: Snapshot,
  covers: CompiledMatcher,
): ReadonlyMap<string, ReadonlySet<number>> {
  const { table } = snapshot
  const holders = new Map<string, Set<number>>()
  for (const post of covers.select()) {
    const { role } = table.posts.at(post)
    const people = holders.get(role) ?? new Set()
    holders.set(role, people)
    people.add(at(table.personOf, post))
  }
  return holders
}

function sendersMatching({ table, people }: Snapshot, matcher: CompiledMatcher): readonly Person[] {
  return [...people].filter(
    (person, index) => person.addresses.length > 0 && matcher.holds(at(table.mainPost, index)),
  )
}

function statusOf({ from, until }: Exception, day: string): PaperException['status'] {
  if (from !== undefined && day < from) return 'not-yet'
  return until !== undefined && day > until ? 'over' : 'in-force'
}

function compiledEntries({ compiled }: Snapshot): readonly CompiledEntry[] {
  const chains = [
    ...compiled.patterns.flatMap(({ rows }) => [...rows.values()]),
    ...compiled.exceptions.flatMap(({ decides }) => (decides?.kind === 'accept' ? [decides.chain] : [])),
    ...compiled.mailboxes.flatMap(({ chain }) => (chain === undefined ? [] : [chain])),
  ]
  return [...chains.flatMap(({ lists }) => lists.flat()), ...compiled.exceptions.flatMap(({ also }) => also)]
}

function namedByEntry(snapshot: Snapshot): RulesPaper['namedBy'] {
  const numbers = new Map<AcceptEntry, number>()
  for (const entry of compiledEntries(snapshot)) {
    if (entry.kind !== 'list') continue
    const people = new Set<number>()
    for (const post of entry.posts) people.add(at(snapshot.table.personOf, post))
    numbers.set(entry.source, people.size)
  }
  return (entry) => numbers.get(entry)
}

/** Those of a group who can approve: with an address. */
function membersOf({ compiled, table }: Snapshot, group: string): readonly Person[] {
  const posts = compiled.groups.get(group) ?? new Int32Array()
  return [...new Set([...posts].map((post) => at(table.personOf, post)))].map((person) =>
    table.people.at(person),
  )
}

/** @param day `YYYY-MM-DD`, for which dated exceptions and vacancies are told */
export function rulesPaperOf(snapshot: Snapshot, day: string): RulesPaper {
  const { rules, compiled } = snapshot
  const { counts, senders, inNoPattern } = countSenders(snapshot, day)
  return {
    day,
    snapshot,
    senders,
    inNoPattern,
    patterns: rules.patterns.map((pattern, index) => {
      const count = counts.get(pattern.id)
      const holders = holdersByRole(snapshot, at(compiled.pickers.patterns, index))
      return {
        pattern,
        headcount: count?.total ?? noCount(),
        tiers: [...pattern.tiers].map(([tier, roles]) => {
          const people = new Set(roles.flatMap((role) => [...(holders.get(role) ?? [])]))
          return { tier, roles, holders: people.size }
        }),
        rows: pattern.senders.map((_, row) => ({ index: row, headcount: count?.rows.get(row) ?? noCount() })),
        inNoRow: count?.inNoRow ?? 0,
      }
    }),
    exceptions: rules.exceptions.map((exception, index) => ({
      exception,
      status: statusOf(exception, day),
      senders: sendersMatching(snapshot, at(compiled.pickers.exceptions, index)),
    })),
    exempt: rules.exempt.map((matcher, index) => ({
      matcher,
      senders: sendersMatching(snapshot, at(compiled.pickers.exempt, index)),
    })),
    groups: [...rules.groups.keys()].map((name) => ({ name, members: membersOf(snapshot, name) })),
    namedBy: namedByEntry(snapshot),
  }
}
