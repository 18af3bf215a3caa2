import assert from 'node:assert/strict'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { z } from 'zod'
import { root, sekisho } from './command.ts'

const sender = 'takahashi@example.co.jp'

const answerSchema = z.object({
  verdict: z.string(),
  reason: z.string(),
  answer: z.object({ code: z.number(), enhanced: z.string(), text: z.string() }),
  identities: z.array(
    z.object({
      source: z.string(),
      address: z.string(),
      verdict: z.string(),
      reason: z.string(),
      candidates: z.array(z.object({ address: z.string() })).optional(),
    }),
  ),
  approver: z.string().optional(),
  recipients: z.array(z.object({ address: z.string(), outside: z.boolean().optional(), action: z.string() })),
  rules: z.array(z.object({ rule: z.string(), answer: z.string() })),
  id: z.string(),
  day: z.string(),
})

describe('sekisho explain --eml', { concurrency: 2 }, () => {
  let folder = ''
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'sekisho-eml-'))
    for (const file of ['hr.csv', 'rules.yaml'])
      copyFileSync(join(root, 'test/bank', file), join(folder, file))
    writeFileSync(
      join(folder, 'sekisho.yaml'),
      `listeners:
  - { name: inside, port: 2525 }
  - { name: cloud, port: 2526, exchangeOnline: { tenantId: 11111111-2222-3333-4444-555555555555 } }
nextHop: { kind: outbox }
limits: { messageSize: 5000, headerSize: 2000 }
`,
    )
  })
  after(() => rmSync(folder, { recursive: true }))

  async function explain(mail: string, ...words: string[]) {
    const file = join(mkdtempSync(join(folder, 'mail-')), 'mail.eml')
    writeFileSync(file, mail, 'latin1')
    const config = join(folder, 'sekisho.yaml')
    const given = words.includes('--mail-from') ? [] : ['--mail-from', sender]
    const to = words.includes('--rcpt') ? [] : ['--rcpt', 'client@example.com']
    return sekisho([
      'explain',
      '--eml',
      file,
      '--config',
      config,
      '--date',
      '2026-11-24',
      ...given,
      ...to,
      ...words,
    ])
  }

  async function answer(mail: string, ...words: string[]) {
    const { code, stdout, stderr } = await explain(mail, ...words, '--json')
    assert.equal(stderr, '')
    return { code, ...answerSchema.parse(JSON.parse(stdout)) }
  }

  it('shows what cannot be read in To, Cc and Bcc under its own field', async () => {
    const { code, stdout } = await explain(
      `From: ${sender}\nTo: client@example.com\nCc: 鈴木 <suzuki@example,co.jp>\nBcc: nobody\nSubject: x\n\nbody\n`,
    )
    assert.equal(code, 1)
    assert.match(stdout, /^ +Cc +\S.*suzuki@example.* cannot be read as an address/m)
    assert.match(stdout, /^ +Bcc\/envelope +nobody +cannot be read as an address/m)
    assert.doesNotMatch(stdout, /\bunreadable\b/)
  })

  const refused = `From: ${sender}\nTo: client@example.com\nCc: tanaka@example.co.jp\nSubject: x\n\nbody\n`
  const allowed = refused.replace('tanaka@', 'suzuki@')

  it('gives verdict, SMTP answer, identities, candidates, recipients and rules of a refused mail', async () => {
    const given = await answer(refused, '--rcpt', '<client@example.com>,tanaka@example.co.jp')
    assert.equal(given.code, 1)
    assert.deepEqual([given.verdict, given.reason, given.day], ['reject', 'no-authority', '2026-11-24'])
    assert.deepEqual([given.answer.code, given.answer.enhanced], [550, '5.7.1'])
    assert.match(given.answer.text, /no-authority.*suzuki@example\.co\.jp/)
    assert.ok(given.answer.text.startsWith(given.id))
    assert.deepEqual(
      given.identities.map(({ source, address, reason }) => [source, address, reason]),
      [['from', sender, 'no-authority']],
    )
    assert.equal(given.identities[0]?.candidates?.[0]?.address, 'suzuki@example.co.jp')
    assert.deepEqual(given.recipients, [
      { address: 'client@example.com', outside: true, action: 'refuse' },
      { address: 'tanaka@example.co.jp', outside: false, action: 'refuse' },
    ])
    assert.deepEqual(given.rules.at(-1), { rule: 'supervisor-in-cc', answer: 'reject' })
  })

  it('answers in Japanese too only where the mail itself needs SMTPUTF8', async () => {
    const subject = Buffer.from('お見積もり').toString('latin1')
    const raw = await answer(refused.replace('Subject: x', `Subject: ${subject}`))
    assert.match(raw.answer.text, /Not sent outside.*\n?.*社外には送信されませんでした/)
    const encoded = await answer(refused.replace('Subject: x', 'Subject: =?utf-8?B?44GK6KaL56mN?='))
    assert.match(encoded.answer.text, /^[\x20-\x7e]+$/)
  })

  const policies = `version: 1
policies:
  - { id: nothing, when: { subject: { words: [nothing] } }, action: refuse }
  - { id: body, name: Secrets, when: { text: { words: [body] } }, action: refuse, stop: true }
  - { id: chief, when: { approver: missing }, action: refuse }
  - { id: tls, stage: deliver, when: { recipients: { any: { outside: true } } }, action: { tls: required } }
`

  it('shows every policy and every condition, with answer, evidence and time', async () => {
    const file = join(folder, 'policies.yaml')
    writeFileSync(file, policies)
    const { stdout, code } = await explain(refused, '--policies', file, '--json')
    assert.equal(code, 1)
    const json: unknown = JSON.parse(stdout)
    assert.partialDeepStrictEqual(json, {
      verdict: 'reject',
      reason: 'policy body',
      policies: [
        {
          policy: 'nothing',
          answer: 'no-match',
          conditions: [{ path: 'when', kind: 'subject', answer: 'no' }],
        },
        {
          policy: 'body',
          name: 'Secrets',
          answer: 'match',
          action: 'refuse',
          conditions: [{ answer: 'yes', evidence: [{ kind: 'count', count: 1 }, { text: 'body' }] }],
        },
        { policy: 'chief', answer: 'passed-over', conditions: [{ kind: 'approver', answer: 'yes' }] },
        { policy: 'tls', stage: 'deliver', answer: 'passed-over' },
      ],
    })
    assert.match(stdout, /"took": \d+/)
    const text = (await explain(refused, '--policies', file)).stdout
    assert.match(text, /^ {2}2\. body "Secrets": matches → refuse$/m)
    assert.match(text, /^ +yes +\d+ µs +when +the text of the mail has “body” \[.*body\]$/m)
    assert.match(text, /^ {2}3\. chief: not reached$/m)
    const japanese = (await explain(refused, '--policies', file, '--language', 'ja')).stdout
    assert.match(japanese, /^ {2}2\. body "Secrets": 該当 → 拒否$/m)
  })

  it('judges policies with hours at the time that is given', async () => {
    const file = join(folder, 'night.yaml')
    writeFileSync(file, 'version: 1\npolicies: [{ id: night, hours: "20:00-06:00", action: refuse }]\n')
    const at = async (time: string): Promise<number | null> =>
      (await explain(allowed, '--policies', file, '--time', time)).code
    assert.deepEqual([await at('19:59'), await at('20:00')], [0, 1])
    const { code, stderr } = await explain(allowed, '--policies', file, '--time', '25:00')
    assert.deepEqual([code, stderr.includes('"25:00" is not a time of the day')], [2, true])
  })

  it('says what is wrong with a file of policies, with line and column, and judges nothing', async () => {
    const file = join(folder, 'faulty.yaml')
    writeFileSync(file, policies.replace('subject', 'subjekt'))
    const { stdout, stderr, code } = await explain(refused, '--policies', file)
    assert.deepEqual([code, stdout], [2, ''])
    assert.match(stderr, /faulty\.yaml:3:\d+: There is no condition "subjekt"\. Did you mean "subject"\?/)
  })

  it('names the approver of an allowed mail, with exit code 0', async () => {
    const given = await answer(allowed)
    assert.deepEqual(
      [given.code, given.verdict, given.reason, given.approver],
      [0, 'allow', 'approver-present', 'suzuki@example.co.jp'],
    )
    assert.equal(given.answer.code, 250)
    assert.equal(given.recipients[0]?.action, 'deliver')
  })

  it('makes CRLF of the line ends of a file that has LF only, and of no other', async () => {
    assert.equal((await answer(allowed.replaceAll('\n', '\r\n'))).reason, 'approver-present')
    const mixed = `${allowed.replaceAll('\n', '\r\n')}one bare\nline end\r\n`
    const given = await answer(mixed)
    assert.deepEqual([given.code, given.reason, given.answer.code], [1, 'ambiguous', 554])
  })

  it('judges envelope sender and login too, and the null sender is no exemption', async () => {
    const given = await answer(
      allowed,
      '--mail-from',
      '<yoshida@example.co.jp>',
      '--login',
      'endo@example.co.jp',
    )
    assert.deepEqual(
      given.identities.map(({ source, address }) => [source, address]),
      [
        ['from', sender],
        ['login', 'endo@example.co.jp'],
        ['envelope', 'yoshida@example.co.jp'],
      ],
    )
    assert.equal(given.verdict, 'reject')
    for (const none of ['', '<>']) {
      assert.equal((await answer(refused, '--mail-from', none)).reason, 'no-authority')
    }
  })

  it('lets a real report with null sender through', async () => {
    const report = `From: postmaster@example.co.jp\nTo: c@example.com\nContent-Type: multipart/report; boundary=x\n\n--x--\n`
    const given = await answer(report, '--mail-from', '<>')
    assert.deepEqual([given.code, given.reason], [0, 'report'])
  })

  it('asks for the tenant at a listener for Exchange Online', async () => {
    const foreign = await answer(allowed, '--listener', 'cloud')
    assert.deepEqual([foreign.code, foreign.reason, foreign.answer.code], [1, 'foreign-tenant', 550])
    const field = 'X-MS-Exchange-CrossTenant-Id: 11111111-2222-3333-4444-555555555555\n'
    assert.equal((await answer(field + allowed, '--listener', 'cloud')).reason, 'approver-present')
  })

  it('answers a mail over a bound as intake does', async () => {
    const large = await answer(`${allowed}${'x'.repeat(70)}\n`.repeat(1) + `${'y'.repeat(70)}\n`.repeat(100))
    assert.deepEqual([large.code, large.reason, large.answer.code], [1, 'too-large', 552])
    const header = await answer(`X-Long: ${'x'.repeat(2500)}\n${allowed}`)
    assert.deepEqual([header.code, header.reason, header.answer.code], [1, 'header-too-large', 554])
  })

  it('lays it out for a person, in English and in Japanese', async () => {
    const english = await explain(refused)
    assert.equal(english.code, 1)
    assert.match(english.stdout, /^REFUSED \[no-authority\]/)
    assert.match(english.stdout, /Answer of the gate\n {2}550 5\.7\.1\n/)
    assert.match(english.stdout, /author \(From\) takahashi@example\.co\.jp: refused \[no-authority\]/)
    assert.match(english.stdout, /client@example\.com +outside +would not be delivered/)
    assert.match(english.stdout, /Who may approve/)
    const twice = `Cc: suzuki@example.co.jp\n${refused}`
    const japanese = await explain(twice, '--language', 'ja')
    assert.equal(japanese.code, 1)
    assert.match(japanese.stdout, /^拒否 \[ambiguous\]/)
    assert.match(japanese.stdout, /Cc が 2 つあり/)
  })

  it('allows no mail whose envelope the gate would not even take', async () => {
    for (const words of [
      ['--mail-from', 'bad address'],
      ['--mail-from', 'takahashi'],
      ['--rcpt', 'x y'],
      ['--rcpt', 'client@example.com,<client@>'],
    ]) {
      const { code, stdout, stderr } = await explain(allowed, ...words)
      assert.deepEqual([code, stdout], [2, ''], words.join(' '))
      assert.match(stderr, /the gate takes no "[^"]+" at MAIL or RCPT \(501\)/)
    }
    for (const words of [
      ['--rcpt', 'Postmaster'],
      ['--rcpt', '<"a b"@example.com>'],
      ['--rcpt', 'a..b@[192.0.2.1]'],
    ]) {
      assert.equal((await explain(allowed, ...words)).code, 0, words.join(' '))
    }
  })

  it('fails for a listener, a file or a configuration that is not there', async () => {
    const listener = await explain(allowed, '--listener', 'nowhere')
    assert.equal(listener.code, 2)
    assert.match(listener.stderr, /no listener "nowhere"; it has: inside, cloud/)
    const words = ['--mail-from', sender, '--rcpt', 'c@example.com', '--config', join(folder, 'sekisho.yaml')]
    const file = await sekisho(['explain', '--eml', join(folder, 'missing.eml'), ...words])
    assert.equal(file.code, 2)
    assert.match(file.stderr, /missing\.eml cannot be read/)
    const config = await explain(allowed, '--config', join(folder, 'missing.yaml'))
    assert.equal(config.code, 2)
    assert.match(config.stderr, /missing\.yaml: There is no such file/)
  })
})
