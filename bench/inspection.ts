/**
 * `node bench/inspection.ts`: processor time for looking into one mail with the questions of 30 policies, the thread that
 * does it and the hand-over included. Node runs with the options that the gate has. Exits 1 if a goal is missed.
 */

import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { argv, execArgv, execPath } from 'node:process'

import nodeOptions from '../bin/node-options.json' with { type: 'json' }
import { inspection } from '../src/config/inspection.ts'
import type { PersonalData, TextQuestion } from '../src/inspect/content-facts.ts'
import { createInspector } from '../src/inspect/inspector.ts'
import { contentOf } from '../src/mail/content-of.ts'
import type { Content } from '../src/mail/content.ts'
import { docx, mailWith } from '../test/inspect/files.ts'
import { mail } from '../test/inspect/mails.ts'

if (!nodeOptions.every((option) => execArgv.includes(option))) {
  const { status } = spawnSync(execPath, [...nodeOptions, ...argv.slice(1)], { stdio: 'inherit' })
  process.exit(status ?? 1)
}

const both = { body: true, attachments: true }
const topics = ['契約', '見積', '顧客', '人事', '給与', '設計', '開発', '監査', '決算', '買収']
const personalData: readonly PersonalData[] = [
  'card',
  'my-number',
  'bank-account',
  'phone',
  'postal-address',
  'mail-address',
]
const patterns = [
  '[A-Z]{2}-\\d{4}',
  '(?i)project\\s+(phoenix|orion)',
  '契約番号[:：]\\s*\\d+',
  'pass(word)?\\s*[:=]\\s*\\S+',
  '\\b[A-Z]{3}\\d{6}\\b',
  '社内限|関係者外秘',
]

/** Of 30 policies: ten on words, six on patterns, six on personal data; eight ask for names and types of files alone. */
const questions: readonly TextQuestion[] = [
  ...topics.map((topic): TextQuestion => {
    const words = Array.from({ length: 20 }, (_, at) => `${topic}${at}号`)
    return { ...both, kind: 'words', words: [...words, `${topic}極秘`, `confidential ${topic}`] }
  }),
  ...patterns.map((pattern): TextQuestion => ({ ...both, kind: 'pattern', pattern, ignoreCase: false })),
  ...personalData.map((data): TextQuestion => ({ ...both, kind: 'personal-data', data })),
]

const line = 'お世話になっております。会議の資料をお送りします。ご確認のほど、よろしくお願いいたします。\n'
const signature = '佐藤 太郎 <sato@company.example> TEL 03-1234-5678 東京都千代田区丸の内1-2-3\n'

function part(type: string, body: string): string {
  return `--b\nContent-Type: ${type}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n${body}\n`
}

function smallMail(): Buffer {
  const text = `${line.repeat(14)}${signature}`
  const html = `<html><body>${text
    .split('\n')
    .map((each) => `<p>${each}</p>`)
    .join('')}</body></html>`
  return mail(
    ['Content-Type: multipart/alternative; boundary=b'],
    `${part('text/plain', text)}${part('text/html', html)}--b--\n`,
  )
}

async function largeMail(): Promise<Buffer> {
  const paragraphs = Array.from({ length: 200 }, () => `<w:p><w:r><w:t>${line.trim()}</w:t></w:r></w:p>`)
  const picture = randomBytes(760_000)
  return mailWith(
    await docx(paragraphs.join(''), { 'word/media/image1.png': picture, 'word/styles.xml': '<w:styles/>' }),
    'filename=report.docx',
  )
}

const inspector = createInspector({ ...inspection.parse({}), seconds: 30 })

/** Milliseconds of processor time for one mail, all threads of the process. */
async function measure(content: Content, mails: number): Promise<number> {
  const rounds: number[] = []
  for (let round = 0; round < 6; round++) {
    const before = process.cpuUsage()
    for (let sent = 0; sent < mails; sent += 4)
      await Promise.all([1, 2, 3, 4].map(async () => await inspector.inspect(content, questions)))
    const { user, system } = process.cpuUsage(before)
    // The first one warms up.
    if (round > 0) rounds.push((user + system) / 1_000 / mails)
  }
  return rounds.toSorted((one, other) => one - other)[2] ?? Number.NaN
}

const small = contentOf(smallMail())
const large = contentOf(await largeMail())
let isMissed = false
for (const [name, content, mails, goal] of [
  ['mail with text and HTML', small, 1_000, 1],
  ['mail with a docx', large, 60, 10],
] as const) {
  const cost = await measure(content, mails)
  isMissed ||= cost >= goal
  const size = `${Math.round(content.size / 1_024)} KB`
  process.stdout.write(`${size} ${name}: ${cost.toFixed(2)} ms of processor time (goal: under ${goal} ms)\n`)
}
await inspector.close()
process.exitCode = isMissed ? 1 : 0
