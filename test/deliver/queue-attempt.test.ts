import assert from 'node:assert/strict'
import { test } from 'node:test'

import { asSpooled } from '../../src/deliver/mail-to-keep.ts'
import type { Delivery } from '../../src/deliver/next-hop.ts'
import { attempt } from '../../src/deliver/queue-attempt.ts'
import { createQueueClock } from '../../src/deliver/queue-clock.ts'
import type { QueueEvent } from '../../src/deliver/queue-events.ts'
import { createRouter } from '../../src/deliver/route.ts'
import { mail, opened, recipient } from '../store/spool-mails.ts'
import { queueSettings } from './queue-settings.ts'
import { handover } from './handover.ts'

test('a recipient who has the mail is not sent it again where the report on another cannot be written', async (context) => {
  const { spool } = await opened(context)
  const clock = createQueueClock()
  const at = clock.now()
  const { content, ...others } = mail('m', { at, bornAt: at, expiresAt: at + 432_000_000 })
  const whole = { ...content, header: Buffer.from('\r\n'), lineFaults: [], dispose: () => undefined }
  // The file has less than the content claims: it cannot be returned in full.
  const cut = { ...whole, size: 100_000, wire: handover({ inFile: true }).content.wire }
  const recipients = [recipient('has@example.com'), recipient('refused@example.com')]
  const kept = {
    ...others,
    recipients,
    content: cut,
    envelope: { ...others.envelope, ret: 'full' as const },
  }
  const delivery: Delivery = {
    kind: 'accepted',
    by: 'hop.example:25',
    answer: '250 2.0.0 Ok',
    given: { code: 250, enhanced: '2.0.0', lines: ['Ok'] },
    refused: [
      {
        index: 1,
        address: 'refused@example.com',
        reply: { code: 550, enhanced: '5.1.1', lines: ['No such user'] },
      },
    ],
    offersDsn: false,
    isDown: false,
    reply: { code: 250, enhanced: '2.0.0', lines: ['Ok'] },
  }
  const destination = {
    name: 'smart-hosts',
    nextHop: { deliver: async () => await Promise.resolve(delivery), close: async () => undefined },
  }
  const events: QueueEvent[] = []
  const done = await attempt(
    {
      active: {
        mail: asSpooled(kept),
        content: cut,
        jobs: 1,
        unrecorded: 1,
        recording: Promise.resolve(),
      },
      destination,
      indexes: [0, 1],
    },
    undefined,
    {
      spool,
      router: createRouter([], { kind: 'one', destination }),
      settings: queueSettings,
      clock,
      report: (event) => events.push(event),
    },
  )
  assert.deepEqual(
    done?.recipients.map(({ outcome }) => outcome.kind),
    ['delivered', 'postponed'],
  )
  assert.deepEqual(
    events.map(({ kind }) => kind),
    ['fault'],
  )
})
