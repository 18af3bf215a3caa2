import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import type { Decision, RuleAnswer } from '../../src/policy/decision.ts'
import { reasonOf } from '../../src/store/decision-record.ts'

const pass = { policy: 'break-glass', mode: 'on', answer: 'match', action: 'pass', conditions: [] } as const
const notAReport: RuleAnswer = { rule: 'report', answer: 'not-a-report' }
const missing: RuleAnswer = { rule: 'supervisor-in-cc', answer: 'reject', identities: [] }

function delivered(rules: readonly RuleAnswer[], policies: Decision['policies']): Decision {
  return {
    id: '1',
    at: 0,
    revision: 'r1',
    snapshot: 's1',
    day: '2026-11-24',
    recipients: [],
    rules,
    policies,
    asked: { yes: [], no: [], cannotTell: [] },
    breakGlass: [],
    action: { kind: 'deliver' },
  }
}

describe('the reason of a delivery', () => {
  it('is the policy that passed the mail, where the rule on reports said that it is none', () => {
    assert.equal(reasonOf(delivered([notAReport], [pass])), 'policy break-glass')
  })
  it('is the report, where it is one', () => {
    assert.equal(reasonOf(delivered([{ rule: 'report', answer: 'report' }], [])), 'report')
  })
  it('is never that a supervisor is missing: who asked was in shadow, or passed over', () => {
    assert.equal(reasonOf(delivered([notAReport, missing], [pass])), 'policy break-glass')
    assert.equal(reasonOf(delivered([notAReport, missing], [])), '')
  })
})
