/**
 * Whatever a mail does to those who look into it, the answer comes in time and says that it is not whole, other mails go on
 * meanwhile, and the memory stays bounded.
 */

import assert from 'node:assert/strict'
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { gzipSync } from 'node:zlib'

import type { ContentFacts, TextQuestion, TroubleKind } from '../../src/inspect/content-facts.ts'
import { createInspector } from '../../src/inspect/inspector.ts'
import { contentOf } from '../../src/mail/content-of.ts'
import type { Content } from '../../src/mail/content.ts'
import { standardSettings } from './bounds.ts'
import { docx, latinPdf, mailWith, zip } from './files.ts'
import { mail, pattern, words } from './mails.ts'
import { bombZip, overlappingZip, storedZip } from './raw-zip.ts'

/** Twice what is promised, for machines that do other things. */
const patience = 4_000
const megabyte = 1_048_576
const mostMemory = 1_000 * megabyte

const plainMail = contentOf(mail(['Content-Type: text/plain; charset=utf-8'], '社外秘'))
const asked = [words('社外秘', 'confidential')]

const inspector = createInspector(standardSettings)
before(async () => {
  // The threads have started: how long that takes is not asked here.
  await Promise.all([inspector.inspect(plainMail, asked), inspector.inspect(plainMail, asked)])
})
after(async () => {
  await inspector.close()
})

/** The facts about the attack, while a plain mail gets its answer. */
async function answered(attack: Content, questions: readonly TextQuestion[] = asked): Promise<ContentFacts> {
  const started = performance.now()
  const attacked = inspector.inspect(attack, questions)
  const other = await inspector.inspect(plainMail, asked)
  assert.equal([...other.answers.values()][0]?.found, 1, 'the other mail was not inspected')
  const facts = await attacked
  const took = performance.now() - started
  assert.ok(took < patience, `it took ${Math.round(took)} ms`)
  const memory = process.memoryUsage.rss()
  assert.ok(memory < mostMemory, `${Math.round(memory / megabyte)} MB of memory`)
  return facts
}

/** Found; or, where the machine has much else to do, not found in time, which is told. */
function assertFound(facts: ContentFacts): void {
  const [answer] = facts.answers.values()
  const isLate = facts.troubles.some(({ kind }) => kind === 'timed-out')
  assert.ok(answer?.found === 1 || isLate, JSON.stringify(facts.troubles))
}

function assertTold(facts: ContentFacts, told: TroubleKind): void {
  const isTold = facts.troubles.some(({ kind }) => kind === told || kind === 'timed-out')
  assert.ok(isTold, JSON.stringify(facts.troubles))
}

function nested(depth: number): Buffer {
  let archive: Buffer = Buffer.from('社外秘')
  for (let level = 0; level < depth; level++) archive = storedZip(level === 0 ? 'a.txt' : 'a.zip', archive)
  return archive
}

function multiparts(depth: number): Buffer {
  const head: string[] = []
  const tail: string[] = []
  for (let level = 0; level < depth; level++) {
    head.push(`--b${level}x`, `Content-Type: multipart/mixed; boundary=b${level + 1}x`, '')
    tail.unshift(`--b${level}x--`)
  }
  const text = [`--b${depth}x`, '', '社外秘', `--b${depth}x--`]
  return mail(['Content-Type: multipart/mixed; boundary=b0x'], [...head, ...text, ...tail].join('\n'))
}

function mails(depth: number): Buffer {
  return mail(['Content-Type: message/rfc822'], 'Content-Type: message/rfc822\n\n'.repeat(depth))
}

describe('bombs are stopped at a bound', () => {
  const bombs: readonly (readonly [string, () => Promise<Buffer> | Buffer])[] = [
    ['one member of 80 MB', () => bombZip('a.txt', 80 * megabyte)],
    ['a member that says it is small', () => bombZip('a.txt', 40 * megabyte, 10)],
    ['400 members that are the same 20 MB', () => overlappingZip(400, 20 * megabyte)],
    ['archives in each other, sixty deep', () => nested(60)],
    [
      'an archive of bombs',
      async () => {
        const bomb = bombZip('a.txt', 20 * megabyte)
        return await zip(Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`${at}.zip`, bomb])), {
          level: 0,
        })
      },
    ],
    ['a gzip of 80 MB', () => gzipSync(Buffer.alloc(80 * megabyte), { level: 9 })],
    [
      'a docx whose text is 40 MB',
      async () => await docx('', { 'word/footer1.xml': Buffer.alloc(40 * megabyte, 'a') }),
    ],
    [
      '600 members',
      async () =>
        storedZip(
          'a.zip',
          await zip(Object.fromEntries(Array.from({ length: 600 }, (_, at) => [`${at}`, 'x'])), {
            level: 0,
          }),
        ),
    ],
  ]
  for (const [name, make] of bombs)
    it(name, async () => {
      const facts = await answered(contentOf(mailWith(await make(), 'filename=a.zip')))
      assert.ok(
        facts.troubles.some(
          ({ kind }) => kind === 'over-bound' || kind === 'timed-out' || kind === 'corrupt',
        ),
        JSON.stringify(facts.troubles),
      )
      assert.notDeepEqual([...facts.answers.values()][0]?.troubles, [])
    })
})

describe('structures without measure are bounded', () => {
  const structures: readonly (readonly [string, () => Buffer])[] = [
    ['multiparts in each other, 200 deep', () => multiparts(200)],
    ['mails in each other, 200 deep', () => mails(200)],
    [
      '10,000 parts',
      () => mail(['Content-Type: multipart/mixed; boundary=b'], `${'--b\n\nx\n'.repeat(10_000)}--b--\n`),
    ],
    [
      'boundaries that are beginnings of each other',
      () =>
        mail(
          ['Content-Type: multipart/mixed; boundary=b'],
          Array.from(
            { length: 3_000 },
            (_, at) =>
              `--b${'b'.repeat(at % 60)}\nContent-Type: multipart/mixed; boundary=b${'b'.repeat(at % 60)}\n`,
          ).join('\n'),
        ),
    ],
  ]
  for (const [name, make] of structures)
    it(name, async () => {
      const facts = await answered(contentOf(make()))
      assertTold(facts, 'over-bound')
    })

  it('and a bound is one of both scopes, as nobody can say what lies beyond', async () => {
    const facts = await answered(contentOf(multiparts(200)), [
      { ...words('x'), body: false },
      { ...words('x'), attachments: false },
    ])
    for (const { troubles } of facts.answers.values()) assert.notDeepEqual(troubles, [])
  })
})

describe('names and headers without measure are read', () => {
  const slashes = '/'.repeat(100_000)
  const parameters: readonly (readonly [string, string])[] = [
    ['100,000 slashes', `filename="${slashes}a.exe"`],
    ['100,000 slashes behind the name', `filename="a.exe${slashes}"`],
    ['paths upwards', `filename="${'../'.repeat(30_000)}a.exe"`],
    ['100,000 dots', `filename="a.exe${'.'.repeat(100_000)}"`],
    ['dots and spaces before a letter', `filename="${'. '.repeat(60_000)}x.exe"`],
    ['5,000 sections', Array.from({ length: 5_000 }, (_, at) => `filename*${at}=a`).join('; ')],
    ['20,000 encoded words', `filename="${'=?utf-8?B?YQ==?= '.repeat(15_000)}"`],
    ['quotes that do not end', `filename="${'\\"'.repeat(60_000)}`],
    ['comments that do not end', `${'('.repeat(100_000)}; filename=a.exe`],
    ['parentheses in a value', `filename=a${'('.repeat(100_000)}`],
    ['30,000 names without a `;`', `filename=a${' name=b'.repeat(30_000)}`],
  ]
  for (const [name, value] of parameters)
    it(name, async () => {
      const facts = await answered(contentOf(mailWith('社外秘', value)))
      assertFound(facts)
    })

  it('members of an archive that lie above it', async () => {
    const facts = await answered(
      contentOf(mailWith(await zip({ '../../etc/社外秘.exe': '社外秘' }), 'filename=a.zip')),
    )
    assert.ok(
      facts.attachments.some(
        ({ names, extensions }) => names.includes('社外秘.exe') && extensions.includes('exe'),
      ),
    )
  })
})

describe('texts that are bombs for those who read them', () => {
  const texts: readonly (readonly [string, string, string])[] = [
    ['100,000 elements in each other', 'text/html', `${'<div>'.repeat(100_000)}社外秘`],
    [
      '100,000 elements that are closed in the wrong order',
      'text/html',
      `社外秘${'<b><i>'.repeat(50_000)}${'</x></b>'.repeat(50_000)}`,
    ],
    ['100,000 styles that do not end', 'text/html', `社外秘${'<style>'.repeat(100_000)}`],
    ['comments that do not end', 'text/html', `社外秘${'<!--'.repeat(100_000)}`],
    ['entities that are none', 'text/html', `社外秘${'&#x'.repeat(100_000)}`],
    ['a megabyte of spaces', 'text/plain', `社外秘${' '.repeat(megabyte)}x${'\n \n'.repeat(200_000)}`],
    ['a megabyte of digits', 'text/plain', `社外秘 ${'1 '.repeat(megabyte / 2)}`],
    ['200,000 combining marks', 'text/plain', `社外秘 a${'\u0301'.repeat(200_000)}`],
    ['100,000 words of accounts', 'text/plain', `社外秘 ${'銀行支店口座'.repeat(100_000)}`],
    [
      '100,000 signs of addresses',
      'text/plain',
      `社外秘 ${'a@'.repeat(100_000)} ${'東京都市'.repeat(50_000)}`,
    ],
  ]
  const questions: readonly TextQuestion[] = [
    words('社外秘'),
    ...(['card', 'my-number', 'bank-account', 'phone', 'postal-address', 'mail-address'] as const).map(
      (data): TextQuestion => ({ kind: 'personal-data', data, body: true, attachments: true }),
    ),
  ]
  for (const [name, type, text] of texts)
    it(name, async () => {
      const facts = await answered(contentOf(mail([`Content-Type: ${type}; charset=utf-8`], text)), questions)
      const [answer] = facts.answers.values()
      assert.ok(answer !== undefined && (answer.found === 1 || answer.troubles.length > 0))
    })

  for (const bomb of ['(a+)+$', '(a|aa)+b', '(.*a){12}x', 'a.*a.*a.*a.*b', '(a?){50}a{50}c'])
    it(`the pattern ${bomb}`, async () => {
      const text = `${'a'.repeat(megabyte)}!`
      const facts = await answered(contentOf(mail(['Content-Type: text/plain'], text)), [pattern(bomb)])
      assert.equal(facts.answers.size, 1)
    })

  it('a document type whose entities laugh a billion times', async () => {
    const entities = Array.from(
      { length: 9 },
      (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`,
    ).join('')
    const xml = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">${entities}]><w:document><w:t>&l9;社外秘</w:t></w:document>`
    const facts = await answered(
      contentOf(mailWith(await docx('', { 'word/document.xml': xml }), 'filename=a.docx')),
    )
    assertFound(facts)
    assert.ok(
      facts.troubles.some(({ detail, kind }) => detail === 'document type in XML' || kind === 'timed-out'),
    )
  })

  it('a PDF of 100,000 objects that refer to each other', async () => {
    const kids = Array.from({ length: 100_000 }, () => '2 0 R').join(' ')
    const facts = await answered(
      contentOf(mailWith(latinPdf('x').toString('latin1').replace('[3 0 R]', `[${kids}]`), 'filename=a.pdf')),
    )
    assert.notDeepEqual([...facts.answers.values()][0]?.troubles, [])
  })
})

describe('charsets that lie', () => {
  const noise = Buffer.alloc(megabyte, Buffer.from('e7a4bee5a496e7a798808182ff1b2442', 'hex'))
  for (const charset of [
    'utf-8',
    'iso-2022-jp',
    'shift_jis',
    'euc-jp',
    'utf-16',
    'utf-7',
    'gb18030',
    'x-none',
    'us-ascii',
  ])
    it(`a megabyte of noise that says it is ${charset}`, async () => {
      const bytes = mail(
        [`Content-Type: text/plain; charset=${charset}`, 'Content-Transfer-Encoding: base64'],
        noise.toString('base64'),
      )
      const facts = await answered(contentOf(bytes))
      assert.equal(facts.answers.size, 1)
    })
})

describe('mails without measure', () => {
  const folder = mkdtempSync(join(tmpdir(), 'attack-'))
  after(() => {
    rmSync(folder, { recursive: true })
  })

  it('a gigabyte of base64', async () => {
    const descriptor = openSync(join(folder, 'mail'), 'w+')
    const header = 'Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    const lines = Buffer.alloc(8 * megabyte, `${'QUJD'.repeat(19)}\r\n`)
    writeSync(descriptor, header)
    for (let at = 0; at < 10; at++) writeSync(descriptor, lines)
    ftruncateSync(descriptor, 1_024 * megabyte)
    const content: Content = {
      wire: { kind: 'file', descriptor },
      size: 1_024 * megabyte,
      dotted: false,
      header: Buffer.from(header),
      lineFaults: [],
      dispose: () => {},
    }
    const facts = await answered(content)
    closeSync(descriptor)
    assertTold(facts, 'over-bound')
  })

  it('base64 that is padding for the most part', async () => {
    const bytes = mail(
      ['Content-Type: text/plain', 'Content-Transfer-Encoding: base64'],
      'QQ==\n'.repeat(400_000),
    )
    assertTold(await answered(contentOf(bytes)), 'corrupt')
  })

  it('a part whose header is 8 MB', async () => {
    const bytes = mail(
      ['Content-Type: multipart/mixed; boundary=b'],
      `--b\nX: ${'a'.repeat(8 * megabyte)}\n\nx\n--b--\n`,
    )
    assertTold(await answered(contentOf(bytes)), 'over-bound')
  })
})

it('many attacks at once are answered each in time, and the threads go on afterwards', async () => {
  const attack = contentOf(mailWith(overlappingZip(400, 20 * megabyte), 'filename=a.zip'))
  const started = performance.now()
  const all = await Promise.all(Array.from({ length: 8 }, async () => await inspector.inspect(attack, asked)))
  assert.ok(performance.now() - started < patience)
  for (const facts of all) assert.notDeepEqual(facts.troubles, [])
  const facts = await inspector.inspect(plainMail, asked)
  assert.deepEqual([...facts.answers.values()][0]?.found, 1)
})
