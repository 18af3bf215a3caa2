/** The part of `sekisho.yaml` about mail on its way out: next hops, routes, the queue, delivery reports. */

import { z } from 'zod'

const port = z.int().min(0).max(65535)
const seconds = z.number().positive().max(86_400)
/** Seconds up to a month. */
const longTime = z.number().positive().max(2_592_000)

const smartHost = z.strictObject({
  host: z.string().min(1).describe('Name or IP address.'),
  port: port.default(25).describe('TCP port.'),
  tls: z
    .enum(['none', 'opportunistic', 'required', 'verified'])
    .default('opportunistic')
    .describe('`verified` demands a certificate that a trusted authority has signed for this name.'),
  serverName: z.string().optional().describe('Name expected in the certificate; default: `host`.'),
  authorities: z
    .string()
    .optional()
    .describe('PEM file of the authorities to trust; default: those of the system.'),
  auth: z
    .strictObject({
      method: z
        .enum(['plain', 'login', 'xoauth2'])
        .default('plain')
        .describe('Mechanism of AUTH; the server must offer it.'),
      user: z.string().min(1).describe('Name of the account.'),
      secret: z
        .string()
        .min(1)
        .describe(
          'File that holds nothing but the password, or the access token of `xoauth2`. Read for each connection, so that a new one counts at once.',
        ),
      withoutTls: z
        .boolean()
        .default(false)
        .describe('`true`: the secret may leave in clear text where TLS is not to be had.'),
    })
    .optional()
    .describe('The account by which the server knows this gate.'),
})

export const nextHop = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('outbox'),
    directory: z
      .string()
      .default('var/outbox')
      .describe('Folder that keeps one `.eml` file for each delivered mail.'),
    page: z
      .strictObject({
        address: z.string().default('127.0.0.1').describe('IP address of the page.'),
        port: port.default(8025).describe('TCP port of the page.'),
      })
      .prefault({})
      .describe('The plain page that shows the outbox.'),
  }),
  z.strictObject({
    kind: z.literal('smart-hosts'),
    hosts: z
      .array(smartHost)
      .min(1)
      .describe('Tried in order; the first that can be reached takes the mail.'),
    connections: z.int().min(1).default(64).describe('Connections kept open to one host at most.'),
    idle: seconds.default(60).describe('Seconds after which an unused connection is closed.'),
    loopMark: z
      .strictObject({
        key: z.string().min(1).describe('File with at least 32 random octets, for the gate alone to read.'),
      })
      .optional()
      .describe(
        'Puts a keyed field on each mail, for one hour: a mail that comes back with it loops and gets 554 5.4.6. For a next hop that may hand mail back, such as Exchange Online.',
      ),
  }),
  z.strictObject({
    kind: z.literal('mx'),
    port: port.default(25).describe('TCP port.'),
    tls: z
      .enum(['opportunistic', 'required', 'verified'])
      .default('opportunistic')
      .describe('`verified` demands a certificate that a trusted authority has signed for the name in MX.'),
    mtaSts: z
      .enum(['off', 'enforce'])
      .default('off')
      .describe(
        '`enforce`: where a recipient domain has an MTA-STS policy (RFC 8461) in force, mail goes only to hosts that it names, over verified TLS. Takes HTTPS to the outside and 30 MB of memory.',
      ),
    servers: z
      .array(z.string())
      .default([])
      .describe('Name servers as `address` or `address:port`; default: those of the system.'),
    connections: z.int().min(1).default(20).describe('Connections kept open to one host at most.'),
    idle: seconds.default(30).describe('Seconds after which an unused connection is closed.'),
  }),
])

export const routes = z
  .array(
    z.strictObject({
      domains: z
        .array(z.string().min(1))
        .default([])
        .describe(
          'Domains of recipients; `*.example.co.jp` stands for every domain below it. May be empty where there is a name.',
        ),
      name: z
        .string()
        .regex(/^[a-z0-9-]{1,60}$/)
        .optional()
        .describe('By this name a policy may send mail here: small letters, digits and `-`.'),
      nextHop: nextHop.meta({
        description: 'Where mail for these domains goes; all that `nextHop` may hold.',
        sameAs: 'nextHop',
      }),
    }),
  )
  .optional()
  .describe(
    'Next hops for some domains of recipients; the first that fits counts. All others go to `nextHop`.',
  )

export const queue = z
  .strictObject({
    firstRetry: seconds
      .default(60)
      .describe('Seconds until the first retry; each later pause is twice as long.'),
    longestRetry: seconds.default(3_600).describe('Seconds between two tries at most.'),
    jitter: z
      .number()
      .min(0)
      .max(0.9)
      .default(0.2)
      .describe('Share by which each pause is made longer or shorter at random, so that mails spread out.'),
    warnAfter: longTime
      .default(14_400)
      .describe('Seconds after which the sender is told, once, that his mail is late.'),
    giveUpAfter: longTime
      .default(432_000)
      .describe(
        'Seconds after which a mail that cannot be delivered goes back to its sender; default: 5 days.',
      ),
    active: z
      .int()
      .positive()
      .default(2_000)
      .describe('Mails in delivery, or in line for it, at the same time; the others wait on disk.'),
    perDestination: z
      .int()
      .positive()
      .default(20)
      .describe('Mails of the queue in delivery to one destination at the same time.'),
  })
  .prefault({})
  .describe('When mails that were kept are tried again, and when the gate gives up.')

export const reports = z
  .strictObject({
    language: z
      .enum(['en', 'ja'])
      .optional()
      .describe('Language of delivery reports to senders; default: `language`.'),
    postmaster: z
      .string()
      .default('')
      .describe(
        'Address that gets what can be returned to nobody: failed reports, mail without a sender. Empty: the log alone tells.',
      ),
  })
  .prefault({})
  .describe('Delivery reports that this gate writes (RFC 3464).')
