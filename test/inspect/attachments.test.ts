import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { gzipSync } from 'node:zlib'

import type { AttachmentFacts } from '../../src/inspect/content-facts.ts'
import {
  docx,
  odt,
  pdfWithFile,
  encryptedPdf,
  japanesePdf,
  latinPdf,
  mailWith,
  pptx,
  shiftJis,
  tar,
  xlsx,
  zip,
} from './files.ts'
import { answerOf, factsOf, foundIn, mail, words } from './mails.ts'

const secret = '社外秘'
const inAttachments = { ...words(secret), body: false }

async function attachmentsOf(bytes: Buffer): Promise<readonly AttachmentFacts[]> {
  return (await factsOf(bytes)).attachments
}

describe('the text of an attached file is searched', () => {
  const files: readonly (readonly [string, () => Promise<Buffer> | Buffer])[] = [
    ['a text in UTF-8', () => Buffer.from('これは社外秘です')],
    ['a table in Shift_JIS', () => shiftJis('氏名,区分\r\n佐藤,社外秘\r\n')],
    ['a text in UTF-16', () => Buffer.from('\ufeffこれは社外秘です', 'utf16le')],
    [
      'a docx, a word cut by runs',
      async () => await docx('<w:p><w:r><w:t>社</w:t></w:r><w:r><w:t>外秘</w:t></w:r></w:p>'),
    ],
    [
      'the header of a docx',
      async () => await docx('', { 'word/header1.xml': '<w:hdr><w:p><w:t>社外秘</w:t></w:p></w:hdr>' }),
    ],
    [
      'a comment of a docx',
      async () => await docx('', { 'word/comments.xml': '<w:comments><w:t>社外秘</w:t></w:comments>' }),
    ],
    ['the text for a picture in a docx', async () => await docx('<wp:docPr id="1" descr="社外秘"/>')],
    [
      'a cell of an xlsx',
      async () =>
        await xlsx('<row><c t="s"><v>0</v></c></row>', '<si><r><t>社外</t></r><r><t>秘</t></r></si>'),
    ],
    [
      'an inline string of an xlsx',
      async () => await xlsx('<row><c t="inlineStr"><is><t>社外秘</t></is></c></row>', ''),
    ],
    [
      'a cell with readings',
      async () => await xlsx('', '<si><t>社外</t><rPh sb="0" eb="1"><t>シャ</t></rPh><t>秘</t></si>'),
    ],
    ['a slide of a pptx', async () => await pptx('<a:p><a:t>社外秘</a:t></a:p>', '')],
    ['the notes of a pptx', async () => await pptx('', '<a:p><a:t>社外秘</a:t></a:p>')],
    [
      'deleted text of a docx',
      async () => await docx('<w:del><w:r><w:delText>社外秘</w:delText></w:r></w:del>'),
    ],
    ['an odt', async () => await odt('<text:p>社<text:span>外</text:span>秘</text:p>')],
    ['a file inside a PDF', () => pdfWithFile('list.txt', Buffer.from('これは社外秘です'))],
    [
      'a file pinned to a page of a PDF',
      () => pdfWithFile('list.txt', Buffer.from('これは社外秘です'), 'pinned'),
    ],
    [
      'a field of a form in a PDF',
      () =>
        latinPdf(
          'hello',
          `/Annots [<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /Rect [0 0 9 9] /V <feff${Buffer.from(secret, 'utf16le').swap16().toString('hex')}> >>]`,
        ),
    ],
    [
      'a file in a docx that is no part of a document',
      async () => await docx('', { 'word/media/list.txt': '社外秘' }),
    ],
    ['a text in a zip', async () => await zip({ 'a/list.csv': '社外秘' })],
    [
      'a docx in a zip in a zip',
      async () => await zip({ 'b.zip': await zip({ 'c.docx': await docx('<w:t>社外秘</w:t>') }) }),
    ],
    ['a text in a tar.gz', () => gzipSync(tar({ 'list.txt': '社外秘' }))],
    [
      'a mail',
      () =>
        Buffer.from(
          'From: a@b.example\r\nSubject: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n社外秘\r\n',
        ),
    ],
    [
      'a picture with an archive behind it',
      async () =>
        Buffer.concat([
          Buffer.from('ffd8ffe000104a46494600', 'hex'),
          Buffer.alloc(500),
          await zip({ 'list.txt': secret }),
        ]),
    ],
    ['a PDF in 90ms-RKSJ-H', () => japanesePdf(shiftJis('これは社外秘です'), '90ms-RKSJ-H')],
    [
      'a PDF in UniJIS-UCS2-H',
      () => japanesePdf(Buffer.from('これは社外秘です', 'utf16le').swap16(), 'UniJIS-UCS2-H'),
    ],
    [
      'a note on a page of a PDF',
      () =>
        latinPdf(
          'hello',
          `/Annots [<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents <feff${Buffer.from(secret, 'utf16le').swap16().toString('hex')}> >>]`,
        ),
    ],
  ]
  for (const [name, make] of files)
    it(name, async () => {
      const file = await make()
      const answer = await answerOf(
        mailWith(file, name === 'a mail' ? 'filename=x.eml' : 'filename=x'),
        inAttachments,
      )
      assert.equal(answer.found, 1, JSON.stringify(answer.troubles))
      assert.equal(await foundIn(mailWith(file), { ...words(secret), attachments: false }), 0)
    })

  it('a PDF with Latin text', async () => {
    const answer = await answerOf(
      mailWith(latinPdf('strictly confidential'), 'filename=x.pdf'),
      words('strictly confidential'),
    )
    assert.deepEqual([answer.found, answer.troubles], [1, []])
  })

  it('uuencoded in a text', async () => {
    const body = ['See below.', '', 'begin 644 list.txt', '+Z0:.Y[>Z[I;/Y;^F', '`', 'end', ''].join('\n')
    const facts = await factsOf(mail(['Content-Type: text/plain'], body))
    assert.deepEqual(
      facts.attachments.map(({ names }) => names),
      [['list.txt']],
    )
  })
})

describe('what a file is, is told by its octets', () => {
  it('whatever its name says', async () => {
    const [pdf] = await attachmentsOf(mailWith(latinPdf('x'), 'filename=notes.txt', 'text/plain'))
    assert.deepEqual(
      [pdf?.trueType, pdf?.mediaType, pdf?.extensions],
      ['application/pdf', 'text/plain', ['txt']],
    )
    const [program] = await attachmentsOf(
      mailWith(Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]), 'filename=a.pdf'),
    )
    assert.equal(program?.trueType, 'application/x-msdownload')
  })

  it('and an Office document is one', async () => {
    const [document] = await attachmentsOf(mailWith(await docx('<w:t>x</w:t>')))
    assert.equal(
      document?.trueType,
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    )
  })

  it('with its size once decoded, its depth and its place', async () => {
    const bytes = mailWith(await zip({ 'in/list.csv': 'a,b' }), 'filename=a.zip')
    const [archive, member] = await attachmentsOf(bytes)
    assert.deepEqual([archive?.path, archive?.depth], ['2', 0])
    assert.deepEqual(
      [member?.path, member?.depth, member?.names, member?.extensions, member?.size],
      ['2/in/list.csv', 1, ['list.csv', 'in/list.csv'], ['csv'], 3],
    )
  })
})

async function secretZip(zipCrypto: boolean): Promise<Buffer> {
  return await zip({ 'x.txt': secret }, { password: 'p', zipCrypto })
}

it('the name that a gzip keeps of its file counts', async () => {
  const packed = gzipSync('x')
  const named = Buffer.concat([packed.subarray(0, 10), Buffer.from('run.exe\0'), packed.subarray(10)])
  named[3] = 8
  const [, member] = await attachmentsOf(mailWith(named, 'filename=data.gz'))
  assert.deepEqual(member?.names, ['data', 'run.exe'])
  assert.deepEqual(member.extensions, ['exe'])
})

it('an archive behind the end of a tar is looked into', async () => {
  const both = Buffer.concat([tar({ 'a.txt': 'x' }), tar({ 'run.exe': secret })])
  const facts = await factsOf(mailWith(both, 'filename=a.tar'), inAttachments)
  assert.deepEqual(
    facts.attachments.map(({ names }) => names[0]),
    ['a.tar', 'a.txt', 'run.exe'],
  )
  assert.equal([...facts.answers.values()][0]?.found, 1)
})

for (const rest of [Buffer.alloc(600, 'z'), Buffer.concat([Buffer.from('z'), Buffer.alloc(600)])])
  it(`octets behind the end of a tar that are no archive leave the answer open: ${rest[1]}`, async () => {
    const bytes = mailWith(Buffer.concat([tar({ 'a.txt': 'x' }), rest]), 'filename=a.tar')
    const { troubles } = await answerOf(bytes, inAttachments)
    assert.deepEqual(
      troubles.map(({ kind }) => kind),
      ['corrupt'],
    )
  })

describe('what cannot be read is told', () => {
  const files: readonly (readonly [string, () => Promise<Buffer> | Buffer, string, boolean])[] = [
    ['a zip with AES', async () => await secretZip(false), 'encrypted', true],
    ['a zip with ZipCrypto', async () => await secretZip(true), 'encrypted', true],
    [
      'a zip with a password inside a zip',
      async () => await zip({ 'a.zip': await secretZip(false) }),
      'encrypted',
      true,
    ],
    ['a PDF with a password', () => encryptedPdf(), 'encrypted', true],
    [
      'an Office document with a password',
      () =>
        Buffer.concat([
          Buffer.from('d0cf11e0a1b11ae1', 'hex'),
          Buffer.alloc(600),
          Buffer.from('EncryptedPackage', 'utf16le'),
        ]),
      'encrypted',
      true,
    ],
    [
      'a .doc',
      () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
      'unsupported',
      false,
    ],
    [
      'a 7z',
      () => Buffer.concat([Buffer.from('377abcaf271c', 'hex'), Buffer.alloc(60)]),
      'unsupported',
      false,
    ],
    [
      'a 7z with a password',
      () =>
        Buffer.concat([Buffer.from('377abcaf271c', 'hex'), Buffer.alloc(60), Buffer.from('06f10701', 'hex')]),
      'encrypted',
      true,
    ],
    [
      'a rar',
      () => Buffer.from('526172211a0700cf907300000d00000000000000000000000000000000000000', 'hex'),
      'unsupported',
      false,
    ],
    [
      'a rar whose names need a password',
      () => Buffer.from('526172211a0700cf907380000d00000000000000000000000000000000000000', 'hex'),
      'encrypted',
      true,
    ],
    [
      'an OpenDocument with a password',
      async () => await odt('x', '<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>'),
      'encrypted',
      true,
    ],
    ['lzh', () => Buffer.concat([Buffer.from('  -lh5-'), Buffer.alloc(60)]), 'unsupported', false],
    [
      'winmail.dat',
      () => Buffer.concat([Buffer.from('789f3e22', 'hex'), Buffer.alloc(60)]),
      'unsupported',
      false,
    ],
    ['a gzip that is cut off', () => gzipSync(Buffer.alloc(5_000, 'ab')).subarray(0, 30), 'corrupt', false],
    ['a tar that is cut off', () => tar({ 'a.txt': 'x'.repeat(3_000) }).subarray(0, 1_500), 'corrupt', false],
    [
      'BinHex',
      () => Buffer.from('(This file must be converted with BinHex 4.0)\n:abc:'),
      'unsupported',
      false,
    ],
    ['rich text', () => Buffer.from('{\\rtf1 hello}'), 'unsupported', false],
    ['a broken zip', async () => (await zip({ 'x.txt': secret })).subarray(0, 60), 'corrupt', false],
    ['a broken PDF', () => Buffer.from('%PDF-1.7\nnothing'), 'corrupt', false],
    [
      'a document type in a docx',
      async () => await docx('', { 'word/x.xml': '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>' }),
      'corrupt',
      false,
    ],
    [
      'octets that are no text',
      () => Buffer.from([0, 1, 2, 3, 4, 5, 250, 251, 0, 0, 7]),
      'unsupported',
      false,
    ],
  ]
  for (const [name, make, kind, isEncrypted] of files)
    it(`${name}: ${kind}`, async () => {
      const facts = await factsOf(mailWith(await make()), inAttachments)
      const [answer] = facts.answers.values()
      assert.ok(
        answer?.troubles.some((trouble) => trouble.kind === kind),
        JSON.stringify(answer),
      )
      assert.equal(facts.attachments[0]?.isEncrypted, isEncrypted)
    })

  it('but not of a question about the body alone', async () => {
    const bytes = mailWith(await secretZip(false))
    assert.deepEqual((await answerOf(bytes, { ...words(secret), attachments: false })).troubles, [])
  })
})

describe('a document', () => {
  it('with parts in UTF-16 is read as a whole', async () => {
    const item = Buffer.from(`\ufeff<?xml version="1.0" encoding="utf-16"?><a>${secret}</a>`, 'utf16le')
    const answer = await answerOf(mailWith(await docx('', { 'customXml/item1.xml': item })), inAttachments)
    assert.deepEqual([answer.found, answer.troubles], [1, []])
  })
  const png = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.alloc(200)])
  it('with pictures, fonts and settings of a printer is read as a whole', async () => {
    const file = await docx('<w:t>x</w:t>', {
      'word/media/image1.png': png,
      'word/fonts/font1.odttf': Buffer.from([0, 1, 2, 3, 4, 0, 0, 9]),
      'word/printerSettings/printerSettings1.bin': Buffer.from([0, 1, 2, 3, 4, 0, 0, 9]),
    })
    assert.deepEqual((await answerOf(mailWith(file), inAttachments)).troubles, [])
  })
  it('with what only calls itself a picture is looked into', async () => {
    const file = await docx('<w:t>x</w:t>', { 'word/media/image1.png': await zip({ 'a.txt': secret }) })
    assert.equal((await answerOf(mailWith(file), inAttachments)).found, 1)
  })
})

it('a signature of S/MIME is no file that cannot be read', async () => {
  const signature = Buffer.from(
    '308006092a864886f70d010702a0803080020101310b300906052b0e03021a0500300b06092a864886f70d0107010000000000000000',
    'hex',
  )
  const bytes = mailWith(signature, 'filename=smime.p7s', 'application/pkcs7-signature')
  assert.deepEqual((await answerOf(bytes, inAttachments)).troubles, [])
})

it('a picture within the text is inline', async () => {
  const bytes = mail(
    ['Content-Type: multipart/related; boundary=b'],
    '--b\nContent-Type: text/html\n\n<img src="cid:1">\n--b\nContent-Type: image/png\nContent-ID: <1>\nContent-Disposition: inline; filename=a.png\n\nx\n--b--\n',
  )
  assert.deepEqual(
    (await attachmentsOf(bytes)).map(({ isInline }) => isInline),
    [true],
  )
})
