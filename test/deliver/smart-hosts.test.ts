import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { test } from 'node:test'

import { drop, hang, startScriptedHop, type Moment, type Step, type Turn } from '../peers/scripted-hop.ts'

import { handover, plainHost, smartHosts, trace } from './handover.ts'

const steps: readonly Step[] = ['MAIL', 'RCPT', 'DATA', 'content']

function only(step: Step, turn: Turn): (moment: Moment) => Turn {
  return (moment) => (moment.step === step ? turn : undefined)
}

async function deliverTo(options: Parameters<typeof startScriptedHop>[0], given = handover()) {
  await using hop = await startScriptedHop(options)
  const nextHop = smartHosts([plainHost(hop.port)])
  const delivery = await nextHop.deliver(given)
  await nextHop.close()
  return { delivery, mails: [...hop.mails], commands: [...hop.commands], connections: hop.connections() }
}

test('the answer to the final dot is passed on with our id', async () => {
  const { delivery, mails } = await deliverTo({})
  assert.equal(delivery.kind, 'accepted')
  assert.deepEqual(delivery.reply, { code: 250, enhanced: '2.0.0', lines: ['D1 Ok: queued as SCRIPTED'] })
  assert.deepEqual(mails[0]?.recipients, ['b@example.net'])
})

test('closing waits for mails under way, however often it is asked for', async () => {
  let answer: (() => void) | undefined
  const asked = new Promise<void>((resolve) => (answer = resolve))
  let end: (() => void) | undefined
  const server = createServer((socket) => {
    end = () => void socket.destroy()
    answer?.()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  const nextHop = smartHosts([plainHost(address.port)], { connect: 5_000 })
  const delivery = nextHop.deliver(handover())
  await asked
  const closed: number[] = []
  const closings = [1, 2].map(async (number) => {
    await nextHop.close()
    closed.push(number)
  })
  await new Promise(setImmediate)
  assert.deepEqual(closed, [])
  end?.()
  await Promise.all([delivery, ...closings])
  assert.deepEqual(closed, [1, 2])
  server.close()
})

for (const step of steps) {
  test(`a 5xx at ${step} is the answer, and nothing is sent`, async () => {
    const { delivery, mails } = await deliverTo({ at: only(step, '550 5.7.1 Not here') })
    assert.equal(delivery.kind, 'refused')
    assert.deepEqual(delivery.reply, { code: 550, enhanced: '5.7.1', lines: ['D1 Not here'] })
    assert.deepEqual(mails, [])
  })

  test(`a 4xx at ${step} is the answer, and nothing is sent`, async () => {
    const { delivery, mails } = await deliverTo({ at: only(step, '452-4.2.2 Full\r\n452 4.2.2 Later') })
    assert.equal(delivery.kind, 'deferred')
    assert.deepEqual(delivery.reply, { code: 452, enhanced: '4.2.2', lines: ['D1 Full', 'D1 Later'] })
    assert.deepEqual(mails, [])
  })

  test(`silence at ${step} ends in a 4xx within the deadline`, async () => {
    const { delivery } = await deliverTo({ at: only(step, hang) })
    assert.equal(delivery.kind, 'deferred')
    assert.equal(delivery.reply.code, 451)
    assert.equal(delivery.reply.enhanced, step === 'content' ? '4.4.2' : '4.4.1')
  })

  test(`a dropped line at ${step} ends in a 4xx`, async () => {
    const { delivery } = await deliverTo({ at: only(step, drop) })
    assert.equal(delivery.reply.code, 451)
    assert.equal(delivery.reply.enhanced, step === 'content' ? '4.4.2' : '4.4.1')
  })

  test(`a 421 at ${step} leads to one more connection, which delivers once`, async () => {
    const { delivery, mails, connections } = await deliverTo({
      at: (moment) => (moment.step === step && moment.connection === 1 ? '421 4.3.2 Closing' : undefined),
    })
    assert.equal(delivery.kind, 'accepted')
    assert.equal(mails.length, 1)
    assert.equal(connections, 2)
  })

  test(`a 421 at ${step} on every connection ends in a 451, not a 421`, async () => {
    const { delivery, connections } = await deliverTo({ at: only(step, '421 4.3.2 Closing') })
    assert.equal(delivery.reply.code, 451)
    assert.equal(connections, 2)
  })

  test(`nonsense at ${step} ends in a 4xx`, async () => {
    const { delivery } = await deliverTo({ at: only(step, 'HTTP/1.1 200 OK') })
    assert.equal(delivery.reply.code, 451)
  })

  test(`an endless answer at ${step} ends in a 4xx`, async () => {
    const { delivery } = await deliverTo({ at: only(step, `250-${'x'.repeat(100)}\r\n`.repeat(1_000)) })
    assert.equal(delivery.reply.code, 451)
  })

  test(`the next host takes the mail after a drop at ${step}, unless the dot was out`, async () => {
    await using first = await startScriptedHop({ at: only(step, drop) })
    await using second = await startScriptedHop()
    const nextHop = smartHosts([plainHost(first.port), plainHost(second.port)])
    const delivery = await nextHop.deliver(handover())
    await nextHop.close()
    assert.equal(delivery.kind, step === 'content' ? 'deferred' : 'accepted')
    assert.equal(second.mails.length, step === 'content' ? 0 : 1)
  })
}

for (const [step, turn] of [
  ['connect', '554 5.3.2 No service'],
  ['connect', hang],
  ['connect', drop],
  ['EHLO', '421 4.3.2 Closing'],
  ['EHLO', hang],
  ['EHLO', drop],
] as const) {
  test(`a host that fails at ${step} (${JSON.stringify(turn)}) is passed over`, async () => {
    await using first = await startScriptedHop({ at: only(step, turn) })
    await using second = await startScriptedHop()
    const nextHop = smartHosts([plainHost(first.port), plainHost(second.port)])
    assert.equal((await nextHop.deliver(handover())).kind, 'accepted')
    assert.equal((await nextHop.deliver(handover())).kind, 'accepted')
    await nextHop.close()
    assert.equal(second.mails.length, 2)
    assert.equal(first.connections(), 1, 'a host that just failed is not asked again at once')
  })
}

test('with no host to be reached the answer names the last and says that nothing was sent', async () => {
  const hop = await startScriptedHop()
  await hop.close()
  const delivery = await smartHosts([plainHost(hop.port)]).deliver(handover())
  assert.equal(delivery.reply.code, 451)
  assert.equal(delivery.reply.enhanced, '4.4.1')
  assert.match(
    delivery.reply.lines[0] ?? '',
    new RegExp(`Nothing was sent.*127\\.0\\.0\\.1:${hop.port}.*ECONNREFUSED`),
  )
})

test('some recipients refused: nobody gets the mail and the answer names them', async () => {
  const { delivery, mails, commands } = await deliverTo(
    { at: (moment) => (moment.line.includes('<no@') ? '550 5.1.1 Unknown user' : undefined) },
    handover({ to: ['b@example.net', 'no@example.net', 'c@example.net'] }),
  )
  assert.equal(delivery.kind, 'refused')
  assert.equal(delivery.reply.code, 550)
  assert.match(delivery.reply.lines[0] ?? '', /nobody.*<no@example\.net>/)
  assert.deepEqual(
    delivery.refused.map(({ index, address }) => [index, address]),
    [[1, 'no@example.net']],
  )
  assert.deepEqual(mails, [])
  assert.ok(!commands.includes('DATA'))
})

test('some recipients refused, one of them for now only: 451', async () => {
  const { delivery } = await deliverTo(
    {
      at: (moment) =>
        moment.line.includes('<no@')
          ? '550 5.1.1 Unknown'
          : moment.line.includes('<full@')
            ? '452 4.2.2 Full'
            : undefined,
    },
    handover({ to: ['b@example.net', 'no@example.net', 'full@example.net'] }),
  )
  assert.equal(delivery.kind, 'deferred')
  assert.equal(delivery.reply.code, 451)
})

test('partly: some recipients refused, and the others get the mail', async () => {
  const { delivery, mails } = await deliverTo(
    {
      at: (moment) =>
        moment.line.includes('<no@')
          ? '550 5.1.1 Unknown'
          : moment.line.includes('<full@')
            ? '452 4.2.2 Full'
            : undefined,
    },
    handover({ to: ['no@example.net', 'b@example.net', 'full@example.net'], partly: true }),
  )
  assert.equal(delivery.kind, 'accepted')
  assert.deepEqual(
    delivery.refused.map(({ index, reply }) => [index, reply.code]),
    [
      [0, 550],
      [2, 452],
    ],
  )
  assert.deepEqual(
    mails.map(({ recipients }) => recipients),
    [['b@example.net']],
  )
})

test('partly, without PIPELINING, and refused in the end: each recipient keeps his own answer', async () => {
  const { delivery, mails } = await deliverTo(
    {
      offers: [],
      at: ({ line, step }) =>
        line.includes('<no@') ? '550 5.1.1 Unknown' : step === 'content' ? '451 4.3.0 Later' : undefined,
    },
    handover({ to: ['b@example.net', 'no@example.net'], partly: true }),
  )
  assert.equal(delivery.kind, 'deferred')
  assert.deepEqual(
    delivery.refused.map(({ index, reply }) => [index, reply.code]),
    [[1, 550]],
  )
  assert.deepEqual(mails, [])
})

test("all recipients refused: the answer is the next hop's", async () => {
  const { delivery } = await deliverTo(
    { at: only('RCPT', '550 5.1.1 Unknown user') },
    handover({ to: ['b@example.net', 'c@example.net'] }),
  )
  assert.deepEqual(delivery.reply, { code: 550, enhanced: '5.1.1', lines: ['D1 Unknown user'] })
})

test('a 354 without a recipient never becomes an empty mail', async () => {
  const { delivery, mails, commands } = await deliverTo({
    at: (moment) => (moment.step === 'RCPT' ? '550 5.1.1 No' : moment.step === 'DATA' ? '354 Go' : undefined),
  })
  assert.equal(delivery.reply.code, 550)
  assert.deepEqual(mails, [])
  assert.equal(commands.at(-1), 'DATA')
})

test('a second answer to DATA that comes before the content is no 250 for the mail', async () => {
  const { delivery } = await deliverTo({ at: only('DATA', '354 Go\r\n250 2.0.0 Ok') })
  assert.equal(delivery.reply.code, 451)
})

test('one recipient and PIPELINING: MAIL, RCPT and DATA go out together', async () => {
  const { commands } = await deliverTo({ at: only('MAIL', hang) })
  assert.deepEqual(commands.slice(1), [
    `MAIL FROM:<a@example.co.jp> SIZE=${trace.length + handover().content.size}`,
    'RCPT TO:<b@example.net>',
    'DATA',
  ])
})

test('without PIPELINING each command waits for the answer before it', async () => {
  const { commands } = await deliverTo({ offers: [], at: only('MAIL', hang) })
  assert.deepEqual(commands.slice(1), ['MAIL FROM:<a@example.co.jp>'])
  const whole = await deliverTo({ offers: [] }, handover({ to: ['b@example.net', 'c@example.net'] }))
  assert.equal(whole.delivery.kind, 'accepted')
})

test('a next hop without EHLO is greeted with HELO', async () => {
  const { delivery, commands } = await deliverTo({ at: only('EHLO', '500 5.5.1 What?') })
  assert.equal(delivery.kind, 'accepted')
  assert.deepEqual(commands.slice(0, 2), ['EHLO gate.example', 'HELO gate.example'])
})

test('a refused mail leaves the connection clean for the next', async () => {
  await using hop = await startScriptedHop({
    at: (moment) => (moment.step === 'RCPT' && moment.before === 0 ? '550 5.1.1 No' : undefined),
  })
  const nextHop = smartHosts([plainHost(hop.port)])
  assert.equal((await nextHop.deliver(handover())).kind, 'refused')
  await new Promise((resolve) => setTimeout(resolve, 50))
  assert.equal((await nextHop.deliver(handover())).kind, 'accepted')
  await nextHop.close()
  assert.equal(hop.connections(), 1)
  assert.ok(hop.commands.includes('RSET'))
})

test('a kept connection that dies before its first answer is replaced once', async () => {
  await using hop = await startScriptedHop({
    at: (moment) =>
      moment.step === 'MAIL' && moment.connection === 1 && moment.before === 1 ? drop : undefined,
  })
  const nextHop = smartHosts([plainHost(hop.port)])
  await nextHop.deliver(handover())
  assert.equal((await nextHop.deliver(handover())).kind, 'accepted')
  await nextHop.close()
  assert.equal(hop.connections(), 2)
  assert.equal(hop.mails.length, 2)
})

test('a connection idle for too long is closed, not used again', async () => {
  await using hop = await startScriptedHop()
  const nextHop = smartHosts([plainHost(hop.port)], { idle: 20 })
  await nextHop.deliver(handover())
  await new Promise((resolve) => setTimeout(resolve, 80))
  await nextHop.deliver(handover())
  await nextHop.close()
  assert.equal(hop.connections(), 2)
  assert.ok(hop.commands.includes('QUIT'))
})

test('connections to one host stay within their limit, and waiting mails get their turn', async () => {
  await using hop = await startScriptedHop()
  const nextHop = smartHosts([plainHost(hop.port)], { connections: 2 })
  const all = await Promise.all(Array.from({ length: 30 }, () => nextHop.deliver(handover())))
  await nextHop.close()
  assert.ok(all.every(({ kind }) => kind === 'accepted'))
  assert.equal(hop.connections(), 2)
  assert.equal(hop.mails.length, 30)
})

test('with every connection busy for too long the answer is 451 and nothing is sent', async () => {
  await using hop = await startScriptedHop({ at: only('content', hang) })
  const nextHop = smartHosts([plainHost(hop.port)], { connections: 1, reply: 50 })
  const [, second] = await Promise.all([nextHop.deliver(handover()), nextHop.deliver(handover())])
  assert.equal(second?.reply.enhanced, '4.4.5')
  await nextHop.close()
})
