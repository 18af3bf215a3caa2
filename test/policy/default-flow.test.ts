import assert from 'node:assert/strict'
import { test } from 'node:test'

import { defaultPoliciesText } from '../../src/policy/default-flow.ts'

import { endOf } from './mail-to-decide.ts'
import { decisionBy } from './policies-to-read.ts'

const absent = [
  'From: takahashi@example.co.jp',
  'To: client@example.com',
  'Subject: Automatic reply',
  'Auto-Submitted: auto-replied (vacation)',
]
const turnedOn = defaultPoliciesText({ reports: 'pass' }).replace(
  /(id: automatic-replies\n.*\n {4}mode: )off/,
  '$1on',
)

test('automatic replies need a supervisor as shipped, and pass once their policy is turned on', () => {
  const mail = { header: absent, mailFrom: '' }
  assert.equal(endOf(mail), 'no-internal-recipient')
  assert.equal(decisionBy(turnedOn, mail).action.kind, 'deliver')
})

test('turned on, neither a null sender nor Auto-Submitted exempts alone', () => {
  const kinds = [
    { header: absent },
    { header: absent.slice(0, 3), mailFrom: '' },
    { header: absent.with(3, 'Auto-Submitted: auto-generated'), mailFrom: '' },
    { header: absent.with(3, 'Auto-Submitted: no'), mailFrom: '' },
    { header: [...absent, 'Auto-Submitted: no'], mailFrom: '' },
  ]
  for (const mail of kinds) assert.equal(decisionBy(turnedOn, mail).action.kind, 'refuse')
})
