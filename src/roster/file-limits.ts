/** How large the files of a dump may be: one limit for those who read them and for those who let them in. */

import type { Place } from '../people/problem.ts'

/** Octets at most. Half a million rows are some 50 MB. */
export const fileLimits: Readonly<Record<Place['file'], number>> = {
  'hr.csv': 268_435_456,
  'rules.yaml': 16_777_216,
}
