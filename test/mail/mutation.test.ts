import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import * as fc from 'fast-check'
import { stands } from '../../src/mail/address-list.ts'
import { readMail } from '../../src/mail/read-mail.ts'
import { leftOutWithout } from '../peers/debian.ts'
import { approver, trickyHeader, mutated, mutation } from './mutations.ts'
import { startPythonEmail, type PythonEmail } from './peers/python-email.ts'
import { seeByNodemailer, seeByPostalMime, sees } from './peers/seen-addresses.ts'

const limits = { headerFields: 1_000, addresses: 10_000 }

/** Whether the gate would take the approver for present: he is in To or Cc, and nothing is ambiguous. */
function isPresent(header: string): boolean {
  const mail = readMail(Buffer.from(header, 'latin1'), limits)
  return mail.ambiguities.length === 0 && [mail.to, mail.cc].some((list) => stands(list, approver) === 'yes')
}

/** The header as the peers can read it: they know no raw ISO-2022-JP, and take an escape sequence for a comment. */
function forPeers(header: string): Buffer {
  const bytes = Buffer.from(header, 'latin1')
  return header.includes('\u001b') ? Buffer.from(new TextDecoder('iso-2022-jp').decode(bytes)) : bytes
}

describe('a header broken at random', () => {
  let python: PythonEmail | undefined
  after(() => python?.close())

  it(
    'shows no approver whom two independent parsers do not see',
    { skip: leftOutWithout('python3') },
    async () => {
      python = startPythonEmail()
      const { see } = python
      let appeared = 0
      await fc.assert(
        fc.asyncProperty(
          trickyHeader,
          fc.array(mutation, { minLength: 1, maxLength: 4 }),
          async (header, mutations) => {
            const broken = mutated(header, mutations)
            if (isPresent(header) || !isPresent(broken)) return
            appeared++
            const bytes = forPeers(broken)
            const seen = [seeByNodemailer(bytes), await seeByPostalMime(bytes), await see(bytes)]
            const witnesses = seen.filter((one) => sees(one, approver)).length
            assert.ok(
              witnesses >= 2,
              `${witnesses} of 3 parsers see ${approver} in ${JSON.stringify(broken)}`,
            )
          },
        ),
        { numRuns: 30_000 },
      )
      assert.ok(appeared > 0, 'no mutation ever made the approver appear: the test tested nothing')
    },
  )

  it('is read without a throw, whatever its bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        readMail(Buffer.concat([Buffer.from('To: '), bytes]), limits)
        readMail(Buffer.concat([Buffer.from('Subject: '), bytes]), limits)
        readMail(Buffer.from(bytes), limits)
      }),
      { numRuns: 5_000 },
    )
  })
})
