import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PolicyCase } from '../../src/cases/case.ts'
import { readCases } from '../../src/cases/read-cases.ts'

const place = { file: 'cases/table.yaml', folder: 'cases', eml: undefined, name: 'table' }

function read(text: string): readonly PolicyCase[] {
  const reading = readCases(text, place)
  if (reading.kind === 'faulty') assert.fail(JSON.stringify(reading.problems))
  return reading.cases
}

/** `line kind` of each. */
function faults(text: string): readonly string[] {
  const reading = readCases(text, place)
  return reading.kind === 'read' ? [] : reading.problems.map(({ line, kind }) => `${line} ${kind}`)
}

test('a list of cases is read with the line of each', () => {
  const cases = read(
    '- from: a@example.co.jp\n  to: b@example.com\n  expect: { action: refuse }\n- { from: c@example.co.jp, to: [d@example.com], expect: { policy: x } }\n',
  )
  assert.deepEqual(
    cases.map(({ name, line, expect }) => [name, line, expect.action, expect.policy]),
    [
      ['table 1', 1, 'refuse', undefined],
      ['table 2', 4, undefined, 'x'],
    ],
  )
})

test('names before addresses are kept for the header', () => {
  const [one] = read(
    '- { from: "佐藤 花子 <sato@example.co.jp>", to: b@example.com, expect: { action: deliver } }',
  )
  assert.ok(one?.mail.kind === 'written')
  assert.deepEqual(one.mail.from, { name: '佐藤 花子', address: 'sato@example.co.jp' })
})

test('defaults hold for each case that does not say otherwise', () => {
  const cases = read(
    [
      'defaults: { from: a@example.co.jp, to: b@example.com, day: 2026-04-01, time: "09:30" }',
      'cases:',
      '  - { expect: { action: deliver } }',
      '  - { day: 2026-05-01, expect: { action: deliver } }',
      '  - { eml: one.eml, expect: { action: deliver } }',
    ].join('\n'),
  )
  assert.deepEqual(
    cases.map(({ day, minute, mail }) => [day, minute, mail.kind]),
    [
      ['2026-04-01', 570, 'written'],
      ['2026-05-01', 570, 'written'],
      ['2026-04-01', 570, 'raw'],
    ],
  )
})

test('one case alone may stand without a list', () => {
  const [one] = read(
    'from: a@example.co.jp\nto: b@example.com\nmailFrom: ""\nexpect: { reason: [no-supervisor, only-self] }',
  )
  assert.deepEqual(one?.mailFrom, '')
  assert.deepEqual(one?.expect.reasons, ['no-supervisor', 'only-self'])
})

test('attachments say their content in one way', () => {
  const [one] = read(
    '- { from: a@example.co.jp, to: b@example.com, attachments: [ { name: a.txt, text: x }, { name: b.zip, size: 2 KB }, { name: c.pdf, file: c.pdf } ], expect: { action: deliver } }',
  )
  assert.ok(one?.mail.kind === 'written')
  assert.deepEqual(
    one.mail.attachments.map(({ content }) => content),
    [
      { kind: 'text', text: 'x' },
      { kind: 'size', octets: 2_048 },
      { kind: 'file', path: 'cases/c.pdf' },
    ],
  )
  assert.deepEqual(
    faults(
      '- { from: a@example.co.jp, to: b@example.com, attachments: [ { name: a, text: x, size: 1 } ], expect: { action: deliver } }',
    ),
    ['1 one-of'],
  )
})

test('every mistake in a file is told with its line', () => {
  const text = [
    '- from: nobody',
    '  to: b@example.com',
    '  expect: { action: refuse }',
    '- from: a@example.co.jp',
    '  to: b@example.com',
    '  day: 2026-02-30',
    '  expect: {}',
    '- from: a@example.co.jp',
    '  expect: { action: refuse }',
    '- eml: one.eml',
    '  subject: x',
    '  expect: { action: refuse }',
  ].join('\n')
  assert.deepEqual(faults(text), [
    '1 address-malformed',
    '6 day-unknown',
    '7 key-missing',
    '8 key-missing',
    '11 not-valid',
  ])
})

test('a key that is mistyped is told with the one that was meant', () => {
  const reading = readCases(
    '- { from: a@example.co.jp, to: b@example.com, expected: { action: refuse } }',
    place,
  )
  assert.ok(reading.kind === 'faulty')
  const unknown = reading.problems.find(({ kind }) => kind === 'key-unknown')
  assert.ok(unknown !== undefined && 'meant' in unknown.detail)
  assert.equal(unknown.detail.meant, 'expect')
})
