import assert from 'node:assert/strict'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

import { contentOf } from '../../src/mail/content-of.ts'
import { openSpool } from '../../src/store/open-spool.ts'
import type { NewMail } from '../../src/store/spool.ts'
import { drop, startScriptedHop } from '../peers/scripted-hop.ts'

import { letter } from './hand-in.ts'
import { startTestGate } from './running-gate.ts'

const hour = 3_600_000

function queuedMail(number: number, now: number): NewMail {
  return {
    id: `Q${String(number).padStart(6, '0')}`,
    kind: 'mail',
    at: now - hour,
    envelope: {
      from: 'takahashi@example.co.jp',
      ret: undefined,
      envid: undefined,
      smtputf8: false,
      eightBit: false,
    },
    recipients: [
      {
        address: `client${number}@example.com`,
        notify: undefined,
        orcpt: undefined,
        route: 'as it was called before',
      },
    ],
    trace: Buffer.from(`Received: by gate.example id Q${number}; now\r\n`),
    decisionId: `Q${number}`,
    bornAt: now - hour,
    expiresAt: now + 100 * hour,
    content: contentOf(Buffer.from(letter(undefined, `mail ${number}\r\n`))),
  }
}

/** A folder whose spool holds so many mails that are due. */
async function folderWithMails(count: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-gate-'))
  const opening = await openSpool({ directory: join(folder, 'spool'), report: () => undefined })
  assert.equal(opening.kind, 'open')
  const now = Date.now()
  const mails = Array.from({ length: count }, (_, number) => queuedMail(number, now))
  await Promise.all(mails.map(async (mail) => await opening.spool.commit({ accept: [mail] })))
  await opening.spool.close()
  return folder
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo() && tries < 1_200; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  assert.ok(isSo(), 'not in time')
}

test('after a restart three thousand mails go out, each once, over a few connections', async () => {
  const count = 3_000
  const folder = await folderWithMails(count)
  await using hop = await startScriptedHop()
  await using gate = await startTestGate(
    hop.port,
    { spool: { directory: 'spool' }, queue: { active: 500 } },
    folder,
  )
  await until(() => hop.mails.length >= count)
  assert.equal(new Set(hop.mails.map(({ recipients }) => recipients[0])).size, count)
  assert.equal(hop.mails.length, count)
  assert.ok(hop.connections() <= 20, `${hop.connections()} connections`)
  assert.doesNotMatch(gate.logged(), /"event":"queue-fault"/)
})

test('after a restart a destination that is down is asked a few times only', async () => {
  const folder = await folderWithMails(1_000)
  await using hop = await startScriptedHop({ at: ({ step }) => (step === 'connect' ? drop : undefined) })
  const queue = { firstRetry: 60, active: 200 }
  await using gate = await startTestGate(hop.port, { spool: { directory: 'spool' }, queue }, folder)
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  assert.ok(hop.connections() >= 1 && hop.connections() <= 10, `${hop.connections()} connections`)
  assert.doesNotMatch(gate.logged(), /"event":"queue-fault"/)
})
