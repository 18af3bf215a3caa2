/** The part of `sekisho.yaml` about looking into mails: who does it, and how far it goes. */

import { z } from 'zod'

const count = z.int().positive()

export const inspection = z.strictObject({
  workers: z
    .int()
    .min(1)
    .max(64)
    .default(2)
    .describe('Threads that look into mails side by side. They start with the first mail that needs one.'),
  memory: count
    .default(268_435_456)
    .describe('Octets of heap for each thread; one that needs more is ended and its mail not inspected.'),
  seconds: z
    .number()
    .positive()
    .max(60)
    .default(1.5)
    .describe('Seconds for one mail; what has not been seen by then could not be inspected.'),
  octets: count
    .default(67_108_864)
    .describe('Octets of one mail, and of all that is decoded and unpacked out of it.'),
  parts: count.default(1_000).describe('MIME parts, attached mails and members of archives in one mail.'),
  depth: count.default(30).describe('Multiparts and attached mails inside each other.'),
  archiveDepth: count.default(3).describe('Archives inside each other.'),
  members: count.default(500).describe('Members of one archive.'),
  ratio: count
    .default(200)
    .describe('How many times larger a member may be than in its archive, above the first megabyte.'),
  text: count.default(16_777_216).describe('Characters of text in one mail that are searched.'),
})
