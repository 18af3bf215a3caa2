/** The part of `sekisho.yaml` about refusals: a reply, or a notice to the sender. */

import { z } from 'zod'

export const refusal = z.strictObject({
  by: z
    .enum(['reply', 'notice'])
    .default('reply')
    .describe(
      "`reply`: a refused mail gets a 5xx, and the sender's own server writes the bounce; `notice`: it is accepted, goes nowhere, and the sender gets a notice with reasons, names and steps.",
    ),
  language: z
    .enum(['sender', 'en', 'ja'])
    .default('sender')
    .describe(
      "Language of the notice; `sender`: the one that the sender's mail shows. Replies are ASCII English; with SMTPUTF8 Japanese lines follow for `ja`, and for `sender` where the mail or `language` is Japanese.",
    ),
  from: z
    .string()
    .default('')
    .describe(
      'Address that notices come from, in the envelope and in `From`. Empty: the null sender, shown as `mailer-daemon` of `hostname`.',
    ),
  templates: z
    .string()
    .optional()
    .describe(
      "Folder with templates of your own; what is not in it is the product's. Start with `sekisho notice templates`.",
    ),
  robots: z
    .array(z.string().min(1))
    .default([
      'mailer-daemon',
      'postmaster',
      'daemon',
      'nobody',
      'root',
      'noreply*',
      'no-reply*',
      'no_reply*',
      'donotreply*',
      'do-not-reply*',
      'bounce*',
      '*-bounces',
      '*-request',
      'owner-*',
    ])
    .describe(
      'Senders that nobody reads: local parts, or whole addresses; `*` stands for anything. They get the 5xx.',
    ),
  noticesPerSender: z
    .int()
    .positive()
    .default(20)
    .describe('Notices to one sender in an hour. Over it: the 5xx.'),
  noticesPerMinute: z.int().positive().default(300).describe('Notices to all in a minute. Over it: the 5xx.'),
})
