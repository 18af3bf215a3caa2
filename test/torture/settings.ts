/** Settings that let hours pass in seconds. */

/** Short deadlines towards a next hop on 127.0.0.1; what needs more than 64 KiB of memory goes through a file. */
export function hastyQueue(hopPort: number): Readonly<Record<string, unknown>> {
  return {
    nextHop: { kind: 'smart-hosts', hosts: [{ host: '127.0.0.1', port: hopPort, tls: 'none' }] },
    limits: { memory: 65_536 },
    deadlines: { connect: 2, nextHopReply: 2, finalReply: 1 },
    queue: { firstRetry: 0.2, longestRetry: 1 },
  }
}

/** Refused mail is accepted, and its sender gets a notice, however many there are. */
export const refusalByNotice = {
  refusal: { by: 'notice', noticesPerSender: 100_000, noticesPerMinute: 100_000 },
}
