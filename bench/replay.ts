/**
 * How long a replay of 100,000 decisions takes: an organization of 50,000 people, thirty policies that judged and were
 * recorded with what they saw, thirty others that judge anew, half of them with questions that nobody asked before.
 * `node bench/replay.ts`
 */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { replayDecisions } from '../src/gate/replay-decisions.ts'
import { seenFacts } from '../src/gate/seen-facts.ts'
import { questionKey } from '../src/inspect/content-facts.ts'
import { readMail } from '../src/mail/read-mail.ts'
import { compileFlow, type Flow } from '../src/policy/compile-flow.ts'
import type { Facts } from '../src/policy/facts.ts'
import { judgeFlow } from '../src/policy/judge-flow.ts'
import { readPolicies } from '../src/policy/read-policies.ts'
import { loadOrganization } from '../src/roster/load.ts'
import { decisionLine } from '../src/store/decision-record.ts'
import { encode } from '../scripts/legacy-encoding.ts'
import { addressOfNumber, benchOrganization } from './organization.ts'

const decisions = 100_000
const morning = Date.UTC(2026, 10, 24)

/** `words`: what differs between the two revisions. */
function policies(words: string): string {
  const onContent = Array.from(
    { length: 10 },
    (_, index) =>
      `  - { id: text-${index}, when: { all: [ { recipients: { any: { domain: d${index}.example } } }, { text: { words: [${words} ${index}] } } ] }, action: refuse }`,
  )
  const onHeader = Array.from(
    { length: 16 },
    (_, index) =>
      `  - { id: head-${index}, when: { any: [ { subject: { words: [${words} ${index}] } }, { recipients: { count: { atLeast: ${50 + index} }, of: { outside: true } } } ] }, action: refuse }`,
  )
  return [
    'version: 1',
    'policies:',
    '  - { id: reports, when: { report: real }, action: pass }',
    '  - { id: files, when: { attachments: { any: { extension: [exe, js] } } }, action: refuse }',
    ...onContent,
    ...onHeader,
    `  - { id: supervisor, when: { approver: { is: missing${words === 'new' ? ', in: both' : ''} } }, action: refuse }`,
    '  - { id: secure, stage: deliver, when: { recipients: { any: { domain: d1.example } } }, action: { tls: required } }',
    '',
  ].join('\n')
}

const folder = await mkdtemp(join(tmpdir(), 'sekisho-bench-'))
try {
  const { rules, dump } = benchOrganization()
  await writeFile(join(folder, 'rules.yaml'), rules)
  await writeFile(join(folder, 'hr.csv'), encode(dump, 'cp932'))
  const loaded = await loadOrganization(folder)
  if (loaded.kind !== 'loaded') throw new Error('the organization has faults')
  const settings = {
    identity: 'strictest',
    approver: { in: 'header' },
    insideForks: 'judge',
    subaddressing: false,
    reports: 'pass',
    receivedFields: 100,
  } as const
  const flowOf = (words: string): Flow => {
    const reading = readPolicies(policies(words))
    if (reading.kind === 'faulty') throw new Error(JSON.stringify(reading.problems))
    const { lists, tables } = reading.document
    const world = { snapshot: loaded.snapshot, settings, lists, tables, groups: new Map() }
    return compileFlow(reading.document, world, words)
  }
  const lines: string[] = []
  const then = flowOf('old')
  for (let index = 0; index < decisions; index += 1) lines.push(lineOf(then, index))
  const log = join(folder, 'decisions-2026-11-24.jsonl')
  await writeFile(log, lines.join(''))
  const now = flowOf('new')
  const started = performance.now()
  const before = process.cpuUsage()
  const report = await replayDecisions(folder, now, { since: morning - 1 }, 3)
  const seconds = (performance.now() - started) / 1_000
  const { user, system } = process.cpuUsage(before)
  const busy = ((user + system) / 1e6).toFixed(1)
  const { same, changed, otherPolicy, cannotTell } = report
  const octets = lines.reduce((sum, line) => sum + line.length, 0)
  console.log(`${report.decisions} decisions, ${Math.round(octets / lines.length)} octets each`)
  console.log(`same ${same}, changed ${changed}, other policy ${otherPolicy}, cannot tell ${cannotTell}`)
  console.log(
    `replayed in ${seconds.toFixed(1)} s, ${busy} s of them at work, ${Math.round(process.memoryUsage().rss / 1e6)} MB in all`,
  )
} finally {
  await rm(folder, { recursive: true })
}

function lineOf(flow: Flow, index: number): string {
  const from = addressOfNumber(1 + ((index * 7919) % 49_000))
  const to = `client${index % 977}@d${index % 40}.example`
  const cc = addressOfNumber(1 + ((index * 7919) % 49_000) - (index % 18))
  const header = [`From: ${from}`, `To: ${to}`, `Cc: ${cc}`, `Subject: Quotation ${index}`].join('\r\n')
  const facts: Facts = {
    id: `B${String(index).padStart(9, '0')}`,
    at: morning + index,
    day: '2026-11-24',
    client: {
      address: '127.0.0.1',
      port: 1,
      helo: 'client',
      extended: true,
      tls: undefined,
      login: undefined,
      listener: 'main',
    },
    envelope: { from, recipients: [{ address: to }, { address: cc }], smtputf8: false, eightBit: false },
    mail: readMail(Buffer.from(`${header}\r\n\r\n`), { headerFields: 1_000, addresses: 1_000 }),
    lineFaults: [],
    tenant: undefined,
    isMarked: false,
    size: 4_000,
    content: undefined,
    tls: undefined,
    writtenTo: undefined,
  }
  const first = judgeFlow(flow, facts)
  const gathered = first.kind === 'decided' ? facts : { ...facts, content: contentFor(first.needs.questions) }
  const judged = first.kind === 'decided' ? first : judgeFlow(flow, gathered)
  if (judged.kind !== 'decided') throw new Error('the flow needs more')
  const { client, envelope, mail, size } = facts
  const seen = seenFacts(gathered, flow.fields)
  return decisionLine({ decision: judged.decision, client, envelope, mail, size, seen }, undefined)
}

function contentFor(questions: readonly Parameters<typeof questionKey>[0][]): NonNullable<Facts['content']> {
  const nothing = { found: 0, examples: [], troubles: [] }
  const pdf = {
    path: '2',
    names: ['estimate.pdf'],
    extensions: ['pdf'],
    mediaType: 'application/pdf',
    trueType: 'pdf',
    size: 90_000,
    depth: 0,
    isEncrypted: false,
    isInline: false,
  }
  const answers = new Map(questions.map((question) => [questionKey(question), nothing]))
  return { kinds: [], attachments: [pdf], parts: 2, troubles: [], answers }
}
