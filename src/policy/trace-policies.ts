/** The full trace of a mail: every policy and every condition, also those that nothing depended on, with its time. */

import { isInForce, type Moment } from './calendar.ts'
import type { CompiledPolicy, Flow } from './compile-flow.ts'
import { answerOf, type Run } from './compile-tree.ts'
import type { ConditionAnswer, PolicyAnswer } from './decision.ts'
import { momentOf, skip, type PassedOver } from './judge-stage.ts'
import { askersIn } from './policy-reasons.ts'

/**
 * Asks every condition anew, which changes no answer, to take its time.
 * @param reached whether the mail came to the stages, or was decided before
 * @param now microseconds
 */
export function tracePolicies(
  flow: Flow,
  run: Run,
  reached: 'no-stage' | 'decide' | 'deliver',
  now: () => number,
): readonly PolicyAnswer[] {
  const asked = flow.askers.map((asker) => {
    const started = now()
    // A mail that a guard refused may have no author, which conditions rely on.
    const answer = reached === 'no-stage' ? 'needs' : answerOf(asker, run)
    return { answer, took: Math.round(now() - started) }
  })
  const full: Run = {
    ...run,
    answers: asked.map(({ answer }) => (answer === 'needs' ? undefined : answer)),
    waiting: [],
  }
  const moment = momentOf(run.facts, flow)
  const stages = [
    { policies: flow.decide, isReached: reached !== 'no-stage' },
    { policies: flow.deliver, isReached: reached === 'deliver' },
  ]
  return stages.flatMap(({ policies, isReached }) => {
    const passedOver: PassedOver = { all: !isReached, ids: new Set() }
    return policies.map((compiled): PolicyAnswer => {
      const { policy } = compiled
      const conditions = [...askersIn(policy, flow)].flatMap(({ path, asker }): ConditionAnswer[] => {
        const answer = full.answers[asker.index]
        const took = asked[asker.index]?.took ?? 0
        return answer === undefined
          ? []
          : [{ path, kind: asker.condition.kind, key: asker.key, answer, took }]
      })
      const answer = answerOfPolicy(compiled, flow, full, passedOver, moment)
      return { policy: policy.id, mode: policy.mode, answer, action: policy.action.kind, conditions }
    })
  })
}

function answerOfPolicy(
  { policy, test }: CompiledPolicy,
  flow: Flow,
  run: Run,
  passedOver: PassedOver,
  moment: Moment,
): PolicyAnswer['answer'] {
  if (passedOver.all || passedOver.ids.has(policy.id)) return 'passed-over'
  if (!isInForce(policy.times, flow.document.calendar, moment)) return 'not-in-force'
  const truth = test(run)
  if (truth === 'no') return 'no-match'
  const answer = truth === 'yes' ? 'match' : 'cannot-tell'
  if (policy.mode === 'on') skip(policy, truth === 'yes' ? 'yes' : 'cannot-tell', passedOver)
  return answer
}
