/** A file that is encrypted as a whole is told by its octets, whatever it is called and declared. */

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { mailWith } from './files.ts'
import { factsOf, words } from './mails.ts'

/** A session key of version 4 by a password, then encrypted data; as `gpg -c` writes them. */
const byPassword = '8c0d04090302f1a7be9d9c0c4f6bffd24301'
/** A session key for somebody, of version 3. */
const forSomebody = `85010c03${'5a'.repeat(267)}d24301`
const enveloped = '3082012306092a864886f70d010703a08201'

const rest = '5a'.repeat(70)
const files: readonly (readonly [string, Buffer])[] = [
  ['OpenPGP by a password', Buffer.from(`${byPassword}${rest}`, 'hex')],
  ['OpenPGP for somebody', Buffer.from(`${forSomebody}${rest}`, 'hex')],
  [
    'OpenPGP in letters',
    Buffer.from('Hello,\n-----BEGIN PGP MESSAGE-----\n\nww0EBw==\n-----END PGP MESSAGE-----\n'),
  ],
  ['openssl enc', Buffer.concat([Buffer.from('Salted__'), Buffer.alloc(40, 0xa7)])],
  ['openssl enc in letters', Buffer.from('U2FsdGVkX19hYmNkZWZnaGlqa2xtbm9w\n')],
  ['age', Buffer.from('age-encryption.org/v1\n-> scrypt x\n')],
  ['age in letters', Buffer.from('-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n')],
  ['CMS', Buffer.from(`${enveloped}${rest}`, 'hex')],
  [
    'CMS in letters',
    Buffer.from(
      `-----BEGIN CMS-----\n${Buffer.from(`${enveloped}${rest}`, 'hex').toString('base64').slice(0, 64)}\n`,
    ),
  ],
]

describe('a file that is encrypted as a whole', () => {
  for (const [name, octets] of files)
    for (const type of ['application/octet-stream', 'text/plain', 'image/png'])
      it(`${name}, declared as ${type}`, async () => {
        const { attachments, answers } = await factsOf(
          mailWith(octets, 'filename=report.dat', type),
          words('x'),
        )
        assert.equal(attachments[0]?.isEncrypted, true)
        const troubles = [...answers.values()][0]?.troubles.map(({ kind }) => kind)
        assert.ok(troubles?.includes('encrypted'), JSON.stringify(troubles))
      })
})

describe('a file that is not', () => {
  const plain: readonly (readonly [string, Buffer])[] = [
    ['a text', Buffer.from('Salted butter, 3 kg')],
    ['an OpenPGP signature', Buffer.from(`8801040013${rest}`, 'hex')],
    ['noise that begins like a session key', Buffer.from(`8c0d04${rest}`, 'hex')],
    ['one octet', Buffer.from([0x8c])],
    ['a text in Japanese', Buffer.from('社外秘の資料', 'utf8')],
  ]
  for (const [name, octets] of plain)
    it(name, async () => {
      const { attachments } = await factsOf(mailWith(octets, 'filename=a.dat'))
      assert.equal(attachments[0]?.isEncrypted, false)
    })
})
