import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import PostalMime from 'postal-mime'
import { viewNotice, writeNotice } from '../../src/deliver/notice-letter.ts'
import { readNoticeTemplates } from '../../src/deliver/notice-templates.ts'
import type { NoticeTemplates } from '../../src/deliver/notice-templates.ts'
import { decodedText } from '../../src/mail/decoded-text.ts'
import { noticeOn, refusedMails } from './refused-mails.ts'

const golden = join(import.meta.dirname, 'notices')
const author = { hostname: 'gate.example', address: 'mailer-daemon@gate.example' }

function shipped(): NoticeTemplates {
  const reading = readNoticeTemplates(undefined)
  assert.equal(reading.kind, 'templates')
  return reading.templates
}

/** `SEKISHO_RENEW_NOTICES=1` writes the files anew, to be read before they are committed. */
function expectGolden(name: string, text: string): void {
  const file = join(golden, name)
  if (process.env['SEKISHO_RENEW_NOTICES'] === '1') writeFileSync(file, text)
  assert.equal(text, readFileSync(file, 'utf8'), name)
}

for (const [name, given] of Object.entries(refusedMails)) {
  for (const language of ['en', 'ja'] as const) {
    test(`the notice about ${name} reads as its file says (${language})`, () => {
      const view = viewNotice(noticeOn(given, language), shipped())
      expectGolden(`${name}.${language}.txt`, `Subject: ${view.subject}\n\n${view.text}`)
      expectGolden(`${name}.${language}.html`, view.html)
    })
  }
}

test('every golden notice belongs to a mail', () => {
  const names = Object.keys(refusedMails).flatMap((name) =>
    ['en.txt', 'en.html', 'ja.txt', 'ja.html'].map((end) => `${name}.${end}`),
  )
  assert.deepEqual(readdirSync(golden).toSorted(), names.toSorted())
})

test('a notice is a whole mail: text and HTML, marked as automatic, an answer to the refused one', async () => {
  const notice = noticeOn(refusedMails['no-authority'] ?? assert.fail(), 'ja')
  const mail = await PostalMime.parse(await writeNotice(notice, shipped(), author, 'D1-notice'))
  const field = (key: string): string | undefined => mail.headers.find((each) => each.key === key)?.value
  assert.equal(field('auto-submitted'), 'auto-replied')
  assert.equal(field('x-auto-response-suppress'), 'All')
  assert.equal(field('in-reply-to'), '<1@example.co.jp>')
  assert.equal(field('references'), '<1@example.co.jp>')
  assert.equal(field('message-id'), '<D1-notice@gate.example>')
  assert.equal(field('content-language'), 'ja')
  assert.deepEqual(mail.from, { name: '社外メール関所 (Sekisho)', address: 'mailer-daemon@gate.example' })
  assert.equal(mail.to?.[0]?.address, 'takahashi@example.co.jp')
  assert.match(mail.subject ?? '', /^【社外へ未送信】上司を Cc に入れて再送してください : ご提案の件$/)
  assert.match(mail.text ?? '', /suzuki@example\.co\.jp/)
  assert.match(mail.html ?? '', /suzuki@example\.co\.jp/)
})

test('a notice is 7-bit and its lines end in CRLF, so that every next hop takes it', async () => {
  const notice = noticeOn(refusedMails['no-authority'] ?? assert.fail(), 'ja')
  const bytes = (await writeNotice(notice, shipped(), author, 'D1-notice')).toString('latin1')
  assert.doesNotMatch(bytes, /[^\r\n\t -~]/)
  assert.doesNotMatch(bytes, /(?:^|[^\r])\n|\r(?!\n)/)
  assert.ok(bytes.split('\r\n').every((line) => line.length <= 998 && !line.startsWith('.')))
})

test('each encoded word of a Japanese subject can be decoded alone, as old programs do', async () => {
  const notice = noticeOn(
    {
      ...(refusedMails['no-authority'] ?? assert.fail()),
      header: [
        'From: takahashi@example.co.jp',
        'To: client@example.com',
        `Subject: =?UTF-8?B?${Buffer.from('𠮷野家・髙﨑様　お見積書の再送につきまして').toString('base64')}?=`,
      ],
    },
    'ja',
  )
  const bytes = (await writeNotice(notice, shipped(), author, 'D1-notice')).toString('latin1')
  const subject = /^Subject: ((?:.*\r\n[ \t])*.*)\r\n/m.exec(bytes)?.[1] ?? ''
  const words = subject.match(/=\?[^?]+\?[BQ]\?[^?]*\?=/gi) ?? []
  assert.ok(words.length > 1)
  for (const word of words) {
    assert.ok(word.length <= 75, word)
    assert.doesNotMatch(decodedText(word), /\ufffd/)
  }
  assert.equal(
    words
      .map((word) => decodedText(word))
      .join('')
      .replaceAll(/\s/g, ''),
    '【社外へ未送信】上司をCcに入れて再送してください:𠮷野家・髙﨑様お見積書の再送につきまして',
  )
})

test('what the refused mail says cannot become HTML, a field or a line of the notice', async () => {
  const notice = noticeOn({
    header: [
      'From: "x" <takahashi@example.co.jp>',
      'To: "<b>"@example.com',
      `Subject: =?UTF-8?B?${Buffer.from('<script>alert(1)</script>\r\nBcc: a@example.net\n{{reason}}').toString('base64')}?=`,
      'Message-ID: <1@example.co.jp>\tBcc: <b@example.net>',
    ],
    rcptTo: ['"<img src=x onerror=alert(1)>"@example.com'],
  })
  const { html, subject } = viewNotice(notice, shipped())
  assert.doesNotMatch(html, /<script|<img|<b>"/)
  assert.match(html, /&lt;script&gt;/)
  assert.match(subject, /\{\{reason\}\}/)
  const bytes = await writeNotice(notice, shipped(), author, 'D1-notice')
  const mail = await PostalMime.parse(bytes)
  assert.equal(mail.bcc, undefined)
  assert.equal(mail.inReplyTo, undefined)
})

test('the link of an approver opens the mail anew with him in Cc, and nothing of it can break out', () => {
  const notice = noticeOn({
    header: [
      'From: takahashi@example.co.jp',
      'To: client@example.com, "a,b?&"@example.com',
      'Cc: tanaka@example.co.jp',
      'Subject: 50% & more?',
    ],
  })
  const { html } = viewNotice(notice, shipped())
  assert.match(
    html,
    /href="mailto:client@example\.com,%22a%2Cb%3F%26%22@example\.com\?cc=tanaka@example\.co\.jp,suzuki@example\.co\.jp&amp;subject=50%25%20%26%20more%3F"/,
  )
})
