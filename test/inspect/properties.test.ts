/** However a word is wrapped, it is found; whatever octets come, there is an answer. */

import assert from 'node:assert/strict'
import { it } from 'node:test'
import { gzipSync } from 'node:zlib'

import encodingJapanese from 'encoding-japanese'
import {
  array,
  assert as assertProperty,
  asyncProperty,
  boolean,
  constantFrom,
  nat,
  oneof,
  record,
  uint8Array,
} from 'fast-check'
import { docx, latinPdf, mailWith, shiftJis, tar, zip } from './files.ts'
import { factsOf, foundIn, mail, words } from './mails.ts'

const secret = '社外秘'
const around = 'これは会議の資料です。'

/** How the text is written: a media type with its charset, and the octets. */
interface Written {
  readonly type: string
  readonly octets: Buffer
}

function japanese(text: string, to: 'JIS' | 'SJIS' | 'EUCJP'): Buffer {
  return Buffer.from(encodingJapanese.convert(encodingJapanese.stringToCode(text), { to, from: 'UNICODE' }))
}

const charsets: Readonly<Record<string, (text: string) => Buffer>> = {
  'utf-8': (text) => Buffer.from(text),
  'iso-2022-jp': (text) => japanese(text, 'JIS'),
  shift_jis: (text) => japanese(text, 'SJIS'),
  'euc-jp': (text) => japanese(text, 'EUCJP'),
}

const splitters = ['', '\u200b', '\n', '\u00ad']
const htmlSplitters = [
  '',
  '<b></b>',
  '&shy;',
  '&#8203;',
  '<!-- -->',
  '<span style="display:none">x</span>',
  '\n',
]

const written = oneof(
  record({ charset: constantFrom(...Object.keys(charsets)), isBroken: boolean() }).map(
    ({ charset, isBroken }): Written => ({
      type: `text/plain; charset=${charset}`,
      octets: charsets[charset]?.(`${around}${isBroken ? '社外\n秘' : secret}${around}`) ?? Buffer.alloc(0),
    }),
  ),
  constantFrom(...splitters).map((mark): Written => {
    return { type: 'text/plain; charset=utf-8', octets: Buffer.from(`${around}社${mark}外${mark}秘`) }
  }),
  constantFrom(...htmlSplitters).map((mark): Written => {
    return {
      type: 'text/html; charset=utf-8',
      octets: Buffer.from(`<p>${around}<i>社${mark}外</i>${mark}秘</p>`),
    }
  }),
)

function encode({ type, octets }: Written, encoding: string): string {
  const base = Buffer.from(octets).toString('base64').replaceAll(/.{60}/g, '$&\n')
  const quoted = octets
    .toString('latin1')
    .replaceAll(
      /[^\n]/g,
      (character) => `=${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    )
  const body =
    encoding === 'base64' ? base : encoding === 'quoted-printable' ? quoted : octets.toString('latin1')
  return `Content-Type: ${type}\nContent-Transfer-Encoding: ${encoding}\n\n${body}`
}

const wrappers = ['mixed', 'alternative', 'related', 'rfc822'] as const

function wrap(entity: string, kinds: readonly (typeof wrappers)[number][]): string {
  return kinds.reduce((inside, kind, level) => {
    if (kind === 'rfc822') return `Content-Type: message/rfc822\n\n${inside}`
    const boundary = `=_${level}_`
    const part = `--${boundary}\nContent-Type: text/plain\n\nhello\n--${boundary}\n`
    return `Content-Type: multipart/${kind}; boundary="${boundary}"\n\n${part}${inside}\n--${boundary}--`
  }, entity)
}

it('a word is found however it is written, encoded and wrapped', async () => {
  await assertProperty(
    asyncProperty(
      written,
      constantFrom('8bit', 'base64', 'quoted-printable'),
      array(constantFrom(...wrappers), { maxLength: 5 }),
      async (text, encoding, kinds) => {
        const entity = wrap(encode(text, encoding), kinds).replaceAll('\n', '\r\n')
        const bytes = Buffer.from(`From: a@b.example\r\n${entity}\r\n`, 'latin1')
        assert.equal(await foundIn(bytes, words(secret)), 1, bytes.toString('latin1'))
      },
    ),
    { numRuns: 300 },
  )
})

type Wrapping = (octets: Buffer) => Promise<Buffer>
const wrappings: Readonly<Record<string, Wrapping>> = {
  zip: async (octets) => await zip({ 'a.bin': octets }),
  gzip: async (octets) => await Promise.resolve(gzipSync(octets)),
  mail: async (octets) => await Promise.resolve(mailWith(octets)),
}

it('a word is found in a file however it is packed', async () => {
  const files = [
    Buffer.from(`${around}${secret}`),
    shiftJis(`${around}${secret}`),
    tar({ 'a.txt': secret }),
    await docx(`<w:p><w:t>${secret}</w:t></w:p>`),
  ]
  await assertProperty(
    asyncProperty(
      constantFrom(...files),
      array(constantFrom(...Object.keys(wrappings)), { maxLength: 2 }),
      async (file, kinds) => {
        let octets: Buffer = file
        for (const kind of kinds) octets = (await wrappings[kind]?.(octets)) ?? octets
        const found = await foundIn(mailWith(octets), words(secret))
        assert.equal(found, 1, kinds.join(' '))
      },
    ),
    { numRuns: 60 },
  )
})

it('there is an answer for any octets', async () => {
  const seeds = [
    await zip({ 'a.txt': secret }),
    await docx('<w:p><w:t>x</w:t></w:p>'),
    latinPdf('x'),
    tar({ 'a.txt': 'x' }),
    gzipSync(Buffer.from('x')),
    Buffer.from('<html><style>a{b}</style><p>x'),
    mail(['Content-Type: multipart/mixed; boundary=b'], '--b\n\nx\n--b--\n'),
  ]
  await assertProperty(
    asyncProperty(
      constantFrom(...seeds),
      array(record({ at: nat(5_000), octet: nat(255) }), { maxLength: 8 }),
      nat(5_000),
      async (seed, changes, cut) => {
        const octets = Buffer.from(seed)
        for (const { at, octet } of changes) octets[at % octets.length] = octet
        const file = octets.subarray(0, octets.length - (cut % 3 === 0 ? cut % octets.length : 0))
        const facts = await factsOf(mailWith(file), words(secret))
        assert.equal(facts.answers.size, 1)
        assert.equal((await factsOf(file, words(secret))).answers.size, 1)
      },
    ),
    { numRuns: 150 },
  )
  await assertProperty(
    asyncProperty(uint8Array({ maxLength: 300 }), async (octets) => {
      assert.equal((await factsOf(Buffer.from(octets), words(secret))).answers.size, 1)
    }),
    { numRuns: 150 },
  )
})
