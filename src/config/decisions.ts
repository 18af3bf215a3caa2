/** The part of `sekisho.yaml` about the record of decisions: where it stands, how long, and who gets a copy. */

import { z } from 'zod'

import { port } from './listeners.ts'

const days = z.int().positive().max(36_500)

/** Of a collector of syslog. */
export const collector = z.strictObject({
  host: z.string().min(1).describe('Host name or IP address of the collector.'),
  port: port.default(514).describe('Port; 6514 is usual with `tls`.'),
  transport: z
    .enum(['udp', 'tcp', 'tls'])
    .default('tcp')
    .describe(
      '`udp`: a datagram a record, and nobody knows whether it arrived; `tcp`, `tls`: with octet counts (RFC 6587, RFC 5425).',
    ),
  serverName: z.string().optional().describe('The name that the certificate must have. Default: `host`.'),
  authorities: z
    .string()
    .optional()
    .describe('PEM file of trusted authorities. Default: those of the system.'),
  facility: z.int().min(0).max(23).default(16).describe('Facility (RFC 5424); 16 is `local0`.'),
})

const syslog = collector.extend({
  octets: z
    .int()
    .min(1_024)
    .max(60_000)
    .default(8_192)
    .describe('Octets of one record. A longer one is shortened to who, what and why, and says so.'),
})

const webhook = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .describe('Where batches are posted as JSON lines (`application/x-ndjson`). Not followed elsewhere.'),
  secret: z
    .string()
    .describe(
      'File with the key of the signature (HMAC-SHA256), 16 octets at least: for the gate alone to read.',
    ),
  authorities: z
    .string()
    .optional()
    .describe('PEM file of trusted authorities. Default: those of the system.'),
  batch: z.int().min(1).max(10_000).default(500).describe('Records in one request, at most.'),
  timeout: z.number().positive().max(600).default(10).describe('Seconds to wait for an answer.'),
})

export const decisions = z.strictObject({
  directory: z
    .string()
    .default('var/decisions')
    .describe('Folder of the decision log, one JSON line a mail.'),
  record: z
    .enum(['behind', 'before'])
    .default('behind')
    .describe('`before`: the log is on disk before the mail goes on; `behind`: at most 100 ms later.'),
  keep: days
    .default(400)
    .describe('Days of decisions that are kept; older files are removed, at the start and at night.'),
  compressAfter: days
    .default(30)
    .describe('Days after which a file is compressed (gzip, about a tenth). It is searched all the same.'),
  syslog: syslog.optional().describe('A copy of each record for a collector by syslog (RFC 5424).'),
  webhook: webhook.optional().describe('A copy of each record for a program of yours by HTTP, signed.'),
})
