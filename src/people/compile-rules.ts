/** Turns the rules as written into rules that answer from the indexes of one roster. */

import { compileList, postsOfMatchers, type EntryContext } from './compile-entry.ts'
import type { CompiledEntry } from './entry.ts'
import { at } from './list-reading.ts'
import { compileMatcher, type CompiledMatcher, type Roster } from './matcher.ts'
import type { AcceptList, Exception, Mailbox, Pattern, Rules } from './rules.ts'
import type { Steps } from './steps.ts'
import { unitIndex } from './unit-index.ts'
import type { EntryPlace } from './verdict.ts'

/** `accept`, then each list of `whenVacant`: the first that names anybody serves. */
export interface Chain {
  readonly lists: readonly (readonly CompiledEntry[])[]
  /** By list: its entries after those of all lists before it, which are looked at on the way. */
  readonly lookedAt: readonly (readonly CompiledEntry[])[]
}

export interface CompiledPattern {
  readonly id: string
  /** By role number; `undefined`: in no tier. */
  readonly tierOfRole: readonly (string | undefined)[]
  /** What senders of a tier (`undefined`: in none) have to ask for; nothing where no row is theirs. */
  readonly rows: ReadonlyMap<string | undefined, Chain>
}

export interface CompiledException {
  readonly id: string
  readonly from: string | undefined
  readonly until: string | undefined
  readonly decides:
    | { readonly kind: 'exempt' }
    | { readonly kind: 'accept'; readonly chain: Chain }
    | undefined
  readonly also: readonly CompiledEntry[]
}

export interface CompiledMailbox {
  readonly addresses: readonly string[]
  /** Its first address, which names it. */
  readonly address: string
  /** `undefined`: exempt. */
  readonly chain: Chain | undefined
}

export interface CompiledRules {
  readonly patterns: readonly CompiledPattern[]
  readonly exceptions: readonly CompiledException[]
  readonly mailboxes: readonly CompiledMailbox[]
  /** The matchers that pick senders, each list in the order of the file. */
  readonly pickers: {
    readonly patterns: readonly CompiledMatcher[]
    readonly exceptions: readonly CompiledMatcher[]
    readonly exempt: readonly CompiledMatcher[]
  }
  /** The posts by which somebody is in a group, ascending. */
  readonly groups: ReadonlyMap<string, Int32Array>
}

function chainOf(lists: readonly (readonly CompiledEntry[])[]): Chain {
  return { lists, lookedAt: lists.map((_, last) => lists.slice(0, last + 1).flat()) }
}

function compileChain(
  context: EntryContext,
  accept: AcceptList,
  whenVacant: readonly AcceptList[],
  placeOf: (vacancy: number | undefined, entry: number) => EntryPlace,
  onlyFor?: number,
): Chain {
  return chainOf([
    compileList(context, accept, (entry) => placeOf(undefined, entry), onlyFor),
    ...whenVacant.map((list, vacancy) =>
      compileList(context, list, (entry) => placeOf(vacancy, entry), onlyFor),
    ),
  ])
}

function* compilePattern(context: EntryContext, pattern: Pattern, position: number): Steps<CompiledPattern> {
  const { table } = context.roster
  const tierOfRole = Array.from<string | undefined>({ length: table.role.numbers.size })
  for (const [tier, roles] of pattern.tiers) {
    for (const role of roles) {
      const number = table.role.numbers.get(role)
      if (number !== undefined) tierOfRole[number] = tier
    }
  }
  const chains: Chain[] = []
  for (const [row, { accept, whenVacant }] of pattern.senders.entries()) {
    chains.push(
      compileChain(
        context,
        accept,
        whenVacant,
        (vacancy, entry) => ({ kind: 'pattern', pattern: pattern.id, row, vacancy, entry }),
        position,
      ),
    )
    yield
  }
  const rows = new Map<string | undefined, Chain>()
  for (const tier of [undefined, ...pattern.tiers.keys()]) {
    const row = pattern.senders.findIndex(
      ({ tiers }) => tiers === '*' || (tier !== undefined && tiers.includes(tier)),
    )
    if (row >= 0) rows.set(tier, at(chains, row))
  }
  return { id: pattern.id, tierOfRole, rows }
}

function compileException(context: EntryContext, exception: Exception): CompiledException {
  const { id, from, until, decides, also } = exception
  return {
    id,
    from,
    until,
    decides:
      decides?.kind !== 'accept'
        ? decides
        : {
            kind: 'accept',
            chain: compileChain(context, decides.accept, decides.whenVacant, (vacancy, entry) => ({
              kind: 'exception',
              exception: id,
              list: vacancy === undefined ? 'accept' : { vacancy },
              entry,
            })),
          },
    also: compileList(context, also, (entry) => ({ kind: 'exception', exception: id, list: 'also', entry })),
  }
}

function compileMailbox(context: EntryContext, mailbox: Mailbox): CompiledMailbox {
  const address = mailbox.addresses[0] ?? ''
  const chain =
    mailbox.kind === 'exempt'
      ? undefined
      : chainOf([compileList(context, mailbox.accept, (entry) => ({ kind: 'mailbox', address, entry }))])
  return { addresses: mailbox.addresses, address, chain }
}

export function* compileRules(roster: Roster, rules: Rules): Steps<CompiledRules> {
  const whens: CompiledMatcher[] = []
  for (const { when } of rules.patterns) {
    whens.push(compileMatcher(roster, when))
    yield
  }
  const groups = new Map<string, Int32Array>()
  for (const [name, matchers] of rules.groups) {
    const compiled = []
    for (const matcher of matchers) {
      compiled.push(compileMatcher(roster, matcher))
      yield
    }
    groups.set(name, postsOfMatchers(roster, compiled))
    yield
  }
  const index = unitIndex(roster.table)
  yield
  const context: EntryContext = { roster, index, patterns: rules.patterns, whens, groups }
  const patterns: CompiledPattern[] = []
  for (const [position, pattern] of rules.patterns.entries()) {
    patterns.push(yield* compilePattern(context, pattern, position))
  }
  const exceptions: CompiledException[] = []
  for (const exception of rules.exceptions) {
    exceptions.push(compileException(context, exception))
    yield
  }
  const mailboxes: CompiledMailbox[] = []
  for (const mailbox of rules.mailboxes) {
    mailboxes.push(compileMailbox(context, mailbox))
    yield
  }
  const whos: CompiledMatcher[] = []
  for (const { who } of rules.exceptions) {
    whos.push(compileMatcher(roster, who))
    yield
  }
  const exempt: CompiledMatcher[] = []
  for (const matcher of rules.exempt) {
    exempt.push(compileMatcher(roster, matcher))
    yield
  }
  return { patterns, exceptions, mailboxes, pickers: { patterns: whens, exceptions: whos, exempt }, groups }
}
