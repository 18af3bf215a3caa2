import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Answer } from '../../../src/policy/answer.ts'
import { readPolicies } from '../../../src/policy/read-policies.ts'
import { docx, latinPdf, mailWith, zip } from '../../inspect/files.ts'
import { factsOf as inspect, mail } from '../../inspect/mails.ts'
import { answerOf, asked, conditionOf, noContent, settingsOf, world } from './judged.ts'

const plain = ['Content-Type: text/plain; charset=utf-8']

/** Inspects the mail for what the condition asks, as the gate does. */
async function answerFor(kind: string, written: unknown, bytes: Buffer): Promise<Answer> {
  const questions = conditionOf(kind).questions?.(settingsOf(kind, written), world) ?? []
  return answerOf(kind, written, { facts: { content: await inspect(bytes, ...questions) } })
}

async function of(kind: string, written: unknown, bytes: Buffer): Promise<string> {
  return (await answerFor(kind, written, bytes)).answer
}

test('words are found in the body, in files, or in both counted together', async () => {
  const bytes = mailWith('社外秘です', 'filename=a.txt', 'text/plain; charset=utf-8')
  const words = ['社外秘', 'file']
  assert.equal(await of('text', { words: '社外秘' }, bytes), 'no')
  assert.equal(await of('text', { words: '社外秘', in: 'attachments' }, bytes), 'yes')
  assert.equal(await of('text', { words, in: 'anywhere', count: { atLeast: 2 } }, bytes), 'yes')
  assert.equal(await of('text', { words, count: { atLeast: 2 } }, bytes), 'no')
  assert.equal(await of('text', { words: { list: 'secret' } }, mail(plain, '極\u200b秘')), 'yes')
})

test('what was found stands in the evidence', async () => {
  assert.deepEqual(await answerFor('text', { matches: 'P-[0-9]{3}' }, mail(plain, 'P-123 and P-456')), {
    answer: 'yes',
    evidence: [
      { kind: 'count', count: 2 },
      { kind: 'text', path: '1', text: 'P-123' },
      { kind: 'text', path: '1', text: 'P-456' },
    ],
  })
})

/** As S/MIME puts it beside a mail: without the mail. */
const detachedSignature = Buffer.from(
  '308006092a864886f70d010702a0803080020101310b300906052b0e03021a0500300b06092a864886f70d0107010000000000000000',
  'hex',
)
/** With a mail of four octets in it. */
const opaqueSignature = Buffer.from(
  '308006092a864886f70d010702a0803080020101310b300906052b0e03021a0500301106092a864886f70d010701a0040402414200000000000000000000',
  'hex',
)

test('a file that cannot be read leaves the answer open, unless enough was found or it is ignored', async () => {
  const locked = mailWith(await zip({ 'a.txt': 'x' }, { password: 'p' }), 'filename=a.zip')
  const old = mailWith(Buffer.from(`d0cf11e0a1b11ae1${'00'.repeat(600)}`, 'hex'), 'filename=a.doc')
  assert.equal(await of('text', { words: '社外秘', in: 'anywhere' }, locked), 'cannot-tell')
  assert.equal(await of('text', { words: 'file', in: 'anywhere' }, locked), 'yes')
  assert.equal(await of('text', { words: '社外秘' }, locked), 'no', 'the body was read')
  assert.equal(await of('text', { words: '社外秘', in: 'anywhere' }, old), 'cannot-tell')
  const ignoring = { words: '社外秘', in: 'anywhere', unsupported: 'ignore' }
  assert.equal(await of('text', ignoring, old), 'no')
  assert.equal(await of('text', ignoring, locked), 'cannot-tell', 'a password is no format')
})

test('what has no text anyway hides none: images, signatures, settings of printers in a workbook', async () => {
  const secret = { words: '社外秘', in: 'anywhere' }
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex')
  assert.equal(await of('text', secret, mailWith(png, 'filename=a.png', 'image/png')), 'no')
  const noise = Buffer.from(Array.from({ length: 900 }, (_, index) => (index * 197 + 131) % 256))
  const signature = mailWith(detachedSignature, 'filename=smime.p7s', 'application/pkcs7-signature')
  assert.equal(await of('text', secret, signature), 'no')
  assert.equal(await of('couldNotInspect', true, signature), 'no')
  const workbook = await zip({
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': '<workbook/>',
    'xl/printerSettings/printerSettings1.bin': noise,
  })
  assert.equal(await of('text', secret, mailWith(workbook, 'filename=a.xlsx')), 'no')
  assert.equal(await of('text', secret, mailWith(noise, 'filename=a.bin')), 'cannot-tell')
  const drawing = Buffer.concat([Buffer.from('AC1027'), noise])
  assert.equal(await of('text', secret, mailWith(drawing, 'filename=a.dwg', 'image/vnd.dwg')), 'cannot-tell')
})

test('what was not inspected or not asked is not answered', () => {
  assert.equal(asked('text', { words: 'x' }, {}), 'cannot-tell')
  assert.equal(asked('text', { words: 'x' }, { facts: { content: noContent } }), 'cannot-tell')
  assert.equal(asked('attachments', { none: {} }, {}), 'cannot-tell')
})

test('files are told by name, extension, type and size', async () => {
  const pdf = mailWith(latinPdf('x'), 'filename=Quotation-5.PDF', 'application/pdf')
  assert.equal(await of('attachments', { any: { extension: '.pdf' } }, pdf), 'yes')
  assert.equal(await of('attachments', { any: { name: 'quotation*' } }, pdf), 'yes')
  assert.equal(await of('attachments', { any: { name: 'quotation' } }, pdf), 'no')
  assert.equal(await of('attachments', { any: { matches: '^Quotation-[0-9]' } }, pdf), 'yes')
  assert.equal(await of('attachments', { any: { type: 'application/pdf' } }, pdf), 'yes')
  assert.equal(await of('attachments', { all: { type: ['image/*', 'text/*'] } }, pdf), 'no')
  assert.equal(await of('attachments', { any: { size: { atLeast: '1 MB' } } }, pdf), 'no')
  assert.equal(await of('attachments', { totalSize: { atLeast: 100 } }, pdf), 'yes')
  assert.equal(await of('attachments', { none: {} }, mail(plain, 'x')), 'yes')
})

test('an extension that lies is told by the content', async () => {
  const lying = mailWith(latinPdf('x'), 'filename=notes.txt', 'text/plain')
  const office = mailWith(await docx('<w:t>x</w:t>'), 'filename=a.docx')
  assert.equal(await of('attachments', { any: { typeDiffers: true } }, lying), 'yes')
  assert.equal(await of('attachments', { any: { typeDiffers: true } }, office), 'no')
  assert.equal(
    await of('attachments', { any: { typeDiffers: true } }, mailWith('x', 'filename=a.txt', 'text/plain')),
    'no',
  )
})

test('files inside archives count, unless the mail alone is asked for', async () => {
  const bytes = mailWith(await zip({ 'in/a.exe': 'MZ' }), 'filename=a.zip')
  assert.equal(await of('attachments', { any: { extension: 'exe' } }, bytes), 'yes')
  assert.equal(await of('attachments', { any: { extension: 'exe', in: 'archive' } }, bytes), 'yes')
  assert.equal(await of('attachments', { any: { extension: 'exe', in: 'mail' } }, bytes), 'no')
  assert.equal(await of('attachments', { count: { atLeast: 2 }, of: { in: 'mail' } }, bytes), 'no')
})

test('an archive with a password is told, its names stand in the open', async () => {
  const locked = mailWith(await zip({ 'a.exe': 'MZ', 'b.txt': 'x' }, { password: 'p' }), 'filename=a.zip')
  assert.equal(await of('attachments', { any: { encrypted: true } }, locked), 'yes')
  assert.equal(await of('attachments', { any: { extension: 'exe' } }, locked), 'yes')
  assert.equal(await of('attachments', { any: { extension: 'js' } }, locked), 'no')
  assert.equal(await of('attachments', { any: { type: 'application/pdf' } }, locked), 'cannot-tell')
  const nested = mailWith(
    await zip({ 'b.zip': await zip({ 'a.js': 'x' }) }, { password: 'p' }),
    'filename=a.zip',
  )
  assert.equal(await of('attachments', { any: { extension: 'js' } }, nested), 'cannot-tell')
  assert.equal(await of('attachments', { any: { extension: 'js', in: 'mail' } }, nested), 'no')
})

test('the signature of a mail is no attachment, whatever else calls itself one is', async () => {
  const noise = Buffer.from(Array.from({ length: 900 }, (_, index) => (index * 197 + 131) % 256))
  const type = 'application/pkcs7-signature'
  const none = { none: {} }
  assert.equal(await of('attachments', none, mailWith(detachedSignature, 'filename=smime.p7s', type)), 'yes')
  assert.equal(await of('attachments', none, mailWith(detachedSignature, 'filename=secret.js', type)), 'no')
  const longer = Buffer.concat([detachedSignature, noise])
  for (const [what, octets] of [
    ['noise that is declared as one', noise],
    ['one with something behind it', longer],
    ['one with the mail inside', opaqueSignature],
  ] as const) {
    const disguised = mailWith(octets, 'filename=smime.p7s', type)
    assert.equal(await of('attachments', none, disguised), 'no', what)
    assert.equal(await of('couldNotInspect', true, disguised), 'yes', what)
    assert.equal(await of('text', { words: '社外秘', in: 'anywhere' }, disguised), 'cannot-tell', what)
  }
})

test('an archive that is not read may hold anything, a document that is not read holds no file', async () => {
  const rar = mailWith(Buffer.from(`526172211a0701${'00'.repeat(100)}`, 'hex'), 'filename=a.rar')
  const old = mailWith(Buffer.from(`d0cf11e0a1b11ae1${'00'.repeat(600)}`, 'hex'), 'filename=a.doc')
  assert.equal(await of('attachments', { any: { extension: 'exe' } }, rar), 'cannot-tell')
  assert.equal(await of('attachments', { any: { extension: 'exe', in: 'mail' } }, rar), 'no')
  assert.equal(await of('attachments', { any: { extension: 'exe' } }, old), 'no')
})

test('a text in a charset that nobody knows hides no file', async () => {
  const bytes = mail(['Content-Type: text/plain; charset=x-nobody-knows'], '\u00e9')
  assert.equal(await of('attachments', { none: {} }, bytes), 'yes')
  assert.equal(await of('couldNotInspect', 'unknown-charset', bytes), 'yes')
})

test('a structure that is broken may hide files', async () => {
  const bytes = mail(['Content-Type: multipart/mixed'], 'x')
  assert.equal(await of('attachments', { none: {} }, bytes), 'cannot-tell')
  assert.equal(await of('couldNotInspect', 'corrupt', bytes), 'yes')
  assert.equal(await of('couldNotInspect', 'encrypted', bytes), 'no')
})

test('an encrypted mail hides all its files', async () => {
  const bytes = mail(
    [
      'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m',
      'Content-Transfer-Encoding: base64',
    ],
    'MIIBxgYJKoZIhvcNAQcDoIIBtzCCAbMCAQA=',
  )
  assert.equal(await of('messageKind', ['smime-encrypted', 'pgp-encrypted'], bytes), 'yes')
  assert.equal(await of('attachments', { any: { extension: 'exe' } }, bytes), 'cannot-tell')
  assert.equal(await of('text', { words: '社外秘' }, bytes), 'cannot-tell')
})

test('personal data of several kinds is counted together', async () => {
  const bytes = mail(plain, 'カード 4111 1111 1111 1111\n電話 03-1234-5678\n電話 03-1234-5679')
  assert.equal(await of('personalData', { data: 'card' }, bytes), 'yes')
  assert.equal(await of('personalData', { data: ['card', 'phone'], count: { atLeast: 3 } }, bytes), 'yes')
  assert.equal(await of('personalData', { data: ['card', 'phone'], count: { atLeast: 4 } }, bytes), 'no')
  assert.equal(await of('personalData', { data: 'my-number' }, bytes), 'no')
})

test('a kind of message is what its fields and parts say', async () => {
  const automatic = mail([...plain, 'Auto-Submitted: auto-replied'], 'away')
  assert.equal(await of('messageKind', 'automatic-reply', automatic), 'yes')
  assert.equal(await of('messageKind', ['calendar', 'tnef'], automatic), 'no')
})

test('words of a list are found as those that stand in the condition, whatever their script', async () => {
  for (const [word, text] of [
    ['Straße', 'in der STRASSE, in der straße'],
    ['ΟΔΟΣ', 'οδος'],
    ['ＳＥＣＲＥＴ', 'secret'],
  ] as const) {
    const reading = readPolicies(`version: 1\nlists: { l: { words: [${word}] } }\npolicies: []\n`)
    assert.equal(reading.kind, 'read')
    const list = reading.document.lists.get('l')
    assert.ok(list !== undefined)
    const lists = new Map([['l', list]])
    const header = [`Subject: ${text}`, 'To: client@example.com']
    assert.equal(
      asked('subject', { words: word }, { header }),
      asked('subject', { words: { list: 'l' } }, { header }, { lists }),
    )
    assert.equal(asked('subject', { words: { list: 'l' } }, { header }, { lists }), 'yes', word)
  }
})

test('a document with octets that belong to no member leaves open what files it holds', async () => {
  const document = await docx('<w:t>x</w:t>')
  const hidden = await zip({ 'a.exe': 'x' }, { password: 'p' })
  for (const octets of [
    Buffer.concat([hidden, document]),
    Buffer.concat([document, hidden.subarray(0, -30)]),
    Buffer.concat([document, Buffer.alloc(400, 'x')]),
  ]) {
    const bytes = mailWith(octets, 'filename=a.docx')
    for (const any of [{ encrypted: true }, { extension: 'exe' }, { encrypted: true, in: 'mail' }])
      assert.equal(await of('attachments', { any }, bytes), 'cannot-tell', JSON.stringify(any))
  }
  const sound = mailWith(document, 'filename=a.docx')
  assert.equal(await of('attachments', { any: { encrypted: true } }, sound), 'no')
})

test('a text in broken octets leaves its files told', async () => {
  const bytes = mailWith(Buffer.from('e7a4', 'hex'), 'filename=a.txt', 'text/plain; charset=utf-8')
  assert.equal(await of('attachments', { any: { encrypted: true } }, bytes), 'no')
})
