/** The settings `night.alarms`: who hears if the night does not come to its end. */

import { z } from 'zod'

import { collector } from './decisions.ts'
import { port } from './listeners.ts'

export const alarms = z.strictObject({
  mail: z
    .strictObject({
      from: z.email().describe('Sender of the alarms.'),
      to: z.array(z.email()).min(1).describe('Who gets them.'),
      host: z.string().min(1).describe('Mail server that takes them, apart from the gate.'),
      port: port.default(25).describe('Its port.'),
      tls: z
        .enum(['none', 'offered', 'required', 'implicit'])
        .default('offered')
        .describe('`offered`: STARTTLS where the server has it; `required`, `implicit`: never without.'),
    })
    .optional()
    .describe('Alarms by mail, directly to this server: they go also where the gate is dead.'),
  webhook: z
    .strictObject({
      url: z.url({ protocol: /^https?$/ }).describe('Where an alarm is posted, as one JSON object.'),
      secret: z
        .string()
        .describe(
          'File with the key of the signature (HMAC-SHA256), 16 octets at least: for the gate alone to read.',
        ),
    })
    .optional()
    .describe('Alarms for a program of yours by HTTP, signed as the copies of decisions are.'),
  syslog: collector
    .optional()
    .describe(
      'Alarms for a collector by syslog (RFC 5424), a message each, with `kind` and `run` as structured data.',
    ),
  successUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'Called (GET) once each night when everything is ready: for a monitor elsewhere that raises the alarm when no call comes.',
    ),
  patience: z
    .number()
    .min(0)
    .max(86_400)
    .default(1_800)
    .describe(
      'Seconds for which a target may lack groups before the alarm `unpublished`. From `schedule.warning` to the end of the day it has none.',
    ),
  remind: z.number().min(60).max(86_400).default(3_600).describe('Seconds after which an alarm is repeated.'),
})
