import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { stringify } from 'yaml'
import { noticePlaceholders } from '../../src/deliver/notice-values.ts'
import { root, sekisho } from './command.ts'

const folder = mkdtempSync(join(tmpdir(), 'sekisho-notice-'))
after(() => rmSync(folder, { recursive: true }))

const mail = join(root, 'test/passages/02-nobody-in-cc/mail.eml')
const asked = ['--eml', mail, '--mail-from', 'takahashi@example.co.jp', '--rcpt', 'client@example.com']

function configuration(refusal: Readonly<Record<string, unknown>>): string {
  const file = join(folder, 'sekisho.yaml')
  const organization = join(root, 'test/bank')
  const listeners = [{ name: 'smtp', port: 2525 }]
  writeFileSync(file, stringify({ organization, listeners, nextHop: { kind: 'outbox' }, refusal }))
  return file
}

async function preview(
  refusal: Readonly<Record<string, unknown>>,
  words: readonly string[] = asked,
): ReturnType<typeof sekisho> {
  return await sekisho(['notice', 'preview', '--config', configuration(refusal), ...words])
}

test('preview shows what the sender would read, in the language of the setting', async () => {
  const japanese = await preview({ by: 'notice', language: 'ja' })
  assert.equal(japanese.code, 0, japanese.stderr)
  assert.match(
    japanese.stdout,
    /^To: +takahashi@example\.co\.jp\nLanguage: Japanese\nSubject: +【社外へ未送信】/,
  )
  assert.match(japanese.stdout, /suzuki@example\.co\.jp/)
  assert.equal(japanese.stderr, '')
  const english = await preview({ by: 'notice', language: 'en' })
  assert.match(english.stdout, /Add your supervisor to Cc and send again: Proposal/)
})

test('preview prints the HTML page or the whole mail for other programs', async () => {
  const html = await preview({ by: 'notice' }, [...asked, '--format', 'html'])
  assert.match(html.stdout, /^<!DOCTYPE html>[^]*<\/html>\n$/)
  const whole = await preview({ by: 'notice', from: 'gate@example.co.jp' }, [...asked, '--format', 'mail'])
  assert.match(whole.stdout, /^From: (?:.*\r\n )*.*<gate@example\.co\.jp>\r$/m)
})

test('preview says why there would be no notice', async () => {
  const none = await preview({ by: 'notice' }, [
    ...asked.slice(0, 2),
    '--mail-from',
    '<>',
    '--rcpt',
    'client@example.com',
  ])
  assert.equal(none.code, 1)
  assert.match(none.stdout, /^No notice: nobody writes to a null sender/)
})

async function previewOf(from: string, to: string): ReturnType<typeof sekisho> {
  return await preview({ by: 'notice' }, [...asked.slice(0, 2), '--mail-from', from, '--rcpt', to])
}

test('preview shows no mail whose envelope the gate would not even take', async () => {
  const [badSender, badRecipient, bracketed] = await Promise.all([
    previewOf('takahashi', 'client@example.com'),
    previewOf('takahashi@example.co.jp', 'client@@example.com'),
    previewOf('<takahashi@example.co.jp>', '<client@example.com>'),
  ])
  for (const { code, stdout, stderr } of [badSender, badRecipient]) {
    assert.deepEqual({ code, stdout }, { code: 2, stdout: '' })
    assert.match(stderr, /takahashi|client@@example\.com/)
  }
  assert.equal(bracketed.code, 0)
})

test('preview warns where the setting is the reply', async () => {
  assert.match((await preview({})).stderr, /refusal\.by is "reply"/)
})

test('templates can be written, changed and looked at; a mistake is named with file, line and name', async () => {
  const templates = join(folder, 'templates')
  const written = await sekisho(['notice', 'templates', '--output', templates])
  assert.equal(written.code, 0, written.stderr)
  assert.deepEqual(readdirSync(templates).toSorted(), [
    'notice.en.html',
    'notice.en.txt',
    'notice.ja.html',
    'notice.ja.txt',
  ])
  const again = await sekisho(['notice', 'templates', '--output', templates])
  assert.equal(again.code, 1)
  assert.match(again.stdout, /is there already\. Nothing was written/)

  writeFileSync(
    join(templates, 'notice.en.txt'),
    'Subject: {{headline}}\n\nAsk {{#approvers}}{{name}};{{/approvers}}\n',
  )
  const own = await preview({ by: 'notice', language: 'en', templates: 'templates' })
  assert.match(own.stdout, /^Ask 鈴木 花子;/m)

  writeFileSync(join(templates, 'notice.en.txt'), 'Subject: {{headline}}\n\nAsk\n{{aprovers}}\n')
  const faulty = await preview({ by: 'notice', templates: 'templates' })
  assert.equal(faulty.code, 2)
  assert.match(
    faulty.stderr,
    /notice\.en\.txt:4: there is no placeholder "aprovers"\. Did you mean "approvers"\?/,
  )
})

test('the manual of notices names every placeholder, and no other', () => {
  const manual = readFileSync(join(root, 'docs/notices.md'), 'utf8')
  const table = manual.slice(manual.indexOf('| placeholder | value |'), manual.indexOf('## In the log'))
  const rows = new Map(
    [...table.matchAll(/^\| `(\w+)` \| (.*) \|$/gm)].map(([, name, value]) => [name, value ?? '']),
  )
  assert.deepEqual([...rows.keys()], Object.keys(noticePlaceholders))
  for (const [name, shape] of Object.entries(noticePlaceholders)) {
    if (typeof shape === 'string') continue
    for (const inner of Object.keys(shape))
      assert.ok(rows.get(name)?.includes(`\`${inner}\``), `${name}.${inner}`)
  }
})
