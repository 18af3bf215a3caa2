import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Ambiguity } from '../../src/mail/mail.ts'
import { readMail } from '../../src/mail/read-mail.ts'

const limits = { headerFields: 1_000, addresses: 10_000 }

function read(header: string) {
  return readMail(Buffer.from(header, 'latin1'), limits)
}

/** A header that all programs read alike, with one more piece. */
function withPiece(piece: string): string {
  return `From: sato@corp.example\r\nTo: x@y.example\r\n${piece}Subject: hello\r\n\r\n`
}

const clear: readonly (readonly [string, string])[] = [
  ['a plain header', withPiece('')],
  ['a header without a body behind it', 'From: a@b.example\r\nTo: c@d.example\r\n'],
  ['a header whose last line does not end', 'From: a@b.example\r\nTo: c@d.example'],
  ['many Received fields', withPiece('Received: a\r\nReceived: b\r\n')],
  ['Resent- fields twice', withPiece('Resent-To: a@b.example\r\nResent-To: boss@corp.example\r\n')],
  ['two Message-ID fields', withPiece('Message-ID: <a@b>\r\nMessage-ID: <c@d>\r\n')],
  ['two Reply-To fields', withPiece('Reply-To: a@b.example\r\nReply-To: c@d.example\r\n')],
  ['two fields of any other name', withPiece('X-A: 1\r\nX-A: 2\r\n')],
  ['white space before the colon of a field nobody judges', withPiece('X-A : 1\r\n')],
  ['a field with an empty body', withPiece('X-A:\r\n')],
  ['a folded body', withPiece('Cc:\r\n a@b.example,\r\n\tc@d.example\r\n')],
  ['a colon in a continuation', withPiece('X-A: 1\r\n To: boss@corp.example\r\n')],
  ['names in capitals', 'FROM: a@b.example\r\nTO: c@d.example\r\n\r\n'],
  ['a group of authors', 'From: Team: a@b.example, c@d.example;\r\n\r\n'],
  ['no recipient', 'From: a@b.example\r\n\r\n'],
  ['a line of white space behind all that is judged', 'From: a@b.example\r\nX-A: 1\r\n \r\n x\r\n\r\n'],
  [
    'a line of white space at the very end of a judged field',
    'From: a@b.example\r\nTo: c@d.example\r\n \r\n\r\n',
  ],
  ['raw bytes in a body', withPiece('X-A: \x8d\xb2\x93\xa1 \x1b$B:4\x1b(B\r\n')],
]

const ambiguous: readonly (readonly [string, string, readonly Ambiguity[]])[] = [
  ...['From', 'Sender', 'To', 'Cc', 'Bcc', 'Subject', 'Content-Type'].map(
    (name): readonly [string, string, readonly Ambiguity[]] => [
      `two ${name} fields`,
      `${name === 'From' ? '' : 'From: a@b.example\r\n'}${name}: x@y.example\r\nX-A: 1\r\n${name.toUpperCase()}: x@y.example\r\n\r\n`,
      [{ kind: 'field-twice', field: name.toLowerCase() }],
    ],
  ),
  ['NUL in a body', withPiece('X-A: a\0b\r\n'), [{ kind: 'nul' }]],
  ['bare CR in a body', withPiece('X-A: a\rTo: boss@corp.example\r\n'), [{ kind: 'bare-cr' }]],
  ['bare CR before CRLF', withPiece('X-A: a\r\r\n'), [{ kind: 'bare-cr' }]],
  ['bare LF', withPiece('X-A: a\nX-B: b\r\n'), [{ kind: 'bare-lf' }]],
  [
    'bare LF for the empty line',
    'From: a@b.example\r\n\nTo: boss@corp.example\r\n\r\n',
    [{ kind: 'bare-lf' }],
  ],
  ['bare CR at the end', 'From: a@b.example\r', [{ kind: 'bare-cr' }]],
  ['a line without a colon', withPiece('hello\r\n'), [{ kind: 'line-without-colon', line: 3 }]],
  [
    'a line without a colon, continued',
    withPiece('hello\r\n you\r\n'),
    [{ kind: 'line-without-colon', line: 3 }],
  ],
  [
    'a name folded before the colon',
    withPiece('Cc\r\n : boss@corp.example\r\n'),
    [{ kind: 'folded-name', line: 3 }],
  ],
  ['a name folded inside', withPiece('C\r\n c: boss@corp.example\r\n'), [{ kind: 'folded-name', line: 3 }]],
  ['a continuation first', ` Cc: a@b.example\r\n${withPiece('')}`, [{ kind: 'continuation-first' }]],
  ['a line of white space first', ` \r\n${withPiece('')}`, [{ kind: 'continuation-first' }]],
  ['a space inside a name', withPiece('C c: boss@corp.example\r\n'), [{ kind: 'field-name', line: 3 }]],
  [
    'a mailbox file line first',
    `From a@b.example Mon Apr  6 01:02:03 2026\r\n${withPiece('')}`,
    [{ kind: 'field-name', line: 1 }],
  ],
  [
    'a name with 8-bit bytes',
    withPiece('C\xd1\x81: boss@corp.example\r\n'),
    [{ kind: 'field-name', line: 3 }],
  ],
  [
    'a name behind a no-break space',
    withPiece('\xa0Cc: boss@corp.example\r\n'),
    [{ kind: 'field-name', line: 3 }],
  ],
  [
    'a name with a control character',
    withPiece('C\x08c: boss@corp.example\r\n'),
    [{ kind: 'field-name', line: 3 }],
  ],
  ['a field without a name', withPiece(': boss@corp.example\r\n'), [{ kind: 'field-name', line: 3 }]],
  [
    'white space before the colon of To',
    'From: a@b.example\r\nTo : boss@corp.example\r\n\r\n',
    [{ kind: 'space-before-colon', field: 'to' }],
  ],
  [
    'a tab before the colon of Cc',
    withPiece('Cc\t: boss@corp.example\r\n'),
    [{ kind: 'space-before-colon', field: 'cc' }],
  ],
  [
    'a line of white space before a judged field',
    withPiece('X-A: 1\r\n \r\n'),
    [{ kind: 'white-space-line', line: 4 }],
  ],
  [
    'a line of white space inside To',
    'From: a@b.example\r\nTo: c@d.example,\r\n\t\r\n boss@corp.example\r\n\r\n',
    [{ kind: 'white-space-line', line: 3 }],
  ],
  [
    'a line of a form feed inside To',
    'From: a@b.example\r\nTo: c@d.example,\r\n \f\r\n boss@corp.example\r\n\r\n',
    [{ kind: 'white-space-line', line: 3 }],
  ],
  [
    'two angle addresses in To',
    withPiece('Cc: <a@b.example> <boss@corp.example>\r\n'),
    [{ kind: 'two-angle-addresses', field: 'cc' }],
  ],
  [
    'two angle addresses in From',
    'From: <a@b.example> <c@d.example>\r\n\r\n',
    [
      { kind: 'two-angle-addresses', field: 'from' },
      { kind: 'unreadable-author', text: '<a@b.example> <c@d.example>' },
    ],
  ],
  [
    'two angle addresses in Sender',
    withPiece('Sender: <a@b.example><c@d.example>\r\n'),
    [{ kind: 'two-angle-addresses', field: 'sender' }],
  ],
  ['no From', 'To: a@b.example\r\n\r\n', [{ kind: 'no-author' }]],
  ['no field at all', '\r\n', [{ kind: 'no-author' }]],
  ['not a byte', '', [{ kind: 'no-author' }]],
  ['an empty From', 'From:\r\n\r\n', [{ kind: 'no-author' }]],
  ['a From of white space', 'From: \t\r\n \r\n\r\n', [{ kind: 'no-author' }]],
  ['a From of a comment', 'From: (a@b.example)\r\n\r\n', [{ kind: 'no-author' }]],
  ['a From of an empty group', 'From: Nobody:;\r\n\r\n', [{ kind: 'no-author' }]],
  ['a From of an empty angle address', 'From: <>\r\n\r\n', [{ kind: 'no-author' }]],
  [
    'a From without an address',
    'From: Taro Sato\r\n\r\n',
    [{ kind: 'unreadable-author', text: 'Taro Sato' }],
  ],
  [
    'one readable author and one who is not',
    'From: a@b.example, "c\r\n\r\n',
    [{ kind: 'unreadable-author', text: '"c' }],
  ],
]

describe('structure that every mail program reads alike is no ambiguity', () => {
  for (const [title, header] of clear) {
    it(title, () => assert.deepEqual(read(header).ambiguities, []))
  }
})

describe('structure that mail programs read in two ways is named', () => {
  for (const [title, header, expected] of ambiguous) {
    it(title, () => assert.deepEqual(read(header).ambiguities, expected))
  }
})

describe('bounds of a header are answers', () => {
  it('names too many fields', () => {
    const { ambiguities } = readMail(Buffer.from(withPiece('X-A: 1\r\n'.repeat(5))), {
      headerFields: 5,
      addresses: 5,
    })
    assert.deepEqual(ambiguities, [{ kind: 'over-limit', of: 'fields', limit: 5 }])
  })

  it('counts addresses over all fields', () => {
    const header = Buffer.from('From: a@b\r\nTo: c@d, e@f\r\nCc: g@h\r\nBcc: i@j\r\n\r\n')
    assert.deepEqual(readMail(header, { headerFields: 5, addresses: 5 }).ambiguities, [])
    assert.deepEqual(readMail(header, { headerFields: 5, addresses: 4 }).ambiguities, [
      { kind: 'over-limit', of: 'addresses', limit: 4 },
    ])
  })

  it('names twenty ambiguities at most', () => {
    assert.equal(read(withPiece('x\r\n'.repeat(200))).ambiguities.length, 20)
  })
})

function mailbox(address: string) {
  return { kind: 'mailbox', address }
}

describe('what a mail is', () => {
  const mail = read(
    'Received: one\r\nReceived: two\r\nFrom: "Sato" <Sato@Corp.example>, g: suzuki@corp.example;\r\nSender: tanaka@corp.example\r\n' +
      'To: A@b.example,\r\n c@d.example\r\nCc: boss@corp.example\r\nBcc: e@f.example\r\n' +
      'Message-ID:\r\n <1@corp.example>\r\nSubject: one\r\n two\r\nContent-Type: Multipart/Report;\r\n report-type=x\r\n\r\nTo: not@header.example\r\n',
  )

  it('has authors, sender and recipients', () => {
    assert.deepEqual(mail.from, [mailbox('sato@corp.example'), mailbox('suzuki@corp.example')])
    assert.deepEqual(mail.sender, [mailbox('tanaka@corp.example')])
    assert.deepEqual(mail.to, [mailbox('a@b.example'), mailbox('c@d.example')])
    assert.deepEqual(mail.cc, [mailbox('boss@corp.example')])
    assert.deepEqual(mail.bcc, [mailbox('e@f.example')])
  })

  it('has what the record names', () => {
    assert.equal(mail.messageId, '<1@corp.example>')
    assert.equal(mail.subject, 'one two')
    assert.equal(mail.mediaType, 'multipart/report')
    assert.equal(mail.received, 2)
  })

  it('has every field with its body as it came', () => {
    assert.deepEqual(
      mail.fields.map((field) => field.name),
      ['received', 'received', 'from', 'sender', 'to', 'cc', 'bcc', 'message-id', 'subject', 'content-type'],
    )
    assert.equal(mail.fields[4]?.body.toString('latin1'), ' A@b.example,\r\n c@d.example')
  })
})
