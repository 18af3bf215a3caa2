/**
 * Small organizations for tests, in a shorthand close to the files: matchers as in `rules.yaml`, posts as
 * `bureau/department/section role`. Four people and one pattern are enough for most sentences of the spec.
 */

import type { Person, Post } from '../../src/people/person.ts'
import type {
  AcceptEntry,
  AcceptList,
  DumpLayout,
  Exception,
  Matcher,
  Pattern,
  Rules,
  SenderRow,
  Wanted,
} from '../../src/people/rules.ts'
import { createSnapshot, type Snapshot } from '../../src/people/snapshot.ts'

const layout: DumpLayout = {
  encoding: 'auto',
  columns: {
    employee: 'shain_cd',
    name: 'shimei',
    email: 'mail',
    aliases: 'betsumei',
    role: 'yakushoku_cd',
    concurrent: 'kenmu',
  },
  units: [
    { key: 'bureau', column: 'kyoku', name: undefined },
    { key: 'department', column: 'bu', name: undefined },
    { key: 'section', column: 'ka', name: undefined },
  ],
  attributes: [
    { key: 'kind', column: 'shubetsu' },
    { key: 'superior', column: 'joushi' },
  ],
}

function wanted(value: string | readonly string[]): Wanted {
  if (typeof value !== 'string') return { kind: 'codes', codes: value }
  if (value === '-') return { kind: 'blank' }
  if (value === '+') return { kind: 'present' }
  if (value === '*') return { kind: 'any' }
  return { kind: 'codes', codes: [value] }
}

/** `{ bureau: '100', section: '-', role: ['040', '050'] }` */
export function matcher(lines: Readonly<Record<string, string | readonly string[]>>): Matcher {
  return Object.entries(lines).map(([key, value]) => ({ key, wanted: wanted(value) }))
}

export function sameTier(same: readonly string[], ...tiers: readonly string[]): AcceptEntry {
  return { kind: 'same', same, by: { tiers }, samePattern: false }
}

export function sameRole(same: readonly string[], ...roles: readonly string[]): AcceptEntry {
  return { kind: 'same', same, by: { roles }, samePattern: false }
}

export function withinPattern(entry: AcceptEntry): AcceptEntry {
  return entry.kind === 'same' ? { ...entry, samePattern: true } : entry
}

export function named(...employees: readonly string[]): AcceptEntry {
  return { kind: 'people', employees }
}

export function members(...groups: readonly string[]): AcceptEntry {
  return { kind: 'group', groups }
}

export function matching(lines: Parameters<typeof matcher>[0]): AcceptEntry {
  return { kind: 'matcher', matcher: matcher(lines) }
}

export const superior: AcceptEntry = { kind: 'attribute', attribute: 'superior' }

export function row(
  tiers: SenderRow['tiers'],
  accept: AcceptList,
  ...whenVacant: readonly AcceptList[]
): SenderRow {
  return { tiers, accept, whenVacant }
}

export function pattern(
  id: string,
  when: Parameters<typeof matcher>[0],
  tiers: Readonly<Record<string, readonly string[]>>,
  ...senders: readonly SenderRow[]
): Pattern {
  return { id, name: id, when: matcher(when), tiers: new Map(Object.entries(tiers)), senders }
}

export function exception(
  id: string,
  who: Parameters<typeof matcher>[0],
  says: Partial<Omit<Exception, 'id' | 'who'>>,
): Exception {
  return {
    id,
    who: matcher(who),
    from: undefined,
    until: undefined,
    decides: undefined,
    also: [],
    ...says,
  }
}

export function accepts(accept: AcceptList, ...whenVacant: readonly AcceptList[]): Exception['decides'] {
  return { kind: 'accept', accept, whenVacant }
}

interface Staff {
  readonly employee: string
  /** Main post first: `100/D10/S11 050`. */
  readonly posts: readonly string[]
  readonly addresses?: readonly string[]
  readonly kind?: string
  readonly superior?: string
  readonly unitNames?: readonly string[]
}

/** A person with the address `<employee number>@example.co.jp`. */
export function person(employee: string, ...posts: readonly string[]): Staff {
  return { employee, posts }
}

function postOf(text: string, staff: Staff, line: number, concurrent: boolean): Post {
  const [units = '', role = ''] = text.split(' ')
  const [bureau = '', department = '', section = ''] = units.split('/')
  return {
    line,
    concurrent,
    units: [bureau, department, section],
    unitNames: staff.unitNames ?? ['', '', ''],
    role,
    attributes: [staff.kind ?? '', staff.superior ?? ''],
  }
}

export function peopleOf(staff: readonly Staff[]): readonly Person[] {
  let line = 1
  return staff.map((each) => {
    const posts = each.posts.map((text, index) => postOf(text, each, (line += 1), index > 0))
    const [main] = posts
    if (main === undefined) throw new Error(`${each.employee} has no post`)
    const addresses = each.addresses ?? [`${each.employee.toLowerCase()}@example.co.jp`]
    return { employee: each.employee, name: each.employee, addresses, posts, main }
  })
}

export function rulesOf(said: Partial<Rules>): Rules {
  return {
    timezone: 'Asia/Tokyo',
    localDomains: ['example.co.jp'],
    layout,
    groups: new Map(),
    mailboxes: [],
    exempt: [],
    exceptions: [],
    patterns: [],
    unmatchedSender: 'reject',
    unknownSender: 'reject',
    noApprover: 'reject',
    ...said,
  }
}

export function organizationOf(said: Partial<Rules>, ...staff: readonly Staff[]): Snapshot {
  return createSnapshot(rulesOf(said), peopleOf(staff), { name: 'test', day: '2026-11-24' })
}
