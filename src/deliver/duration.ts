/** A length of time as people say it, for letters of the gate. */

import type { Duration } from '../text/report.ts'

const units = [
  { unit: 'days', milliseconds: 86_400_000 },
  { unit: 'hours', milliseconds: 3_600_000 },
  { unit: 'minutes', milliseconds: 60_000 },
] as const

/** Rounded; in the largest unit of which there are two at least. */
export function durationOf(milliseconds: number): Duration {
  for (const { unit, milliseconds: one } of units) {
    const count = Math.round(milliseconds / one)
    if (count >= 2) return { count, unit }
  }
  return { count: Math.round(milliseconds / 1_000), unit: 'seconds' }
}
