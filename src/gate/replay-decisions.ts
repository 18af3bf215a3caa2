/**
 * Replays the decision log by another flow: what would change, grouped and counted with examples, and of how many mails too
 * little was recorded to tell. Reads; changes nothing.
 */

import type { Flow } from '../policy/compile-flow.ts'
import type { Verdict } from '../policy/recorded-mail.ts'
import { createReplay, hasSameEffect, type NotRecorded } from '../policy/replay.ts'
import type { Damage } from '../store/decision-blocks.ts'
import { searchDecisions } from '../store/decision-search.ts'
import type { RecordedDecision } from '../store/recorded-decision.ts'
import { replayable } from '../store/replayed-decision.ts'

export interface ReplayExample {
  readonly id: string
  readonly at: string
  readonly from: string
  /** The first few. */
  readonly recipients: readonly string[]
  readonly recipientCount: number
  readonly subject: string
}

/** Mails whose verdict would change in the same way. */
export interface ReplayGroup {
  readonly from: Verdict
  readonly to: Verdict
  readonly count: number
  /** The newest ones. */
  readonly examples: readonly ReplayExample[]
}

export interface ReplayReport {
  readonly decisions: number
  /** The same happens, by the same policy. */
  readonly same: number
  /** Something else would happen to the mail. */
  readonly changed: number
  /** The same would happen, by another policy. */
  readonly otherPolicy: number
  readonly cannotTell: number
  /** Of what changes, the largest first. */
  readonly changes: readonly ReplayGroup[]
  readonly otherPolicies: readonly ReplayGroup[]
  /** What was not recorded, and for how many mails it matters; one mail may lack several things. */
  readonly missing: readonly (Missing & {
    readonly count: number
    readonly examples: readonly ReplayExample[]
  })[]
  readonly damages: readonly Damage[]
}

/** `facts`: all of them, by an earlier version of the gate. */
export type Missing = NotRecorded | { readonly kind: 'facts'; readonly detail: '' }

const recipientsShown = 3

/**
 * @param since milliseconds since 1970, as `until`
 * @param shown examples of each group
 * Rejects where the folder or a file cannot be opened.
 */
export async function replayDecisions(
  directory: string,
  flow: Flow,
  { since, until }: { readonly since: number; readonly until?: number | undefined },
  shown: number,
): Promise<ReplayReport> {
  const replay = createReplay(flow)
  const tally = new Tally(shown)
  for await (const found of searchDecisions(directory, { since, until })) {
    if (found.kind === 'damage') {
      tally.damages.push(found)
      continue
    }
    const { record } = found
    const given = replayable(record)
    if (given.kind === 'not-recorded') {
      tally.cannotTell(record, [{ kind: 'facts', detail: '' }])
      continue
    }
    if (given.kind === 'guarded') {
      tally.compare(record, given.verdict, given.verdict)
      continue
    }
    const replayed = replay(given.mail)
    if (replayed.kind === 'judged') tally.compare(record, given.mail.verdict, replayed.verdict)
    else tally.cannotTell(record, replayed.missing)
  }
  return tally.report()
}

interface Group<Of> {
  readonly of: Of
  count: number
  readonly examples: ReplayExample[]
}

type Change = Pick<ReplayGroup, 'from' | 'to'>

class Tally {
  readonly damages: Damage[] = []
  readonly #shown: number
  readonly #changes = new Map<string, Group<Change>>()
  readonly #otherPolicies = new Map<string, Group<Change>>()
  readonly #missing = new Map<string, Group<Missing>>()
  #same = 0
  #cannotTell = 0

  constructor(shown: number) {
    this.#shown = shown
  }

  compare(record: RecordedDecision, from: Verdict, to: Verdict): void {
    if (!hasSameEffect(from, to)) this.#note(this.#changes, changeKey(from, to), { from, to }, record)
    else if (from.by === to.by) this.#same += 1
    else this.#note(this.#otherPolicies, changeKey(from, to), { from, to }, record)
  }

  cannotTell(record: RecordedDecision, missing: readonly Missing[]): void {
    this.#cannotTell += 1
    const kinds = new Map(missing.map((each) => [`${each.kind} ${each.detail}`, each]))
    for (const [key, each] of kinds) this.#note(this.#missing, key, each, record)
  }

  report(): ReplayReport {
    const changes = groupsOf(this.#changes)
    const otherPolicies = groupsOf(this.#otherPolicies)
    const changed = sumOf(changes)
    const otherPolicy = sumOf(otherPolicies)
    return {
      decisions: this.#same + changed + otherPolicy + this.#cannotTell,
      same: this.#same,
      changed,
      otherPolicy,
      cannotTell: this.#cannotTell,
      changes,
      otherPolicies,
      missing: groupsOf(this.#missing),
      damages: this.damages,
    }
  }

  #note<Of>(groups: Map<string, Group<Of>>, key: string, of: Of, record: RecordedDecision): void {
    const known = groups.get(key) ?? { of, count: 0, examples: [] }
    known.count += 1
    if (known.examples.length < this.#shown) known.examples.push(exampleOf(record))
    groups.set(key, known)
  }
}

function changeKey(from: Verdict, to: Verdict): string {
  return JSON.stringify([from.action, from.by, from.delivery, to.action, to.by, to.delivery])
}

function groupsOf<Of extends object>(
  groups: ReadonlyMap<string, Group<Of>>,
): readonly (Of & { readonly count: number; readonly examples: readonly ReplayExample[] })[] {
  return [...groups.values()]
    .toSorted((one, other) => other.count - one.count)
    .map(({ of, count, examples }) => ({ ...of, count, examples }))
}

function sumOf(groups: readonly { readonly count: number }[]): number {
  return groups.reduce((sum, { count }) => sum + count, 0)
}

function exampleOf({ id, at, from, recipients, recipientCount, subject }: RecordedDecision): ReplayExample {
  const shown = recipients.slice(0, recipientsShown).map(({ address }) => address)
  return { id, at, from, recipients: shown, recipientCount, subject }
}
