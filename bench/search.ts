/**
 * How long a search of the decision log takes: 30 days of 100,000 mails, a line of 1.2 kB each; what is looked for is not there,
 * so that all of it is read. `node bench/search.ts [--days 30] [--mails 100000] [--compressed]`
 */

import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import type { DecisionFilter } from '../src/store/decision-filter.ts'
import { keepDecisions } from '../src/store/decision-keeping.ts'
import { searchDecisions } from '../src/store/decision-search.ts'

const { values } = parseArgs({
  options: {
    days: { type: 'string', default: '30' },
    mails: { type: 'string', default: '100000' },
    compressed: { type: 'boolean', default: false },
  },
})
const days = Number(values.days)
const mails = Number(values.mails)
const lastDay = Date.UTC(2026, 10, 24)
const dayLong = 86_400_000
const linesInOneWrite = 10_000

const folder = await mkdtemp(join(tmpdir(), 'sekisho-bench-'))
try {
  for (let day = 0; day < days; day += 1) await writeDay(lastDay - day * dayLong)
  if (values.compressed) {
    await keepDecisions({ directory: folder, keep: 9_999, compressAfter: 1 }, '2027-01-01', () => false)
  }
  const filters: readonly DecisionFilter[] = [
    { reason: 'nobody' },
    { policy: 'nobody' },
    { from: 'nobody@example.co.jp' },
    { to: '@nobody.example' },
    { subject: '請求書' },
    { outcome: 'failed' },
  ]
  for (const filter of filters) {
    const started = performance.now()
    const before = process.cpuUsage()
    let found = 0
    for await (const _ of searchDecisions(folder, filter)) found += 1
    const seconds = (performance.now() - started) / 1_000
    const { user, system } = process.cpuUsage(before)
    const busy = ((user + system) / 1e6).toFixed(1)
    console.log(
      `${JSON.stringify(filter)}: ${seconds.toFixed(1)} s, ${busy} s of them at work, ${found} found`,
    )
  }
  console.log(`${days * mails} decisions, ${Math.round(process.memoryUsage().rss / 1e6)} MB of memory`)
} finally {
  await rm(folder, { recursive: true })
}

async function writeDay(midnight: number): Promise<void> {
  const path = join(folder, `decisions-${new Date(midnight).toISOString().slice(0, 10)}.jsonl`)
  let lines: string[] = []
  for (let index = 0; index < mails; index += 1) {
    lines.push(lineOf(midnight, index))
    if (lines.length < linesInOneWrite && index < mails - 1) continue
    await appendFile(path, lines.join(''))
    lines = []
  }
}

function lineOf(midnight: number, index: number): string {
  const sender = `user${(index * 7) % 5_000}@example.co.jp`
  const record = {
    id: `${midnight.toString(32)}${String(index).padStart(7, '0')}`.slice(-14),
    at: new Date(midnight + Math.floor((index * dayLong) / mails)).toISOString(),
    action: 'deliver',
    reason: 'approver-present',
    revision: 'r12-3f9a0c1d',
    snapshot: 'bf6da7659343',
    day: '2026-11-24',
    client: { address: '10.0.0.1', helo: 'mail.example.co.jp', listener: 'main', tls: 'TLSv1.3' },
    from: sender,
    recipients: [
      { address: `p${index % 3_001}@a${index % 700}.example.com`, outside: true, outcome: 'delivered' },
      { address: 'chief@example.co.jp', outside: false, outcome: 'delivered' },
    ],
    recipientCount: 2,
    messageId: `<${index}.${midnight}@example.co.jp>`,
    subject: `見積書の件 ${index} です`,
    size: 4_000 + index,
    rules: [
      { rule: 'structure', answer: 'clear' },
      { rule: 'loop', answer: 'clear' },
      { rule: 'supervisor-in-cc', answer: 'allow', identities: [{ source: 'from', address: sender }] },
    ],
    asked: { yes: 'aaaaaaaa bbbbbbbb', no: 'cccccccc dddddddd eeeeeeee ffffffff' },
    seen: {
      from: [sender],
      to: [`p${index % 3_001}@a${index % 700}.example.com`],
      cc: ['chief@example.co.jp'],
    },
    outcome: {
      kind: 'delivered',
      code: 250,
      enhanced: '2.0.0',
      text: ['Ok: queued as 4bXyZ1'],
      nextHop: { by: 'relay.example.co.jp:25', answer: '250 2.0.0 Ok: queued as 4bXyZ1' },
    },
  }
  return `${JSON.stringify(record)}\n`
}
