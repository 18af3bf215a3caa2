/**
 * How long thirty policies that need headers only take for a mail of 4 KB in a company of 50,000, beside the shipped ones, and
 * how much of its rate the gate keeps with them.
 *
 *     node bench/policies.ts [--gate] [--rounds 5]
 */

import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { contentOf } from '../src/mail/content-of.ts'
import { readMail } from '../src/mail/read-mail.ts'
import { readDump } from '../src/people/read-dump.ts'
import { readRules } from '../src/people/read-rules.ts'
import { createSnapshot, type Snapshot } from '../src/people/snapshot.ts'
import { compileFlow, type Flow } from '../src/policy/compile-flow.ts'
import { defaultPoliciesText } from '../src/policy/default-flow.ts'
import type { Facts } from '../src/policy/facts.ts'
import { judgeFlow } from '../src/policy/judge-flow.ts'
import { readPolicies } from '../src/policy/read-policies.ts'
import { encode } from '../scripts/legacy-encoding.ts'

import { headerPolicies } from './header-policies.ts'
import { fileOf, recipient, sender, writeMail } from './load.ts'
import { measure } from './measure.ts'
import { benchOrganization } from './organization.ts'
import { contenderOf, startGate } from './peers.ts'
import { startProgram } from './processes.ts'
import { median } from './report.ts'
import { writeGateFolder } from './settings.ts'

const { values } = parseArgs({
  options: { gate: { type: 'boolean', default: false }, rounds: { type: 'string', default: '5' } },
})
const octets = 4_096
const day = '2026-11-24'
const mails = 4_000
const batch = 100

async function bigSnapshot(): Promise<Snapshot> {
  const { rules: rulesText, dump } = benchOrganization()
  const rules = readRules(Buffer.from(rulesText))
  if (rules.kind === 'faulty') throw new Error(JSON.stringify(rules.problems))
  const read = readDump(Buffer.from(encode(dump, 'cp932')), rules.rules.layout)
  if (read.kind === 'faulty') throw new Error(JSON.stringify(read.problems.slice(0, 3)))
  return await Promise.resolve(createSnapshot(rules.rules, read.people, { name: 'bench', day }))
}

function flowOf(text: string, snapshot: Snapshot): Flow {
  const started = performance.now()
  const reading = readPolicies(text)
  if (reading.kind === 'faulty') throw new Error(JSON.stringify(reading.problems))
  const { document } = reading
  const settings = {
    identity: 'strictest',
    approver: { in: 'header' },
    insideForks: 'judge',
    subaddressing: false,
    reports: 'pass',
    receivedFields: 100,
  } as const
  const { lists, tables } = document
  const flow = compileFlow(document, { snapshot, settings, lists, tables, groups: new Map() }, 'bench')
  console.log(`  read and compiled: ${(performance.now() - started).toFixed(1)} ms`)
  return flow
}

function factsOf(message: Buffer): Facts {
  const content = contentOf(message)
  return {
    id: 'bench',
    at: Date.UTC(2026, 10, 24),
    day,
    client: {
      address: '127.0.0.1',
      port: 1,
      helo: 'client',
      extended: true,
      tls: undefined,
      login: undefined,
      listener: 'bench',
    },
    envelope: { from: sender, recipients: [{ address: recipient }], smtputf8: false, eightBit: true },
    mail: readMail(content.header, { headerFields: 1_000, addresses: 1_000 }),
    lineFaults: [],
    tenant: undefined,
    isMarked: false,
    size: content.size,
    content: undefined,
    tls: undefined,
    writtenTo: undefined,
  }
}

/** Each mail is read anew, outside the time that is taken: conditions keep what they read of one. */
function timeOf(name: string, flow: Flow, message: Buffer): void {
  const batches: number[] = []
  for (let done = 0; done < mails; done += batch) {
    const facts = Array.from({ length: batch }, () => factsOf(message))
    const started = process.hrtime.bigint()
    for (const each of facts) judgeFlow(flow, each)
    batches.push(Number(process.hrtime.bigint() - started) / batch / 1_000)
  }
  const judged = judgeFlow(flow, factsOf(message))
  const action = judged.kind === 'decided' ? judged.decision.action.kind : 'needs'
  console.log(`${name}: ${median(batches.slice(10)).toFixed(1)} µs a mail (${action})`)
}

/** Both gates run all the time and get the same load in turn. */
async function rates(folder: string): Promise<void> {
  if (!existsSync('/usr/sbin/smtp-source'))
    throw new Error('The load comes from smtp-source: install postfix')
  await using ending = new AsyncDisposableStack()
  const sink = await startProgram(join(import.meta.dirname, 'sink.ts'), [])
  ending.defer(sink.stop)
  const contenders = []
  for (const name of ['shipped', 'thirty']) {
    const gate = join(folder, name)
    await writeGateFolder(gate, { sinkPort: sink.port, organization: 'big', isSpooled: false })
    if (name === 'thirty') {
      await writeFile(join(gate, 'policies.yaml'), headerPolicies(30))
      const config: object = JSON.parse(await readFile(join(gate, 'config.json'), 'utf8'))
      await writeFile(
        join(gate, 'config.json'),
        JSON.stringify({ ...config, policies: { file: 'policies.yaml' } }),
      )
    }
    contenders.push(contenderOf(name, await startGate(gate, ending)))
  }
  const load = { octets, sessions: 50, mails: 8_000, isKept: true }
  const figures = await measure(contenders, load, Number(values.rounds), { folder, sinkPort: sink.port })
  const [shipped = 0, thirty = 0] = figures.map(({ name, rates: taken, cpus }) => {
    console.log(`${name}: ${median(taken).toFixed(0)} mails/s, ${median(cpus).toFixed(0)} µs CPU a mail`)
    return median(taken)
  })
  console.log(`kept with thirty policies: ${((thirty / shipped) * 100).toFixed(0)} %`)
}

const folder = await mkdtemp(join(tmpdir(), 'sekisho-policies-'))
try {
  await writeMail(folder, octets)
  const message = Buffer.from(
    (await readFile(fileOf(folder, octets), 'latin1')).replaceAll('\n', '\r\n'),
    'latin1',
  )
  if (values.gate) await rates(folder)
  else {
    const snapshot = await bigSnapshot()
    timeOf('shipped policies', flowOf(defaultPoliciesText({ reports: 'pass' }), snapshot), message)
    timeOf('thirty policies', flowOf(headerPolicies(30), snapshot), message)
  }
} finally {
  await rm(folder, { recursive: true })
}
