import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import * as fc from 'fast-check'
import { readAddressList } from '../../src/mail/address-list.ts'
import { canonicalAddress } from '../../src/mail/address.ts'
import { leftOutWithout } from '../peers/debian.ts'
import { startPythonEmail, type PythonEmail } from './peers/python-email.ts'
import { seeByNodemailer, seeByPostalMime } from './peers/seen-addresses.ts'
import { address, spelledList } from './spellings.ts'

const addresses = fc.array(address, { minLength: 1, maxLength: 4 })

function mailboxes(body: string): readonly string[] {
  return readAddressList(Buffer.from(body, 'latin1')).list.map((member) =>
    member.kind === 'mailbox' ? member.address : `unreadable: ${member.text}`,
  )
}

describe('the spelling of an address list', () => {
  it('changes no answer: comments, folding, quotes, groups, routes, names in any encoding', () => {
    const listing = addresses.chain((plain) => fc.tuple(fc.constant(plain), spelledList(plain, 'every')))
    fc.assert(
      fc.property(listing, ([plain, body]) => assert.deepEqual(mailboxes(body), plain)),
      { numRuns: 10_000 },
    )
  })
})

describe('independent parsers', () => {
  let python: PythonEmail | undefined
  after(() => python?.close())

  it('agree on valid lists', { skip: leftOutWithout('python3') }, async () => {
    python = startPythonEmail()
    const { see } = python
    const listing = addresses.chain((plain) => fc.tuple(fc.constant(plain), spelledList(plain, 'common')))
    await fc.assert(
      fc.asyncProperty(listing, async ([plain, body]) => {
        const header = Buffer.from(`To:${body}\r\n\r\n`, 'latin1')
        const seen = [seeByNodemailer(header), await seeByPostalMime(header), await see(header)]
        assert.deepEqual(mailboxes(body), plain)
        for (const { to } of seen)
          assert.deepEqual(
            to.filter((one) => one !== '').map((one) => canonicalAddress(one)),
            plain,
          )
      }),
      { numRuns: 500 },
    )
  })
})
