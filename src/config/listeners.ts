/** The settings of `sekisho.yaml` that say where mail comes in and who may hand it in. */

import { z } from 'zod'

export const port = z.int().min(0).max(65535)

const exchangeOnline = z.strictObject({
  tenantId: z
    .string()
    .optional()
    .describe('The tenant id (GUID) that `X-MS-Exchange-CrossTenant-Id` must name.'),
  organization: z
    .string()
    .optional()
    .describe('The domain that `X-OriginatorOrg` must name. At least one of the two must be given.'),
})

/** One item of `listeners`. */
export const listener = z.strictObject({
  name: z.string().min(1).describe('Stands in the log and in the record of a decision.'),
  address: z.string().default('127.0.0.1').describe('IP address to listen on.'),
  port: port.describe('TCP port; 0 takes a free one.'),
  tls: z
    .enum(['none', 'offered', 'required', 'implicit'])
    .default('none')
    .describe(
      '`offered`: STARTTLS is announced; `required`: no mail before STARTTLS; `implicit`: TLS from the first byte. All but `none` need `certificate` and `key`.',
    ),
  certificate: z.string().optional().describe('PEM file with the certificate and its chain.'),
  key: z.string().optional().describe('PEM file with the private key.'),
  clients: z
    .array(z.string())
    .default(['127.0.0.0/8', '::1/128'])
    .describe(
      'Addresses and networks (CIDR) that may send to anywhere. Everybody else gets 550 5.7.1 at RCPT.',
    ),
  authentication: z
    .enum(['none', 'offered', 'required'])
    .default('none')
    .describe(
      'AUTH PLAIN and LOGIN, under TLS alone. `offered`: who has authenticated may send like `clients`; `required`: nobody sends without it.',
    ),
  xclient: z
    .array(z.string())
    .default([])
    .describe(
      'Addresses and networks of mail proxies that are believed when they say by XCLIENT or XFORWARD whom they speak for.',
    ),
  proxyProtocol: z
    .array(z.string())
    .default([])
    .describe(
      'Addresses and networks of load balancers: a connection from there must begin with a header of the PROXY protocol (version 1 or 2), which names the client.',
    ),
  exchangeOnline: exchangeOnline
    .optional()
    .describe(
      'Marks a listener for Exchange Online, whose addresses all tenants share: mail must also show this tenant and a local sender domain.',
    ),
})

const user = z.strictObject({
  name: z.string().min(1).describe('What the client gives as its user name; case does not count.'),
  passwordHash: z
    .string()
    .describe('argon2id hash of the password; `sekisho user hash` makes one. Never the password itself.'),
  addresses: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe(
      'Envelope senders that this user may give; the rule is asked for the first of them as the login. Default: the login is `name`, and any envelope sender may be given.',
    ),
})

/** `users`, and the file of `usersFile`. */
export const usersSchema = z.array(user)

export type User = z.infer<typeof user>

/** Names of users are compared by this. */
export function canonicalName(name: string): string {
  return name.normalize('NFC').toLowerCase()
}
