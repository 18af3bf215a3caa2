import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDoor, startMail } from './door.ts'

test('EHLO announces what is there and nothing else', async (context) => {
  const door = await openDoor(context)
  const dialogue = await door.dialogue()
  assert.equal(
    await dialogue.ask('EHLO client.example'),
    [
      '250-gate.example',
      '250-PIPELINING',
      '250-SIZE 36700160',
      '250-8BITMIME',
      '250-SMTPUTF8',
      '250-DSN',
      '250 ENHANCEDSTATUSCODES',
    ].join('\n'),
  )
})

test('a mail reaches the passage once, with all that was said about it', async (context) => {
  const door = await openDoor(context)
  const dialogue = await door.greeted()
  await dialogue.askFor('mail from:<sato@a.example> BODY=8BITMIME SIZE=100 AUTH=<>', /^250 2\.1\.0/)
  await dialogue.askFor('RCPT TO:<suzuki@b.example>', /^250 2\.1\.5/)
  await dialogue.askFor('rcpt to:<@relay.example:"x y"@b.example>', /^250 2\.1\.5/)
  await dialogue.askFor('DATA', /^354 /)
  const before = Date.now()
  await dialogue.askFor('Subject: x\r\n\r\n..dot\r\nend\r\n.', /^250 2\.0\.0 Delivered$/)
  assert.equal(door.mails.length, 1)
  const [mail] = door.mails
  assert.ok(mail)
  assert.equal(mail.wire.toString(), 'Subject: x\r\n\r\n..dot\r\nend\r\n')
  assert.equal(mail.content.header.toString(), 'Subject: x\r\n\r\n')
  assert.equal(mail.content.size, mail.wire.length)
  assert.equal(mail.content.dotted, true)
  assert.deepEqual(mail.content.lineFaults, [])
  assert.deepEqual(mail.envelope, {
    from: 'sato@a.example',
    recipients: [{ address: 'suzuki@b.example' }, { address: '"x y"@b.example' }],
    smtputf8: false,
    eightBit: true,
    ret: undefined,
    envid: undefined,
  })
  const { port, ...client } = mail.client
  assert.equal(port, dialogue.socket().localPort)
  assert.deepEqual(client, {
    address: '127.0.0.1',
    helo: 'client.example',
    extended: true,
    tls: undefined,
    login: undefined,
    listener: 'main',
  })
  assert.match(mail.id, /^\w{14}$/)
  assert.ok(mail.at >= before && mail.at <= Date.now())
})

test('mails on one connection are apart: ids, envelopes, bytes', async (context) => {
  const door = await openDoor(context)
  const dialogue = await door.greeted()
  for (const text of ['one', 'two', 'three']) {
    await startMail(dialogue)
    await dialogue.askFor(`${text}\r\n.`, /^250 /)
  }
  await dialogue.askFor('QUIT', /^221 2\.0\.0 gate\.example/)
  await dialogue.closed()
  assert.deepEqual(
    door.mails.map(({ wire }) => wire.toString()),
    ['one\r\n', 'two\r\n', 'three\r\n'],
  )
  assert.equal(new Set(door.mails.map(({ id }) => id)).size, 3)
  for (const { envelope } of door.mails) assert.equal(envelope.recipients.length, 1)
})

test('HELO works, without extensions', async (context) => {
  const door = await openDoor(context)
  const dialogue = await door.dialogue()
  await dialogue.askFor('HELO old.example', /^250 gate\.example$/)
  await dialogue.askFor('MAIL FROM:<a@a.example> SIZE=1', /^555 5\.5\.4/)
  await startMail(dialogue)
  await dialogue.askFor('x\r\n.', /^250 /)
  assert.equal(door.mails[0]?.client.extended, false)
})

test('commands out of order get 503 and change nothing', async (context) => {
  const door = await openDoor(context)
  const dialogue = await door.dialogue()
  for (const command of ['MAIL FROM:<a@a.example>', 'RCPT TO:<b@b.example>', 'DATA', 'STARTTLS'])
    await dialogue.askFor(command, /^503 5\.5\.1/)
  await dialogue.askFor('EHLO client.example', /^250-/)
  await dialogue.askFor('RCPT TO:<b@b.example>', /^503 5\.5\.1 Say MAIL first/)
  await dialogue.askFor('DATA', /^503 5\.5\.1 Say MAIL first/)
  await dialogue.askFor('MAIL FROM:<a@a.example>', /^250 /)
  await dialogue.askFor('DATA', /^503 5\.5\.1 Say RCPT first/)
  await dialogue.askFor('MAIL FROM:<c@c.example>', /^503 5\.5\.1 A mail is under way/)
  await dialogue.askFor('RCPT TO:<b@b.example>', /^250 /)
  await dialogue.askFor('MAIL FROM:<c@c.example>', /^503 5\.5\.1 A mail is under way/)
  await dialogue.askFor('DATA', /^354 /)
  await dialogue.askFor('x\r\n.', /^250 /)
  assert.equal(door.mails[0]?.envelope.from, 'a@a.example')
})

test('RSET and a second EHLO drop the mail under way', async (context) => {
  const door = await openDoor(context)
  const dialogue = await door.greeted()
  for (const command of ['RSET', 'EHLO client.example']) {
    await dialogue.askFor('MAIL FROM:<a@a.example>', /^250 /)
    await dialogue.askFor('RCPT TO:<b@b.example>', /^250 /)
    await dialogue.askFor(command, /^250/)
    await dialogue.askFor('DATA', /^503 5\.5\.1 Say MAIL first/)
  }
  assert.equal(door.mails.length, 0)
})

test('the small commands answer', async (context) => {
  const door = await openDoor(context)
  const dialogue = await door.greeted()
  await dialogue.askFor('NOOP', /^250 2\.0\.0/)
  await dialogue.askFor('noop whatever', /^250 2\.0\.0/)
  await dialogue.askFor('VRFY sato', /^252 /)
  await dialogue.askFor('VRFY', /^501 5\.5\.4/)
  await dialogue.askFor('HELP', /^214 /)
  await dialogue.askFor('EXPN list', /^502 5\.5\.1/)
  await dialogue.askFor('BDAT 10', /^502 5\.5\.1/)
  await dialogue.askFor('AUTH PLAIN AHgAeQ==', /^502 5\.5\.1/)
  await dialogue.askFor('STARTTLS', /^502 5\.5\.1/)
  await dialogue.askFor('XYZZY', /^500 5\.5\.2/)
  await dialogue.askFor('', /^500 5\.5\.2/)
  await dialogue.askFor('RSET now', /^501 5\.5\.4/)
  await dialogue.askFor('QUIT now', /^501 5\.5\.4/)
  await dialogue.askFor('EHLO', /^501 5\.5\.4/)
  await dialogue.askFor('  NOOP', /^500 5\.5\.2/)
  await dialogue.askFor('NOOP   ', /^250 2\.0\.0/)
})

test('faulty MAIL and RCPT are refused and the transaction stays as it was', async (context) => {
  const door = await openDoor(context, { limits: { mistakes: 100 } })
  const dialogue = await door.greeted()
  const mail: readonly (readonly [string, RegExp])[] = [
    ['MAIL', /^501 5\.5\.4 Syntax/],
    ['MAIL FROM', /^501 5\.5\.4 Syntax/],
    ['MAIL TO:<a@a.example>', /^501 5\.5\.4 Syntax/],
    ['MAIL FROM:a@a.example', /^501 5\.1\.7/],
    ['MAIL FROM:<a@a.example><b@b.example>', /^501 5\.1\.7/],
    ['MAIL FROM:<a@a.example> SIZE', /^501 5\.5\.4/],
    ['MAIL FROM:<a@a.example> SIZE=x', /^501 5\.5\.4/],
    ['MAIL FROM:<a@a.example> SIZE=1 SIZE=1', /^501 5\.5\.4/],
    ['MAIL FROM:<a@a.example> BODY=BINARYMIME', /^501 5\.5\.4/],
    ['MAIL FROM:<a@a.example> SMTPUTF8=1', /^501 5\.5\.4/],
    ['MAIL FROM:<a@a.example> =x', /^501 5\.5\.4/],
    ['MAIL FROM:<a@a.example> RET=NONE', /^501 5\.5\.4/],
    ['MAIL FROM:<a@a.example> RET=FULL RET=FULL', /^501 5\.5\.4/],
    ['MAIL FROM:<a@a.example> ENVID=1+2b', /^501 5\.5\.4/],
    [`MAIL FROM:<a@a.example> ENVID=${'1'.repeat(101)}`, /^501 5\.5\.4/],
    ['MAIL FROM:<a@a.example> BY=120;R', /^555 5\.5\.4/],
    ['MAIL FROM:<a@a.example> SIZE=36700161', /^552 5\.3\.4/],
    ['MAIL FROM:<a@a.example> SIZE=99999999999999999999', /^552 5\.3\.4/],
  ]
  for (const [command, answer] of mail) await dialogue.askFor(command, answer)
  await dialogue.askFor('RCPT TO:<b@b.example>', /^503 /)
  await dialogue.askFor('MAIL FROM: <a@a.example>', /^250 /)
  const recipients: readonly (readonly [string, RegExp])[] = [
    ['RCPT', /^501 5\.5\.4 Syntax/],
    ['RCPT FROM:<b@b.example>', /^501 5\.5\.4 Syntax/],
    ['RCPT TO:<>', /^501 5\.1\.3/],
    ['RCPT TO:<b>', /^501 5\.1\.3/],
    ['RCPT TO:<b@b.example>,<c@c.example>', /^501 5\.1\.3/],
    ['RCPT TO:<b@b.example> NOTIFY', /^501 5\.5\.4/],
    ['RCPT TO:<b@b.example> NOTIFY=NEVER,SUCCESS', /^501 5\.5\.4/],
    ['RCPT TO:<b@b.example> NOTIFY=DELAY,DELAY', /^501 5\.5\.4/],
    ['RCPT TO:<b@b.example> NOTIFY=NEVER NOTIFY=NEVER', /^501 5\.5\.4/],
    ['RCPT TO:<b@b.example> ORCPT=b@b.example', /^501 5\.5\.4/],
    ['RCPT TO:<b@b.example> ORCPT=rfc822;b+b@b.example', /^501 5\.5\.4/],
    ['RCPT TO:<b@b.example> RRVS=2026-01-01T00:00:00Z', /^555 5\.5\.4/],
  ]
  for (const [command, answer] of recipients) await dialogue.askFor(command, answer)
  await dialogue.askFor('DATA', /^554 5\.5\.1 No valid recipients/)
  await dialogue.askFor('RCPT TO:<Postmaster>', /^250 /)
  await dialogue.askFor('DATA', /^354 /)
  await dialogue.askFor('.', /^250 /)
  assert.deepEqual(door.mails[0]?.envelope.recipients, [{ address: 'Postmaster@gate.example' }])
  assert.equal(door.mails[0]?.content.size, 0)
})

test('what the sender wants to be reported reaches the passage as it was said', async (context) => {
  const door = await openDoor(context)
  const dialogue = await door.greeted()
  await dialogue.askFor('MAIL FROM:<a@a.example> RET=hdrs ENVID=QQ+2B314', /^250 /)
  await dialogue.askFor('RCPT TO:<b@b.example> NOTIFY=SUCCESS,delay ORCPT=rfc822;B+2Bx@b.example', /^250 /)
  await dialogue.askFor('RCPT TO:<c@b.example> NOTIFY=NEVER', /^250 /)
  await dialogue.askFor('DATA', /^354 /)
  await dialogue.askFor('.', /^250 /)
  assert.partialDeepStrictEqual(door.mails[0]?.envelope, {
    ret: 'headers',
    envid: 'QQ+2B314',
    recipients: [
      { address: 'b@b.example', notify: ['success', 'delay'], orcpt: 'rfc822;B+2Bx@b.example' },
      { address: 'c@b.example', notify: ['never'] },
    ],
  })
})

test('the null sender is taken', async (context) => {
  const door = await openDoor(context)
  const dialogue = await door.greeted()
  await dialogue.askFor('MAIL FROM:<>', /^250 /)
  await dialogue.askFor('RCPT TO:<b@b.example>', /^250 /)
  await dialogue.askFor('DATA', /^354 /)
  await dialogue.askFor('.', /^250 /)
  assert.equal(door.mails[0]?.envelope.from, '')
})

test('an address beyond ASCII needs SMTPUTF8', async (context) => {
  const door = await openDoor(context)
  const dialogue = await door.greeted()
  await dialogue.askFor('MAIL FROM:<佐藤@a.example>', /^553 5\.6\.7/)
  await dialogue.askFor('MAIL FROM:<a@a.example>', /^250 /)
  await dialogue.askFor('RCPT TO:<鈴木@例え.example>', /^553 5\.6\.7/)
  await dialogue.askFor('RSET', /^250 /)
  await dialogue.askFor('MAIL FROM:<佐藤@a.example> SMTPUTF8', /^250 /)
  await dialogue.askFor('RCPT TO:<鈴木@例え.example>', /^250 /)
  await dialogue.askFor('DATA', /^354 /)
  await dialogue.askFor('.', /^250 /)
  assert.deepEqual(door.mails[0]?.envelope, {
    from: '佐藤@a.example',
    recipients: [{ address: '鈴木@例え.example' }],
    smtputf8: true,
    eightBit: false,
    ret: undefined,
    envid: undefined,
  })
})

test('a name that would be misread in Received is made harmless', async (context) => {
  const door = await openDoor(context)
  const dialogue = await door.dialogue()
  await dialogue.askFor('EHLO my pc (x@y);', /^250-/)
  await startMail(dialogue)
  await dialogue.askFor('.', /^250 /)
  assert.equal(door.mails[0]?.client.helo, 'my?pc??x?y??')
})

test('a client that is not on the list is refused at RCPT and told its address', async (context) => {
  const door = await openDoor(context, { listener: { clients: ['192.0.2.0/24'] } })
  const dialogue = await door.greeted()
  await dialogue.askFor('MAIL FROM:<a@a.example>', /^250 /)
  await dialogue.askFor('RCPT TO:<b@b.example>', /^550 5\.7\.1 .*127\.0\.0\.1.*main/)
  await dialogue.askFor('RCPT TO:<a@a.example>', /^550 5\.7\.1/)
  await dialogue.askFor('DATA', /^554 5\.5\.1/)
  assert.equal(door.mails.length, 0)
  assert.deepEqual(door.events[0], {
    kind: 'relay-denied',
    listener: 'main',
    client: '127.0.0.1',
    detail: 'b@b.example',
  })
})

test('what the passage answers is what the client hears', async (context) => {
  const door = await openDoor(context, {
    passage: async ({ id }) => ({ code: 550, enhanced: '5.7.1', lines: [id, 'no supervisor'] }),
  })
  const dialogue = await door.greeted()
  await startMail(dialogue)
  const answer = await dialogue.ask('x\r\n.')
  assert.equal(answer, `550-5.7.1 ${door.mails[0]?.id}\n550 5.7.1 no supervisor`)
  await dialogue.askFor('NOOP', /^250 /)
})

test('a fault in the passage is a 451 and the session goes on', async (context) => {
  const door = await openDoor(context, {
    passage: () => {
      throw new Error('database is gone')
    },
  })
  const dialogue = await door.greeted()
  await startMail(dialogue)
  const answer = await dialogue.ask('x\r\n.')
  assert.match(answer, /^451 4\.3\.0/)
  assert.doesNotMatch(answer, /database/)
  assert.match(door.events[0]?.detail ?? '', /database is gone/)
  await dialogue.askFor('NOOP', /^250 /)
})
