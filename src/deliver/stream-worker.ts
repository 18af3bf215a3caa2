/** The thread of the streams: what is copied elsewhere takes no time from mail. Ends when it is told to. */

import { parentPort, workerData } from 'node:worker_threads'

import { z } from 'zod'

import { startStream, type DecisionStream } from './decision-stream.ts'
import type { StreamEvent } from './stream-events.ts'
import { createSyslog } from './syslog.ts'
import { createWebhook } from './webhook.ts'

const settingsSchema = z.object({
  directory: z.string(),
  firstPause: z.number(),
  syslog: z
    .object({
      host: z.string(),
      port: z.number(),
      transport: z.enum(['udp', 'tcp', 'tls']),
      serverName: z.string().optional(),
      authorities: z.string().optional(),
      facility: z.number(),
      octets: z.number(),
      hostname: z.string(),
    })
    .optional(),
  webhook: z
    .object({
      url: z.string(),
      secret: z.string(),
      authorities: z.string().optional(),
      batch: z.number(),
      timeout: z.number(),
    })
    .optional(),
})

/** What the thread is started with. */
export type StreamWorkerSettings = z.infer<typeof settingsSchema>

const { directory, firstPause, syslog, webhook } = settingsSchema.parse(workerData)
const port = parentPort
const report = (event: StreamEvent): void => {
  port?.postMessage(event, [])
}
const streams: DecisionStream[] = []
if (syslog !== undefined) {
  const { serverName, authorities } = syslog
  const receiver = createSyslog({ ...syslog, serverName, authorities })
  streams.push(startStream({ stream: 'syslog', directory, firstPause, report }, receiver))
}
if (webhook !== undefined) {
  const receiver = createWebhook({ ...webhook, authorities: webhook.authorities })
  streams.push(startStream({ stream: 'webhook', directory, firstPause, report }, receiver))
}

port?.once('message', () => {
  void Promise.all(streams.map(async (stream) => await stream.close())).then(() => port.close())
})
