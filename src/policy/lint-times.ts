/** Linter: dates that are over, policies that have been off for long, and doubt that lets a mail through. */

import type { PolicyPlace } from './document.ts'
import { type LintContext, type LintRule, finding } from './lint-problem.ts'

/** Days after which a policy that is off is rather forgotten than paused. */
const longOff = 90

/** Where a key of a policy stands; where it cannot be found, the policy's own place. */
function placeOf({ document, source }: LintContext, id: string, key: string): PolicyPlace {
  const index = document.policies.findIndex((policy) => policy.id === id)
  const policy = source.placeOf(['policies', index])
  const found = source.placeOf(['policies', index, key])
  return found.line < policy.line ? (document.policies[index]?.place ?? policy) : found
}

export const datesOver: LintRule = (context) =>
  context.document.policies.flatMap(({ id, mode, times: { until } }) =>
    mode === 'off' || until === undefined || until >= context.day
      ? []
      : [finding('dates-over', 'error', placeOf(context, id, 'until'), id, { until, day: context.day })],
  )

function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000)
}

export const offForLong: LintRule = (context) =>
  context.document.policies.flatMap(({ id, mode }) => {
    const since = context.offSince.get(id)
    if (mode !== 'off' || since === undefined) return []
    const days = daysBetween(since, context.day)
    return days < longOff
      ? []
      : [finding('off-for-long', 'warning', placeOf(context, id, 'mode'), id, { since, days })]
  })

/** What cannot be told is then let through, encrypted attachments first of all. */
export const skippedDoubt: LintRule = (context) =>
  context.document.policies.flatMap(({ id, mode, onCannotTell, action }) =>
    onCannotTell === 'skip' && mode !== 'off' && action.kind !== 'pass'
      ? [finding('skips-what-cannot-be-told', 'warning', placeOf(context, id, 'onCannotTell'), id, {})]
      : [],
  )
