/**
 * `sekisho.yaml`: one schema that is the defaults, the check, the JSON Schema for editors and the
 * manual page at once. Paths are relative to the folder of the configuration file.
 */

import { z } from 'zod'

import { api } from './api.ts'
import { decisions } from './decisions.ts'
import { nextHop, queue, reports, routes } from './delivery.ts'
import { history, tlsProbe } from './facts.ts'
import { inspection } from './inspection.ts'
import { listener, port, usersSchema } from './listeners.ts'
import { night } from './night-job.ts'
import { refusal } from './refusal.ts'

const seconds = z.number().positive().max(86_400)
const octets = z.int().positive()

export const configSchema = z.strictObject({
  hostname: z
    .string()
    .default('localhost')
    .describe('The name this gate gives in its greeting, in EHLO and in `Received`.'),
  language: z
    .enum(['en', 'ja'])
    .default('en')
    .describe(
      'Language of pages and alarms, of what `serve` prints, and of the records of the night. Commands speak that of their terminal (`--language`).',
    ),
  organization: z.string().default('.').describe('Folder that holds `hr.csv` and `rules.yaml`.'),
  listeners: z.array(listener).min(1).describe('Where mail comes in.'),
  users: usersSchema.optional().describe('Who may authenticate, at every listener that offers it.'),
  usersFile: z
    .string()
    .optional()
    .describe('YAML file with a list like `users`, read in addition: for the gate alone to read.'),
  nextHop: nextHop.describe('Where mail that passes goes.'),
  routes,
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
  policies: z
    .strictObject({
      file: z
        .string()
        .optional()
        .describe(
          'A `policies.yaml` that is in force as long as no saved revision is. Default: the shipped policies.',
        ),
    })
    .prefault({})
    .describe('The policies. Saved revisions (`sekisho policy`) are in the database and go before the file.'),
  database: z
    .strictObject({
      path: z
        .string()
        .default('var/sekisho.db')
        .describe(
          'SQLite file on a local disk: revisions of the policies, which one is in force, and who changed what. Made when it is needed first.',
        ),
    })
    .prefault({})
    .describe('What people have decided about the gate; mails are in `spool.directory`.'),
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
      mailsPerClient: z
        .int()
        .positive()
        .optional()
        .describe(
          'Mails from one address (IPv6: one /64) in a minute. Over it: 450 4.7.1 at MAIL. Default: no limit.',
        ),
      authenticationFailures: z
        .int()
        .positive()
        .default(10)
        .describe(
          'Failed logins from one address (IPv6: one /64) in ten minutes. From then on AUTH gets 421 from there. Answers to failures come later and later.',
        ),
      receivedFields: z
        .int()
        .positive()
        .default(100)
        .describe('`Received` fields from which on a mail loops: 554 5.4.6.'),
    })
    .prefault({})
    .describe('Bounds. Over a bound is an answer, never a crash or a silent cut.'),
  inspection: inspection
    .prefault({})
    .describe(
      'How mails are looked into where a policy asks for what is in them. Over a bound: cannot tell.',
    ),
  floors: z
    .strictObject({
      memory: octets
        .default(67_108_864)
        .describe('Octets of memory that the process could still get (its cgroup counts).'),
      spool: octets
        .default(268_435_456)
        .describe(
          'Free octets on the disk of `spool.directory`, where large mails wait too while they come in.',
        ),
      decisions: octets.default(67_108_864).describe('Free octets on the disk of `decisions.directory`.'),
    })
    .prefault({})
    .describe('Below one of these no mail is taken: DATA gets 452 4.3.1 until there is room again.'),
  deadlines: z
    .strictObject({
      greeting: seconds.default(60).describe('Seconds from the connection to the first command.'),
      command: seconds.default(300).describe('Seconds that a whole command may take to arrive.'),
      content: seconds.default(600).describe('Seconds from DATA to the final dot.'),
      stop: seconds
        .default(30)
        .describe('Seconds that clients and mails under way get when the gate stops; then they are cut.'),
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
  decisions: decisions.prefault({}).describe('The record of every decision.'),
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
  queue,
  reports,
  tlsProbe,
  history,
  night: night.prefault({}).describe('The import of each night: see `docs/night.md`.'),
  operations: z
    .strictObject({
      enabled: z.boolean().default(false).describe('`true`: it listens.'),
      address: z.string().default('127.0.0.1').describe('IP address.'),
      port: port.default(8026).describe('TCP port; 0 takes a free one.'),
    })
    .prefault({})
    .describe('HTTP for monitoring: `/healthz`, `/readyz` and `/metrics` (Prometheus).'),
  api: api.prefault({}).describe('HTTP API for programs: see `docs/api.md`.'),
  control: z
    .strictObject({
      socket: z
        .string()
        .default('var/control.sock')
        .describe('Path, 100 octets at most. Only the user that the gate runs as may use it.'),
    })
    .prefault({})
    .describe('Unix socket through which `sekisho reload` and `sekisho queue` reach the running gate.'),
  log: z
    .strictObject({
      level: z
        .enum(['debug', 'info', 'warn', 'error'])
        .default('info')
        .describe('`debug`: each connection and TLS handshake too; `warn`: what somebody should look at.'),
    })
    .prefault({})
    .describe('The log on standard output, one JSON line an event.'),
  refusal: refusal.prefault({}).describe('How a sender learns that his mail was refused.'),
})

export type Config = z.infer<typeof configSchema>
