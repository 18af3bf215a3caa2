import assert from 'node:assert/strict'
import { test } from 'node:test'

import { factsOf as inspect, mail } from '../../inspect/mails.ts'
import { asked, conditionOf, settingsOf, world } from './judged.ts'

const plain = ['Content-Type: text/plain; charset=utf-8']
const html = ['Content-Type: text/html; charset=utf-8']

async function missing(header: readonly string[], body: string): Promise<string> {
  const condition = conditionOf('missingAttachment')
  const questions = condition.questions?.(settingsOf('missingAttachment', true), world) ?? []
  return asked('missingAttachment', true, {
    facts: { content: await inspect(mail(header, body), ...questions) },
  })
}

test('an attachment is announced in the words of the author, and there is none', async () => {
  assert.equal(await missing(plain, '資料を添付いたします。'), 'yes')
  assert.equal(await missing(plain, 'Please find the report attached.'), 'yes')
  assert.equal(await missing(html, '<p>資料を<b>添</b>付します</p>'), 'yes')
  assert.equal(await missing(plain, '明日の件、承知しました。'), 'no')
})

for (const announcement of [
  '見積書を同封いたします。',
  '詳細は別紙をご覧ください。',
  '別添の通りです。',
  '資料をお送りします。ご確認ください。',
  '資\n料をお送りいたします。',
  'ファイルを送付します。',
  'I am attaching the minutes.',
  'Enclosed please find our offer.',
  '添付ファイルはありませんでしたので、改めて添付します。',
  'There was no attachment in my last mail; now it is attached.',
  'この資料に添付ファイルの内容の問題はありません。',
])
  test(`an announcement: ${announcement}`, async () => {
    assert.equal(await missing(plain, announcement), 'yes')
  })

for (const none of [
  '添付ファイルはありません。',
  '添付ファイルはございません。',
  '※添付なし',
  '添付ファイル：無し',
  '添付資料は特にありません。',
  '今回は添付しておりません。',
  '同封は不要です。',
  '別紙はございません。',
  'お礼の品をお送りします。',
  '後ほどお送りします。',
  'There is no attachment.',
  'This mail comes without any attachments.',
  'No files attached.',
  'The file is not attached yet.',
  "It isn't attached.",
  'Attachments: none',
  'This e-mail and any attachments are confidential.',
])
  test(`no announcement: ${none}`, async () => {
    assert.equal(await missing(plain, none), 'no')
  })

test('what the author quotes is no announcement of his', async () => {
  assert.equal(await missing(plain, '承知しました。\n\n> 資料を添付します。\n> よろしく'), 'no')
  assert.equal(
    await missing(plain, 'Thanks!\n\n-----Original Message-----\nFrom: a\nPlease find attached'),
    'no',
  )
  assert.equal(
    await missing(
      plain,
      '了解です。\n\n________________________________\n差出人: 佐藤\n送信日時: 昨日\n添付します',
    ),
    'no',
  )
  assert.equal(await missing(plain, 'Got it.\n\nOn Monday, Taro wrote:\nSee attached.'), 'no')
  assert.equal(await missing(html, '<p>Thanks</p><blockquote>see attached</blockquote>'), 'no')
  assert.equal(await missing(html, '<p>Thanks</p><div class="gmail_quote">see attached</div>'), 'no')
  assert.equal(await missing(html, '<p>Thanks</p><div id="divRplyFwdMsg">From: x</div>see attached'), 'no')
})

test('an answer between quoted lines is the words of the author', async () => {
  assert.equal(await missing(plain, '> 資料はありますか。\n添付します。\n> 急ぎです。'), 'yes')
})

test('with a file there is nothing missing, an image of the signature is no file', async () => {
  const boundary = ['Content-Type: multipart/related; boundary=b']
  const text = '--b\nContent-Type: text/plain; charset=utf-8\n\n添付します\n'
  const pdf =
    '--b\nContent-Type: application/pdf; name=a.pdf\nContent-Disposition: attachment\n\n%PDF-1.4\n--b--'
  assert.equal(await missing(boundary, text + pdf), 'no')
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex')
  const image = `--b\nContent-Type: image/png\nContent-ID: <logo>\nContent-Transfer-Encoding: base64\n\n${png.toString('base64')}\n--b--`
  assert.equal(await missing(boundary, text + image), 'yes')
})
