/**
 * Random companies for the comparison with the oracle: few codes, few people and many rules, so that
 * matches, vacancies, peers and concurrent posts are frequent. It writes only what a rules file may say.
 */

import * as fc from 'fast-check'

import type { Person, Post } from '../../src/people/person.ts'
import type {
  AcceptEntry,
  AcceptList,
  Exception,
  Mailbox,
  Matcher,
  Pattern,
  Rules,
  Wanted,
} from '../../src/people/rules.ts'

const unitKeys = ['bureau', 'department', 'section'] as const
const attributeKeys = ['kind', 'superior'] as const
const unitCodes = ['', '010', '10', 'A'] as const
const roles = ['', '001', '040', '050', '090'] as const
const kinds = ['', '7', '0'] as const
const tierNames = ['head', 'middle', 'staff'] as const
const groupNames = ['executives', 'advisers'] as const
// More than the ten candidates that a refusal may name; by text E10 comes before E2.
const employees = Array.from({ length: 16 }, (_, index) => `E${index + 1}`)
const nobody = 'E99'
export const days = ['2026-03-31', '2026-04-01', '2026-11-24', '2027-03-31', '2027-04-01'] as const

/** Addresses of mailboxes; the last has a domain that is not the company's. */
const mailboxAddresses = ['info@example.co.jp', 'noreply@example.co.jp', 'desk@vendor.example.com']

const usually = <Value>(rare: fc.Arbitrary<Value>, often: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 1, arbitrary: rare }, { weight: 4, arbitrary: often })

const some = <Value>(values: readonly Value[], atMost = values.length): fc.Arbitrary<Value[]> =>
  fc.subarray([...values], { minLength: 1, maxLength: Math.min(atMost, values.length) })

/** First address of an employee; a second, if any, has another domain. */
const firstAddress = (employee: string): string => `${employee.toLowerCase()}@example.co.jp`
const secondAddress = (employee: string): string => `${employee.toLowerCase()}@group.example.com`

const codesAt: Readonly<Record<string, readonly string[]>> = {
  bureau: unitCodes,
  department: unitCodes,
  section: unitCodes,
  role: roles,
  kind: kinds,
  superior: ['E1', 'E2;E3'],
  employee: [...employees, nobody],
  email: [...employees.map(firstAddress), secondAddress('E1'), firstAddress('E2').toUpperCase()],
}

const wantedAt = (key: string): fc.Arbitrary<Wanted> =>
  fc.oneof(
    {
      weight: 5,
      arbitrary: some((codesAt[key] ?? []).filter((code) => code !== '')).map((codes) => ({
        kind: 'codes' as const,
        codes,
      })),
    },
    { weight: 2, arbitrary: fc.constant({ kind: 'blank' as const }) },
    { weight: 3, arbitrary: fc.constant({ kind: 'present' as const }) },
    { weight: 2, arbitrary: fc.constant({ kind: 'any' as const }) },
  )

/** A matcher over one to `atMost` keys, each once; none at all only where `orNone`. */
const matcher = (atMost: number, orNone = false): fc.Arbitrary<Matcher> =>
  fc
    .shuffledSubarray([...unitKeys, 'role', 'role', 'department', 'kind', 'superior', 'employee', 'email'], {
      minLength: orNone ? 0 : 1,
      maxLength: atMost,
    })
    .chain((keys) =>
      fc.tuple(...[...new Set(keys)].map((key) => wantedAt(key).map((wanted) => ({ key, wanted })))),
    )

const sameEntry = (tiers: readonly string[]): fc.Arbitrary<AcceptEntry> =>
  fc.record({
    kind: fc.constant('same' as const),
    same: fc.subarray([...unitKeys]),
    by: fc.oneof(
      (tiers.length === 0 ? fc.constant([]) : some(tiers, 2)).map((names) =>
        names.length === 0 ? { roles: ['040'] } : { tiers: names },
      ),
      some(roles.filter((role) => role !== '')).map((names) => ({ roles: names })),
    ),
    samePattern: usually(fc.constant(true), fc.constant(false)),
  })

const placelessEntry: fc.Arbitrary<AcceptEntry> = fc.oneof(
  fc.record({
    kind: fc.constant('people' as const),
    employees: some([...employees, nobody], 2),
  }),
  fc.record({ kind: fc.constant('group' as const), groups: some(groupNames) }),
  fc.record({ kind: fc.constant('matcher' as const), matcher: matcher(3) }),
)

const anyEntry = (tiers: readonly string[]): fc.Arbitrary<AcceptEntry> =>
  fc.oneof(
    { weight: 4, arbitrary: sameEntry(tiers) },
    { weight: 2, arbitrary: placelessEntry },
    { weight: 1, arbitrary: fc.constant({ kind: 'attribute' as const, attribute: 'superior' }) },
  )

const acceptList = (entry: fc.Arbitrary<AcceptEntry>): fc.Arbitrary<AcceptList> =>
  fc.array(entry, { minLength: 1, maxLength: 3 })

const pattern = (id: string): fc.Arbitrary<Pattern> =>
  fc
    .tuple(...roles.map(() => fc.option(fc.constantFrom(...tierNames), { nil: undefined })))
    .chain((choices) => {
      const tiers = new Map<string, string[]>()
      for (const [index, tier] of choices.entries()) {
        const role = roles[index]
        if (tier !== undefined && role !== undefined && role !== '') {
          tiers.set(tier, [...(tiers.get(tier) ?? []), role])
        }
      }
      const names = [...tiers.keys()]
      const lists = acceptList(anyEntry(names))
      return fc.record({
        id: fc.constant(id),
        name: fc.constant(id),
        when: matcher(2, true),
        tiers: fc.constant(tiers),
        senders: fc.array(
          fc.record({
            tiers:
              names.length === 0
                ? fc.constant('*' as const)
                : fc.oneof(fc.constant('*' as const), some(names)),
            accept: lists,
            whenVacant: fc.array(lists, { maxLength: 2 }),
          }),
          { minLength: 1, maxLength: 3 },
        ),
      })
    })

const period = fc
  .tuple(
    fc.option(fc.constantFrom(...days), { nil: undefined }),
    fc.option(fc.constantFrom(...days), { nil: undefined }),
  )
  .map(([one, other]) =>
    one !== undefined && other !== undefined && one > other
      ? { from: other, until: one }
      : { from: one, until: other },
  )

const exception = (id: string): fc.Arbitrary<Exception> => {
  const lists = acceptList(anyEntry(tierNames))
  const decides = fc.oneof(
    fc.constant({ kind: 'exempt' as const }),
    fc.record({
      kind: fc.constant('accept' as const),
      accept: lists,
      whenVacant: fc.array(lists, { maxLength: 2 }),
    }),
  )
  const says = fc.oneof(
    fc.record({ decides, also: fc.constant<AcceptList>([]) }),
    fc.record({ decides: fc.constant(undefined), also: lists }),
    fc.record({ decides, also: lists }),
  )
  return fc
    .tuple(matcher(2, true), period, says)
    .map(([who, { from, until }, { decides: decision, also }]) => ({
      id,
      who,
      from,
      until,
      decides: decision,
      also,
    }))
}

const mailboxes: fc.Arbitrary<readonly Mailbox[]> = fc
  .tuple(
    fc.subarray(mailboxAddresses),
    fc.boolean(),
    fc.array(
      fc.oneof(
        fc.constant({ kind: 'exempt' as const }),
        fc.record({ kind: fc.constant('accept' as const), accept: acceptList(placelessEntry) }),
      ),
      { minLength: 3, maxLength: 3 },
    ),
  )
  .map(([addresses, together, says]) => {
    const parts = together ? [addresses] : addresses.map((address) => [address])
    return parts
      .filter((part) => part.length > 0)
      .map((part, index): Mailbox => {
        const said = says[index]
        return said?.kind === 'accept'
          ? { addresses: part, kind: 'accept', accept: said.accept }
          : { addresses: part, kind: 'exempt' }
      })
  })

const answer = usually(fc.constant('allow' as const), fc.constant('reject' as const))

export const rules: fc.Arbitrary<Rules> = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2 }))
  .chain(([patternCount, exceptionCount]) =>
    fc.record({
      timezone: fc.constant('Asia/Tokyo'),
      localDomains: fc.constantFrom(['example.co.jp'], ['example.co.jp', 'sub.example.co.jp']),
      layout: fc.constant<Rules['layout']>({
        encoding: 'auto',
        columns: {
          employee: 'shain_cd',
          name: 'shimei',
          email: 'mail_address',
          aliases: 'betsumei',
          role: 'yakushoku_cd',
          concurrent: 'kenmu_flg',
        },
        units: unitKeys.map((key) => ({ key, column: `${key}_cd`, name: undefined })),
        attributes: attributeKeys.map((key) => ({ key, column: `${key}_cd` })),
      }),
      groups: fc
        .tuple(...groupNames.map(() => fc.array(matcher(2), { minLength: 1, maxLength: 2 })))
        .map((sets) => new Map(groupNames.map((name, index) => [name, sets[index] ?? []]))),
      mailboxes,
      exempt: fc.array(matcher(3), { maxLength: 1 }),
      exceptions: fc
        .tuple(...Array.from({ length: exceptionCount }, (_, index) => exception(`X${index + 1}`)))
        .map((all) => all),
      patterns: fc
        .tuple(...Array.from({ length: patternCount }, (_, index) => pattern(`P${index + 1}`)))
        .map((all) => all),
      unmatchedSender: answer,
      unknownSender: answer,
      noApprover: answer,
    }),
  )

const post = fc.record({
  units: fc.tuple(...unitKeys.map(() => fc.constantFrom(...unitCodes))),
  role: fc.constantFrom(...roles),
  attributes: fc.tuple(
    fc.constantFrom(...kinds),
    fc.constantFrom('', '', 'E1', 'E2;E3', 'E4; E3 ;;E5', nobody),
  ),
})

/** People whose rows are interleaved in the file, as an HR dump may well have them. */
export const people: fc.Arbitrary<readonly Person[]> = fc
  .record({
    staff: fc.array(
      fc.record({
        posts: fc.oneof(
          { weight: 3, arbitrary: fc.array(post, { minLength: 1, maxLength: 1 }) },
          { weight: 1, arbitrary: fc.array(post, { minLength: 2, maxLength: 3 }) },
        ),
        main: fc.nat(2),
        addresses: fc.constantFrom('one', 'one', 'one', 'two', 'none'),
      }),
      { minLength: 1, maxLength: employees.length },
    ),
    order: fc.infiniteStream(fc.nat(1000)),
  })
  .map(({ staff, order }) => {
    const rows = staff.flatMap((each, who) =>
      each.posts.map((said, index) => ({ who, index, said, key: order.next().value ?? 0 })),
    )
    rows.sort((one, other) => one.key - other.key)
    const posts = staff.map((): Post[] => [])
    for (const [row, { who, index, said }] of rows.entries()) {
      const each = staff[who]
      if (each === undefined) continue
      posts[who]?.push({
        line: row + 2,
        concurrent: index !== each.main % each.posts.length,
        units: said.units,
        unitNames: unitKeys.map(() => ''),
        role: said.role,
        attributes: said.attributes,
      })
    }
    return staff
      .map((each, who): Person => {
        const employee = employees[who] ?? nobody
        const own = posts[who] ?? []
        const main = own.find((candidate) => !candidate.concurrent)
        if (main === undefined) throw new Error('a person without a main post')
        const addresses = { none: [], one: [firstAddress], two: [firstAddress, secondAddress] }
        return {
          employee,
          name: `氏名 ${employee}`,
          addresses: addresses[each.addresses].map((of) => of(employee)),
          posts: own,
          main,
        }
      })
      .toSorted((one, other) => (one.posts[0]?.line ?? 0) - (other.posts[0]?.line ?? 0))
  })

/** Every address that can mean something to such a company, and some that mean nothing. */
export const addresses: readonly string[] = [
  ...employees.map(firstAddress),
  ...employees.slice(0, 4).map(secondAddress),
  ...mailboxAddresses,
  'E1@Example.CO.JP',
  'list@example.co.jp',
  'list@sub.example.co.jp',
  'client@example.com',
  'e1@example.com',
  'e1+x@example.co.jp',
  'unreadable',
  '@example.co.jp',
  'e1@',
  'e1@example.co.jp@example.com',
  'e1@example.com@example.co.jp',
  ' e1@example.co.jp',
  'e1@example.co.jp.',
  'e 1@example.co.jp',
  '',
]
