/** Linter: dates that are over, policies that have been off for long, and doubt that lets a mail through. */

import { type LintRule, finding } from './lint-problem.ts'

/** Days after which a policy that is off is rather forgotten than paused. */
const longOff = 90

export const datesOver: LintRule = ({ document, day }) =>
  document.policies.flatMap(({ id, place, mode, times: { until } }) =>
    mode === 'off' || until === undefined || until >= day
      ? []
      : [finding('dates-over', 'error', place, id, { until, day })],
  )

function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000)
}

export const offForLong: LintRule = ({ document, day, offSince }) =>
  document.policies.flatMap(({ id, place, mode }) => {
    const since = offSince.get(id)
    if (mode !== 'off' || since === undefined) return []
    const days = daysBetween(since, day)
    return days < longOff ? [] : [finding('off-for-long', 'warning', place, id, { since, days })]
  })

/** What cannot be told is then let through, encrypted attachments first of all. */
export const skippedDoubt: LintRule = ({ document }) =>
  document.policies.flatMap(({ id, place, mode, onCannotTell, action }) =>
    onCannotTell === 'skip' && mode !== 'off' && action.kind !== 'pass'
      ? [finding('skips-what-cannot-be-told', 'warning', place, id, {})]
      : [],
  )
