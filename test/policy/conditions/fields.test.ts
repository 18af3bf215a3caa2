import assert from 'node:assert/strict'
import { test } from 'node:test'

import { answerOf, asked, conditionOf } from './judged.ts'
import { processorTime } from '../../peers/processor-time.ts'

function subjectIs(written: unknown, ...lines: readonly string[]): string {
  return asked('subject', written, { header: ['To: client@example.com', ...lines] })
}

test('words are found in a decoded subject, in any width and case', () => {
  const words = { words: ['極秘', 'Quotation'] }
  assert.equal(subjectIs(words, 'Subject: =?utf-8?B?5qW156eY?='), 'yes')
  assert.equal(subjectIs(words, 'Subject: =?iso-2022-jp?B?GyRCNktIaxsoQg==?='), 'yes')
  assert.equal(subjectIs(words, 'Subject: Re: ＱＵＯＴＡＴＩＯＮ 5'), 'yes')
  assert.equal(subjectIs(words, 'Subject: quotations'), 'no')
  assert.equal(subjectIs(words, 'Subject: hello'), 'no')
  assert.equal(subjectIs(words), 'no')
})

test('letters that nobody sees hide no word', () => {
  assert.equal(subjectIs({ words: '極秘' }, 'Subject: 極\u200b秘'), 'yes')
})

test('words come out of lists, too', () => {
  assert.equal(subjectIs({ words: { list: 'secret' } }, 'Subject: Strictly\r\n  Confidential'), 'yes')
  assert.equal(subjectIs({ words: { list: 'gone' } }, 'Subject: x'), 'cannot-tell')
})

test('a subject is blank where a reader sees nothing', () => {
  const blank = { blank: true }
  assert.equal(subjectIs(blank), 'yes')
  assert.equal(subjectIs(blank, 'Subject:'), 'yes')
  assert.equal(subjectIs(blank, 'Subject: \u3000\u200b'), 'yes')
  assert.equal(subjectIs(blank, 'Subject: =?utf-8?B?44CA?='), 'yes')
  assert.equal(subjectIs(blank, 'Subject: .'), 'no')
})

test('a pattern matches the decoded text, with case unless it says otherwise', () => {
  assert.equal(subjectIs({ matches: 'Project [XY]' }, 'Subject: =?utf-8?Q?Project_X?='), 'yes')
  assert.equal(subjectIs({ matches: 'project [XY]' }, 'Subject: Project X'), 'no')
  assert.equal(subjectIs({ matches: '(?i)project [XY]' }, 'Subject: Project X'), 'yes')
  assert.equal(subjectIs({ matches: '^社外秘$' }, 'Subject: 社外秘'), 'yes')
})

test('a pattern that the linear engine refuses is a fault with its words', () => {
  const condition = conditionOf('subject')
  const [fault] = condition.faults?.(condition.schema.parse({ matches: '(a)\\1' })) ?? []
  assert.equal(fault?.kind, 'pattern')
  assert.deepEqual(fault.path, ['matches'])
  assert.match(fault.detail, /escape/)
})

test('a subject over the bound, or in a charset that nobody knows, tells nothing of what was not read', () => {
  assert.equal(subjectIs({ words: '極秘' }, `Subject: ${'x'.repeat(9_000)}`), 'cannot-tell')
  assert.equal(subjectIs({ words: '極秘' }, `Subject: 極秘 ${'x'.repeat(9_000)}`), 'yes')
  assert.equal(subjectIs({ words: '社外秘' }, 'Subject: =?x-nobody-knows?B?5qW156eY?='), 'cannot-tell')
})

test('a slow pattern of other engines is quick here', () => {
  const { took } = processorTime(() => {
    subjectIs({ matches: '(a|a)*(b|b)*$' }, `Subject: ${'a'.repeat(8_000)}c`)
  })
  assert.ok(took < 1_000)
})

test('a field is there or not, whatever the case of its name', () => {
  const header = ['To: client@example.com', 'X-MAILER: Legacy Mailer 1.2']
  assert.equal(asked('header', { field: 'x-mailer', present: true }, { header }), 'yes')
  assert.equal(asked('header', { field: 'X-Mailer', present: false }, { header }), 'no')
  assert.equal(asked('header', { field: 'Reply-To', present: false }, { header }), 'yes')
})

test('each field of the name is looked at', () => {
  const header = ['X-Tag: one', 'X-Tag: two']
  assert.deepEqual(answerOf('header', { field: 'X-Tag', words: 'two' }, { header }), {
    answer: 'yes',
    evidence: [{ kind: 'field', field: 'x-tag', text: 'two' }],
  })
  assert.equal(asked('header', { field: 'X-Tag', matches: '^t' }, { header }), 'yes')
  assert.equal(asked('header', { field: 'X-Tag', words: ['three'] }, { header }), 'no')
})

test('size and listener are as the mail came in', () => {
  assert.equal(asked('size', { atLeast: '1 KB' }, { facts: { size: 1_024 } }), 'yes')
  assert.equal(asked('size', { atLeast: '1 KB' }, { facts: { size: 1_023 } }), 'no')
  assert.equal(asked('size', { atMost: 10 }, { facts: { size: 11 } }), 'no')
  assert.equal(asked('listener', 'test', {}), 'yes')
  assert.equal(asked('listener', ['other'], {}), 'no')
})
