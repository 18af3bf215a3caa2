/** What was decided, held against what a case expects. */

import type { Decision, PolicyAnswer, PolicyReason, Refusal } from '../policy/decision.ts'
import type { Expectation } from './case.ts'

export interface Difference {
  readonly of: 'action' | 'policy' | 'reason' | 'matches' | 'passes' | 'route' | 'tls'
  readonly expected: string
  /** All that there were instead; empty: nothing. */
  readonly got: readonly string[]
}

const guardOf: Readonly<Record<string, string>> = {
  ambiguous: 'structure',
  loop: 'loop',
  'foreign-tenant': 'tenant',
}

function acting(decision: Decision, action: PolicyAnswer['action']): readonly string[] {
  return decision.policies
    .filter((one) => one.mode === 'on' && one.answer === 'match' && one.action === action)
    .map(({ policy }) => policy)
}

/** Policies or guards that made the decision what it is; `none` where nothing did. */
export function decidersOf(decision: Decision): readonly string[] {
  const { action } = decision
  switch (action.kind) {
    case 'refuse': {
      const refusals = [action.refusal, ...(action.also ?? [])]
      const named = refusals.flatMap((refusal) =>
        refusal.kind === 'policy' ? [refusal.policy] : (guardOf[refusal.kind] ?? []),
      )
      return [...new Set([...named, ...acting(decision, 'refuse')])]
    }
    case 'discard':
    case 'tempfail':
      return [action.policy]
    case 'deliver': {
      const found = [...acting(decision, 'pass'), ...acting(decision, 'deliver')]
      return found.length === 0 ? ['none'] : found
    }
  }
}

function ofPolicyReasons(reasons: readonly PolicyReason[]): readonly string[] {
  return reasons.flatMap(({ kind, why }) => [kind, ...why.map((one) => one.kind)])
}

function ofRefusal(refusal: Refusal): readonly string[] {
  switch (refusal.kind) {
    case 'policy':
      return [...(refusal.isUnsure ? ['cannot-tell'] : []), ...ofPolicyReasons(refusal.reasons)]
    case 'no-supervisor':
      return ['no-supervisor', refusal.identity.verdict.reason]
    case 'ambiguous':
      return ['ambiguous', ...refusal.ambiguities.map(({ kind }) => kind)]
    case 'loop':
    case 'foreign-tenant':
      return [refusal.kind]
  }
}

/** Short names of all that the decision rests on. */
export function reasonsOf({ action, rules }: Decision): readonly string[] {
  switch (action.kind) {
    case 'refuse':
      return [...new Set([action.refusal, ...(action.also ?? [])].flatMap(ofRefusal))]
    case 'tempfail':
      return [...new Set(['cannot-tell', ...ofPolicyReasons(action.reasons)])]
    case 'discard':
      return []
    case 'deliver':
      return [
        ...new Set(
          rules.flatMap((rule) => {
            if (rule.rule === 'report') return rule.answer === 'report' ? ['report'] : []
            return rule.rule === 'supervisor-in-cc'
              ? rule.identities.map(({ verdict }) => verdict.reason)
              : []
          }),
        ),
      ]
  }
}

export function differencesOf(expect: Expectation, decision: Decision): readonly Difference[] {
  const { action } = decision
  const matched = decision.policies.filter(({ answer }) => answer === 'match').map(({ policy }) => policy)
  const delivery = action.kind === 'deliver' ? action.delivery : undefined
  const differences: Difference[] = []
  const hold = (of: Difference['of'], expected: string | undefined, got: readonly string[]): void => {
    if (expected !== undefined && !got.includes(expected)) differences.push({ of, expected, got })
  }
  hold('action', expect.action, [action.kind])
  hold('policy', expect.policy, decidersOf(decision))
  for (const reason of expect.reasons) hold('reason', reason, reasonsOf(decision))
  for (const id of expect.matches) hold('matches', id, matched)
  for (const id of expect.passes)
    if (matched.includes(id)) differences.push({ of: 'passes', expected: id, got: matched })
  hold('route', expect.route, [delivery?.route ?? 'none'])
  hold('tls', expect.tls, [delivery?.tls ?? 'none'])
  return differences
}
