/** The settings `night.guard`: what does not look like a day's work. */

import { z } from 'zod'

const percent = z.number().min(0).max(100)
const count = z.int().min(0)

export const guard = z.strictObject({
  peopleGone: percent
    .default(5)
    .describe(
      'Per cent of the people that may vanish from one dump to the next. A small company needs more.',
    ),
  unitsGone: percent.default(5).describe('Per cent of the units that may vanish.'),
  groupsGone: percent
    .default(20)
    .describe(
      'Per cent of the groups that may be deleted, as by rules that have lost a pattern; up to twenty may always. A group that gets another name is deleted and created.',
    ),
  exemptGained: count
    .default(5)
    .describe(
      'Senders who may become exempt: whose mail goes without anybody from now on, by the rules or by `unmatchedSender` and `noApprover`.',
    ),
  newlyWithoutApprover: count
    .default(10)
    .describe(
      'Senders who may come to have no approver: who had one or needed none, or are new themselves. `0`: not one.',
    ),
  withoutApprover: count
    .optional()
    .describe('Senders without an approver in all, new or not. Default: any number.'),
  sameDump: z
    .enum(['stop', 'pass'])
    .default('stop')
    .describe(
      '`stop`: a dump that is octet for octet the one in force, or one that was before, is a finding, since the export has probably not run; `pass`: it is not. The one in force with other rules is none: it comes for their sake, and the record says so.',
    ),
})
