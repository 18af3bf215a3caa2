/** The part of the import report that asks the rules about every sender: who gets no approver, and from where. */

import type { Chain, CompiledRules } from './compile-rules.ts'
import { approversOfMailbox, approversOfPerson } from './approvers.ts'
import type { Approvers, Decider } from './approvers.ts'
import { namesAnybody } from './entry.ts'
import type { CompiledEntry } from './entry.ts'
import { reportedPerson } from './report.ts'
import type { ReportedPerson } from './report.ts'
import type { Snapshot } from './snapshot.ts'
import type { EntryPlace } from './verdict.ts'

/** Somebody whose rules were found; `tier` is missing for those in none. */
export interface SenderWithDecider extends ReportedPerson {
  readonly decider: Decider
  readonly tier: string | undefined
}

export interface SendersReport {
  /** People with an address, whose mail goes without anybody. */
  readonly exemptSenders: number
  /** Senders of each pattern of the rules, in its order; of those whom no exception takes out of it. */
  readonly patternSenders: readonly { readonly pattern: string; readonly senders: number }[]
  /** The rules ask for somebody, and there is nobody. */
  readonly withoutApprover: readonly SenderWithDecider[]
  /** Only a list of `whenVacant` named somebody; `standIn` counts from 1. */
  readonly onStandIn: readonly (SenderWithDecider & { readonly standIn: number })[]
  /** In no pattern, or in no row of `pattern`. */
  readonly inNoPattern: readonly (ReportedPerson & { readonly pattern: string | undefined })[]
  /** First address of each. */
  readonly mailboxesWithoutApprover: readonly string[]
  /** Entries that name nobody to anyone: lists that are empty, and others that were looked at for some sender. */
  readonly entriesNamingNobody: readonly EntryPlace[]
}

function* chainEntries(chain: Chain | undefined): Iterable<CompiledEntry> {
  for (const list of chain?.lists ?? []) yield* list
}

/** Every entry of the rules; those of rows that several tiers share come more than once. */
function* allEntries({ patterns, exceptions, mailboxes }: CompiledRules): Iterable<CompiledEntry> {
  for (const { chain } of mailboxes) yield* chainEntries(chain)
  for (const { decides, also } of exceptions) {
    if (decides?.kind === 'accept') yield* chainEntries(decides.chain)
    yield* also
  }
  for (const { rows } of patterns) for (const chain of rows.values()) yield* chainEntries(chain)
}

/** `uses`: for each entry that was looked at, whether it has named anybody to anyone. */
function noteEntries(
  { table }: Snapshot,
  { asker, entries }: Approvers,
  uses: Map<CompiledEntry, boolean>,
): void {
  for (const entry of entries)
    if (uses.get(entry) !== true) uses.set(entry, namesAnybody(table, entry, asker))
}

/** @param day `YYYY-MM-DD` */
export function reportOnSenders(snapshot: Snapshot, day: string): SendersReport {
  const { people, compiled } = snapshot
  const uses = new Map<CompiledEntry, boolean>()
  const sendersOf = new Map(compiled.patterns.map(({ id }) => [id, 0]))
  const withoutApprover: SenderWithDecider[] = []
  const onStandIn: SendersReport['onStandIn'][number][] = []
  const inNoPattern: SendersReport['inNoPattern'][number][] = []
  let exemptSenders = 0
  for (let index = 0; index < people.length; index += 1) {
    const person = people.at(index)
    if (person.addresses.length === 0) continue
    const answer = approversOfPerson(snapshot, index, day)
    const { pattern, tier } = answer
    noteEntries(snapshot, answer, uses)
    if (answer.outcome === 'exempt') exemptSenders += 1
    else if (answer.outcome === 'no-pattern') inNoPattern.push({ ...reportedPerson(person), pattern })
    else {
      const { decider } = answer
      if (decider.kind === 'pattern') sendersOf.set(decider.id, (sendersOf.get(decider.id) ?? 0) + 1)
      const sender = { ...reportedPerson(person), decider, tier }
      if (answer.outcome === 'no-approver-exists') withoutApprover.push(sender)
      else if (answer.standIn !== undefined) onStandIn.push({ ...sender, standIn: answer.standIn + 1 })
    }
  }
  const mailboxesWithoutApprover: string[] = []
  for (const [index, { address }] of compiled.mailboxes.entries()) {
    const answer = approversOfMailbox(snapshot, index)
    noteEntries(snapshot, answer, uses)
    if (answer.outcome === 'no-approver-exists') mailboxesWithoutApprover.push(address)
  }
  return {
    exemptSenders,
    patternSenders: [...sendersOf].map(([pattern, senders]) => ({ pattern, senders })),
    withoutApprover,
    onStandIn,
    inNoPattern,
    mailboxesWithoutApprover,
    entriesNamingNobody: [...new Set(allEntries(compiled))]
      .filter((entry) => uses.get(entry) === false || (entry.kind === 'list' && entry.posts.length === 0))
      .map(({ place }) => place),
  }
}
