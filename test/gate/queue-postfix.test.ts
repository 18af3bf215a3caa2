import assert from 'node:assert/strict'
import { test } from 'node:test'

import { leftOutWithout } from '../peers/debian.ts'
import { startPostfix } from '../peers/postfix.ts'

import { handIn, letter } from './hand-in.ts'
import { startTestGate } from './running-gate.ts'

const skip = leftOutWithout('postfix')
const queue = { firstRetry: 0.2, longestRetry: 0.5 }

test(
  'a Postfix behind the gate stops and starts: nothing is lost and nothing comes twice',
  { skip },
  async () => {
    const first = await startPostfix({ mail: { kind: 'keep' } })
    await using gate = await startTestGate(first.port, { spool: { directory: 'spool' }, queue })
    assert.match(await handIn(gate.port, { content: letter(undefined, 'before\r\n') }), /^250 .*queued as/)
    assert.match((await first.waitForMails(1))[0]?.toString() ?? '', /before\n$/)
    await first.stop()
    const bodies = ['one', 'two', 'three', 'four', 'five'].map((word) => `${word} while it was down\r\n`)
    for (const body of bodies) {
      assert.match(await handIn(gate.port, { content: letter(undefined, body) }), /Queued for delivery/)
    }
    await using second = await startPostfix({ mail: { kind: 'keep' }, port: first.port })
    const mails = (await second.waitForMails(5)).map((mail) => mail.toString())
    await second.waitForEmptyQueue()
    assert.equal((await second.mails()).length, 5)
    for (const body of bodies)
      assert.ok(
        mails.some((mail) => mail.includes(body.trimEnd())),
        body,
      )
  },
)

test('Postfix refuses one recipient: the gate reports, and Postfix takes the report', { skip }, async () => {
  await using postfix = await startPostfix({
    mail: { kind: 'keep' },
    main: { smtpd_recipient_restrictions: 'check_recipient_access inline:{gone@example.com=REJECT}' },
  })
  await using gate = await startTestGate(postfix.port, { spool: { directory: 'spool' }, queue })
  const to = ['client@example.com', 'gone@example.com']
  assert.match(await handIn(gate.port, { to, content: letter() }), /^250 2\.0\.0 \S+ Ok: queued as/)
  const mails = (await postfix.waitForMails(2)).map((mail) => mail.toString())
  const report = mails.find((mail) => mail.includes('multipart/report')) ?? ''
  assert.match(report, /Delivered-To: takahashi@example\.co\.jp/)
  assert.match(report, /Final-Recipient: rfc822; gone@example\.com\nAction: failed\nStatus: 5\.7\.1\n/)
})

test('where Postfix offers DSN it writes the report of success itself', { skip }, async () => {
  await using postfix = await startPostfix({ mail: { kind: 'keep' } })
  await using gate = await startTestGate(postfix.port, { spool: { directory: 'spool' }, queue })
  await handIn(gate.port, { to: ['client@example.com> NOTIFY=SUCCESS'], content: letter() })
  const mails = (await postfix.waitForMails(2)).map((mail) => mail.toString())
  assert.ok(
    mails.some(
      (mail) => mail.includes('Reporting-MTA: dns; postfix.example') && mail.includes('Action: delivered'),
    ),
  )
})
