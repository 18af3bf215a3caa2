import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDoor, startMail } from './door.ts'

/** Ends of data that some server or other takes for one, and the faults they show. */
const sequences: Readonly<Record<string, readonly [bytes: string, faults: readonly string[]]>> = {
  'LF.LF': ['\n.\n', ['bare-lf']],
  'LF.CRLF': ['\n.\r\n', ['bare-lf']],
  'CR.CR': ['\r.\r', ['bare-cr']],
  'CR.CRLF': ['\r.\r\n', ['bare-cr']],
  'CRLF.LF': ['\r\n.\n', ['bare-lf']],
  'CRLF.CR': ['\r\n.\r', ['bare-cr']],
  'CRLF NUL . CRLF': ['\r\n\0.\r\n', ['nul']],
  'CRLF.NUL CRLF': ['\r\n.\0\r\n', ['nul']],
  'CRLF.CRCRLF': ['\r\n.\r\r\n', ['bare-cr']],
  'CRCRLF.CRCRLF': ['\r\r\n.\r\r\n', ['bare-cr']],
  'LF.CR': ['\n.\r', ['bare-cr', 'bare-lf']],
  'CR.LF': ['\r.\n', ['bare-cr', 'bare-lf']],
}

const smuggled = 'MAIL FROM:<ceo@a.example>\r\nRCPT TO:<b@b.example>\r\nDATA\r\nSubject: smuggled\r\n\r\nx'

for (const [name, [bytes, faults]] of Object.entries(sequences)) {
  test(`${name} does not end a mail and is noted, in one packet and byte by byte`, async (context) => {
    const door = await openDoor(context)
    const dialogue = await door.greeted()
    const content = `Subject: outer\r\n\r\nbody${bytes}${smuggled}\r\n`
    await startMail(dialogue)
    dialogue.send(`${content}.\r\n`)
    await dialogue.expect(/^250 2\.0\.0 Delivered/)
    await dialogue.askFor('NOOP', /^250 2\.0\.0 Ok/)

    await startMail(dialogue)
    const start = content.indexOf('body')
    dialogue.send(content.slice(0, start))
    for (const byte of content.slice(start, start + 14)) {
      dialogue.send(byte)
      await new Promise((resolve) => setImmediate(resolve))
    }
    dialogue.send(`${content.slice(start + 14)}.\r\n`)
    await dialogue.expect(/^250 2\.0\.0 Delivered/)
    await dialogue.askFor('NOOP', /^250 2\.0\.0 Ok/)

    assert.equal(door.mails.length, 2)
    for (const mail of door.mails) {
      assert.equal(mail.wire.toString('latin1'), content)
      assert.equal(mail.envelope.from, 'sato@a.example')
      assert.deepEqual(
        mail.content.lineFaults.map(({ kind }) => kind),
        faults,
      )
    }
  })
}

test('a clean mail shows no faults, though a line begins with a dot', async (context) => {
  const door = await openDoor(context)
  const dialogue = await door.greeted()
  await startMail(dialogue)
  dialogue.send('Subject: x\r\n\r\n.x\r\n...\r\n.\t\r\n.\r\n')
  await dialogue.expect(/^250 /)
  assert.deepEqual(door.mails[0]?.content.lineFaults, [])
  assert.equal(door.mails[0]?.wire.toString(), 'Subject: x\r\n\r\n.x\r\n...\r\n.\t\r\n')
})
