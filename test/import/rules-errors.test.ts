/**
 * Every fault of `rules.yaml` at its line. A case is a rules file whose faulty lines say in a comment
 * (`#! kind`) which fault is expected there; nothing else may be reported.
 */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readRules } from '../../src/people/read-rules.ts'
import { processorTime } from '../peers/processor-time.ts'

const head = `version: 1
local_domains: [example.co.jp]
hr:
  columns: { employee: no, email: mail, role: role }
  units: [ { key: department, column: bu }, { key: section, column: ka } ]
  attributes: { kind: kind, superior: boss }
`

const pattern = `patterns:
  - id: P
    when: {}
    tiers: { chief: ["010"], director: ["020"] }
    senders:
      - tier: "*"
        accept: [ { same: [department], tier: chief } ]
`

/** Several faults of one line are parted by spaces. */
function expectedOf(text: string): readonly string[] {
  return text.split('\n').flatMap((line, index) => {
    const kinds = /#! (.*)$/.exec(line)?.[1]?.trim().split(' ') ?? []
    return kinds.map((kind) => `${String(index + 1)} ${kind}`)
  })
}

function foundIn(text: string): readonly string[] {
  const reading = readRules(Buffer.from(text))
  return reading.kind === 'read'
    ? []
    : reading.problems.map(({ place, kind }) => `${String(place.line)} ${kind}`)
}

const cases: Readonly<Record<string, string>> = {
  'an empty file': '#! rules-empty',
  'a list instead of a map': '- a #! wrong-type',
  'a missing version, domains and hr': 'timezone: Asia/Tokyo #! key-missing key-missing key-missing',
  'another version': head.replace('version: 1', 'version: 2 #! value-unknown'),
  'a bracket that is never closed': `${head}exempt: [ { role: "1" }\ngroups: {} #! yaml-syntax\n`,
  'a star without quotes': `${head}exempt: [ { role: * } ] #! yaml-syntax\n`,
  'a second document': `${head}--- #! yaml-documents\na: 1\n`,
  'brackets inside each other, deeper than can be read': `${head}exempt: ${'['.repeat(20_000)} #! yaml-depth\n`,
  'a tag': `${head}exempt: [ { role: !env ROLE } ] #! yaml-tag\n`,
  'an alias without an anchor': `${head}exempt: [ { role: *roles } ] #! alias-unknown\n`,
  'an alias inside its own anchor': `${head}exempt: &all [ *all ] #! alias-expansion\n`,
  'a key twice': `${head}timezone: Asia/Tokyo\ntimezone: Asia/Tokyo #! key-twice\n`,
  'a key twice in a matcher': `${head}exempt:\n  - role: "1"\n    role: "2" #! key-twice\n`,
  'a group twice': `${head}groups:\n  a: { role: "1" }\n  a: { role: "2" } #! key-twice\n`,
  'an unknown key at the top': `${head}pattern: [] #! key-unknown\n`,
  'a merge key': `${head}exempt:\n  - <<: { role: "1" } #! matcher-key-unknown\n`,
  'an unknown time zone': `${head}timezone: Asia/Tokio #! timezone-unknown\n`,
  'no domain': head.replace('[example.co.jp]', '[] #! list-empty'),
  'a domain with a star': head.replace('[example.co.jp]', '["*.example.co.jp"] #! domain-malformed'),
  'a domain with an at sign': head.replace('[example.co.jp]', '["@example.co.jp"] #! domain-malformed'),
  'a domain that is no list': head.replace('[example.co.jp]', 'example.co.jp #! wrong-type'),
  'neither allow nor reject': `${head}noApprover: deny #! value-unknown\n`,
  'allow in capitals': `${head}unknownSender: Allow #! value-unknown\n`,

  'an unknown encoding': head.replace('hr:', 'hr:\n  encoding: sjis #! value-unknown'),
  'a column without a name': head.replace('role: role }', 'role: "" } #! value-missing'),
  'a required column that is missing': head.replace(', role: role }', ' } #! key-missing'),
  'a required column that is mistyped': head
    .replace('email: mail', 'emial: mail')
    .replace('role: role }', 'role: role } #! key-unknown'),
  'a unit without a column': head.replace(', column: bu }', ' }').replace('ka } ]', 'ka } ] #! key-missing'),
  'a unit without a key, whose uses are not blamed':
    head.replace('key: department, ', '').replace('ka } ]', 'ka } ] #! key-missing') + pattern,
  'a unit key twice': head
    .replace('key: section', 'key: department')
    .replace('ka } ]', 'ka } ] #! name-taken'),
  'an attribute called like a unit': head
    .replace('kind: kind', 'section: kind')
    .replace('boss }', 'boss } #! name-taken'),
  'a unit whose key is taken, told once and not again where the key that was meant is used': `${head
    .replace('key: section', 'key: department')
    .replace('ka } ]', 'ka } ] #! name-taken')}exempt: [ { section: "1" }, { department: "1" } ]
patterns:
  - id: P
    when: { section: "-" }
    tiers: { chief: ["010"] }
    senders: [ { tier: "*", accept: [ { same: [department, section], tier: chief } ] } ]
`,
  'an attribute whose key is taken, told once and not again where the key that was meant is used': `${head
    .replace('superior: boss', 'role: boss')
    .replace('boss }', 'boss } #! name-taken')}exempt: [ { superior: "1" } ]\n`,
  'a unit called role': head.replace('key: section', 'key: role').replace('ka } ]', 'ka } ] #! name-taken'),
  'an attribute called group': head
    .replace('kind: kind', 'group: kind')
    .replace('boss }', 'boss } #! name-taken'),
  'units that are a map': head.replace(/units: .*/, 'units: { department: bu } #! wrong-type') + pattern,

  'a matcher with an unknown key': `${head}groups: { a: { bureau: "1" } } #! matcher-key-unknown\n`,
  'a matcher with an empty list': `${head}groups: { a: { role: [] } } #! list-empty\n`,
  'a matcher with a wildcard in a list': `${head}exempt: [ { role: ["1", "-"] } ] #! wildcard-in-list\n`,
  'a matcher with a map as a value': `${head}exempt: [ { role: { a: b } } ] #! wrong-type\n`,
  'a matcher with a list in a list': `${head}exempt: [ { role: [["1"]] } ] #! wrong-type\n`,
  'a matcher without a value': `${head}exempt:\n  - role: #! value-missing\n`,
  'a matcher that is text': `${head}exempt: [ "001" ] #! wrong-type\n`,
  'an empty map in exempt': `${head}exempt: [ {} ] #! matcher-empty\n`,
  'exempt as a map': `${head}exempt: { role: "1" } #! wrong-type\n`,

  'an empty map as an entry': pattern.replace(
    '{ same: [department], tier: chief } ]',
    '{} ] #! matcher-empty',
  ),
  'an undefined unit in same': pattern
    .replace('[department]', '[departmnt]')
    .replace('chief } ]', 'chief } ] #! name-undefined'),
  'an undefined tier in an entry': pattern.replace('tier: chief } ]', 'tier: boss } ] #! name-undefined'),
  'an undefined tier in a list of tiers': pattern.replace(
    'tier: chief } ]',
    'tier: [chief, boss] } ] #! name-undefined',
  ),
  'an undefined tier of a row': pattern.replace('tier: "*"', 'tier: boss #! name-undefined'),
  'a star in a list of tiers of a row': pattern.replace('tier: "*"', 'tier: [chief, "*"] #! name-undefined'),
  'an undefined tier in a stand-in list': `${pattern}        whenVacant: [ [ { same: [], tier: boss } ] ] #! name-undefined\n`,
  'an undefined group': pattern.replace(
    '{ same: [department], tier: chief } ]',
    '{ group: [a, b] } ] #! name-undefined name-undefined',
  ),
  'an undefined attribute': pattern.replace(
    '{ same: [department], tier: chief } ]',
    '{ attribute: superio } ] #! name-undefined',
  ),
  'same with neither tier nor role': pattern.replace(', tier: chief } ]', ' } ] #! same-needs-one'),
  'same with both tier and role': pattern.replace(
    'tier: chief } ]',
    'tier: chief, role: "010" } ] #! same-needs-one',
  ),
  'same with a mistyped tier': pattern.replace('tier: chief } ]', 'teir: chief } ] #! key-unknown'),
  'same with a wildcard as role': pattern.replace('tier: chief } ]', 'role: "*" } ] #! wildcard-as-role'),
  'same with a wildcard in a list of roles': pattern.replace(
    'tier: chief } ]',
    'role: ["010", "+"] } ] #! wildcard-as-role',
  ),
  'same with no role at all': pattern.replace('tier: chief } ]', 'role: [] } ] #! list-empty'),
  'same that is no list': pattern
    .replace('[department]', 'department')
    .replace('chief } ]', 'chief } ] #! wrong-type'),
  'tier without same': pattern
    .replace('same: [department], ', '')
    .replace('chief } ]', 'chief } ] #! same-missing'),
  'samePattern without same': pattern.replace(
    '{ same: [department], tier: chief } ]',
    '{ samePattern: true, people: ["1"] } ] #! same-missing',
  ),
  'samePattern that is neither true nor false': pattern.replace(
    'tier: chief } ]',
    'tier: chief, samePattern: yes } ] #! value-unknown',
  ),
  'same and a matcher': pattern.replace('tier: chief } ]', 'tier: chief, section: "1" } ] #! two-forms'),
  'people and a group': pattern.replace(
    '{ same: [department], tier: chief } ]',
    '{ people: ["1"], group: a } ] #! two-forms',
  ),
  'people and a matcher': pattern.replace(
    '{ same: [department], tier: chief } ]',
    '{ people: ["1"], role: "1" } ] #! two-forms',
  ),
  'an unknown key in an entry': pattern.replace(
    '{ same: [department], tier: chief } ]',
    '{ bureau: "1" } ] #! key-unknown',
  ),
  'people that are no list': pattern.replace(
    '{ same: [department], tier: chief } ]',
    '{ people: "1" } ] #! wrong-type',
  ),
  'whenVacant with entries instead of lists': `${pattern}        whenVacant: [ { people: ["1"] } ] #! wrong-type\n`,
  'an accept that is a map': pattern.replace(
    '[ { same: [department], tier: chief } ]',
    '{ people: ["1"] } #! wrong-type',
  ),

  'a pattern without id': pattern.replace('id: P', 'name: P #! key-missing'),
  'a pattern without when': pattern
    .replace('- id: P', '- id: P #! key-missing')
    .replace('    when: {}\n', ''),
  'a pattern with a mistyped when': pattern.replace('when: {}', 'whem: {} #! key-unknown'),
  'a pattern with mistyped tiers': pattern.replace(/tiers: .*/, 'tires: {} #! key-unknown'),
  'a pattern without senders': pattern
    .replace(/ {4}senders:[^]*/, '')
    .replace('id: P', 'id: P #! key-missing'),
  'an id twice': `${pattern}  - id: P #! id-taken\n    when: {}\n    senders: []\n`,
  'an id that stands for nobody': pattern.replace('id: P', 'id: "-" #! id-reserved'),
  'an empty id': pattern.replace('id: P', 'id: "" #! value-missing'),
  'a role in two tiers': pattern.replace('"020"] }', '"020", "010"] } #! role-in-two-tiers'),
  'a role in two tiers, once without quotes': pattern.replace('"020"] }', '010] } #! role-in-two-tiers'),
  'a wildcard among the roles of a tier': pattern.replace(
    '["020"] }',
    '["020", "*", "+", "-"] } #! wildcard-as-role wildcard-as-role wildcard-as-role',
  ),
  'a tier called star': pattern
    .replace('director:', '"*":')
    .replace('"020"] }', '"020"] } #! tier-name-reserved'),
  'a row without tier': pattern
    .replace('- tier: "*"\n        accept: [ {', '- accept: [ {')
    .replace('chief } ]', 'chief } ] #! key-missing'),
  'a row without accept': pattern
    .replace('- tier: "*"\n', '- tier: "*" #! key-missing\n')
    .replace(/ {8}accept.*\n/, ''),
  'a row with whenVacant but without accept': pattern.replace(
    'accept: [ { same: [department], tier: chief } ]',
    'whenVacant: [] #! vacant-without-accept',
  ),
  'a row with exempt': `${pattern}        exempt: true #! key-unknown\n`,

  'an exception that says nothing':
    'exceptions:\n  - id: X #! exception-says-nothing\n    who: { role: "1" }\n',
  'an exception that is only not exempt':
    'exceptions:\n  - id: X #! exception-says-nothing\n    who: { role: "1" }\n    exempt: false\n',
  'an exception that adds nobody':
    'exceptions:\n  - id: X #! exception-says-nothing\n    who: { role: "1" }\n    also: []\n',
  'an exception whose accept is mistyped':
    'exceptions:\n  - id: X\n    who: { role: "1" }\n    acept: [] #! key-unknown\n',
  'an exception without id and who': 'exceptions:\n  - exempt: true #! key-missing key-missing\n',
  'an exception with exempt beside accept':
    'exceptions:\n  - id: X\n    who: { role: "1" }\n    exempt: true #! exempt-beside-accept\n    accept: [ { people: ["1"] } ]\n',
  'an exception with whenVacant but without accept':
    'exceptions:\n  - id: X\n    who: { role: "1" }\n    also: [ { people: ["1"] } ]\n    whenVacant: [ [ { people: ["1"] } ] ] #! vacant-without-accept\n',
  'an exception with whenVacant only':
    'exceptions:\n  - id: X\n    who: { role: "1" }\n    whenVacant: [ [ { people: ["1"] } ] ] #! vacant-without-accept\n',
  'an exception with exempt: yes':
    'exceptions:\n  - id: X\n    who: { role: "1" }\n    exempt: yes #! value-unknown\n',
  'a day that is not in the calendar':
    'exceptions:\n  - id: X\n    who: { role: "1" }\n    exempt: true\n    from: 2026-02-30 #! date-malformed\n',
  'a day in another form':
    'exceptions:\n  - id: X\n    who: { role: "1" }\n    exempt: true\n    until: 2026/04/01 #! date-malformed\n',
  'reversed days':
    'exceptions:\n  - id: X\n    who: { role: "1" }\n    exempt: true\n    from: 2026-04-02\n    until: 2026-04-01 #! dates-reversed\n',
  'the id of an exception that a later pattern takes': `exceptions:\n  - id: P\n    who: { role: "1" }\n    exempt: true\n${pattern.replace('id: P', 'id: P #! id-taken')}`,
  'an undefined group in also':
    'exceptions:\n  - id: X\n    who: { role: "1" }\n    also: [ { group: a } ] #! name-undefined\n',

  'a mailbox with neither exempt nor accept':
    'mailboxes:\n  - { addresses: [a@example.co.jp] } #! mailbox-says-nothing\n',
  'a mailbox that is only not exempt':
    'mailboxes:\n  - { addresses: [a@example.co.jp], exempt: false } #! mailbox-says-nothing\n',
  'a mailbox with exempt beside accept':
    'mailboxes:\n  - { addresses: [a@example.co.jp], exempt: true, accept: [] } #! exempt-beside-accept\n',
  'a mailbox without addresses': 'mailboxes:\n  - { exempt: true } #! key-missing\n',
  'a mailbox with an empty list of addresses':
    'mailboxes:\n  - { addresses: [], exempt: true } #! list-empty\n',
  'a mailbox with a malformed address':
    'mailboxes:\n  - { addresses: [info], exempt: true } #! mailbox-address-malformed\n',
  'an address in two mailboxes, whatever its case':
    'mailboxes:\n  - { addresses: [a@example.co.jp], exempt: true }\n  - addresses:\n      - b@example.co.jp\n      - A@example.co.jp #! mailbox-address-twice\n    exempt: true\n',
  'a mailbox with same':
    'mailboxes:\n  - { addresses: [a@example.co.jp], accept: [ { same: [], role: "1" } ] } #! mailbox-form\n',
  'a mailbox with attribute':
    'mailboxes:\n  - { addresses: [a@example.co.jp], accept: [ { attribute: superior } ] } #! mailbox-form\n',
  'a mailbox with whenVacant':
    'mailboxes:\n  - { addresses: [a@example.co.jp], accept: [], whenVacant: [] } #! key-unknown\n',

  'a group that is text': `${head}groups: { a: "001" } #! wrong-type\n`,
  'a mistyped section, whose names are not blamed': `${head}grups: { a: { role: "1" } } #! key-unknown\nmailboxes: [ { addresses: [a@b.jp], accept: [ { group: a } ] } ]\n`,
}

for (const [name, body] of Object.entries(cases)) {
  test(`is refused: ${name}`, () => {
    const text = /^(?:patterns|exceptions|mailboxes):/.test(body) ? head + body : body
    const expected = expectedOf(text)
    assert.notEqual(expected.length, 0)
    assert.deepEqual(foundIn(text), expected)
  })
}

test('all faults are reported at once, in the order of the file', () => {
  const text = `${head}timezone: Mars #! timezone-unknown
exempt: [ {}, { bureau: "1" } ] #! matcher-empty matcher-key-unknown
mailboxes: [ { addresses: [a] } ] #! mailbox-says-nothing mailbox-address-malformed
${pattern.replace('tier: chief } ]', 'tier: boss } ] #! name-undefined')}
noApprover: no #! value-unknown
`
  assert.deepEqual(foundIn(text), expectedOf(text))
})

test('bytes that are not UTF-8 are refused at their line', () => {
  const bytes = Buffer.concat([Buffer.from(`${head}# `), Buffer.from([0x8d, 0xb2]), Buffer.from('\n')])
  const reading = readRules(bytes)
  assert.equal(reading.kind, 'faulty')
  assert.deepEqual(
    reading.problems.map(({ kind, place }) => [kind, place.line]),
    [['undecodable', 7]],
  )
})

test('aliases that unfold to millions of values are refused, and quickly', () => {
  const levels = Array.from({ length: 9 }, (_, level) => {
    const before = level === 0 ? '"x"' : `*a${String(level - 1)}`
    return `a${String(level)}: &a${String(level)} [${Array.from({ length: 10 }, () => before).join(', ')}]`
  })
  const { result: reading, took } = processorTime(() =>
    readRules(Buffer.from(`${head}${levels.join('\n')}\n`)),
  )
  assert.ok(took < 2_000)
  assert.equal(reading.kind, 'faulty')
  assert.ok(reading.problems.every(({ kind }) => kind === 'alias-expansion'))
})

test('a place names line, column and the text at fault', () => {
  const reading = readRules(Buffer.from(head + pattern.replace('tier: chief } ]', 'tier: boss } ]')))
  assert.equal(reading.kind, 'faulty')
  assert.deepEqual(reading.problems[0]?.place, { file: 'rules.yaml', line: 13, column: 47, value: 'boss' })
})

test('an overlong value is shortened', () => {
  const reading = readRules(Buffer.from(`${head}timezone: ${'x'.repeat(500)}\n`))
  assert.equal(reading.kind, 'faulty')
  assert.equal(reading.problems[0]?.place.value.length, 100)
})

test('a faulty file gives its layout all the same, where that is sound', () => {
  const reading = readRules(Buffer.from(`${head}timezone: Mars\n`))
  assert.equal(reading.kind, 'faulty')
  assert.equal(reading.layout?.columns.employee, 'no')
})
