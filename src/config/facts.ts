/** Settings of facts that policies may ask for: whether recipients' servers offer TLS, whom a sender has written to. */

import { z } from 'zod'

const seconds = z.number().positive().max(86_400)

export const tlsProbe = z
  .strictObject({
    port: z.int().min(1).max(65_535).default(25).describe('TCP port of mail servers.'),
    servers: z
      .array(z.string())
      .default([])
      .describe('Name servers as `address` or `address:port`; default: those of the system.'),
    authorities: z
      .string()
      .optional()
      .describe('PEM file of the authorities to trust; default: those of the system.'),
    connect: seconds.default(5).describe('Seconds for one attempt at one server.'),
    remembered: seconds.default(3_600).describe('Seconds for which an answer is used.'),
    patience: z
      .number()
      .min(0)
      .max(60)
      .default(5)
      .describe('Seconds that a mail waits for an answer. After that the policy cannot tell.'),
  })
  .prefault({})
  .describe(
    'How the gate finds out whether the mail servers of a recipient offer TLS. It asks only where a policy has the condition `recipientTls`.',
  )

export const history = z
  .strictObject({
    enabled: z.boolean().default(false).describe('`true`: it is kept.'),
    path: z.string().default('var/correspondents.db').describe('SQLite file; on a local disk.'),
  })
  .prefault({})
  .describe(
    'Whom each sender has written to before, for the condition `newRecipient`. Fill it first from the decision log: `sekisho history import`.',
  )
