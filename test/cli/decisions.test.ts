import assert from 'node:assert/strict'
import { readFile, stat, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'

import { parse } from 'csv-parse/sync'

import { decisionText, logFolder, noon, outcomeText, type LogFolder } from '../store/decision-lines.ts'
import { root, sekisho, type Ended } from './command.ts'

const today = 'decisions/decisions-2026-11-24.jsonl'
const since = ['--since', '2026-11-01']

async function withLog(lines: readonly string[]): Promise<LogFolder> {
  return await logFolder({
    [today]: lines,
    'sekisho.yaml': [
      `organization: ${join(root, 'test/bank')}\n`,
      'listeners: [{ name: main, port: 0 }]\n',
      'nextHop: { kind: outbox, directory: outbox }\n',
      'decisions: { directory: decisions }\n',
    ],
  })
}

async function decisions(log: LogFolder, ...words: readonly string[]): Promise<Ended> {
  const config = ['--config', join(log.path, 'sekisho.yaml')]
  return await sekisho(['decisions', ...words, ...config], { environment: { TZ: 'UTC' } })
}

const queued = [
  { address: 'b@example.com', outside: true, outcome: 'queued' },
  { address: 'c@example.co.jp', outside: false, outcome: 'delivered' },
]

describe('sekisho decisions search', () => {
  it('lists what fits, newest first, with what became of it', async () => {
    await using log = await withLog([
      decisionText('A1', { recipients: queued, recipientCount: 2, subject: '見積書\u202e' }),
      decisionText('A2', { from: '' }),
      decisionText('A3', { from: 'suzuki@example.co.jp' }),
      outcomeText('A1', [{ address: 'b@example.com', outcome: 'failed' }]),
    ])
    const { code, stdout } = await decisions(log, 'search', ...since, '--to', 'B@example.com', '--limit', '9')
    assert.equal(code, 0)
    assert.match(stdout, /^A3 {2}2026-11-24 12:00:00 {2}delivered {2}approver-present\n/)
    assert.match(stdout, /\nA2 .*\n {2}<> \(null sender\) -> b@example.com\n/)
    assert.match(
      stdout,
      /\nA1 .* returned to the sender .*\n.*b@example.com, c@example.co.jp\n {2}見積書\?\n/,
    )
    const failed = await decisions(log, 'search', ...since, '--outcome', 'failed', '--json')
    const found: unknown = JSON.parse(failed.stdout)
    assert.ok(typeof found === 'object' && found !== null && 'id' in found && 'became' in found)
    assert.deepEqual([found.id, found.became], ['A1', 'failed'])
  })

  it('says no when nothing fits, and what cannot be read', async () => {
    await using log = await withLog([decisionText('A1'), '{"id":"A2","at\n'])
    const { code, stdout, stderr } = await decisions(log, 'search', ...since, '--from', 'x@example.com')
    assert.equal(code, 1)
    assert.match(stdout, /No decision since 2026-11-01 00:00:00 fits/)
    assert.match(stderr, /decisions-2026-11-24.jsonl, after octet \d+: half a line/)
  })

  it('takes no moment and no limit that it cannot read', async () => {
    await using log = await withLog([])
    for (const words of [
      ['--since', '2026-02-30'],
      ['--until', 'yesterday'],
      ['--limit', '0'],
    ]) {
      const { code, stderr } = await decisions(log, 'search', ...words)
      assert.equal(code, 2)
      assert.match(stderr, /moment|--limit/)
    }
  })

  it('fails where a file cannot be read', async () => {
    await using log = await withLog([decisionText('A1')])
    await symlink(join(log.path, 'nowhere'), join(log.path, 'decisions', 'decisions-2026-11-23.jsonl'))
    const { code, stderr } = await decisions(log, 'search', ...since)
    assert.equal(code, 2)
    assert.match(stderr, /decisions-2026-11-23.jsonl cannot be read: there is no such file/)
  })
})

describe('sekisho decisions show', () => {
  it('shows all that is known of one decision', async () => {
    await using log = await withLog([
      decisionText('A1', {
        recipients: queued,
        recipientCount: 5,
        rules: [
          {
            rule: 'supervisor-in-cc',
            answer: 'allow',
            identities: [
              { source: 'from', address: 'sato@example.co.jp', verdict: 'allow', reason: 'approver-present' },
            ],
          },
        ],
        policies: [
          {
            policy: 'rivals',
            mode: 'shadow',
            answer: 'match',
            action: 'refuse',
            conditions: [
              {
                path: 'when',
                kind: 'recipients',
                key: 'k',
                answer: { answer: 'yes', evidence: [{ kind: 'recipient', text: 'b@example.com' }] },
              },
            ],
          },
        ],
      }),
      outcomeText('A1', [{ address: 'b@example.com', outcome: 'delivered' }]),
    ])
    const { code, stdout } = await decisions(log, 'show', 'A1')
    assert.equal(code, 0)
    for (const part of [
      /Became +delivered/,
      /b@example.com +outside +delivered/,
      /3 more recipients were counted/,
      /from +sato@example.co.jp +allow, approver-present/,
      /rivals, matched, action refuse, in shadow\n {4}when {2}recipients: yes \(recipient b@example.com\)/,
      /Answer: 250 2.0.0 Ok/,
      /Later:\n {2}2026-11-24 12:01:00 {2}b@example.com {2}delivered/,
    ])
      assert.match(stdout, part)
  })

  it('says no for an id that is not there', async () => {
    await using log = await withLog([decisionText('A1')])
    const { code, stderr } = await decisions(log, 'show', 'A')
    assert.equal(code, 1)
    assert.match(stderr, /There is no decision A in the log/)
  })
})

describe('sekisho decisions export', () => {
  it('writes CSV that another program reads back, a row for each recipient', async () => {
    await using log = await withLog([
      decisionText('A1', { recipients: queued, subject: 'one, "two"\r\nthree' }),
    ])
    const { code, stdout } = await decisions(log, 'export', '--format', 'csv', ...since)
    assert.equal(code, 0)
    const rows: readonly Record<string, string>[] = parse(stdout, { columns: true, record_delimiter: '\r\n' })
    assert.deepEqual(
      rows.map(({ recipient, outside, outcome, subject }) => [recipient, outside, outcome, subject]),
      [
        ['b@example.com', 'yes', 'queued', 'one, "two"\r\nthree'],
        ['c@example.co.jp', 'no', 'delivered', 'one, "two"\r\nthree'],
      ],
    )
    const mails = await decisions(log, 'export', '--format', 'csv', '--rows', 'mail', ...since)
    const [mail]: readonly Record<string, string>[] = parse(mails.stdout, { columns: true })
    assert.deepEqual([mail?.['recipient'], mail?.['outcome']], ['b@example.com; c@example.co.jp', 'queued'])
  })

  it('writes no cell that a spreadsheet would run', async () => {
    const starts = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', '\n=1']
    await using log = await withLog(starts.map((subject, index) => decisionText(`A${index}`, { subject })))
    const { stdout } = await decisions(log, 'export', '--format', 'csv', ...since)
    const rows: readonly Record<string, string>[] = parse(stdout, { columns: true })
    assert.deepEqual(
      rows.map(({ subject }) => subject).toReversed(),
      starts.map((start) => `'${start}`),
    )
  })

  it('writes a file whole, for its owner alone, with the mark that spreadsheets want', async () => {
    await using log = await withLog([decisionText('A1')])
    const file = join(log.path, 'out.csv')
    const { code, stderr } = await decisions(
      log,
      'export',
      '--format',
      'csv',
      '--mark',
      ...since,
      '--output',
      file,
    )
    assert.equal(code, 0)
    assert.match(stderr, /1 decision written to/)
    assert.equal((await readFile(file)).subarray(0, 7).toString('hex'), 'efbbbf74696d65')
    assert.equal((await stat(file)).mode & 0o777, 0o600)
    const failed = await decisions(log, 'export', '--format', 'csv', '--output', join(log.path, 'none', 'x'))
    assert.equal(failed.code, 2)
    assert.match(failed.stderr, /cannot be written/)
  })

  it('writes JSON lines with every text as it was', async () => {
    await using log = await withLog([decisionText('A1', { subject: '=1+1' }), decisionText('A2')])
    const { stdout } = await decisions(log, 'export', '--format', 'jsonl', ...since)
    const subjects = stdout
      .trim()
      .split('\n')
      .map((line) => {
        const record: { readonly subject?: unknown } = JSON.parse(line)
        return record.subject
      })
    assert.deepEqual(subjects, ['Quotation', '=1+1'])
  })
})

describe('sekisho decisions review', () => {
  it('lists break-glass passes until somebody has looked at them', async () => {
    const recent = new Date().toISOString()
    const breakGlass = [{ policy: 'emergency', tell: ['ito@example.co.jp'] }]
    await using log = await withLog([
      decisionText('A1', { at: recent, breakGlass }),
      decisionText('A2', { at: recent, breakGlass: [] }),
      decisionText('A3', { at: recent }),
    ])
    await log.put(`decisions/decisions-${recent.slice(0, 10)}.jsonl`, await readFile(join(log.path, today)))
    const before = await decisions(log, 'review')
    assert.equal(before.code, 1)
    assert.match(
      before.stdout,
      /^A1 [^]*emergency \(told: ito@example.co.jp\)\n1 break-glass pass to look at/,
    )
    const done = await decisions(log, 'review', '--done', 'A1', '--by', 'Ito', '--note', 'asked sales')
    assert.equal(done.code, 0)
    const after = await decisions(log, 'review')
    assert.deepEqual([after.code, after.stdout], [0, 'No break-glass pass waits for a review.\n'])
    const all = await decisions(log, 'review', '--all')
    assert.match(all.stdout, /looked at by Ito, .*: asked sales/)
  })

  it('records no review of what is no pass', async () => {
    await using log = await withLog([decisionText('A1', { at: new Date(noon).toISOString() })])
    const { code, stderr } = await decisions(log, 'review', '--done', 'A1')
    assert.equal(code, 1)
    assert.match(stderr, /no break-glass pass A1/)
  })
})
