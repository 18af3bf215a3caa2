import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { factsOf, mail, words } from './mails.ts'

const part = '--b\nContent-Type: text/plain\n\nhello\n--b--\n'

describe('what kind of message a mail is', () => {
  const cases: readonly (readonly [string, readonly string[], string, readonly string[]])[] = [
    ['an automatic reply', ['Auto-Submitted: auto-replied'], 'x', ['automatic-reply']],
    [
      'an automatic reply with a parameter',
      ['Auto-Submitted: auto-replied; owner=x'],
      'x',
      ['automatic-reply'],
    ],
    ['a mail that says it is none', ['Auto-Submitted: no'], 'x', []],
    ['an invitation', ['Content-Type: text/calendar; method=REQUEST'], 'BEGIN:VCALENDAR', ['calendar']],
    [
      'a delivery report',
      ['Content-Type: multipart/report; report-type=delivery-status; boundary=b'],
      part,
      ['delivery-report'],
    ],
    [
      'a read report',
      ['Content-Type: multipart/report; report-type="disposition-notification"; boundary=b'],
      part,
      ['disposition-report'],
    ],
    [
      'a signed mail',
      ['Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=b'],
      part,
      ['smime-signed'],
    ],
    [
      'a mail signed with PGP',
      ['Content-Type: multipart/signed; protocol="application/pgp-signature"; boundary=b'],
      part,
      ['pgp-signed'],
    ],
    [
      'a mail encrypted with PGP',
      ['Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b'],
      part,
      ['pgp-encrypted'],
    ],
    ['PGP in the text', [], '-----BEGIN PGP MESSAGE-----\n\nx', ['pgp-encrypted']],
    [
      'a sealed mail',
      ['Content-Type: application/pkcs7-mime; smime-type=enveloped-data'],
      'x',
      ['smime-encrypted'],
    ],
    ['TNEF', ['Content-Type: application/ms-tnef; name=winmail.dat'], 'x', ['tnef']],
    ['a plain mail', ['Content-Type: text/plain'], 'x', []],
  ]
  for (const [name, header, body, kinds] of cases)
    it(name, async () => {
      assert.deepEqual((await factsOf(mail(header, body))).kinds, kinds)
    })

  it('a sealed mail is encrypted in both scopes', async () => {
    const bytes = mail(['Content-Type: application/pkcs7-mime; smime-type=enveloped-data'], 'x')
    const { answers } = await factsOf(
      bytes,
      { ...words('x'), attachments: false },
      { ...words('x'), body: false },
    )
    for (const { troubles } of answers.values()) assert.ok(troubles.some(({ kind }) => kind === 'encrypted'))
  })

  const entity = Buffer.from('Content-Type: text/plain; charset=utf-8\r\n\r\n社外秘\r\n')
  const signed = Buffer.from('308006092a864886f70d010702', 'hex')
  const data = Buffer.from('06092a864886f70d010701', 'hex')
  const halves = [entity.subarray(0, 50), entity.subarray(50)]
  const contents: readonly (readonly [string, Buffer])[] = [
    ['as one string', Buffer.concat([Buffer.from([0xa0, entity.length + 2, 0x04, entity.length]), entity])],
    [
      'in pieces',
      Buffer.concat([
        Buffer.from([0xa0, 0x80, 0x24, 0x80]),
        ...halves.flatMap((half) => [Buffer.from([0x04, 0x81, half.length]), half]),
        Buffer.from([0, 0, 0, 0]),
      ]),
    ],
  ]
  for (const [name, content] of contents)
    it(`the mail inside a signature of S/MIME is searched, ${name}`, async () => {
      const object = Buffer.concat([signed, data, content, Buffer.alloc(40, 1)])
      const bytes = mail(
        ['Content-Type: application/pkcs7-mime; smime-type=signed-data', 'Content-Transfer-Encoding: base64'],
        object.toString('base64'),
      )
      const { kinds, answers } = await factsOf(bytes, { ...words('社外秘'), attachments: false })
      assert.deepEqual(kinds, ['smime-signed'])
      assert.deepEqual([...answers.values()][0], {
        found: 1,
        examples: [{ path: '1/1', text: '社外秘' }],
        troubles: [],
      })
    })
})
