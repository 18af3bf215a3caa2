/** The shape of users' cases, as they are written in YAML. */

import { z } from 'zod'
import { octets } from '../policy/setting-values.ts'

const day = z
  .string()
  .regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/)
  .meta({ description: 'Day on which the mail comes, YYYY-MM-DD. Default: today.' })

const time = z
  .string()
  .regex(/^(?:[01]?[0-9]|2[0-3]):[0-5][0-9]$/)
  .meta({
    description:
      'Time of day at which the mail comes, HH:MM in the time zone of the company. Default: 10:00.',
  })

const text = z.string().min(1)
const texts = z.union([text, z.array(text)])

const attachment = z
  .strictObject({
    name: text.meta({ description: 'File name.' }),
    type: text.optional().meta({ description: 'Media type; default: by the name.' }),
    text: z.string().optional().meta({ description: 'Content: a text.' }),
    base64: z.string().optional().meta({ description: 'Content: octets in base64.' }),
    file: text.optional().meta({ description: 'Content: a file, by its path from here.' }),
    size: octets.optional().meta({ description: 'Content: so many octets of nothing, such as `20 MB`.' }),
  })
  .meta({ description: 'One attachment; its content in one of four ways, or empty.' })

const expectation = z.strictObject({
  action: z.enum(['deliver', 'refuse', 'discard', 'tempfail']).optional(),
  policy: text.optional().meta({ description: 'The policy that decides; `none`: no policy does.' }),
  reason: texts.optional().meta({ description: 'Reasons that must be among those of the decision.' }),
  matches: texts.optional().meta({ description: 'Policies that match, in shadow too.' }),
  passes: texts.optional().meta({ description: 'Policies that do not match.' }),
  route: text.optional().meta({ description: 'Route of the delivery; `none`: by the domains.' }),
  tls: z.enum(['required', 'verified', 'none']).optional(),
})

/** What every case may say, however its mail is given. */
const circumstances = {
  mailFrom: z
    .string()
    .optional()
    .meta({ description: 'Envelope sender; `""`: the null sender. Default: the author.' }),
  rcpt: texts
    .optional()
    .meta({ description: 'Envelope recipients, in the place of those of To, Cc and Bcc.' }),
  login: text.optional().meta({ description: 'Address that the client proved by AUTH.' }),
  listener: text.optional().meta({ description: 'Name of the listener. Default: the first.' }),
  day: day.optional(),
  time: time.optional(),
  tls: z
    .record(text, z.enum(['verified', 'offered', 'none', 'unknown']))
    .optional()
    .meta({ description: "What the recipients' servers offer, by domain." }),
  writtenTo: z.array(text).optional().meta({ description: 'Whom the sender has written to before.' }),
}

export const caseSchema = z.strictObject({
  name: text.optional().meta({ description: 'What the case is about.' }),
  eml: text.optional().meta({ description: 'The mail as a file, by its path from here.' }),
  from: text.optional(),
  to: texts.optional(),
  cc: texts.optional(),
  bcc: texts.optional(),
  subject: z.string().optional(),
  body: z.string().optional(),
  html: z.string().optional(),
  headers: z.record(text, texts).optional(),
  attachments: z.array(attachment).optional(),
  ...circumstances,
  expect: expectation,
})

/** `defaults` hold for each case that does not say otherwise. */
export const tableSchema = z.strictObject({
  defaults: caseSchema.omit({ name: true, expect: true, eml: true }).optional(),
  cases: z.array(caseSchema).min(1),
})

/** One case stands alone; a table is a list of them, or has `cases` and `defaults`. */
export const listSchema = z.array(caseSchema).min(1)

export type WrittenCase = z.output<typeof caseSchema>
