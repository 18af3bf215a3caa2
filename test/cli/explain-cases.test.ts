import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { z } from 'zod'
import { root, sekisho } from './command.ts'

const bank = join(root, 'test/bank')

const answerSchema = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  line: z.number().optional(),
  error: z.string().optional(),
  verdict: z.string().optional(),
  reason: z.string().optional(),
  approver: z.string().optional(),
  namedBy: z.unknown().optional(),
  candidates: z.array(z.unknown()).optional(),
  expect: z.record(z.string(), z.string()).optional(),
})

function linesIn(text: string): z.infer<typeof answerSchema>[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => answerSchema.parse(JSON.parse(line)))
}

async function cases(input: string, ...words: string[]) {
  return sekisho(['explain', '--org', bank, '--cases', '-', '--date', '2026-11-24', ...words], { input })
}

describe('sekisho explain --cases', () => {
  it('answers every case of the worked example as it must be, in order, with exit code 0', async () => {
    const file = join(bank, 'cases.jsonl')
    const { code, stdout, stderr } = await sekisho(['explain', '--org', bank, '--cases', file])
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' })
    const wanted = linesIn(readFileSync(file, 'utf8')).map(({ id, expect }) => ({
      approver: undefined,
      ...expect,
      id,
    }))
    const given = linesIn(stdout).map(({ id, verdict, reason, approver }) => ({
      approver,
      verdict,
      reason,
      id,
    }))
    assert.deepEqual(given, wanted)
    assert.equal(given.length, 116)
  })

  it('says which entry named the approver, and who would have done', async () => {
    const { stdout } = await cases(
      '{"id":1,"from":"takahashi@example.co.jp","to":["c@example.com"],"cc":["suzuki@example.co.jp"]}\n' +
        '{"id":2,"from":"takahashi@example.co.jp","to":["c@example.com"]}\n',
    )
    const [allowed, rejected] = linesIn(stdout)
    assert.deepEqual(allowed?.namedBy, { kind: 'pattern', pattern: 'P1', row: 2, entry: 0 })
    assert.equal(allowed.candidates, undefined)
    assert.deepEqual(rejected?.candidates?.[0], {
      employee: 'E1011',
      name: '鈴木 花子',
      address: 'suzuki@example.co.jp',
      unit: '本部 総務部 庶務課',
      role: '050',
    })
  })

  it('takes a single address for a list, a missing list for an empty one, and CRLF, blank lines and a BOM', async () => {
    const { code, stdout } = await cases(
      '\ufeff{"id":"a","from":"takahashi@example.co.jp","to":"c@example.com","cc":"suzuki@example.co.jp"}\r\n' +
        '\r\n{"id":"b","from":"takahashi@example.co.jp"}\r\n' +
        '{"id":"c","from":"takahashi@example.co.jp","bcc":"c@example.com","cc":null,"expect":0,"more":1}',
    )
    assert.equal(code, 0)
    assert.deepEqual(
      linesIn(stdout).map(({ id, reason }) => [id, reason]),
      [
        ['a', 'approver-present'],
        ['b', 'internal-only'],
        ['c', 'no-internal-recipient'],
      ],
    )
  })

  it('answers a faulty line with an error that names it, goes on, and ends with exit code 2', async () => {
    const { code, stdout } = await cases(
      'nonsense\n{"id":"x","to":[]}\n{"id":"y","from":"a@example.com","date":"2026-02-30"}\n' +
        '{"id":"z","from":"a@example.com","to":[1]}\n[]\n{"id":"good","from":"stranger@example.com","to":"c@example.com"}\n',
    )
    assert.equal(code, 2)
    const answers = linesIn(stdout)
    assert.deepEqual(
      answers.map(({ id, line }) => [id, line]),
      [
        [undefined, 1],
        ['x', 2],
        ['y', 3],
        ['z', 4],
        [undefined, 5],
        ['good', undefined],
      ],
    )
    assert.match(String(answers[0]?.error), /^line 1: this is not JSON/)
    assert.match(String(answers[1]?.error), /^line 2: "from" is missing/)
    assert.match(String(answers[2]?.error), /^line 3: "date" is no day/)
    assert.match(String(answers[3]?.error), /^line 4: "to" must be an address/)
    assert.match(String(answers[4]?.error), /^line 5: expected a JSON object/)
    assert.equal(answers[5]?.reason, 'sender-unknown')
  })

  it('says what is wrong with a line in Japanese', async () => {
    const { code, stdout } = await cases('{"id":"x"}\n', '--language', 'ja')
    assert.equal(code, 2)
    assert.match(stdout, /1 行目: .*送信者のアドレスを記述してください/)
  })

  it('does not keep a line that is longer than 4 MiB, and goes on behind it', async () => {
    const long = `{"from":"a@example.com","to":"${'x'.repeat(5_000_000)}"}`
    const { code, stdout } = await cases(`${long}\n{"id":"b","from":"takahashi@example.co.jp"}\n`)
    assert.equal(code, 2)
    const [first, second] = linesIn(stdout)
    assert.match(String(first?.error), /^line 1: .*4 MiB/)
    assert.equal(second?.reason, 'internal-only')
  })

  it('answers 100,000 cases in seconds', { timeout: 30_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sekisho-cases-'))
    try {
      const file = join(folder, 'cases.jsonl')
      writeFileSync(file, readFileSync(join(bank, 'cases.jsonl'), 'utf8').repeat(863))
      const { code, stdout } = await sekisho(['explain', '--org', bank, '--cases', file])
      assert.equal(code, 0)
      assert.equal(stdout.split('\n').length - 1, 116 * 863)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('ends quietly when the reader goes away amid many answers', async () => {
    const child = spawn(process.execPath, [
      join(root, 'bin/sekisho.cjs'),
      'explain',
      '--org',
      bank,
      '--cases',
      '-',
    ])
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.stdin.on('error', () => undefined)
    child.stdin.write(readFileSync(join(bank, 'cases.jsonl'), 'utf8').repeat(400))
    child.stdout.once('data', () => child.stdout.destroy())
    const code = await new Promise((resolve) => {
      child.on('close', resolve)
    })
    assert.deepEqual({ code, said }, { code: 0, said: '' })
  })

  it('fails for a file that is not there', async () => {
    const { code, stdout, stderr } = await sekisho(['explain', '--org', bank, '--cases', '/nowhere.jsonl'])
    assert.deepEqual({ code, stdout }, { code: 2, stdout: '' })
    assert.match(stderr, /\/nowhere\.jsonl cannot be read: there is no such file/)
  })

  it('fails for a faulty organization, and names its errors', async () => {
    const faulty = join(root, 'test/imports/bad-address')
    const { code, stdout, stderr } = await sekisho(['explain', '--org', faulty, '--cases', '-'])
    assert.deepEqual({ code, stdout }, { code: 2, stdout: '' })
    assert.match(stderr, /hr\.csv:\d+:/)
  })
})
