import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { root, sekisho } from './command.ts'

const bank = join(root, 'test/bank')

async function explain(...words: string[]) {
  return sekisho(['explain', '--org', bank, '--date', '2026-11-24', ...words])
}

/** The text with runs of white space as one space, so that line breaks do not matter. */
function flat(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}

describe('sekisho explain --from', { concurrency: 2 }, () => {
  it('says for an allowed mail who approved and by which entry, with exit code 0', async () => {
    const { code, stdout, stderr } = await explain(
      '--from',
      'takahashi@example.co.jp',
      '--to',
      'c@example.com,SUZUKI@Example.CO.JP',
    )
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' })
    assert.match(stdout, /^ALLOWED \[approver-present\]\n/)
    assert.match(stdout, /^Approver: suzuki@example\.co\.jp, named by pattern P1, row 3, accept, entry 1\.$/m)
    assert.match(flat(stdout), /Nothing: the mail may go as it is\./)
  })

  it('says for a refused mail what every address counted for, and whom to add, with exit code 1', async () => {
    const words = ['--from', 'takahashi@example.co.jp', '--to', 'c@example.com']
    words.push('--cc', 'tanaka@example.co.jp', '--cc', 'info@example.co.jp,suzukl@example.co.jp')
    words.push('--cc', 'takahashi@example.co.jp,ito@example.co.jp', '--bcc', 'suzuki@example.co.jp')
    const { code, stdout } = await explain(...words)
    assert.equal(code, 1)
    assert.match(stdout, /^REFUSED \[no-authority\]\n/)
    assert.match(stdout, /^ +高橋 大輔 \(E1012\) +takahashi@example\.co\.jp$/m)
    assert.match(flat(stdout), /本部 総務部 庶務課, role 090 \[bureau 100, department D10, section S11/)
    assert.match(flat(stdout), /Exception "adviser-stays" \(2026-04-01 to 2027-03-31\) adds approvers\./)
    assert.match(
      flat(stdout),
      /Pattern P1 "本部 \(部・課\)" is the first that matches the main post: bureau is 100 \(本部\) and department is not blank\./,
    )
    assert.match(
      flat(stdout),
      /Role 090 is in no tier there\. 5\. Row 3 of the pattern applies \(everybody else\)\./,
    )
    assert.match(
      flat(stdout),
      /tier chief \(role 050\) with the same bureau, department and section as the sender - 鈴木 花子 \(E1011\) suzuki@example\.co\.jp/,
    )
    assert.match(stdout, /^ +To +c@example\.com +outside the company$/m)
    assert.match(
      stdout,
      /^ +Cc +tanaka@example\.co\.jp +belongs to the units, but may not approve: 田中 優子/m,
    )
    assert.match(stdout, /^ +Cc +info@example\.co\.jp +a shared mailbox/m)
    assert.match(
      stdout,
      /^ +Cc +suzukl@example\.co\.jp +inside, but no person's.*did you mean suzuki@example\.co\.jp\?/m,
    )
    assert.match(stdout, /^ +Cc +takahashi@example\.co\.jp +the sender's own/m)
    assert.match(stdout, /^ +Cc +ito@example\.co\.jp +does not belong to the units/m)
    assert.match(stdout, /^ +Bcc\/envelope +suzuki@example\.co\.jp +may approve, but is not in To or Cc/m)
    assert.match(flat(stdout), /send the mail again: - 鈴木 花子 \(E1011\)/)
    assert.match(flat(stdout), /A list or shared mailbox never counts/)
    assert.match(flat(stdout), /An approver in Bcc or in the envelope alone does not count/)
  })

  it('asks for a recipient instead of allowing a mail to nobody', async () => {
    for (const words of [[], ['--cc', '']]) {
      const { code, stdout, stderr } = await explain('--from', 'takahashi@example.co.jp', ...words)
      assert.deepEqual({ code, stdout }, { code: 2, stdout: '' })
      assert.match(stderr, /--from needs a recipient: give at least one of --to, --cc and --bcc/)
    }
    const hidden = await explain('--from', 'takahashi@example.co.jp', '--bcc', 'c@example.com')
    assert.equal(hidden.code, 1)
  })

  it('says when a stand-in serves, and that the entries before name nobody', async () => {
    const { code, stdout } = await explain('--from', 'kimura@example.co.jp', '--to', 'c@example.com')
    assert.equal(code, 1)
    assert.match(
      flat(stdout),
      /names nobody pattern P1, row 3, whenVacant list 1.*names nobody pattern P1, row 3, whenVacant list 2/,
    )
    assert.match(flat(stdout), /All before it name nobody, so stand-in list 2 \(whenVacant\) serves\./)
  })

  it('says why no pattern covers the sender, and that the administrator has to act', async () => {
    const { code, stdout } = await explain(
      '--from',
      'endo@example.co.jp',
      '--to',
      'c@example.com',
      '--date',
      '2026-11-24',
    )
    assert.equal(code, 1)
    assert.match(stdout, /^REFUSED \[no-pattern\]/)
    assert.match(
      flat(stdout),
      /Pattern P1 .* does not match: bureau is 100 \(本部\) is asked, the sender has \d+/,
    )
    assert.match(flat(stdout), /No pattern matches the main post\./)
    assert.match(flat(stdout), /Adding somebody to Cc cannot help/)
  })

  it('says which named person is not in the staff list when nobody could approve', async () => {
    const { code, stdout } = await explain('--from', 'arai@example.co.jp', '--to', 'c@example.com')
    assert.equal(code, 1)
    assert.match(stdout, /^REFUSED \[no-approver-exists\]/)
    assert.match(flat(stdout), /these people: E9999 \[not in the staff list\] - names nobody/)
  })

  it('says which exceptions are out of date and which came too late', async () => {
    const before = await explain(
      '--from',
      'fujita@example.co.jp',
      '--to',
      'c@example.com',
      '--date',
      '2026-06-30',
    )
    assert.match(
      flat(before.stdout),
      /Exception "project-lead" \(2026-07-01 to 2026-12-31\) matches, but is not in force on this day\./,
    )
    const within = await explain(
      '--from',
      'fujita@example.co.jp',
      '--to',
      'c@example.com',
      '--date',
      '2026-12-31',
    )
    assert.equal(within.code, 0)
    assert.match(
      flat(within.stdout),
      /"project-lead" .* decides: the sender is exempt\. .*"project-lead-second" .* an earlier one has decided\./,
    )
  })

  it('explains mailboxes, the exempt list, unknown senders and inside mail', async () => {
    const mailbox = await explain('--from', 'noreply@example.co.jp', '--to', 'c@example.com')
    assert.match(flat(mailbox.stdout), /ALLOWED \[exempt\].*The rules exempt this mailbox\./)
    const asked = await explain('--from', 'info@example.co.jp', '--to', 'c@example.com')
    assert.match(
      flat(asked.stdout),
      /mailbox info@example\.co\.jp, entry 1: whoever has a post where department is D10 .*and role is 050/,
    )
    const exempt = await explain('--from', 'yamamoto@example.co.jp', '--to', 'c@example.com')
    assert.match(flat(exempt.stdout), /Entry 1 of the exempt list matches: role is 001 or 002\./)
    const unknown = await explain('--from', 'takahasi@example.co.jp', '--to', 'c@example.com')
    assert.equal(unknown.code, 1)
    assert.match(flat(unknown.stdout), /did you mean takahashi@example\.co\.jp\?/)
    const inside = await explain('--from', 'takahashi@example.co.jp', '--to', 'tanaka@example.co.jp')
    assert.equal(inside.code, 0)
    assert.match(flat(inside.stdout), /ALLOWED \[internal-only\].*All recipients are inside the company/)
  })

  it('says all of it in Japanese', async () => {
    const words = [
      '--from',
      'takahashi@example.co.jp',
      '--to',
      'c@example.com',
      '--cc',
      'tanaka@example.co.jp',
    ]
    const { code, stdout } = await explain(...words, '--language', 'ja')
    assert.equal(code, 1)
    assert.match(stdout, /^拒否 \[no-authority\]\n/)
    assert.match(stdout, /送信者と局所・部・課が同じ 階層「chief」 \[役職 050\]/)
    assert.match(stdout, /tanaka@example\.co\.jp +部署は関係しますが、承認権限がありません: 田中 優子/)
    assert.match(stdout, /次のいずれかの方を To または Cc に入れて、送り直してください/)
  })

  it('gives the same reasoning as JSON', async () => {
    const words = [
      '--from',
      'takahashi@example.co.jp',
      '--to',
      'c@example.com',
      '--cc',
      'tanaka@example.co.jp',
    ]
    const { code, stdout } = await explain(...words, '--json')
    assert.equal(code, 1)
    const given: unknown = JSON.parse(stdout)
    assert.partialDeepStrictEqual(given, {
      verdict: 'reject',
      reason: 'no-authority',
      pattern: 'P1',
      day: '2026-11-24',
      row: 3,
      sender: { kind: 'person', employee: 'E1012', role: '090' },
      exceptions: ['adviser-stays'],
      addresses: [
        { field: 'to', counts: 'outside' },
        { field: 'cc', counts: 'same-unit' },
      ],
      entries: [
        { form: 'same', total: 2 },
        { form: 'people', total: 1 },
      ],
      candidates: [{ employee: 'E1011', address: 'suzuki@example.co.jp' }],
    })
  })

  it('answers wrong usage with exit code 2 and what is missing', async () => {
    for (const [words, said] of [
      [['--from', 'a@example.com'], /--from needs --org/],
      [['--org', bank], /say which mail/],
      [
        ['--org', bank, '--from', 'a@example.com', '--rcpt', 'b@example.com'],
        /--rcpt does not go with --from/,
      ],
      [['--eml', 'mail.eml'], /--eml needs --mail-from/],
      [
        ['--org', bank, '--from', 'a@example.com', '--to', 'c@example.com', '--date', '2026-02-30'],
        /"2026-02-30" is not a day/,
      ],
      [['--org', '/nowhere', '--from', 'a@example.com', '--to', 'c@example.com'], /nowhere/],
    ] as const) {
      const { code, stdout, stderr } = await sekisho(['explain', ...words])
      assert.deepEqual({ code, stdout }, { code: 2, stdout: '' })
      assert.match(stderr, said)
      assert.doesNotMatch(stderr, /^ {4}at /m)
    }
  })
})
