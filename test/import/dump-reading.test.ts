/** What a sound dump means, and that its outward form does not matter. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import * as fc from 'fast-check'
import { headerRecord, recordsOf, trimmed } from '../../src/people/dump-records.ts'
import type { DumpLayout } from '../../src/people/rules.ts'
import { header, layout, peopleOf, sato, tanaka, withEncoding } from './layouts.ts'

test('rows of one employee number are one person with all their addresses and posts', () => {
  const dump = [
    header,
    '1,佐藤 健,,B@example.co.jp; a@example.co.jp,D1,S1,010,1',
    tanaka,
    '1,佐藤 健太,sato@example.co.jp,a@example.co.jp,D2,,,0',
  ].join('\n')
  const [person, other] = peopleOf(dump)
  assert.ok(person)
  assert.equal(other?.employee, '2')
  assert.equal(person.name, '佐藤 健太')
  assert.deepEqual(person.addresses, ['b@example.co.jp', 'a@example.co.jp', 'sato@example.co.jp'])
  assert.deepEqual(person.posts, [
    { line: 2, concurrent: true, units: ['D1', 'S1'], unitNames: ['', ''], role: '010', attributes: [] },
    { line: 4, concurrent: false, units: ['D2', ''], unitNames: ['', ''], role: '', attributes: [] },
  ])
  assert.equal(person.main, person.posts[1])
})

test('names of units and attributes come from their columns', () => {
  const by: DumpLayout = {
    ...layout,
    units: [{ key: 'department', column: 'bu', name: 'ka' }],
    attributes: [{ key: 'rank', column: 'role' }],
  }
  const post = peopleOf(`${header}\n${sato}\n`, by)[0]?.main
  assert.deepEqual([post?.units, post?.unitNames, post?.attributes], [['D1'], ['S1'], ['010']])
})

test('codes are text: 007 is not 7, and a person without an address or unit stays', () => {
  const [person] = peopleOf(`${header}\n007,,,,,,,\n7,,,,,,7,\n`)
  assert.equal(person?.employee, '007')
  assert.deepEqual(person?.addresses, [])
})

test('values and headers are trimmed of space, tab, CR, LF and U+3000, and of nothing else', () => {
  const dump = `\u3000no ,name,"\tmail\n",alias,bu,ka,role,kenmu\n 1\u3000,\u00A0a\u00A0,,,"\r\nD1\t",S1,010,0\n`
  const [person] = peopleOf(dump)
  assert.equal(person?.employee, '1')
  assert.equal(person?.name, '\u00A0a\u00A0')
  assert.equal(person?.main.units[0], 'D1')
})

test('blank records are skipped everywhere, before the header too', () => {
  const dump = `\n \u3000,\t,\n"",""\n${header}\n,,\n\n${sato}\n"\n"\n${tanaka}`
  assert.deepEqual(
    peopleOf(dump).map(({ main }) => main.line),
    [7, 10],
  )
})

const delimiterOf = (text: string): string | undefined => {
  const search = headerRecord(text)
  return search.kind === 'found' ? search.delimiter : undefined
}

test('a tab in the header outside quotes makes a file of tabs, whatever the blank lines before look like', () => {
  const tabs = `,,,\n\t\t\n${header.replaceAll(',', '\t')}\n${sato.replaceAll(',', '\t')}\n`
  assert.equal(peopleOf(tabs)[0]?.employee, '1')
  assert.equal(peopleOf(`\t\t\n${header}\n${sato}\n`)[0]?.employee, '1')
  assert.equal(delimiterOf('"a\tb",c\n'), ',')
  assert.equal(delimiterOf('"a\tb"\tc\n'), '\t')
  assert.equal(delimiterOf('"a ""\t"" b",c\n'), ',')
})

test('line ends may be mixed, and the last one may be missing', () => {
  assert.equal(peopleOf(`${header}\r\n${sato}\n${tanaka}`).length, 2)
  assert.equal(peopleOf(`${header}\n"1",a,,,D1,S1,010,"0"\r`).length, 1)
})

/** Values that mean the same in every encoding: Japanese of JIS X 0208, and all that quoting is about. */
const value = fc.string({
  unit: fc.constantFrom('a', 'B', '7', '佐', '藤', 'ー', ' ', '"', ',', '\t', '\n', ';'),
})
const row = fc.tuple(value, value, value, value)

interface Style {
  readonly delimiter: ',' | '\t'
  readonly lineEnd: '\n' | '\r\n'
  readonly quoteAll: boolean
  readonly lastLineEnd: boolean
}

const style: fc.Arbitrary<Style> = fc.record({
  delimiter: fc.constantFrom(',', '\t'),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  quoteAll: fc.boolean(),
  lastLineEnd: fc.boolean(),
})

function written(field: string, { delimiter, quoteAll }: Style): string {
  const needed = quoteAll || /["\n\r]/.test(field) || field.includes(delimiter)
  return needed ? `"${field.replaceAll('"', '""')}"` : field
}

function dumpOf(rows: readonly (readonly string[])[], by: Style): string {
  const lines = rows.map((fields) => fields.map((field) => written(field, by)).join(by.delimiter))
  return lines.join(by.lineEnd) + (by.lastLineEnd ? by.lineEnd : '')
}

test('records are those that another reader of RFC 4180 finds', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), style, (rows, by) => {
      const text = dumpOf(rows, by)
      const own = [...recordsOf(text, by.delimiter, 0, 1)].map(({ fields }) => fields)
      const others: unknown = parse(text, {
        delimiter: by.delimiter,
        record_delimiter: by.lineEnd,
        relax_column_count: true,
      })
      assert.deepEqual(own, others)
    }),
    { numRuns: 300 },
  )
})

/** A dump with people that are sound by construction. */
const people = fc.uniqueArray(
  fc.record({
    employee: fc.stringMatching(/^[A-Z0-9]{1,4}$/),
    name: value,
    units: fc.tuple(value, value),
    role: value,
    concurrent: fc.array(fc.tuple(value, value, value), { maxLength: 2 }),
  }),
  { minLength: 1, maxLength: 8, selector: ({ employee }) => employee },
)

type People = typeof people extends fc.Arbitrary<infer Values> ? Values : never

function rowsOf(everybody: People): readonly (readonly string[])[] {
  return everybody.flatMap(({ employee, name, units, role, concurrent }) => {
    const first = [employee, name, `${employee}@example.co.jp`, '']
    return [[...first, ...units, role, '0'], ...concurrent.map((post) => [...first, ...post, '1'])]
  })
}

function withoutLines(dump: string | Buffer, by: DumpLayout): unknown {
  return peopleOf(dump, by).map(({ employee, name, addresses, posts }) => ({
    employee,
    name,
    addresses,
    posts: posts.map(({ units, role, concurrent }) => ({ units, role, concurrent })),
  }))
}

/** The Japanese letters that `value` has; all others are ASCII. */
const codes: readonly { readonly letter: string; readonly shiftJis: string; readonly eucJp: string }[] = [
  { letter: '佐', shiftJis: '8db2', eucJp: 'bab4' },
  { letter: '藤', shiftJis: '93a1', eucJp: 'c6a3' },
  { letter: 'ー', shiftJis: '815b', eucJp: 'a1bc' },
]

function encoded(text: string, encoding: 'shiftJis' | 'eucJp'): Buffer {
  const bytes = codes.reduce(
    (sum, code) => sum.replaceAll(code.letter, Buffer.from(code[encoding], 'hex').toString('latin1')),
    text,
  )
  return Buffer.from(bytes, 'latin1')
}

test('quoting, delimiter, line ends and encoding of a dump do not change its people', () => {
  const names = header.split(',')
  fc.assert(
    fc.property(people, style, (everybody, by) => {
      const rows = [names, ...rowsOf(everybody)]
      const plain = dumpOf(rows, { delimiter: ',', lineEnd: '\n', quoteAll: true, lastLineEnd: true })
      const expected = withoutLines(plain, layout)
      const text = dumpOf(rows, by)
      assert.deepEqual(withoutLines(`\uFEFF${text}`, layout), expected)
      assert.deepEqual(withoutLines(encoded(text, 'shiftJis'), withEncoding('cp932')), expected)
      assert.deepEqual(withoutLines(encoded(text, 'eucJp'), withEncoding('euc-jp')), expected)
    }),
    { numRuns: 100 },
  )
})

test('the order of rows does not change who is there, and what posts he has', () => {
  const shuffled = people.chain((everybody) => {
    const rows = rowsOf(everybody)
    return fc.tuple(fc.constant(rows), fc.shuffledSubarray([...rows], { minLength: rows.length }))
  })
  const by: Style = { delimiter: ',', lineEnd: '\n', quoteAll: true, lastLineEnd: true }
  const content = (rows: readonly (readonly string[])[]): unknown =>
    peopleOf(dumpOf([header.split(','), ...rows], by))
      .map(({ employee, addresses, main, posts }) => ({
        employee,
        addresses: addresses.toSorted(),
        main: [main.units, main.role],
        posts: posts.map(({ units, role }) => [...units, role].join('\n')).toSorted(),
      }))
      .toSorted((a, b) => (a.employee < b.employee ? -1 : 1))
  fc.assert(
    fc.property(shuffled, ([rows, others]) => {
      assert.deepEqual(content(others), content(rows))
    }),
    { numRuns: 100 },
  )
})

test('whatever the bytes, reading ends with people or with problems', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom('auto', 'utf-8', 'cp932', 'euc-jp'),
      (tail, encoding) => {
        const dump = Buffer.concat([Buffer.from(`${header}\n`), tail])
        assert.doesNotThrow(() => {
          try {
            peopleOf(dump, withEncoding(encoding))
          } catch (error) {
            if (!(error instanceof Error) || !error.message.startsWith('the dump is faulty')) throw error
          }
        })
      },
    ),
    { numRuns: 500 },
  )
})

test('trimming stops at the first other character', () => {
  assert.equal(trimmed(' \u3000a b\u3000\r\n'), 'a b')
  assert.equal(trimmed('\u3000 \t'), '')
})
