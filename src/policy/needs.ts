/** What must be gathered before a mail can be judged, from the conditions that wait for it. */

import { questionKey, type TextQuestion } from '../inspect/content-facts.ts'
import type { Asker } from './compile-tree.ts'
import type { Need } from './condition.ts'

export interface Needs {
  readonly kinds: ReadonlySet<Need>
  /** For the inspection of the content; each once. */
  readonly questions: readonly TextQuestion[]
}

/** Sets of waiting conditions that are remembered; mails are much alike, so that a few come again and again. */
const mostKnown = 1_000

/**
 * Needs by the conditions that wait. The same conditions give the same value: who makes questions ready does it once for
 * each.
 */
export function createNeeds(): (waiting: readonly Asker[]) => Needs {
  const known = new Map<string, Needs>()
  return (waiting) => {
    const askers = [...new Set(waiting)].toSorted((left, right) => left.index - right.index)
    const key = askers.map(({ index }) => index).join(' ')
    const before = known.get(key)
    if (before !== undefined) return before
    const needs = needsOf(askers)
    if (known.size >= mostKnown) known.clear()
    known.set(key, needs)
    return needs
  }
}

/** All that these conditions may need. */
export function needsOf(askers: readonly Asker[]): Needs {
  const questions = new Map<string, TextQuestion>()
  const kinds = new Set<Need>()
  for (const asker of askers) {
    for (const need of asker.needs) kinds.add(need)
    for (const question of asker.questions) questions.set(questionKey(question), question)
  }
  return { kinds, questions: [...questions.values()] }
}
