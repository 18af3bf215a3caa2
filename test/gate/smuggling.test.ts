/** Every way to hide a second mail behind a false end of data, through the gate into a careless and a real next hop. */

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { leftOutWithout } from '../peers/debian.ts'
import { openDialogue } from '../peers/dialogue.ts'
import { startLaxSink } from '../peers/lax-sink.ts'
import { startPostfix } from '../peers/postfix.ts'

import { startTestGate } from './running-gate.ts'

const falseEnds: Readonly<Record<string, string>> = {
  'LF.LF': '\n.\n',
  'LF.CRLF': '\n.\r\n',
  'CR.CR': '\r.\r',
  'CR.CRLF': '\r.\r\n',
  'CRLF.LF': '\r\n.\n',
  'CRLF.CR': '\r\n.\r',
  'CRLF NUL.CRLF': '\r\n\0.\r\n',
  'CRLF.CRCRLF': '\r\n.\r\r\n',
  'CRCRLF.CRCRLF': '\r\r\n.\r\r\n',
  'LF.CR': '\n.\r',
  'CR.LF': '\r.\n',
}

const header = 'From: takahashi@example.co.jp\r\nTo: client@example.com\r\nCc: suzuki@example.co.jp\r\n\r\n'
const smuggled =
  'MAIL FROM:<smuggled@example.co.jp>\r\nRCPT TO:<victim@example.com>\r\nDATA\r\nFrom: smuggled@example.co.jp\r\nTo: victim@example.com\r\n\r\nsmuggled\r\n.\r\n'

/** Hands in one mail with the sequence in it; gives the gate's first answer to the content. */
async function handIn(port: number, falseEnd: string): Promise<string> {
  const dialogue = await openDialogue({ port })
  await dialogue.expect(/^220/)
  await dialogue.askFor('EHLO client.example.co.jp', /^250/)
  await dialogue.askFor('MAIL FROM:<takahashi@example.co.jp>', /^250/)
  await dialogue.askFor('RCPT TO:<client@example.com>', /^250/)
  await dialogue.askFor('DATA', /^354/)
  dialogue.send(Buffer.from(`${header}first${falseEnd}${smuggled}`, 'latin1'))
  const answer = await dialogue.reply()
  dialogue.destroy()
  return answer
}

function hasBareLineEndOrNul(octets: Buffer): boolean {
  return /\r(?!\n)|(?<!\r)\n|\0/.test(octets.toString('latin1'))
}

for (const [name, falseEnd] of Object.entries(falseEnds)) {
  test(`${name} makes no second mail at a careless next hop, and nothing bare goes out`, async () => {
    await using sink = await startLaxSink()
    await using gate = await startTestGate(sink.port)
    const answer = await handIn(gate.port, falseEnd)
    assert.match(answer, /^554[ -]5\.6\.0 /)
    assert.ok(sink.mails.length <= 1)
    assert.ok(!sink.mails.some(({ from }) => from.includes('smuggled')))
    assert.ok(!hasBareLineEndOrNul(sink.octets()))
  })
}

test('the careless next hop is careless enough: sent to it directly, false ends make two mails', async () => {
  for (const [name, falseEnd] of Object.entries(falseEnds)) {
    await using sink = await startLaxSink()
    await handIn(sink.port, falseEnd)
    await new Promise((resolve) => setTimeout(resolve, 20))
    assert.equal(sink.mails.length, 2, name)
  }
})

test('no false end makes a second mail at a real Postfix', { skip: leftOutWithout('postfix') }, async () => {
  await using postfix = await startPostfix({ mail: { kind: 'keep' } })
  await using gate = await startTestGate(postfix.port)
  for (const falseEnd of Object.values(falseEnds)) assert.match(await handIn(gate.port, falseEnd), /^554/)
  // An honest mail behind them, so that all before it would have arrived.
  assert.match(await handIn(gate.port, '\r\n.\r\n'), /^250/)
  const mails = await postfix.waitForMails(1)
  await postfix.waitForEmptyQueue()
  assert.equal((await postfix.mails()).length, 1)
  assert.ok(!String(mails[0]).includes('smuggled'))
})
