/** Every condition, once. A new one is a file beside this and one line here. */

import type { AnyCondition } from '../condition.ts'

export const conditions: readonly AnyCondition[] = []
