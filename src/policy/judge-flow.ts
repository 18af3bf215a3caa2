/**
 * The judgement of one mail: the guards, then the stage that decides, then the one that says how the mail goes on. Pure; what
 * has to be gathered first is an answer of its own.
 */

import { isInternalAddress } from '../people/directory.ts'
import type { Answer, CannotTell } from './answer.ts'
import type { Flow } from './compile-flow.ts'
import type { Asker, Run } from './compile-tree.ts'
import type { Need } from './condition.ts'
import type { Action, Asked, Decision, PolicyAnswer, RuleAnswer } from './decision.ts'
import type { Facts } from './facts.ts'
import { judgeStage } from './judge-stage.ts'
import { loop } from './loop.ts'
import type { Needs } from './needs.ts'
import { envelopeAddresses } from './recipients.ts'
import type { Rule } from './rule.ts'
import { rulesOf } from './rules-of.ts'
import { structure } from './structure.ts'
import { tenant } from './tenant.ts'
import { tracePolicies } from './trace-policies.ts'

export type Judgement =
  | { readonly kind: 'decided'; readonly decision: Decision }
  /** To be gathered; a fact that does not come goes into `missing`, with why. */
  | { readonly kind: 'needs'; readonly needs: Needs }

/** Before every flow, and never off. */
const guards: readonly Rule[] = [structure, loop, tenant]

const nothingMissing: ReadonlyMap<Need, CannotTell> = new Map()
const nothingAsked: Asked = { yes: [], no: [], cannotTell: [] }
const noPolicies: readonly PolicyAnswer[] = []
const noBreakGlass: Decision['breakGlass'] = []

/**
 * One decision over all recipients.
 * @param missing what was to be gathered and is not there: conditions that need it cannot tell
 */
export function judgeFlow(
  flow: Flow,
  facts: Facts,
  missing: ReadonlyMap<Need, CannotTell> = nothingMissing,
): Judgement {
  return judge(flow, facts, missing, undefined)
}

/**
 * The same decision with every policy and every condition in it, also those that nothing depended on.
 * @param now microseconds of a clock that never goes back
 */
export function traceFlow(
  flow: Flow,
  facts: Facts,
  missing: ReadonlyMap<Need, CannotTell>,
  now: () => number,
): Judgement {
  return judge(flow, facts, missing, now)
}

function judge(
  flow: Flow,
  facts: Facts,
  missing: ReadonlyMap<Need, CannotTell>,
  now: (() => number) | undefined,
): Judgement {
  const { snapshot, settings } = flow.world
  const rules: RuleAnswer[] = []
  const run: Run = { facts, missing, answers: [], waiting: [] }
  for (const guard of guards) {
    const { answer, action } = guard(facts, snapshot, settings)
    rules.push(answer)
    if (action === undefined) continue
    const policies = now === undefined ? noPolicies : tracePolicies(flow, run, 'no-stage', now)
    return decided(flow, facts, { rules, policies, asked: nothingAsked, breakGlass: noBreakGlass, action })
  }
  const decide = judgeStage(flow.decide, flow, run)
  const goesOn = decide.action.kind === 'deliver'
  const deliver = goesOn && flow.deliver.length > 0 ? judgeStage(flow.deliver, flow, run) : undefined
  if (run.waiting.length > 0) return { kind: 'needs', needs: flow.needsOf(run.waiting) }
  rules.push(...rulesOf(flow, run))
  const action = deliver?.action ?? decide.action
  const asked = askedOf(flow.askers, run.answers)
  const { matched } = decide
  const policies =
    now !== undefined
      ? tracePolicies(flow, run, goesOn ? 'deliver' : 'decide', now)
      : deliver === undefined
        ? matched
        : [...matched, ...deliver.matched]
  const breakGlass = action.kind === 'deliver' ? decide.breakGlass : noBreakGlass
  return decided(flow, facts, { rules, policies, asked, breakGlass, action })
}

function decided(
  { revision, world: { snapshot } }: Flow,
  facts: Facts,
  judged: Pick<Decision, 'rules' | 'policies' | 'asked' | 'breakGlass'> & { readonly action: Action },
): Judgement {
  const canonical = envelopeAddresses(facts)
  const decision: Decision = {
    id: facts.id,
    at: facts.at,
    revision,
    snapshot: snapshot.name,
    day: facts.day,
    recipients: facts.envelope.recipients.map(({ address }, index) => ({
      address,
      outside: !isInternalAddress(snapshot.directory, canonical[index] ?? ''),
    })),
    ...judged,
  }
  return { kind: 'decided', decision }
}

function askedOf(askers: readonly Asker[], answers: readonly (Answer | undefined)[]): Asked {
  const asked = { yes: [] as string[], no: [] as string[], cannotTell: [] as string[] }
  for (const { index, hash } of askers) {
    const answer = answers[index]?.answer
    if (answer === undefined) continue
    asked[answer === 'cannot-tell' ? 'cannotTell' : answer].push(hash)
  }
  return asked
}
