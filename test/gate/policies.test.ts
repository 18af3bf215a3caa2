/** A real gate that judges by a policies.yaml: what the client hears, what goes on, and what is on record. */

import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

import PostalMime from 'postal-mime'

import type { Config } from '../../src/config/schema.ts'

import { handIn, letter } from './hand-in.ts'
import { startTestGate, type RunningTestGate } from './running-gate.ts'

interface PolicyGate extends RunningTestGate {
  /** Mails in the outbox, once there are as many. */
  readonly outbox: (count: number) => Promise<readonly string[]>
}

/** `policies`: the items of that key, a line each. */
async function startPolicyGate(
  policies: readonly string[],
  given: Partial<Record<keyof Config, unknown>> = {},
): Promise<PolicyGate> {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-policies-'))
  await writeFile(
    join(folder, 'policies.yaml'),
    ['version: 1', 'policies:', ...policies.map((policy) => `  - ${policy}`), ''].join('\n'),
  )
  const gate = await startTestGate(
    undefined,
    { policies: { file: 'policies.yaml' }, inspection: { seconds: 20 }, ...given },
    folder,
  ).catch(async (fault: unknown) => {
    await rm(folder, { recursive: true })
    throw fault
  })
  return {
    ...gate,
    outbox: async (count) => {
      for (let tries = 0; ; tries += 1) {
        const names = (await readdir(join(folder, 'outbox'))).filter((name) => name.endsWith('.eml'))
        if (names.length >= count || tries === 200) {
          return await Promise.all(
            names.map(async (name) => await readFile(join(folder, 'outbox', name), 'utf8')),
          )
        }
        await new Promise((resolve) => setTimeout(resolve, 25))
      }
    },
  }
}

const toOutside = 'when: { recipients: { any: { outside: true } } }'

test('a policy refuses with its id, what it found, and what to do; all of it is on record', async () => {
  await using gate = await startPolicyGate([
    'id: estimates\n    when: { subject: { words: [estimate] } }\n    action: refuse',
    `id: outside\n    name: Nothing outside\n    ${toOutside}\n    action: { refuse: { en: Ask the legal department, ja: 法務部へ } }`,
  ])
  const answer = await handIn(gate.port, { content: letter() })
  assert.match(answer, /^550-5\.7\.1 \S+ Not sent \[policy estimates\]: .*Change this and send again/m)
  assert.match(answer, /^550 5\.7\.1 \S+ Not sent \[policy outside\]: Ask the legal department$/m)
  assert.deepEqual(await gate.outbox(0), [])
  const [record] = await gate.records()
  assert.partialDeepStrictEqual(record, {
    action: 'refuse',
    reason: 'policy estimates',
    policies: [
      { policy: 'estimates', answer: 'match', action: 'refuse' },
      {
        policy: 'outside',
        answer: 'match',
        conditions: [{ path: 'when', answer: 'yes', evidence: [{ text: 'client@example.com' }] }],
      },
    ],
    seen: { from: ['takahashi@example.co.jp'], to: ['client@example.com'], cc: ['suzuki@example.co.jp'] },
    outcome: { kind: 'refused', code: 550 },
  })
  assert.match(JSON.stringify(record), /"asked":\{"yes":"\S{8} \S{8}"\}/)
  assert.doesNotMatch(JSON.stringify(record), /Hello/, 'no body')
})

test('policies take the place of the shipped ones: without the supervisor rule nobody needs one', async () => {
  await using gate = await startPolicyGate(['id: nothing\n    mode: off\n    action: refuse'])
  assert.match(await handIn(gate.port, { content: letter('') }), /^250 /)
  const [record] = await gate.records()
  assert.partialDeepStrictEqual(record, { action: 'deliver' })
})

test('the supervisor rule in shadow lets a mail go and says on record that it would not have', async () => {
  await using gate = await startPolicyGate([
    'id: supervisor\n    mode: shadow\n    when: { approver: missing }\n    action: refuse',
  ])
  assert.match(await handIn(gate.port, { content: letter('') }), /^250 /)
  const [record] = await gate.records()
  assert.partialDeepStrictEqual(record, {
    action: 'deliver',
    rules: [{}, {}, {}, { rule: 'supervisor-in-cc', answer: 'reject' }],
    policies: [{ policy: 'supervisor', mode: 'shadow', answer: 'match' }],
  })
})

test('a mail that is thrown away is answered 250, goes nowhere, and is on record', async () => {
  await using gate = await startPolicyGate([`id: away\n    ${toOutside}\n    action: discard`])
  assert.match(await handIn(gate.port, { content: letter() }), /^250 2\.0\.0 \S+ Taken$/)
  assert.deepEqual(await gate.outbox(0), [])
  const [record] = await gate.records()
  assert.partialDeepStrictEqual(record, {
    action: 'discard',
    reason: 'policy away',
    outcome: { kind: 'discarded', code: 250 },
    recipients: [{ outcome: 'discarded' }],
  })
})

const secret = 'id: secret\n    when: { text: { words: [confidential] } }\n    action: refuse'

test('content is looked into where a policy asks for it, and the record has what was found and no body', async () => {
  await using gate = await startPolicyGate([secret])
  assert.match(await handIn(gate.port, { content: letter() }), /^250 /)
  const found = letter('suzuki@example.co.jp', 'Strictly CONFI=\r\nDENTIAL, with 4111 words\r\n', [
    'Content-Transfer-Encoding: quoted-printable',
  ])
  assert.match(await handIn(gate.port, { content: found }), /^550 5\.7\.1 \S+ Not sent \[policy secret\]/)
  const records = await gate.records()
  const refused = records.find((record) => record['action'] === 'refuse')
  assert.partialDeepStrictEqual(refused, { seen: { content: { parts: 1 } } })
  assert.doesNotMatch(JSON.stringify(records), /4111/)
})

test('a policy that cannot tell has the mail sent again, and names itself', async () => {
  await using gate = await startPolicyGate([secret])
  const unknown = letter('suzuki@example.co.jp', '\xe9\xe8\xe7\r\n', [
    'Content-Type: text/plain; charset=x-nobodys',
  ])
  assert.match(
    await handIn(gate.port, { content: Buffer.from(unknown, 'latin1'), mailParameters: 'BODY=8BITMIME' }),
    /^451 4\.7\.1 \S+ Not sent yet \[policy secret\], it cannot be told whether .*unknown-charset.*tried again$/,
  )
  assert.deepEqual(await gate.outbox(0), [])
  const [record] = await gate.records()
  assert.partialDeepStrictEqual(record, {
    action: 'tempfail',
    reason: 'policy secret',
    policies: [{ policy: 'secret', answer: 'cannot-tell' }],
    outcome: { kind: 'deferred', code: 451 },
  })
})

test('what is not wanted of the content is not looked into', async () => {
  await using gate = await startPolicyGate([
    'id: secret\n    when: [{ text: { words: [confidential] } }, { size: { atLeast: 1 MB } }]\n    action: refuse',
  ])
  assert.match(await handIn(gate.port, { content: letter() }), /^250 /)
  const [record] = await gate.records()
  assert.doesNotMatch(JSON.stringify(record), /"content"/)
})

test('break-glass: the mail goes, the second person is told at once, and it is on the list for review', async () => {
  await using gate = await startPolicyGate([
    `id: emergency
    name: 緊急通過
    when: [{ subject: { words: ['[emergency]'] } }, { sender: { address: [takahashi@example.co.jp] } }]
    action: pass
    breakGlass: { tell: [ito@example.co.jp] }`,
    'id: supervisor\n    when: { approver: missing }\n    action: refuse',
  ])
  assert.match(await handIn(gate.port, { content: letter('') }), /^550/, 'without the tag')
  const tagged = letter('').replace('Subject: Estimate', 'Subject: [Emergency] Recall')
  assert.match(await handIn(gate.port, { content: tagged }), /^250 /)
  const mails = await gate.outbox(2)
  const told = await Promise.all(mails.map(async (mail) => await PostalMime.parse(mail)))
  const notice = told.find(({ to }) => to?.[0]?.address === 'ito@example.co.jp')
  assert.ok(notice !== undefined, 'the letter is delivered')
  assert.match(notice.text ?? '', /takahashi@example\.co\.jp/)
  assert.match(notice.text ?? '', /client@example\.com/)
  assert.match(notice.text ?? '', /\[Emergency\] Recall/)
  assert.match(notice.text ?? '', /緊急通過/)
  const record = (await gate.records()).find((each) => each['action'] === 'deliver')
  assert.partialDeepStrictEqual(record, {
    reason: 'policy emergency',
    breakGlass: [{ policy: 'emergency', tell: ['ito@example.co.jp'] }],
  })
  assert.match(notice.text ?? '', new RegExp(String(record?.['id'])))
})

const emergency = `id: emergency
    when: { subject: { words: ['[emergency]'] } }
    action: pass
    breakGlass: { tell: [ito@example.co.jp] }`

test('where nobody can be told of it, a mail by break-glass waits at its sender', async () => {
  await using gate = await startPolicyGate([emergency])
  const segments = join(gate.folder, 'spool', 'segments')
  await rename(segments, `${segments}.away`)
  const tagged = letter('').replace('Subject: Estimate', 'Subject: [Emergency] Recall')
  assert.match(
    await handIn(gate.port, { content: tagged }),
    /^451 4\.3\.0 \S+ Not sent yet: .*cannot be told/,
  )
  assert.deepEqual(await gate.outbox(0), [])
  await rename(`${segments}.away`, segments)
  // Its outcome comes in a line of its own where the record was on disk before.
  const outcome = (await gate.records()).find((each) => 'outcome' in each)
  assert.partialDeepStrictEqual(outcome, { outcome: { kind: 'deferred', code: 451 } })
})

test('a mail that is too large for memory is looked into all the same, to its end', async () => {
  await using gate = await startPolicyGate([secret], { limits: { memory: 65_536 } })
  const body = 'Nothing to see in this line, nor in the next one.\r\n'.repeat(20_000)
  assert.match(await handIn(gate.port, { content: letter('suzuki@example.co.jp', body) }), /^250 /)
  const end = letter('suzuki@example.co.jp', `${body}Confidential\r\n`)
  assert.match(await handIn(gate.port, { content: end }), /^550 .*policy secret/)
})

test('a notice tells the sender in Japanese which policy it was and what it found', async () => {
  await using gate = await startPolicyGate(
    [`id: outside\n    name: 社外送信禁止\n    ${toOutside}\n    action: refuse`],
    { refusal: { by: 'notice', language: 'ja' } },
  )
  assert.match(await handIn(gate.port, { content: letter() }), /^250 .*the sender gets a notice/)
  const [mail] = await gate.outbox(1)
  const { text = '', subject = '' } = await PostalMime.parse(mail ?? '')
  assert.match(subject, /メールを直して再送/)
  assert.match(text, /社外送信禁止/)
  assert.match(text, /client@example\.com/)
})

test('a notice names every refusal, and the approvers of the one that asks for a supervisor', async () => {
  await using gate = await startPolicyGate(
    [
      `id: outside\n    name: Nothing outside\n    ${toOutside}\n    action: refuse`,
      'id: supervisor\n    when: { approver: missing }\n    action: refuse',
    ],
    { refusal: { by: 'notice', language: 'en' } },
  )
  assert.match(await handIn(gate.port, { content: letter('') }), /^250 .*the sender gets a notice/)
  const [mail] = await gate.outbox(1)
  const { text = '' } = await PostalMime.parse(mail ?? '')
  assert.match(text, /"Nothing outside" does not let this mail go/)
  assert.match(text, /needs your supervisor in To or Cc/)
  assert.match(text, /suzuki@example\.co\.jp/)
})
