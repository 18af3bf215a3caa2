/**
 * Every situation of the rule, each with at least three people of the demo company and a mail of theirs.
 * `isOne` of a situation says what makes a case one of it; `situations.test.ts` judges all, and counts.
 */

import { approvers, vacancies } from './approver-situations.ts'
import { dates, exceptions } from './exception-situations.ts'
import { reasons, senders } from './sender-situations.ts'
import type { Situation } from './situation.ts'
import { tiers } from './tier-situations.ts'

export const situations: Readonly<Record<string, Situation>> = {
  ...tiers,
  ...approvers,
  ...vacancies,
  ...exceptions,
  ...dates,
  ...senders,
  ...reasons,
}
