/**
 * `sekisho.yaml`: one schema that is the defaults, the check, the JSON Schema for editors and the
 * manual page at once. Paths are relative to the folder of the configuration file.
 */

import { z } from 'zod'

const port = z.int().min(0).max(65535)
const seconds = z.number().positive().max(86_400)
const octets = z.int().positive()

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

const listener = z.strictObject({
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
  exchangeOnline: exchangeOnline
    .optional()
    .describe(
      'Marks a listener for Exchange Online, whose addresses all tenants share: mail must also show this tenant and a local sender domain.',
    ),
})

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
})

const nextHop = z.discriminatedUnion('kind', [
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
])

export const configSchema = z.strictObject({
  hostname: z
    .string()
    .default('localhost')
    .describe('The name this gate gives in its greeting, in EHLO and in `Received`.'),
  language: z.enum(['en', 'ja']).default('en').describe('Language of pages and of the terminal.'),
  organization: z.string().default('.').describe('Folder that holds `hr.csv` and `rules.yaml`.'),
  listeners: z.array(listener).min(1).describe('Where mail comes in.'),
  nextHop: nextHop.describe('Where mail that passes goes.'),
  supervisorInCc: z
    .strictObject({
      identity: z
        .enum(['strictest', 'from'])
        .default('strictest')
        .describe(
          '`strictest`: the rule is asked for authors, login, envelope sender and `Sender`; `from`: for authors only.',
        ),
      approver: z
        .strictObject({
          in: z
            .enum(['header', 'envelope', 'both'])
            .default('header')
            .describe('Where the approver must stand: To/Cc of the header, the envelope, or both.'),
        })
        .prefault({})
        .describe('Where an approver counts.'),
      insideForks: z
        .enum(['judge', 'pass'])
        .default('judge')
        .describe(
          '`pass`: a mail whose envelope is wholly internal is not outside mail, whatever its header says (the inside half of an Exchange fork).',
        ),
      subaddressing: z.boolean().default(false).describe('`true`: `sato+x@` is `sato@`.'),
      reports: z
        .enum(['pass', 'judge'])
        .default('pass')
        .describe(
          '`pass`: a real delivery or disposition report (null sender and multipart/report) is let through.',
        ),
    })
    .prefault({})
    .describe('The built-in rule: a competent supervisor of the sender is in To or Cc.'),
  limits: z
    .strictObject({
      messageSize: octets
        .default(36_700_160)
        .describe('Octets of one mail; announced by SIZE. Over it: 552 5.3.4.'),
      memory: octets
        .default(1_048_576)
        .describe('Octets of one mail that are kept in memory; more goes to a temporary file.'),
      memoryTotal: octets
        .default(67_108_864)
        .describe(
          'Octets of all mails under way that are kept in memory; over it, mail of any size goes to a temporary file.',
        ),
      headerSize: octets.default(262_144).describe('Octets of the header section. Over it: 554 5.6.0.'),
      headerFields: z
        .int()
        .positive()
        .default(1_000)
        .describe('Header fields of one mail. Over it: 554 5.6.0.'),
      addresses: z
        .int()
        .positive()
        .default(10_000)
        .describe('Addresses in all address fields. Over it: 554 5.6.0.'),
      recipients: z
        .int()
        .positive()
        .default(1_000)
        .describe('RCPT commands of one mail. Over it: 452 4.5.3.'),
      commandLine: octets.default(4_096).describe('Octets of one command line. Over it: 500 5.5.2.'),
      mistakes: z
        .int()
        .positive()
        .default(20)
        .describe('Faulty commands after which the connection is closed with 421.'),
      connections: z.int().positive().default(1_000).describe('Connections in total. Over it: 421.'),
      connectionsPerClient: z
        .int()
        .positive()
        .default(200)
        .describe('Connections from one address. Over it: 421.'),
      receivedFields: z
        .int()
        .positive()
        .default(100)
        .describe('`Received` fields from which on a mail loops: 554 5.4.6.'),
    })
    .prefault({})
    .describe('Bounds. Over a bound is an answer, never a crash or a silent cut.'),
  deadlines: z
    .strictObject({
      greeting: seconds.default(60).describe('Seconds from the connection to the first command.'),
      command: seconds.default(300).describe('Seconds that a whole command may take to arrive.'),
      content: seconds.default(600).describe('Seconds from DATA to the final dot.'),
      connect: seconds.default(10).describe('Seconds to connect to the next hop, with TLS and EHLO.'),
      nextHopReply: seconds
        .default(120)
        .describe('Seconds to wait for each reply of the next hop before the final dot.'),
      finalReply: seconds
        .default(300)
        .describe("Seconds to wait for the next hop's answer to the final dot."),
    })
    .prefault({})
    .describe('Deadlines for a whole step, not for each byte.'),
  decisions: z
    .strictObject({
      directory: z
        .string()
        .default('var/decisions')
        .describe('Folder of the decision log, one JSON line a mail.'),
      record: z
        .enum(['behind', 'before'])
        .default('behind')
        .describe('`before`: the log is on disk before the mail goes on; `behind`: at most 100 ms later.'),
    })
    .prefault({})
    .describe('The record of every decision.'),
  spool: z
    .strictObject({
      directory: z
        .string()
        .default('var/spool')
        .describe(
          'Folder of the mails that have been taken and not yet been delivered. On a local disk; one process at a time.',
        ),
      whenDeferred: z
        .enum(['spool', 'pass-on'])
        .default('spool')
        .describe(
          '`spool`: when the next hop cannot take a mail now, the gate keeps it, answers 250 and tries again; `pass-on`: the client gets the 4xx.',
        ),
      always: z
        .boolean()
        .default(false)
        .describe('`true`: every mail is put on disk and answered 250 before it goes to the next hop.'),
    })
    .prefault({})
    .describe('Mails that the gate has taken over: none is lost after the 250.'),
})

export type Config = z.infer<typeof configSchema>
