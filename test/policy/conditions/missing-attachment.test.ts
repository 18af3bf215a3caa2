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
