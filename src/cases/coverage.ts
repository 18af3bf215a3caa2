/**
 * What the cases of a policy file reach: each policy both matched and not, each of its conditions both met and not. A
 * condition counts where its policy was reached, whether or not the answer of the policy hung on it.
 */

import { leavesOf } from '../policy/compile-flow.ts'
import type { PolicyAnswer } from '../policy/decision.ts'
import type { Policy, PolicyDocument } from '../policy/document.ts'
import type { AnyCondition } from '../policy/condition.ts'

/** One thing that some case should reach. */
export type Goal =
  | {
      readonly kind: 'policy'
      readonly policy: string
      readonly line: number
      readonly answer: 'match' | 'no-match'
    }
  | {
      readonly kind: 'condition'
      readonly policy: string
      readonly line: number
      /** `when.all.0.not`. */
      readonly path: string
      readonly condition: Pick<AnyCondition, 'describe'>
      readonly settings: unknown
      readonly answer: 'yes' | 'no'
    }

export interface Coverage {
  readonly goals: number
  readonly reached: number
  /** Whole percent, rounded down, so that 100 means all; 100 where there is no goal. */
  readonly percent: number
  readonly missed: readonly Goal[]
}

/** A policy without conditions and times matches every mail that comes to it. */
function goalsOf({ id, when, unless, times, place }: Policy): readonly Goal[] {
  const { from, until, hours } = times
  const always = [when, unless, from, until, hours].every((each) => each === undefined)
  const conditions = Object.entries({ when, unless }).flatMap(([key, tree]) =>
    tree === undefined
      ? []
      : [...leavesOf(tree, key)].flatMap(({ leaf, path }) =>
          (['yes', 'no'] as const).map((answer): Goal => {
            const { condition, settings } = leaf
            return { kind: 'condition', policy: id, line: leaf.place.line, path, condition, settings, answer }
          }),
        ),
  )
  const answers = always ? (['match'] as const) : (['match', 'no-match'] as const)
  return [
    ...answers.map((answer): Goal => ({ kind: 'policy', policy: id, line: place.line, answer })),
    ...conditions,
  ]
}

function nameOf(goal: Goal): string {
  return goal.kind === 'policy'
    ? `${goal.policy} ${goal.answer}`
    : `${goal.policy} ${goal.path} ${goal.answer}`
}

function* reachedBy({ policy, answer, conditions }: PolicyAnswer): Generator<string> {
  if (answer === 'not-in-force' || answer === 'passed-over') {
    if (answer === 'not-in-force') yield `${policy} no-match`
    return
  }
  yield `${policy} ${answer}`
  for (const { path, answer: given } of conditions) yield `${policy} ${path} ${given.answer}`
}

/** @param answers of each case: what every policy answered */
export function coverageOf(
  { policies }: PolicyDocument,
  answers: Iterable<readonly PolicyAnswer[]>,
): Coverage {
  const goals = policies.filter(({ mode }) => mode !== 'off').flatMap(goalsOf)
  const reached = new Set<string>()
  for (const ofOneCase of answers)
    for (const answer of ofOneCase) for (const name of reachedBy(answer)) reached.add(name)
  const missed = goals.filter((goal) => !reached.has(nameOf(goal)))
  const count = goals.length - missed.length
  const percent = goals.length === 0 ? 100 : Math.floor((count * 100) / goals.length)
  return { goals: goals.length, reached: count, percent, missed }
}
