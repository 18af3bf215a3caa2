import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'

import { startScriptedHop } from '../peers/scripted-hop.ts'

import { handover, plainHost, smartHosts, trace, type Given } from './handover.ts'

const header = 'From: a@example.co.jp\r\nTo: b@example.net\r\n\r\n'

async function wireAfter(given: Given, more: Parameters<typeof startScriptedHop>[0] = {}) {
  await using hop = await startScriptedHop(more)
  const nextHop = smartHosts([plainHost(hop.port)], { content: 5_000, finalReply: 5_000 })
  const delivery = await nextHop.deliver(handover(given))
  await nextHop.close()
  return { delivery, mail: hop.mails[0], commands: [...hop.commands] }
}

for (const inFile of [false, true]) {
  const place = inFile ? 'a file' : 'memory'

  test(`dots and 8-bit octets leave ${place} as they came`, async () => {
    const wire = Buffer.concat([
      Buffer.from(`${header}..\r\n...\r\n.. x\r\n`),
      Buffer.from([0x82, 0xa0, 0xff, 0x1b, 0x0d, 0x0a]),
      Buffer.from('..\r\n'),
    ])
    const { delivery, mail } = await wireAfter({ wire, inFile, eightBit: true })
    assert.equal(delivery.kind, 'accepted')
    assert.deepEqual(mail?.wire, Buffer.concat([trace, wire]))
  })

  test(`2 MB leave ${place} as they came`, async () => {
    const body = randomBytes(1_500_000)
      .toString('base64')
      .replace(/(.{76})/g, '$1\r\n')
    const wire = Buffer.from(`${header}${body}\r\n`)
    const { mail } = await wireAfter({ wire, inFile })
    assert.deepEqual(mail?.wire, Buffer.concat([trace, wire]))
  })

  test(`a mail without content leaves ${place} with our field alone`, async () => {
    const { delivery, mail } = await wireAfter({ wire: Buffer.alloc(0), header: Buffer.alloc(0), inFile })
    assert.equal(delivery.kind, 'accepted')
    assert.deepEqual(mail?.wire, trace)
  })
}

test('a next hop that refuses in the midst of a large mail is heard, and does not get the final dot', async () => {
  const wire = Buffer.from(header + `${'x'.repeat(70)}\r\n`.repeat(100_000))
  let told = false
  const { delivery, mail } = await wireAfter(
    { wire, inFile: true },
    {
      duringContent: (octets) => {
        if (told || octets < 100_000) return undefined
        told = true
        return '552 5.3.4 Too big'
      },
    },
  )
  assert.equal(delivery.kind, 'refused')
  assert.equal(delivery.reply.code, 552)
  assert.equal(mail, undefined)
})

test("the next hop's SIZE is respected without sending anything", async () => {
  const { delivery, commands } = await wireAfter({}, { offers: ['SIZE 100'] })
  assert.equal(delivery.reply.code, 552)
  assert.equal(delivery.reply.enhanced, '5.3.4')
  assert.ok(!commands.some((line) => line.startsWith('MAIL')))
})

test('8BITMIME is passed on where offered, refused where a mail needs it, and never converted', async () => {
  const wire = Buffer.from(`${header}あ\r\n`)
  const offered = await wireAfter({ wire, eightBit: true })
  assert.match(offered.commands[1] ?? '', / BODY=8BITMIME$/)
  const lacking = await wireAfter({ wire, eightBit: true }, { offers: ['PIPELINING'] })
  assert.equal(lacking.delivery.reply.code, 554)
  assert.equal(lacking.delivery.reply.enhanced, '5.6.3')
  const needless = await wireAfter({ eightBit: true }, { offers: ['PIPELINING'] })
  assert.equal(needless.delivery.kind, 'accepted')
})

test('SMTPUTF8 is passed on where offered and refused where a mail needs it', async () => {
  const given = { to: ['用紙@example.net'], smtputf8: true }
  const offered = await wireAfter(given, { offers: ['PIPELINING', 'SMTPUTF8'] })
  assert.match(offered.commands[1] ?? '', / SMTPUTF8$/)
  assert.deepEqual(offered.mail?.recipients, ['用紙@example.net'])
  const lacking = await wireAfter(given)
  assert.equal(lacking.delivery.reply.code, 550)
  assert.equal(lacking.delivery.reply.enhanced, '5.6.7')
  const needless = await wireAfter({ smtputf8: true })
  assert.equal(needless.delivery.kind, 'accepted')
})

for (const address of [
  'b@example.net>\r\nRCPT TO:<x@evil.example',
  'b@example.net> NOTIFY=NEVER',
  'b\u0000@example.net',
]) {
  test(`an address never adds to a command: ${JSON.stringify(address)}`, async () => {
    await using hop = await startScriptedHop()
    const nextHop = smartHosts([plainHost(hop.port)])
    await assert.rejects(nextHop.deliver(handover({ to: [address] })), /address unfit/)
    await nextHop.close()
    assert.ok(!hop.commands.some((line) => line.startsWith('RCPT')))
  })
}
