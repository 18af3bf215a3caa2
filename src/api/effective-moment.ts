/** The day and hour at which a dump is to take force, as requests name it. */

import { z } from 'zod'

import { momentIn } from '../roster/night-moment.ts'

const wrong = 'write a day and hour that there is as YYYY-MM-DDThh:mm, such as 2026-04-01T08:00'

export const effectiveMoment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/, { error: wrong, abort: true })
  .refine((text) => momentIn('UTC', text) !== undefined, wrong)
  .optional()
  .describe('`YYYY-MM-DDThh:mm` in the company: the dump takes force then. Default: at once.')
