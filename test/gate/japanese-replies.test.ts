/** Refusals in Japanese behind the English ones: to whom, what they say, and that their lines are SMTP. */

import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'

import { array, assert as hold, constantFrom, property } from 'fast-check'
import PostalMime from 'postal-mime'

import type { Config } from '../../src/config/schema.ts'
import { notToldReply, refusalReply, tempfailReply } from '../../src/gate/reply.ts'
import { replyLanguages } from '../../src/gate/sender-language.ts'
import { readMail } from '../../src/mail/read-mail.ts'
import type { Reply } from '../../src/mail/reply.ts'
import type { Action, PolicyRefusal, Refusal } from '../../src/policy/decision.ts'
import { writeReply } from '../../src/receive/replies.ts'

import { leftOutWithout } from '../peers/debian.ts'
import { startPostfix } from '../peers/postfix.ts'
import { decisionOn, snapshot } from '../policy/mail-to-decide.ts'

import { handIn, letter } from './hand-in.ts'
import { startTestGate, type RunningTestGate } from './running-gate.ts'

const both = ['en', 'ja'] as const
const limits = { headerFields: 100, addresses: 100 }
const noMail = readMail(Buffer.from('From: a@example.co.jp\r\n\r\n'), limits)
const anyJapanese = /[\u3040-\u30ff\u4e00-\u9fff]/

const reason: PolicyRefusal['reasons'][number] = {
  kind: 'subject',
  description: { en: 'the subject has “社外秘”', ja: '件名に「社外秘」がある' },
  evidence: [{ kind: 'field', field: 'subject', text: '【社外秘】見積' }],
  why: [],
}

const policy: PolicyRefusal = {
  kind: 'policy',
  policy: 'secrets',
  name: '',
  text: undefined,
  isUnsure: false,
  reasons: [reason],
}

function saidIn(refusal: Refusal, also?: Extract<Action, { kind: 'refuse' }>['also']): Reply {
  const action = { kind: 'refuse', refusal, ...(also === undefined ? {} : { also }) } as const
  return refusalReply('D1', action, noMail, snapshot, both)
}

function named(line = ''): readonly string[] {
  return line.slice(line.lastIndexOf(': ')).match(/[\w.-]+@[\w.-]+/g) ?? []
}

/** The refusal that the shipped policies give to a mail with this header. */
function refused(header: readonly string[]): readonly string[] {
  const { action } = decisionOn({ header })
  assert.equal(action.kind, 'refuse')
  const mail = readMail(Buffer.from(`${header.join('\r\n')}\r\n\r\n`), limits)
  return refusalReply('D1', action, mail, snapshot, both).lines
}

describe('a refusal says in Japanese what it says in English', () => {
  test('nobody of the company: whom to add, behind the English line', () => {
    const lines = refused(['From: takahashi@example.co.jp', 'To: client@example.com'])
    assert.equal(lines.length, 2)
    assert.match(lines[0] ?? '', /^D1 Not sent outside .* Add to Cc and send again: /)
    assert.match(
      lines[1] ?? '',
      /^D1 社外には送信されませんでした.*takahashi@example\.co\.jp \[no-internal-recipient\].*次のいずれかの方を Cc に入れて再送してください: \S+@example\.co\.jp, \S+@/,
    )
    assert.deepEqual(named(lines[1]), named(lines[0]))
  })

  test('what cannot be read and what does not count have their lines', () => {
    const lines = refused([
      'From: takahashi@example.co.jp',
      'To: client@example.com, 鈴木部長',
      'Cc: nobody-knows@example.co.jp',
    ])
    assert.match(lines.join('\n'), /D1 To または Cc に、アドレスとして読み取れない部分があり.*鈴木部長/)
    assert.match(lines.join('\n'), /D1 メーリングリストや共有メールボックスは.*nobody-knows@example\.co\.jp/)
  })

  const others: readonly [Refusal, RegExp][] = [
    [{ kind: 'loop' }, /メールが循環しています/],
    [{ kind: 'foreign-tenant' }, /自組織のメールだけ/],
    [
      { kind: 'ambiguous', ambiguities: [{ kind: 'field-twice', field: 'from' }] },
      /From が 2 つあり.*送り直すか/,
    ],
    [policy, /\[ポリシー secrets\]。理由: 件名に「社外秘」がある \(【社外秘】見積\)。この点を直して再送/],
    [
      { ...policy, text: { en: 'Ask', ja: '法務部へ' } },
      /^D1 送信されませんでした \[ポリシー secrets\]: 法務部へ$/,
    ],
    [{ ...policy, text: { en: 'Ask' } }, /理由: 件名に/],
    [{ ...policy, reasons: [] }, /何が必要かは、メール管理者/],
    [
      {
        ...policy,
        isUnsure: true,
        reasons: [{ ...reason, why: [{ kind: 'encrypted', detail: '2' }] }],
      },
      /次の点を確認できませんでした: .*暗号化されている: 2.*送り直すか/,
    ],
  ]
  for (const [refusal, pattern] of others) {
    test(`${refusal.kind}: ${pattern.source}`, () => {
      const { lines } = saidIn(refusal)
      assert.equal(lines.length, 2)
      assert.doesNotMatch(lines[0] ?? '', /[^\x20-\x7e]/)
      assert.match(lines[1] ?? '', pattern)
    })
  }

  test('later, and where nobody can be told', () => {
    const later = tempfailReply('D1', policy, both)
    assert.deepEqual([later.code, later.lines.length], [451, 2])
    assert.match(
      later.lines[1] ?? '',
      /まだ送信されていません \[ポリシー secrets\].*後ほど自動的に再送されます。$/,
    )
    assert.match(notToldReply('D1', both).lines[1] ?? '', /知らせるべき方/)
  })

  test('English of all refusals first, then Japanese of all, one line for each further policy', () => {
    const { lines } = saidIn(policy, [
      { ...policy, policy: 'other', text: { ja: '長い説明です。'.repeat(60) } },
      { ...policy, policy: 'third' },
    ])
    assert.deepEqual(
      lines.map((line) => /ポリシー|policy (?=\w+\])/.exec(line)?.[0].trim()),
      ['policy', 'policy', 'policy', 'ポリシー', 'ポリシー', 'ポリシー'],
    )
  })

  test('the longest text that a policy may have is said to its end', () => {
    const words = `${'あ'.repeat(394)}最後まで言う`
    const { lines } = saidIn({ ...policy, text: { ja: words } })
    assert.match(lines.slice(1).join(''), /最後まで言う$/)
  })
})

test('whatever an administrator writes, each line is whole characters in 512 octets, and none is forged', () => {
  const letters = constantFrom(
    '見',
    'が',
    'か\u3099',
    '𠮷',
    '👨‍👩‍👧',
    'é',
    'a',
    ' ',
    '。',
    '、',
    '\r\n',
    '\u202e',
    '\u0301',
  )
  hold(
    property(
      array(letters, { maxLength: 700 }).map((all) => all.join('')),
      array(letters, { maxLength: 200 }).map((all) => all.join('')),
      (words, found) => {
        const given = {
          kind: 'x',
          description: { en: words, ja: words },
          evidence: [{ kind: 'field', field: 'x', text: found }],
          why: [],
        } as const
        const unsure = { ...policy, isUnsure: true, reasons: [given] }
        for (const reply of [
          saidIn({ ...policy, text: { en: words, ja: words } }, [unsure]),
          saidIn(unsure, [{ ...policy, text: { ja: words } }]),
          tempfailReply('D1', { policy: 'secrets', reasons: [given, given] }, both),
        ]) {
          const wire = Buffer.from(writeReply(reply, true)).toString('utf8').split('\r\n').slice(0, -1)
          assert.equal(wire.length, reply.lines.length, 'no line is broken anew')
          for (const line of wire) {
            assert.ok(Buffer.byteLength(line) + 2 <= 512, line)
            assert.match(line, /^(?:550|451)[- ][45]\.7\.1(?: |$)/)
            assert.doesNotMatch(line, /[\r\n\u202e\ufffd]/)
          }
          assert.ok(reply.lines.length <= 16, 'not without end')
          assert.doesNotMatch(writeReply({ ...reply, lines: reply.lines.slice(0, 1) }), /[^\r\n\x20-\x7e]/)
          if (reply.code === 451) assert.match(reply.lines.slice(1).join(''), /後ほど自動的に再送されます。$/)
        }
      },
    ),
    { numRuns: 200 },
  )
})

/** How many languages answer a mail that shows none. */
function plain(rule: Parameters<typeof replyLanguages>[0]): number {
  return replyLanguages(rule, true, 'x@example.com', noMail, snapshot).length
}

describe('Japanese stands there', () => {
  const japaneseMail = readMail(Buffer.from('Subject: =?iso-2022-jp?B?GyRCOCskORsoQg==?=\r\n\r\n'), limits)
  const cases: readonly [string, Parameters<typeof replyLanguages>[0], boolean, boolean][] = [
    ['with SMTPUTF8 to a Japanese mail', { refusal: 'sender', gate: 'en' }, true, true],
    ['never without SMTPUTF8', { refusal: 'ja', gate: 'ja' }, false, false],
    ['not where refusals are English by setting', { refusal: 'en', gate: 'ja' }, true, false],
  ]
  for (const [name, rule, takesUtf8, isThere] of cases) {
    test(name, () => {
      const languages = replyLanguages(rule, takesUtf8, 'x@example.com', japaneseMail, snapshot)
      assert.equal(languages.length === 2, isThere)
    })
  }
  test('to a mail that shows no language where the gate is Japanese, or refusals are', () => {
    assert.deepEqual(
      [
        plain({ refusal: 'sender', gate: 'en' }),
        plain({ refusal: 'sender', gate: 'ja' }),
        plain({ refusal: 'ja', gate: 'en' }),
      ],
      [1, 2, 2],
    )
  })
})

describe('a running gate', () => {
  const japanese = { language: 'ja' }
  const refusedLetter = letter('')

  test('answers a client with SMTPUTF8 in both languages, and the record has both', async () => {
    await using gate = await startTestGate(undefined, japanese)
    const answer = await handIn(gate.port, { content: refusedLetter, mailParameters: 'SMTPUTF8' })
    const lines = answer.split('\n')
    assert.match(lines[0] ?? '', /^550-5\.7\.1 \S+ Not sent outside [\x20-\x7e]*$/)
    assert.match(lines[1] ?? '', /^550 5\.7\.1 \S+ 社外には送信されませんでした.*再送してください: /)
    const record = (await gate.records()).find(({ outcome }) => outcome !== undefined)
    const said: unknown = lines.map((line) => line.slice('550-5.7.1 '.length))
    assert.partialDeepStrictEqual(record, { outcome: { kind: 'refused', code: 550, text: said } })
    assert.match(gate.logged(), /Not sent outside/)
  })

  test('answers a client without SMTPUTF8 in ASCII alone', async () => {
    await using gate = await startTestGate(undefined, japanese)
    const answer = await handIn(gate.port, { content: refusedLetter })
    assert.match(answer, /^550 5\.7\.1 [\x20-\x7e]+$/)
  })

  test('says the words of an administrator for policies that refuse and that cannot tell', async () => {
    await using gate = await startGateWithPolicies(
      [
        '  - id: legal',
        '    when: { subject: { words: [Estimate] } }',
        '    action: { refuse: { en: Ask the legal department, ja: 法務部の確認を受けてください。 } }',
      ],
      japanese,
    )
    const answer = await handIn(gate.port, { content: letter(), mailParameters: 'SMTPUTF8' })
    assert.match(
      answer,
      /^550-5\.7\.1 \S+ Not sent \[policy legal\]: Ask the legal department\n550 5\.7\.1 \S+ 送信されませんでした \[ポリシー legal\]: 法務部の確認を受けてください。$/,
    )
  })
})

async function startGateWithPolicies(
  policies: readonly string[],
  given: Partial<Record<keyof Config, unknown>>,
): Promise<RunningTestGate> {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-japanese-'))
  await writeFile(join(folder, 'policies.yaml'), ['version: 1', 'policies:', ...policies, ''].join('\n'))
  return await startTestGate(undefined, { policies: { file: 'policies.yaml' }, ...given }, folder)
}

test(
  'a Postfix before the gate passes the Japanese lines on to its client',
  { skip: leftOutWithout('postfix') },
  async () => {
    await using gate = await startTestGate(undefined, { language: 'ja' })
    await using postfix = await startPostfix({ mail: { kind: 'proxy-filter', port: gate.port } })
    const answer = await handIn(postfix.port, { content: letter(''), mailParameters: 'SMTPUTF8' })
    assert.match(answer, /Not sent outside/)
    assert.match(answer, anyJapanese)
  },
)

test(
  'the bounce that a Postfix before the gate writes has the Japanese words of the refusal',
  { skip: leftOutWithout('postfix') },
  async () => {
    await using gate = await startTestGate(undefined, { language: 'ja' })
    await using postfix = await startPostfix({ mail: { kind: 'relay', port: gate.port } })
    const content = letter('').replace('Subject: Estimate', 'Subject: お見積もり')
    assert.match(await handIn(postfix.port, { content, mailParameters: 'SMTPUTF8' }), /^250/)
    await postfix.waitForEmptyQueue()
    const names = await readdir(join(gate.folder, 'outbox'))
    const name = names.find((each) => each.endsWith('.eml')) ?? ''
    const { text, attachments } = await PostalMime.parse(await readFile(join(gate.folder, 'outbox', name)))
    assert.match(`${text}`, /社外には送信されませんでした/)
    assert.ok(attachments.length > 0)
  },
)
