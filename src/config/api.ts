/** Settings of the HTTP API. */

import { z } from 'zod'

export const api = z.strictObject({
  enabled: z.boolean().default(false).describe('`true`: it listens.'),
  address: z
    .string()
    .default('127.0.0.1')
    .describe(
      'IP address. The API speaks plain HTTP: behind another address than loopback put a proxy with TLS.',
    ),
  port: z.int().min(0).max(65_535).default(8027).describe('TCP port; 0 takes a free one.'),
  requestsPerMinute: z
    .int()
    .positive()
    .default(12_000)
    .describe('Requests of one token in a minute. Over it: 429 with `Retry-After`.'),
  uploadLimit: z
    .int()
    .positive()
    .default(268_435_456)
    .describe(
      'Octets of `hr.csv` or `rules.yaml` where they are uploaded. Over it: 413. What no import reads is not let in either, whatever this says: `hr.csv` over 256 MiB, `rules.yaml` over 16 MiB.',
    ),
})
