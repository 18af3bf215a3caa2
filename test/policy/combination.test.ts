/** Random flows against an oracle that decides by reading what the language promises, one sentence after the other. */

import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { decisionBy, shortPolicies } from './policies-to-read.ts'

interface Made {
  readonly says: 'yes' | 'no' | 'cannot-tell'
  readonly action: 'pass' | 'pass-next' | 'refuse' | 'discard'
  readonly mode: 'on' | 'off' | 'shadow'
  readonly stop: boolean
  readonly onCannotTell: 'tempfail' | 'refuse' | 'match' | 'skip'
}

const made: fc.Arbitrary<Made> = fc.record({
  says: fc.constantFrom('yes', 'yes', 'no', 'cannot-tell'),
  action: fc.constantFrom('pass', 'pass-next', 'refuse', 'discard'),
  mode: fc.constantFrom('on', 'on', 'on', 'off', 'shadow'),
  stop: fc.boolean(),
  onCannotTell: fc.constantFrom('tempfail', 'refuse', 'match', 'skip'),
})

/** `pass-next` names the one that follows; the last one has none and names nothing. */
function written(flow: readonly Made[]): string {
  return shortPolicies(
    flow.map(({ says, action, mode, stop, onCannotTell }, index) => {
      const next = index + 1 < flow.length ? `{ pass: [p${index + 1}] }` : 'pass'
      return `p${index} ${says} ${action === 'pass-next' ? next : action} mode: ${mode}, stop: ${stop}, onCannotTell: ${onCannotTell}`
    }),
  )
}

type Effect = 'none' | 'act' | 'refuse' | 'tempfail'

/** What a policy does by itself, were it reached. */
function effectOf({ says, mode, onCannotTell }: Made): Effect {
  if (mode !== 'on' || says === 'no') return 'none'
  if (says === 'yes' || onCannotTell === 'match') return 'act'
  return onCannotTell === 'skip' ? 'none' : onCannotTell
}

/** Whether an earlier policy, reached itself, keeps the mail from this one. */
function isReached(flow: readonly Made[], index: number): boolean {
  return flow.slice(0, index).every((earlier, at) => {
    if (!isReached(flow, at)) return true
    const effect = effectOf(earlier)
    if (effect === 'act' && earlier.stop) return false
    if (effect !== 'act' && effect !== 'tempfail') return true
    const isLast = at + 1 === flow.length
    if (earlier.action === 'pass' || (earlier.action === 'pass-next' && isLast)) return false
    return !(earlier.action === 'pass-next' && index === at + 1)
  })
}

function oracle(flow: readonly Made[]): string {
  const reached = flow.filter((_, index) => isReached(flow, index))
  const does = (wanted: (policy: Made, effect: Effect) => boolean): boolean =>
    reached.some((policy) => wanted(policy, effectOf(policy)))
  if (does(({ action }, effect) => effect === 'refuse' || (effect === 'act' && action === 'refuse')))
    return 'refuse'
  if (does((_, effect) => effect === 'tempfail')) return 'tempfail'
  if (does(({ action }, effect) => effect === 'act' && action === 'discard')) return 'discard'
  return 'deliver'
}

test('every flow ends as the language promises', () => {
  fc.assert(
    fc.property(fc.array(made, { minLength: 1, maxLength: 6 }), (flow) => {
      assert.equal(decisionBy(written(flow)).action.kind, oracle(flow))
    }),
    { numRuns: 1_000 },
  )
})

test('policies that are off or in shadow change nothing', () => {
  fc.assert(
    fc.property(fc.array(made, { minLength: 1, maxLength: 6 }), (flow) => {
      const simple = flow.map((policy): Made => ({
        ...policy,
        action: policy.action === 'pass-next' ? 'pass' : policy.action,
      }))
      const acting = simple.filter(({ mode }) => mode === 'on')
      const expected = acting.length === 0 ? 'deliver' : decisionBy(written(acting)).action.kind
      assert.equal(decisionBy(written(simple)).action.kind, expected)
    }),
    { numRuns: 300 },
  )
})
