import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import encodingJapanese from 'encoding-japanese'
import { answerOf, foundIn, mail, pattern, words } from './mails.ts'

const plain = ['Content-Type: text/plain; charset=utf-8']

function encoded(text: string, to: 'JIS' | 'SJIS' | 'EUCJP'): string {
  return Buffer.from(
    encodingJapanese.convert(encodingJapanese.stringToCode(text), { to, from: 'UNICODE' }),
  ).toString('latin1')
}

describe('words in a text', () => {
  const found: readonly (readonly [string, string, string])[] = [
    ['as it stands', '本件は社外秘です。', '社外秘'],
    ['in another case', 'This is Strictly CONFIDENTIAL.', 'strictly confidential'],
    ['in full-width letters', 'ＣＯＮＦＩＤＥＮＴＩＡＬ', 'confidential'],
    ['in half-width katakana', 'ｼｬｶﾞｲﾋ', 'シャガイヒ'],
    ['with zero-width characters inside', '社\u200b外\u2060秘', '社外秘'],
    ['with a soft hyphen inside', 'confi\u00addential', 'confidential'],
    ['over a line break in Japanese', 'これは社\n外秘です', '社外秘'],
    ['over a line break in a quotation', '> これは社\n> 外秘です', '社外秘'],
    ['over a line break between words', 'strictly\nconfidential', 'strictly confidential'],
    ['with a wide space between words', 'strictly\u3000confidential', 'strictly confidential'],
    ['set wide', '社　外　秘\n会議の資料', '社外秘'],
    ['at the very end', 'secret', 'secret'],
    ['of one character', '秘', '秘'],
  ]
  for (const [name, text, word] of found)
    it(`are found ${name}`, async () => {
      assert.equal(await foundIn(mail(plain, text), words(word)), 1)
    })

  const absent: readonly (readonly [string, string, string])[] = [
    ['inside a longer word', 'a secretary', 'secret'],
    ['behind letters', 'topsecret', 'secret'],
    ['over the end of a paragraph', 'strictly\n\nconfidential', 'strictly confidential'],
    ['over a space between words of Japanese', '会社 外 秘密', '社外秘'],
    ['over two paragraphs of Japanese', 'これは社\n\n外秘です', '社外秘'],
  ]
  for (const [name, text, word] of absent)
    it(`are not found ${name}`, async () => {
      assert.equal(await foundIn(mail(plain, text), words(word)), 0)
    })

  it('are counted once each, however often they stand there', async () => {
    const answer = await answerOf(mail(plain, '極秘 極秘 社外秘'), words('極秘', '社外秘', '部外秘'))
    assert.equal(answer.found, 2)
    assert.deepEqual(answer.examples.map(({ text }) => text).toSorted(), ['極秘', '社外秘'].toSorted())
    assert.deepEqual(answer.troubles, [])
  })

  it('are found with Latin letters beside Japanese', async () => {
    assert.equal(await foundIn(mail(plain, 'これはsecretです'), words('secret')), 1)
  })
})

describe('a text is read', () => {
  const text = '本件は社外秘です。取扱注意。'
  for (const [label, to] of [
    ['iso-2022-jp', 'JIS'],
    ['Shift_JIS', 'SJIS'],
    ['EUC-JP', 'EUCJP'],
    ['cp50221', 'JIS'],
    ['windows-31j', 'SJIS'],
    ['SJIS-win', 'SJIS'],
    ['JIS', 'JIS'],
  ] as const)
    it(`in ${label}`, async () => {
      const bytes = mail([`Content-Type: text/plain; charset=${label}`], encoded(text, to), 'latin1')
      const answer = await answerOf(bytes, words('社外秘'))
      assert.deepEqual([answer.found, answer.troubles], [1, []])
    })

  for (const [label, to] of [
    ['us-ascii', 'JIS'],
    ['iso-8859-1', 'SJIS'],
    ['utf-8', 'EUCJP'],
    ['iso-2022-jp', 'SJIS'],
    ['shift_jis', 'EUCJP'],
  ] as const)
    it(`although its charset ${label} is a lie for ${to}`, async () => {
      const bytes = mail([`Content-Type: text/plain; charset=${label}`], encoded(text, to), 'latin1')
      assert.equal(await foundIn(bytes, words('社外秘')), 1)
    })

  it('in ISO-2022-JP with escape sequences that change nothing, as old programs write them', async () => {
    const jis = encoded(text, 'JIS')
    const idle = jis
      .replace('\u001b$B', '\u001b(B\u001b$B\u001b(J\u001b$@\u001b$B')
      .replace('\u001b(B', '\u001b(B\u001b(J\u001b(B')
      .replace('\u001b$B', '\u001b(B\u001b$B')
    for (const label of ['iso-2022-jp', 'us-ascii']) {
      const bytes = mail([`Content-Type: text/plain; charset=${label}`], idle, 'latin1')
      const answer = await answerOf(bytes, words('社外秘'))
      assert.deepEqual([answer.found, answer.troubles], [1, []])
    }
  })

  it('in an unknown charset by the best guess, and the trouble is told', async () => {
    const bytes = mail(['Content-Type: text/plain; charset=x-odd'], encoded(text, 'SJIS'), 'latin1')
    const answer = await answerOf(bytes, words('社外秘'))
    assert.equal(answer.found, 1)
    assert.deepEqual(answer.troubles, [
      { kind: 'unknown-charset', path: '1', detail: 'x-odd', scope: { body: true, attachments: false } },
    ])
  })

  it('in UTF-7', async () => {
    assert.equal(
      await foundIn(mail(['Content-Type: text/plain; charset=utf-7'], '+eT5ZFnnY-'), words('社外秘')),
      1,
    )
  })

  it('in a transfer encoding that nobody knows, as it may be meant', async () => {
    const bytes = mail(
      [...plain, 'Content-Transfer-Encoding: quotedprintable'],
      '=E7=A4=BE=E5=A4=96=E7=A7=98',
    )
    const answer = await answerOf(bytes, words('社外秘'))
    assert.deepEqual([answer.found, answer.troubles.length], [1, 1])
  })

  it('uuencoded', async () => {
    const lines = 'begin 644 a.txt\n)YZ2^Y:26YZ>8\n`\nend\n'
    const bytes = mail([...plain, 'Content-Transfer-Encoding: x-uuencode'], lines)
    assert.deepEqual(await answerOf(bytes, words('社外秘')), {
      found: 1,
      examples: [{ path: '1', text: '社外秘' }],
      troubles: [],
    })
  })

  it('in UTF-16', async () => {
    const bytes = Buffer.from(text, 'utf16le').toString('base64')
    const header = ['Content-Type: text/plain; charset=utf-16le', 'Content-Transfer-Encoding: base64']
    assert.equal(await foundIn(mail(header, bytes), words('社外秘')), 1)
  })

  it('in quoted-printable and base64', async () => {
    const quoted = '=E7=A4=BE=E5=A4=\r\n=96=E7=A7=98'
    assert.equal(
      await foundIn(mail([...plain, 'Content-Transfer-Encoding: Quoted-Printable'], quoted), words('社外秘')),
      1,
    )
    const base64 = Buffer.from(text).toString('base64')
    assert.equal(
      await foundIn(mail([...plain, 'Content-Transfer-Encoding: BASE64'], base64), words('社外秘')),
      1,
    )
  })

  it('with base64 that is broken, in every way that a program may read it', async () => {
    const base64 = Buffer.from(`${text} 極秘`).toString('base64')
    for (const broken of [`${base64.slice(0, 9)}!${base64.slice(9)}`, `QQ==\n${base64}`]) {
      const answer = await answerOf(
        mail([...plain, 'Content-Transfer-Encoding: base64'], broken),
        words('社外秘'),
      )
      assert.equal(answer.found, 1)
      assert.equal(answer.troubles[0]?.detail, 'base64 with characters that do not belong to it')
    }
  })
})

describe('HTML is read as a reader sees it', () => {
  const html = ['Content-Type: text/html; charset=utf-8']
  const found: readonly (readonly [string, string])[] = [
    ['split by tags', '<p>社<b>外</b><span>秘</span></p>'],
    ['written as entities', '&#31038;&#x5916;秘'],
    ['split by a soft hyphen entity', '社&shy;外&ZeroWidthSpace;秘'],
    ['split by a comment', '社<!-- x -->外秘'],
    ['split by a hidden element', '社<span style="display: none">あ</span>外秘'],
    [
      'split by an element that a class hides',
      '<style>.h { font-size: 0px }</style>社<i class="a h">あ</i>外秘',
    ],
    ['hidden itself', '<div style="display:none">社外秘</div>'],
    ['white on white', '<font color="#FFFFFF">社外秘</font>'],
    ['in a comment', '<!-- 社外秘 -->'],
    ['in the text for an image', '<img alt="社外秘">'],
    ['in the title', '<head><title>社外秘</title></head>'],
    ['in a tag that is not closed', '<p>社外秘<b'],
    ['where the head is not closed', '<head><style>p{}</style><p>社外秘</p><p>会議</p>'],
    ['behind a title that is not closed', '<title>x<p>社<b>外</b>秘</p>'],
    ['in a condition for one program', '<!--[if mso]><p>社<b>外</b>秘</p><![endif]-->'],
    ['in what is for who runs no scripts', '<noscript>社<b>外</b>秘</noscript>'],
    ['over a line break of the source', '<p>社\n外秘</p>'],
  ]
  for (const [name, body] of found)
    it(`and a word is found ${name}`, async () => {
      assert.equal(await foundIn(mail(html, body), words('社外秘')), 1)
    })
  for (const body of ['社<br>外秘', '<p>社</p><p>外秘</p>'])
    it(`and what ${body} shows apart is apart`, async () => {
      assert.equal(await foundIn(mail(html, body), words('社外秘')), 0)
    })
})

it('a word at the end of a paragraph stands alone, even where the head is not closed', async () => {
  const bytes = mail(['Content-Type: text/html'], '<html><head><p>secret</p><p>next</p>')
  assert.equal(await foundIn(bytes, words('secret')), 1)
})

for (const type of ['message/partial; id=a; number=1; total=2', 'message/external-body; access-type=URL'])
  it(`a mail of type ${type} is not here as a whole`, async () => {
    const answer = await answerOf(mail([`Content-Type: ${type}`], 'x'), words('y'))
    assert.deepEqual(
      answer.troubles.map(({ kind }) => kind),
      ['unsupported'],
    )
  })

describe('patterns', () => {
  it('are found in normal text, each distinct match once', async () => {
    const answer = await answerOf(
      mail(plain, '番号ＡＢ－１２３４とAB-1234とCD-5678'),
      pattern('[A-Z]{2}[-－]\\d{4}'),
    )
    assert.equal(answer.found, 2)
    assert.deepEqual(
      answer.examples.map(({ text }) => text),
      ['AB-1234', 'CD-5678'],
    )
  })
  it('heed case unless told otherwise', async () => {
    assert.equal(await foundIn(mail(plain, 'project phoenix'), pattern('Phoenix')), 0)
    assert.equal(await foundIn(mail(plain, 'project phoenix'), pattern('Phoenix', true)), 1)
  })
  it('that match nothing but the empty text find nothing', async () => {
    assert.equal(await foundIn(mail(plain, 'abc'), pattern('x*')), 0)
  })
})

describe('a mail of many parts', () => {
  const parts = [
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'hello',
    '--b',
    'Content-Type: multipart/alternative; boundary="bb"',
    '',
    '--bb',
    'Content-Type: text/html; charset=utf-8',
    '',
    '<p>社<b>外秘</b></p>',
    '--bb--',
    '--b',
    'Content-Type: message/rfc822',
    '',
    'Subject: =?utf-8?B?5qW156eY?=',
    'Content-Type: text/plain; charset=utf-8',
    '',
    '部外秘',
    '--b--',
    '',
  ].join('\n')
  it('is read in all its parts, attached mails and their subjects too', async () => {
    const answer = await answerOf(
      mail(['Content-Type: multipart/mixed; boundary=b'], parts),
      words('社外秘', '部外秘', '極秘', '何'),
    )
    assert.deepEqual([answer.found, answer.troubles], [3, []])
    assert.deepEqual(
      answer.examples.map(({ path, text }) => `${path} ${text}`),
      ['2.1 社外秘', '3/0 極秘', '3/1 部外秘'],
    )
  })

  const doubtful: readonly (readonly [string, string, string])[] = [
    ['has no boundary', 'Content-Type: multipart/mixed', 'multipart without boundary'],
    ['has two boundaries', 'Content-Type: multipart/mixed; boundary=c; boundary=b', 'more than one boundary'],
    ['has no parts', 'Content-Type: multipart/mixed; boundary=other', 'multipart without parts'],
  ]
  for (const [name, header, detail] of doubtful)
    it(`is read in every way if it ${name}, and the trouble is told`, async () => {
      const answer = await answerOf(mail([header], parts), words('社外秘', '部外秘'))
      assert.ok(answer.found > 0)
      assert.ok(answer.troubles.some((trouble) => trouble.kind === 'corrupt' && trouble.detail === detail))
    })

  it('is read in both ways if a line begins with the boundary and goes on', async () => {
    const body = '--b\n\nhello\n--bb\nContent-Type: text/html\n\n<p>社<b>外秘</b></p>\n--b--\n'
    const answer = await answerOf(mail(['Content-Type: multipart/mixed; boundary=b'], body), words('社外秘'))
    assert.equal(answer.found, 1)
    assert.deepEqual(
      answer.troubles.map(({ detail }) => detail),
      ['boundary is the beginning of another line'],
    )
  })

  it('is read in both ways if a part has two content types', async () => {
    const body = '--b\nContent-Type: text/plain\nContent-Type: text/html\n\n<p>社<b>外秘</b></p>\n--b--\n'
    const answer = await answerOf(mail(['Content-Type: multipart/mixed; boundary=b'], body), words('社外秘'))
    assert.equal(answer.found, 1)
    assert.deepEqual(
      answer.troubles.map(({ detail }) => detail),
      ['Content-Type in doubt'],
    )
  })
})
