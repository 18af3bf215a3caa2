import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'

import type { Delivery } from '../../src/deliver/next-hop.ts'
import { createQueueClock } from '../../src/deliver/queue-clock.ts'
import { Queue } from '../../src/deliver/queue.ts'
import { createRouter } from '../../src/deliver/route.ts'
import type { MailToKeep } from '../../src/deliver/mail-to-keep.ts'
import { mail, opened, recipient } from '../store/spool-mails.ts'
import { queueSettings } from './queue-settings.ts'

const taken: Delivery = {
  kind: 'accepted',
  by: 'hop.example:25',
  answer: '250 2.0.0 Ok',
  given: { code: 250, enhanced: '2.0.0', lines: ['Ok'] },
  refused: [],
  offersDsn: false,
  isDown: false,
  reply: { code: 250, enhanced: '2.0.0', lines: ['Ok'] },
}

/** A gate that opens once. */
function barrier() {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  return { passed: promise, open: () => resolve(undefined) }
}

/** A queue on a spool of its own, whose look at it takes as long as `looking`, and whose next hop as long as `handing`. */
async function startQueue(
  context: TestContext,
  active: number,
  looking: () => Promise<unknown>,
  handing: () => Promise<unknown>,
) {
  const { spool } = await opened(context)
  const handedOver: string[] = []
  const nextHop = {
    deliver: async ({ id }: { readonly id: string }): Promise<Delivery> => {
      await handing()
      handedOver.push(id)
      return taken
    },
    close: async () => undefined,
  }
  const clock = createQueueClock()
  const queue = new Queue({
    spool: {
      ...spool,
      isReady: true,
      nextDueAt: async (after) => {
        const next = await spool.nextDueAt(after)
        await looking()
        return next
      },
    },
    router: createRouter([], { kind: 'one', destination: { name: 'smart-hosts', nextHop } }),
    settings: { ...queueSettings, active },
    clock,
    report: () => undefined,
  })
  context.after(async () => await queue.close())
  const fresh = (id: string): MailToKeep => {
    const at = clock.now()
    const { content, ...others } = mail(id, { at, bornAt: at, expiresAt: at + 432_000_000 })
    const whole = { ...content, header: Buffer.from('\r\n'), lineFaults: [], dispose: () => undefined }
    return { ...others, recipients: [recipient('client@example.com')], content: whole }
  }
  const isHandedOver = async (count: number): Promise<boolean> => {
    for (let tries = 0; tries < 100 && handedOver.length < count; tries += 1) await pause(20)
    return handedOver.length === count
  }
  return { queue, spool, clock, fresh, isHandedOver }
}

test('a wake-up in the middle of a look at the spool is not forgotten until the longest nap is over', async (context) => {
  const look = barrier()
  const begun = barrier()
  const looking = async (): Promise<void> => {
    begun.open()
    await look.passed
  }
  const { queue, spool, clock, fresh, isHandedOver } = await startQueue(context, 10, looking, async () => {
    await pause(1)
  })
  await spool.commit({ accept: [{ ...fresh('a'), dueAt: clock.now() + 3_600_000 }] })
  queue.start()
  await begun.passed
  await spool.retry(['a'], clock.now())
  queue.wake()
  look.open()
  assert.ok(await isHandedOver(1), 'the mail waits')
})

test('a mail is not left until the longest nap where its destination became free during the look at the spool', async (context) => {
  const look = barrier()
  const begun = barrier()
  const hop = barrier()
  const { queue, fresh, isHandedOver } = await startQueue(
    context,
    4,
    async () => {
      // The first look, at the start, finds nothing.
      if (queue.active === 0) return
      begun.open()
      await look.passed
    },
    async () => await hop.passed,
  )
  queue.start()
  await pause(50)
  // Two have the half of the places that one destination may have; the third waits in the spool.
  await queue.accept([fresh('a'), fresh('b')])
  await queue.accept([fresh('c')])
  await begun.passed
  hop.open()
  assert.ok(await isHandedOver(2))
  look.open()
  assert.ok(await isHandedOver(3), 'the mail waits')
})
