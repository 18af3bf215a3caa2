/** Random rules, of everything that `rules.yaml` can say, over few codes, so that much of it meets. */

import type {
  AcceptEntry,
  AcceptList,
  DumpLayout,
  Exception,
  Mailbox,
  Matcher,
  Pattern,
  Rules,
  Wanted,
} from '../../src/people/rules.ts'
import { shuffled, type Choose } from '../oracle/choose.ts'

export const roles: readonly string[] = ['001', '010', '030', '040', '050', '051', '090']
/** By level, outermost first. */
export const unitCodes: readonly (readonly string[])[] = [
  ['100', '200', '201', '0100'],
  ['D10', 'D20'],
  ['S1', 'S2', 'D10'],
  ['T1'],
]
const unitKeys = ['bureau', 'department', 'section', 'team']
const groupNames = ['executives', 'advisers', 'nobody']
const tierNames = ['special', 'supervisor', 'middle']

const layout: DumpLayout = {
  encoding: 'auto',
  columns: {
    employee: 'shain_cd',
    name: 'shimei',
    email: 'mail_address',
    aliases: 'betsumei',
    role: 'yakushoku_cd',
    concurrent: 'kenmu_flg',
  },
  units: unitKeys.map((key) => ({ key, column: `${key}_cd`, name: `${key}_mei` })),
  attributes: [
    { key: 'bureau_kind', column: 'kyokushu_cd' },
    { key: 'superior', column: 'joushi_cd' },
  ],
}

function several<Value>(values: readonly Value[], atMost: number, choose: Choose): readonly Value[] {
  return shuffled(values, choose).slice(0, 1 + choose(atMost))
}

function listOf<Value>(length: number, make: (position: number) => Value): readonly Value[] {
  return Array.from({ length }, (_, position) => make(position))
}

function employees(choose: Choose): readonly string[] {
  return [...new Set(listOf(1 + choose(3), () => `E${String(choose(40))}`))]
}

function codesFor(key: string, choose: Choose): readonly string[] {
  const level = unitKeys.indexOf(key)
  if (level >= 0) return several(unitCodes[level] ?? [], 2, choose)
  if (key === 'role') return several(roles, 3, choose)
  if (key === 'employee') return employees(choose)
  if (key === 'email') return employees(choose).map((employee) => `${employee}@Example.co.jp`)
  return key === 'bureau_kind' ? ['7'] : employees(choose)
}

function randomWanted(key: string, choose: Choose): Wanted {
  const kind = choose(8)
  if (kind === 0) return { kind: 'blank' }
  if (kind === 1) return { kind: 'present' }
  if (kind === 2) return { kind: 'any' }
  return { kind: 'codes', codes: codesFor(key, choose) }
}

function randomMatcher(keys: readonly string[], atMost: number, choose: Choose): Matcher {
  return several(keys, atMost, choose).map((key) => ({ key, wanted: randomWanted(key, choose) }))
}

const broad = ['bureau', 'department', 'section', 'team', 'bureau_kind', 'role']
const every = [...broad, 'superior', 'employee', 'email']

function randomSame(tiers: readonly string[], choose: Choose): AcceptEntry {
  const by =
    choose(3) > 0 && tiers.length > 0
      ? { tiers: several(tiers, 2, choose) }
      : { roles: several(roles, 2, choose) }
  const same = unitKeys.filter((_, level) => choose(3) < 2 - (level > 1 ? 1 : 0))
  return { kind: 'same', same, by, samePattern: choose(4) === 0 }
}

function placeless(choose: Choose): AcceptEntry {
  const kind = choose(3)
  if (kind === 0) return { kind: 'people', employees: employees(choose) }
  if (kind === 1) return { kind: 'group', groups: several(groupNames, 2, choose) }
  return { kind: 'matcher', matcher: randomMatcher(every, 3, choose) }
}

function randomList(tiers: readonly string[], choose: Choose): AcceptList {
  return listOf(1 + choose(3), () => {
    const kind = choose(8)
    if (kind < 5) return randomSame(tiers, choose)
    return kind < 7 ? placeless(choose) : { kind: 'attribute', attribute: 'superior' }
  })
}

function lists(tiers: readonly string[], choose: Choose): readonly AcceptList[] {
  return listOf(choose(4), () => randomList(tiers, choose))
}

function randomPattern(id: string, choose: Choose): Pattern {
  const free = shuffled(roles, choose)
  const tiers = new Map(several(tierNames, 3, choose).map((tier) => [tier, free.splice(0, 1 + choose(2))]))
  const names = [...tiers.keys()]
  return {
    id,
    name: id,
    when: choose(3) === 0 ? [] : randomMatcher(choose(5) === 0 ? every : broad.slice(0, 5), 2, choose),
    tiers,
    senders: listOf(1 + choose(3), (position) => ({
      tiers: position > 0 && choose(2) === 0 ? '*' : several(names, 2, choose),
      accept: randomList(names, choose),
      whenVacant: lists(names, choose),
    })),
  }
}

function randomException(id: string, days: readonly string[], choose: Choose): Exception {
  const [one, other] = several(days, 2, choose).toSorted()
  const kind = choose(4)
  const decides: Exception['decides'] =
    kind === 0
      ? { kind: 'exempt' }
      : { kind: 'accept', accept: randomList(tierNames, choose), whenVacant: lists(tierNames, choose) }
  return {
    id,
    who: randomMatcher(every, 2, choose),
    from: choose(2) === 0 ? one : undefined,
    until: choose(2) === 0 ? (other ?? one) : undefined,
    decides: kind === 3 ? undefined : decides,
    also: kind > 1 ? randomList(tierNames, choose) : [],
  }
}

function randomMailbox(position: number, choose: Choose): Mailbox {
  const addresses = several(
    [`box${String(position)}@example.co.jp`, `box${String(position)}@vendor.example`],
    2,
    choose,
  )
  return choose(3) === 0
    ? { addresses, kind: 'exempt' }
    : { addresses, kind: 'accept', accept: listOf(1 + choose(2), () => placeless(choose)) }
}

function usuallyReject(choose: Choose): 'allow' | 'reject' {
  return choose(5) === 0 ? 'allow' : 'reject'
}

/** @param days Days at which exceptions begin and end, ascending. */
export function randomRules(days: readonly string[], choose: Choose): Rules {
  return {
    timezone: 'Asia/Tokyo',
    localDomains: ['example.co.jp', 'corp.example.co.jp']
      .slice(choose(2))
      .concat('example.co.jp')
      .slice(0, 2),
    layout,
    groups: new Map(
      groupNames.map((name) => [
        name,
        name === 'nobody'
          ? [[{ key: 'employee', wanted: { kind: 'codes', codes: ['E99'] } }]]
          : listOf(1 + choose(2), () => randomMatcher(every, 2, choose)),
      ]),
    ),
    mailboxes: listOf(choose(3), (position) => randomMailbox(position, choose)),
    exempt: listOf(choose(2), () => randomMatcher(every, 2, choose)),
    exceptions: listOf(choose(6), (position) => randomException(`X${String(position)}`, days, choose)),
    patterns: listOf(choose(6), (position) => randomPattern(`P${String(position)}`, choose)),
    unmatchedSender: usuallyReject(choose),
    unknownSender: usuallyReject(choose),
    noApprover: usuallyReject(choose),
  }
}
