import assert from 'node:assert/strict'
import { test } from 'node:test'

import { refusalReply, tempfailReply } from '../../src/gate/reply.ts'
import { readMail } from '../../src/mail/read-mail.ts'
import type { Action, PolicyRefusal } from '../../src/policy/decision.ts'

import { snapshot } from '../policy/mail-to-decide.ts'

const mail = readMail(Buffer.from('From: a@example.co.jp\r\n\r\n'), { headerFields: 10, addresses: 10 })

const reason = {
  kind: 'subject',
  description: { en: 'the subject has “社外秘”', ja: '件名に「社外秘」を含む' },
  evidence: [{ kind: 'field', field: 'subject', text: '社外秘' } as const],
  why: [],
}

function lines(
  given: Partial<PolicyRefusal>,
  also?: Extract<Action, { kind: 'refuse' }>['also'],
): readonly string[] {
  const refusal: PolicyRefusal = {
    kind: 'policy',
    policy: 'secrets',
    name: '',
    text: undefined,
    isUnsure: false,
    reasons: [reason],
    ...given,
  }
  const reply = refusalReply(
    'D1',
    { kind: 'refuse', refusal, ...(also === undefined ? {} : { also }) },
    mail,
    snapshot,
    ['en'],
  )
  assert.deepEqual([reply.code, reply.enhanced], [550, '5.7.1'])
  for (const line of reply.lines) {
    assert.match(line, /^D1 [\x20-\x7e]*$/, 'the id first, and ASCII only')
    assert.ok(line.length <= 490)
  }
  return reply.lines
}

test('words of other languages are dots, not question marks, and evidence in them is left out', () => {
  assert.deepEqual(lines({}), [
    'D1 Not sent [policy secrets]: the subject has "...". Change this and send again, or ask your mail administrator',
  ])
})

test("the administrator's own words take the place of ours", () => {
  assert.deepEqual(lines({ text: { en: 'Use the portal' } }), [
    'D1 Not sent [policy secrets]: Use the portal',
  ])
  assert.match(lines({ text: { ja: 'ポータルへ' } })[0] ?? '', /the subject has/)
})

test('a policy that rests on what a mail is not still says whom to ask', () => {
  assert.deepEqual(lines({ reasons: [] }), [
    'D1 Not sent [policy secrets]. Ask your mail administrator what this policy wants',
  ])
})

test('however much was found, the line says at its end what to do', () => {
  const long = { ...reason, description: { en: 'x'.repeat(300), ja: '' } }
  assert.match(
    lines({ reasons: [long, long, long] })[0] ?? '',
    /x\.\.\.\. Change this and send again, or ask/,
  )
})

test('one that could not tell says what stood in the way', () => {
  const unsure = { ...reason, evidence: [], why: [{ kind: 'encrypted', detail: '2' } as const] }
  assert.match(
    lines({ isUnsure: true, reasons: [unsure] })[0] ?? '',
    /it cannot be told whether .*encrypted: 2.*can be read/,
  )
  const {
    code,
    enhanced,
    lines: said,
  } = tempfailReply('D1', { policy: 'secrets', reasons: [unsure] }, ['en'])
  assert.deepEqual([code, enhanced], [451, '4.7.1'])
  assert.match(said[0] ?? '', /^D1 Not sent yet \[policy secrets\], it cannot be told .* tried again$/)
})

test('further refusals follow, one line each and not without end', () => {
  const other: PolicyRefusal = {
    kind: 'policy',
    policy: 'other',
    name: '',
    text: undefined,
    isUnsure: false,
    reasons: [],
  }
  assert.equal(
    lines(
      {},
      Array.from({ length: 30 }, () => other),
    ).length,
    5,
  )
})
