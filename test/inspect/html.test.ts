/** What HTML brings along or shows in ways of its own: files in addresses, targets of links, readings, turned text. */

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { mailWith, zip } from './files.ts'
import { factsOf, foundIn, mail, pattern, words } from './mails.ts'

const html = ['Content-Type: text/html; charset=utf-8']
const secret = '社外秘'
const inFiles = { ...words(secret), body: false }

async function secretZip(): Promise<string> {
  return (await zip({ 'a.txt': secret }, { password: 'p' })).toString('base64')
}

describe('a file in a data: URI is a file of the mail', () => {
  it('and one that a link saves has the name that the link gives', async () => {
    const link = `<a href="data:application/zip;base64,${await secretZip()}" download="s.zip">x</a>`
    const { attachments, answers } = await factsOf(mail(html, link), inFiles)
    const [file, member] = attachments
    assert.deepEqual([file?.names, file?.isEncrypted, file?.depth], [['s.zip'], true, 0])
    assert.equal(file?.trueType, 'application/zip')
    assert.deepEqual(member?.names, ['a.txt'])
    assert.notDeepEqual([...answers.values()][0]?.troubles, [])
  })

  const csv = Buffer.from(secret).toString('base64')
  const texts: readonly (readonly [string, string])[] = [
    ['of a link', `<a href="data:text/csv;charset=utf-8;base64,${csv}">x</a>`],
    ['with percent codes', `<a href="data:text/csv;charset=utf-8,${encodeURIComponent(secret)}">x</a>`],
    ['with line ends within', `<a href="da\nta:text/csv;base64,${csv.slice(0, 4)}\n${csv.slice(4)}">x</a>`],
    ['that says it is a picture', `<img src="data:image/png;base64,${csv}">`],
    ['in a style', `<p style="background: url('data:image/png;base64,${csv}')">x</p>`],
    ['in a style sheet', `<style>p { background: url(data:image/png;base64,${csv}) }</style>`],
  ]
  for (const [name, body] of texts)
    it(`and is searched: one ${name}`, async () => {
      assert.equal(await foundIn(mail(html, body), inFiles), 1)
      assert.equal((await factsOf(mail(html, body))).attachments.length, 1)
    })

  it('in a page that is attached too', async () => {
    const page = `<html><a href="data:application/zip;base64,${await secretZip()}" download="s.zip">x</a>`
    const { attachments } = await factsOf(mailWith(page, 'filename=a.html', 'text/html'))
    assert.deepEqual(
      attachments.map(({ names, depth, isEncrypted }) => [names[0], depth, isEncrypted]),
      [
        ['a.html', 0, true],
        ['s.zip', 1, true],
        ['a.txt', 2, true],
      ],
    )
  })

  it('but a picture of the page is none, and hides nothing', async () => {
    const png = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.alloc(200)])
    const body = `<img src="data:image/png;base64,${png.toString('base64')}">`
    const { attachments, troubles } = await factsOf(mail(html, body), words(secret))
    assert.deepEqual([attachments, troubles], [[], []])
  })
})

describe('targets of links are searched', () => {
  for (const body of [
    '<a href="https://example.com/社外秘">x</a>',
    `<a href="https://example.com/?q=${encodeURIComponent(secret)}">x</a>`,
    `<img src="https://example.com/${encodeURIComponent(secret)}.png">`,
    '<form action="mailto:x@example.com?body=%8E%D0%8A%4F%94%E9">x</form>',
  ])
    it(body, async () => {
      assert.equal(await foundIn(mail(html, body), words(secret)), 1)
    })

  it('but the number of a part is no mail address', async () => {
    const bytes = mail(html, '<img src="cid:image001@example.com">')
    const question = { kind: 'personal-data', data: 'mail-address', body: true, attachments: true } as const
    assert.equal(await foundIn(bytes, question), 0)
  })
})

describe('text that HTML shows in one piece is found in one piece', () => {
  for (const body of [
    '<ruby>社<rp>(</rp><rt>しゃ</rt><rp>)</rp>外<rt>がい</rt>秘<rt>ひ</rt></ruby>',
    '&#8238;秘外社',
    '<bdo dir="rtl">秘外社</bdo>',
    '<span style="unicode-bidi: bidi-override; direction: rtl">秘外社</span>',
    '<div style="display:inline">社</div><div style="display: inline-block">外秘</div>',
    '<p style="float:left">社</p><p style="float:left">外秘</p>',
    '<style>.a { float: left }</style><p class=a>社</p><p class=a>外秘</p>',
    '<table><tr><td>社</td><td>外</td><td>秘</td></tr></table>',
    '<table><tr><td>\n<p>社</p>\n</td>\n<td>\n<p>外</p></td>\n<td><p>秘</p></td></tr></table>',
  ])
    it(body, async () => {
      assert.equal(await foundIn(mail(html, body), words(secret)), 1)
    })

  it('a plain text that is shown from right to left too', async () => {
    assert.equal(
      await foundIn(mail(['Content-Type: text/plain; charset=utf-8'], '\u202e秘外社\u202c'), words(secret)),
      1,
    )
  })

  it('but cells of a row do not make one number', async () => {
    const bytes = mail(html, '<table><tr><td>1234</td><td>5678</td></tr></table>')
    assert.equal(await foundIn(bytes, pattern('\\d{8}')), 0)
  })

  it('a word in letters over cells too', async () => {
    const body = '<table><tr>\n<td>con</td>\n<td>fi</td>\n<td>dential</td>\n</tr></table>'
    assert.equal(await foundIn(mail(html, body), words('confidential')), 1)
  })

  for (const body of [
    '<table><tr><td>社</td></tr><tr><td>外秘</td></tr></table>',
    '<table><tr><td><p>社</p></td></tr>\n<tr><td><p>外秘</p></td></tr></table>',
  ])
    it(`but rows are apart in ${body}`, async () => {
      assert.equal(await foundIn(mail(html, body), words(secret)), 0)
    })

  it('a hundred thousand addresses with data are read in time', async () => {
    const images = Array.from({ length: 100_000 }, (_, at) => `<img src="data:text/plain,${at}">`)
    const started = performance.now()
    const { troubles } = await factsOf(mail(html, images.join('')), words(secret))
    assert.ok(performance.now() - started < 5_000)
    assert.notDeepEqual(troubles, [])
  })
})
