import assert from 'node:assert/strict'
import { test } from 'node:test'

import { leftOutWithout } from '../peers/debian.ts'
import { startPostfix } from '../peers/postfix.ts'

import { handover, plainHost, smartHosts } from './handover.ts'

const options = { skip: leftOutWithout('postfix') }

test('a real Postfix takes the mail, and its answer is ours', options, async () => {
  await using postfix = await startPostfix({ mail: { kind: 'keep' } })
  const nextHop = smartHosts([plainHost(postfix.port)], { connect: 5_000, reply: 5_000, finalReply: 5_000 })
  const delivery = await nextHop.deliver(
    handover({ wire: Buffer.from('From: a@example.co.jp\r\nTo: b@example.net\r\n\r\n..dot\r\n') }),
  )
  assert.equal(delivery.kind, 'accepted')
  assert.match(delivery.reply.lines[0] ?? '', /^D1 Ok: queued as/)
  const [mail] = await postfix.waitForMails(1)
  assert.match(String(mail), /^Received: from test by gate id D1/m)
  assert.match(String(mail), /\n\n\.dot\n$/)
  await nextHop.close()
})

test('a real Postfix relays to a next hop, or hands through before its queue', options, async () => {
  await using last = await startPostfix({ mail: { kind: 'keep' } })
  await using relay = await startPostfix({ mail: { kind: 'relay', port: last.port } })
  await using proxy = await startPostfix({ mail: { kind: 'proxy-filter', port: last.port } })
  const nextHops = [relay, proxy].map((postfix) =>
    smartHosts([plainHost(postfix.port)], { connect: 5_000, reply: 5_000, finalReply: 5_000 }),
  )
  const deliveries = await Promise.all(nextHops.map(async (nextHop) => await nextHop.deliver(handover())))
  assert.deepEqual(
    deliveries.map(({ kind }) => kind),
    ['accepted', 'accepted'],
  )
  assert.equal((await last.waitForMails(2)).length, 2)
  await relay.waitForEmptyQueue()
  await Promise.all(nextHops.map(async (nextHop) => await nextHop.close()))
})
