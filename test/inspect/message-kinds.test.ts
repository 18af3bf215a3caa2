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

  it('the mail inside a signature of S/MIME is searched', async () => {
    const entity = 'Content-Type: text/plain; charset=utf-8\r\n\r\n社外秘\r\n'
    const object = Buffer.concat([
      Buffer.from('3080', 'hex'),
      Buffer.from('06092a864886f70d010702', 'hex'),
      Buffer.from(entity),
    ])
    const bytes = mail(
      ['Content-Type: application/pkcs7-mime; smime-type=signed-data', 'Content-Transfer-Encoding: base64'],
      object.toString('base64'),
    )
    const { kinds, answers } = await factsOf(bytes, { ...words('社外秘'), attachments: false })
    assert.deepEqual(kinds, ['smime-signed'])
    assert.equal([...answers.values()][0]?.found, 1)
  })
})
