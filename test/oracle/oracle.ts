/**
 * A second, independent reading of "A verdict" in `organization.md`, written from that page alone
 * and as slowly as it reads. It owns no speed and no explanation; `agreement.test.ts` holds the
 * product's judge against it.
 */

import type { Person, Post } from '../../src/people/person.ts'
import type { AcceptEntry, AcceptList, Exception, Mailbox, Rules } from '../../src/people/rules.ts'
import type { AllowReason, EntryPlace, Question, RejectReason } from '../../src/people/verdict.ts'
import type { Asker, Company } from './naming.ts'
import { foldAscii, matches, namedBy, patternOf, sameUnits } from './naming.ts'

export interface OracleCandidate {
  readonly employee: string
  readonly address: string
  /** Which of his posts qualifies him, from 0 in the order of the dump. */
  readonly post: number
  readonly namedBy: EntryPlace
}

export interface OracleVerdict {
  readonly verdict: 'allow' | 'reject'
  readonly reason: AllowReason | RejectReason
  readonly approver?: string
  /** The entry that named the approver. */
  readonly namedBy?: EntryPlace
  /** Only where the mail is refused for want of an approver in To or Cc. */
  readonly candidates?: readonly OracleCandidate[]
}

interface PlacedEntry {
  readonly entry: AcceptEntry
  readonly place: EntryPlace
}

/** What the sender must ask for: entries that name the approvers, entries that were looked at. */
type Demand =
  | { readonly kind: 'exempt' }
  | { readonly kind: 'no-pattern' }
  | {
      readonly kind: 'asks'
      readonly naming: readonly PlacedEntry[]
      readonly lookedAt: readonly AcceptEntry[]
    }

/** Places every entry of a list. */
function placed(list: AcceptList, place: (entry: number) => EntryPlace): readonly PlacedEntry[] {
  return list.map((entry, index) => ({ entry, place: place(index) }))
}

function namesSomebody(company: Company, list: AcceptList, asker: Asker): boolean {
  return list.some((entry) => namedBy(company, entry, asker).length > 0)
}

/** `accept`, or the first list of `whenVacant` that names somebody; and all that were tried. */
function acceptOrVacancy(
  company: Company,
  asker: Asker,
  accept: AcceptList,
  whenVacant: readonly AcceptList[],
  place: (vacancy: number | undefined, entry: number) => EntryPlace,
): { readonly naming: readonly PlacedEntry[]; readonly lookedAt: readonly AcceptEntry[] } {
  const lookedAt = [...accept]
  if (namesSomebody(company, accept, asker)) {
    return { naming: placed(accept, (entry) => place(undefined, entry)), lookedAt }
  }
  for (const [vacancy, list] of whenVacant.entries()) {
    lookedAt.push(...list)
    if (namesSomebody(company, list, asker)) {
      return { naming: placed(list, (entry) => place(vacancy, entry)), lookedAt }
    }
  }
  return { naming: [], lookedAt }
}

function inForce(exception: Exception, day: string): boolean {
  const begun = exception.from === undefined || exception.from <= day
  const over = exception.until !== undefined && exception.until < day
  return begun && !over
}

/** Step 3 of a verdict. */
function demandOn(company: Company, sender: Person, day: string): Demand {
  const { rules } = company
  const asker: Asker = { kind: 'person', person: sender }
  const matching = rules.exceptions
    .filter((exception) => inForce(exception, day))
    .filter((exception) => matches(rules, exception.who, sender, sender.main))

  const also = matching.flatMap((exception) =>
    placed(exception.also, (entry) => ({
      kind: 'exception',
      exception: exception.id,
      list: 'also',
      entry,
    })),
  )
  const withAlso = (decided: ReturnType<typeof acceptOrVacancy>): Demand => ({
    kind: 'asks',
    naming: [...decided.naming, ...also],
    lookedAt: [...decided.lookedAt, ...also.map(({ entry }) => entry)],
  })

  for (const exception of matching) {
    const { decides, id } = exception
    if (decides === undefined) continue
    if (decides.kind === 'exempt') return { kind: 'exempt' }
    return withAlso(
      acceptOrVacancy(company, asker, decides.accept, decides.whenVacant, (vacancy, entry) => ({
        kind: 'exception',
        exception: id,
        list: vacancy === undefined ? 'accept' : { vacancy },
        entry,
      })),
    )
  }

  if (rules.exempt.some((matcher) => matches(rules, matcher, sender, sender.main))) {
    return { kind: 'exempt' }
  }

  const pattern = patternOf(rules, sender)
  const tier = [...(pattern?.tiers ?? [])].find(([, roles]) => roles.includes(sender.main.role))?.[0]
  const row = pattern?.senders.findIndex(
    ({ tiers }) => tiers === '*' || (tier !== undefined && tiers.includes(tier)),
  )
  const found = row === undefined ? undefined : pattern?.senders[row]
  if (pattern === undefined || row === undefined || found === undefined) {
    const alsoNames = namesSomebody(
      company,
      also.map(({ entry }) => entry),
      asker,
    )
    return alsoNames ? withAlso({ naming: [], lookedAt: [] }) : { kind: 'no-pattern' }
  }
  return withAlso(
    acceptOrVacancy(company, asker, found.accept, found.whenVacant, (vacancy, entry) => ({
      kind: 'pattern',
      pattern: pattern.id,
      row,
      vacancy,
      entry,
    })),
  )
}

/** The domain of a bare address; `undefined` for one that cannot be read. */
function domainOf(address: string): string | undefined {
  return /^[^@\s]+@([^@\s]+)$/.exec(address)?.[1]
}

function personOf(company: Company, address: string): Person | undefined {
  return company.people.find((person) => person.addresses.map(foldAscii).includes(address))
}

function mailboxOf(company: Company, address: string): Mailbox | undefined {
  return company.rules.mailboxes.find(({ addresses }) => addresses.map(foldAscii).includes(address))
}

function isInternal(company: Company, address: string): boolean {
  const domain = domainOf(address)
  if (domain === undefined) return false
  return (
    company.rules.localDomains.map(foldAscii).includes(domain) ||
    personOf(company, address) !== undefined ||
    mailboxOf(company, address) !== undefined
  )
}

function equalLeadingLevels(asker: Asker, post: Post): number {
  if (asker.kind === 'mailbox') return 0
  const differs = post.units.findIndex((unit, level) => unit !== asker.person.main.units[level])
  return differs < 0 ? post.units.length : differs
}

/** The one who comes first stands first; numbers ascending, texts by UTF-16 code unit. */
function compare(one: number | string, other: number | string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

function candidatesOf(
  company: Company,
  asker: Asker,
  naming: readonly PlacedEntry[],
): readonly OracleCandidate[] {
  const qualified = naming.flatMap(({ entry, place }, order) =>
    namedBy(company, entry, asker).flatMap(({ person, posts }) =>
      posts.map((post) => ({
        person,
        post,
        place,
        order,
        levels: equalLeadingLevels(asker, post),
        position: person.posts.indexOf(post),
      })),
    ),
  )
  const best = [...new Set(qualified.map(({ person }) => person))].map((person) => {
    const [first] = qualified
      .filter((each) => each.person === person)
      .toSorted(
        (one, other) =>
          compare(other.levels, one.levels) ||
          compare(one.position, other.position) ||
          compare(one.order, other.order),
      )
    if (first === undefined) throw new Error('a candidate without a post')
    return first
  })
  return best
    .toSorted(
      (one, other) =>
        compare(other.levels, one.levels) ||
        compare(one.order, other.order) ||
        compare(one.person.employee, other.person.employee),
    )
    .slice(0, 10)
    .map(({ person, position, place }) => ({
      employee: person.employee,
      address: person.addresses[0] ?? '',
      post: position,
      namedBy: place,
    }))
}

/** Step 6: why nobody in To or Cc will do. */
function whyNobodyWillDo(
  company: Company,
  asker: Asker,
  own: readonly string[],
  visible: readonly string[],
  lookedAt: readonly AcceptEntry[],
): RejectReason {
  const internal = visible.filter((address) => isInternal(company, address))
  if (internal.length === 0) return 'no-internal-recipient'
  const others = internal.filter((address) => !own.includes(address))
  if (others.length === 0) return 'only-self'
  if (asker.kind === 'mailbox') return 'unrelated-unit'
  const related = others
    .map((address) => personOf(company, address))
    .filter((person) => person !== undefined)
    .some((person) =>
      person.posts.some((post) =>
        lookedAt.some(
          (entry) => entry.kind === 'same' && sameUnits(company.rules, entry.same, asker.person.main, post),
        ),
      ),
    )
  return related ? 'no-authority' : 'unrelated-unit'
}

export function oracleJudge(rules: Rules, people: readonly Person[], question: Question): OracleVerdict {
  const company: Company = { rules, people }
  const from = foldAscii(question.from)
  const visible = [...question.to, ...question.cc].map(foldAscii)
  const recipients = [...visible, ...question.others.map(foldAscii)]

  // 1.
  if (recipients.every((address) => isInternal(company, address))) {
    return { verdict: 'allow', reason: 'internal-only' }
  }

  // 2. and 3.
  const mailbox = mailboxOf(company, from)
  const sender = personOf(company, from)
  let asker: Asker
  let demand: Demand
  let own: readonly string[]
  if (mailbox !== undefined) {
    asker = { kind: 'mailbox' }
    own = mailbox.addresses.map(foldAscii)
    demand =
      mailbox.kind === 'exempt'
        ? { kind: 'exempt' }
        : {
            kind: 'asks',
            naming: placed(mailbox.accept, (entry) => ({
              kind: 'mailbox',
              address: mailbox.addresses[0] ?? '',
              entry,
            })),
            lookedAt: mailbox.accept,
          }
  } else if (sender !== undefined) {
    asker = { kind: 'person', person: sender }
    own = sender.addresses.map(foldAscii)
    demand = demandOn(company, sender, question.day)
  } else {
    return { verdict: rules.unknownSender, reason: 'sender-unknown' }
  }
  if (demand.kind === 'exempt') return { verdict: 'allow', reason: 'exempt' }
  if (demand.kind === 'no-pattern') return { verdict: rules.unmatchedSender, reason: 'no-pattern' }

  // 4.
  const approvers = demand.naming.flatMap(({ entry, place }) =>
    namedBy(company, entry, asker).map(({ person }) => ({ person, place })),
  )
  if (approvers.length === 0) return { verdict: rules.noApprover, reason: 'no-approver-exists' }

  // 5.
  for (const address of visible) {
    const found = approvers.find(({ person }) => person.addresses.map(foldAscii).includes(address))
    if (found !== undefined) {
      return {
        verdict: 'allow',
        reason: 'approver-present',
        approver: address,
        namedBy: found.place,
      }
    }
  }

  // 6.
  return {
    verdict: 'reject',
    reason: whyNobodyWillDo(company, asker, own, visible, demand.lookedAt),
    candidates: candidatesOf(company, asker, demand.naming),
  }
}
