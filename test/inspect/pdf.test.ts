/** What a PDF shows and does not say: fonts without characters, bookmarks, octets behind its end. */

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deflateSync } from 'node:zlib'

import { hasFontWithoutUnicode } from '../../src/inspect/pdf-fonts.ts'
import {
  encryptedPdf,
  japanesePdf,
  latinPdf,
  mailWith,
  pdfInFont,
  pdfWithBookmarks,
  shiftJis,
} from './files.ts'
import { answerOf, factsOf, foundIn, words } from './mails.ts'

const withoutUnicode = 'PDF font without Unicode'

async function troublesOf(pdf: Buffer): Promise<readonly string[]> {
  const { troubles } = await answerOf(mailWith(pdf, 'filename=a.pdf'), words('x'))
  return troubles.map(({ detail }) => detail)
}

const shown = 'BT /F1 12 Tf 72 720 Td <00410042> Tj ET'
const identity = '<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [6 0 R]'
function descendant(ordering: string): string {
  return `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) /Ordering (${ordering}) /Supplement 0 >> /DW 1000 >>`
}
function drawn(names: string): string {
  return `<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /FirstChar 65 /LastChar 65 /Widths [9] /CharProcs << ${names} 6 0 R >> /Encoding << /Type /Encoding /Differences [65 ${names}] >> /Resources << >> >>`
}
const glyph = '<< /Length 12 >>\nstream\n9 0 d0 0 0 m\nendstream'

describe('a page in a font that leads to no characters leaves its text open', () => {
  it('in codes of the font itself', async () => {
    const pdf = pdfInFont(shown, `${identity} >>`, [descendant('Identity')])
    assert.ok((await troublesOf(pdf)).includes(withoutUnicode))
  })
  it('in glyphs that are drawn', async () => {
    const pdf = pdfInFont('BT /F1 12 Tf (A) Tj ET', drawn('/g1'), [glyph])
    assert.ok((await troublesOf(pdf)).includes(withoutUnicode))
  })
  it('in a font that stands in an object stream', () => {
    const objects = `5 0 6 ${identity.length + 4} ${identity} >> ${descendant('Identity')}`
    const packed = deflateSync(Buffer.from(objects, 'latin1'))
    const first = objects.indexOf('<<')
    const pdf = Buffer.concat([
      Buffer.from(
        `%PDF-1.7\n9 0 obj\n<< /Type /ObjStm /N 2 /First ${first} /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`,
      ),
      packed,
      Buffer.from('\nendstream\nendobj\n'),
    ])
    assert.equal(
      hasFontWithoutUnicode(pdf, () => false),
      true,
    )
  })
})

describe('a page in a font that leads to characters is read', () => {
  const fonts: readonly (readonly [string, Buffer])[] = [
    ['by the names of its glyphs', pdfInFont('BT /F1 12 Tf (A) Tj ET', drawn('/A'), [glyph])],
    ['by its collection', pdfInFont(shown, `${identity} >>`, [descendant('Japan1')])],
    ['by a map', pdfInFont(shown, `${identity} /ToUnicode 7 0 R >>`, [descendant('Identity'), glyph])],
    ['by its encoding', japanesePdf(shiftJis('会議の資料'), '90ms-RKSJ-H')],
    ['of every program', latinPdf('hello')],
  ]
  for (const [name, pdf] of fonts)
    it(name, async () => {
      assert.ok(!(await troublesOf(pdf)).includes(withoutUnicode))
    })
})

it('bookmarks of a PDF are searched', async () => {
  const bytes = mailWith(pdfWithBookmarks('Phoenix plan', 'top secret'), 'filename=a.pdf')
  assert.equal(await foundIn(bytes, words('phoenix', 'top secret')), 2)
})

describe('octets behind the end of a PDF', () => {
  it('leave the answer open', async () => {
    const troubles = await troublesOf(Buffer.concat([latinPdf('hello'), Buffer.alloc(2_000, 'x')]))
    assert.ok(troubles.includes('octets behind the end of a PDF'))
  })
  it('are nothing if they are line ends and zeros', async () => {
    assert.deepEqual(await troublesOf(Buffer.concat([latinPdf('hello'), Buffer.alloc(2_000)])), [])
  })
  it('do not keep a PDF from being told as encrypted', async () => {
    const { attachments } = await factsOf(mailWith(Buffer.concat([encryptedPdf(), Buffer.alloc(2_000, 'x')])))
    assert.equal(attachments[0]?.isEncrypted, true)
  })
})
