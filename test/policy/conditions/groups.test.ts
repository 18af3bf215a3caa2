import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { z } from 'zod'

import { unfoldGroups } from '../../../src/people/groups.ts'
import { answerOf, asked, conditionOf, world, type GivenMail } from './judged.ts'

const pair = { senderIn: 'sales', noRecipientIn: 'sales/approvers' }

test('a sender of the one group needs somebody of the other in To or Cc', () => {
  assert.equal(asked('groups', pair, { header: ['To: client@example.com'] }), 'yes')
  assert.equal(
    asked('groups', pair, { header: ['To: client@example.com', 'Cc: suzuki@example.co.jp'] }),
    'no',
  )
  const inBcc: GivenMail = { header: ['To: client@example.com'], rcptTo: ['suzuki@example.co.jp'] }
  assert.equal(asked('groups', pair, inBcc), 'yes')
  assert.equal(asked('groups', { ...pair, in: 'anywhere' }, inBcc), 'no')
  assert.equal(asked('groups', { ...pair, senderIn: 'executives' }, {}), 'no')
})

test('what cannot be read is nobody of a group', () => {
  assert.equal(asked('groups', pair, { header: ['To: "broken <suzuki@example.co.jp>'] }), 'yes')
})

test('a star binds the same text in both names', () => {
  const stars = { senderIn: '*/senders', noRecipientIn: '*/approvers' }
  assert.equal(asked('groups', stars, { header: ['To: suzuki@example.co.jp'] }), 'no')
  assert.deepEqual(answerOf('groups', stars, {}), {
    answer: 'yes',
    evidence: [
      { kind: 'sender', text: 'takahashi@example.co.jp' },
      { kind: 'group', text: 'sales/senders' },
    ],
  })
  const withoutPartner = new Map([['x/senders', new Set(['takahashi@example.co.jp'])]])
  assert.equal(asked('groups', stars, {}, { groups: withoutPartner }), 'yes')
  assert.equal(asked('groups', stars, {}, { groups: new Map() }), 'no')
})

test('a group that is not there leaves nothing to tell', () => {
  assert.equal(asked('groups', { ...pair, senderIn: 'gone' }, {}), 'cannot-tell')
})

test('a star that binds nothing is a fault', () => {
  const condition = conditionOf('groups')
  const faults = (written: unknown): number => condition.faults?.(condition.schema.parse(written)).length ?? 0
  assert.equal(faults({ senderIn: 'a', noRecipientIn: '*/b' }), 1)
  assert.equal(faults({ senderIn: '*/*', noRecipientIn: 'b' }), 1)
  assert.equal(faults({ senderIn: '*/a', noRecipientIn: 'b' }), 0)
})

const cases = readFileSync(join(import.meta.dirname, '../../bank/cases.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) =>
    z
      .object({
        id: z.string(),
        from: z.string(),
        to: z.array(z.string()),
        cc: z.array(z.string()),
        date: z.string(),
        expect: z.object({ verdict: z.string(), reason: z.string() }),
      })
      .parse(JSON.parse(line)),
  )

test('the groups of an organization decide every case of the bank as its rules do', () => {
  const worlds = new Map<string, Pick<typeof world, 'groups'>>()
  for (const { id, from, to, cc, date, expect } of cases) {
    if (expect.reason === 'internal-only') continue
    let known = worlds.get(date)
    if (known === undefined) {
      const { pairs, exempt, refused } = unfoldGroups(world.snapshot, date)
      known = {
        groups: new Map([
          ...pairs.map((each): [string, ReadonlySet<string>] => [each.senderGroup, new Set(each.senders)]),
          ...pairs.map((each): [string, ReadonlySet<string>] => [
            each.approverGroup,
            new Set(each.approvers),
          ]),
          ['exempt', new Set(exempt)],
          ['refused', new Set(refused)],
        ]),
      }
      worlds.set(date, known)
    }
    const given: GivenMail = {
      header: [`From: ${from}`, `To: ${to.join(', ')}`, `Cc: ${cc.join(', ')}`],
      mailFrom: '',
    }
    const holds = (kind: string, written: unknown): boolean => asked(kind, written, given, known) === 'yes'
    const isRefused =
      holds('sender', { group: 'refused' }) ||
      holds('groups', { senderIn: '*/senders', noRecipientIn: '*/approvers' }) ||
      (!holds('groups', { senderIn: '*/senders', noRecipientIn: 'nobody' }) &&
        !holds('sender', { group: 'exempt' }))
    assert.equal(isRefused ? 'reject' : 'allow', expect.verdict, id)
  }
})
