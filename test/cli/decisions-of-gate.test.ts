/** The commands on the decision log against what a real gate writes, content and break-glass included. */

import assert from 'node:assert/strict'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

import { stringify } from 'yaml'

import { handIn, letter } from '../gate/hand-in.ts'
import { bank, startTestGate, type RunningTestGate } from '../gate/running-gate.ts'
import { sekisho, type Ended } from './command.ts'

const policies = `version: 1
policies:
  - id: emergency
    when: { subject: { words: ['[emergency]'] } }
    action: pass
    breakGlass: { tell: [ito@example.co.jp] }
  - id: secret
    when: { text: { words: [confidential] } }
    action: refuse
  - id: programs
    when: { attachments: { any: { extension: exe } } }
    action: refuse
  - id: tried
    mode: shadow
    when: { recipients: { any: { domain: example.com } } }
    action: refuse
  - id: supervisor
    when: { approver: missing }
    action: refuse
`

/** Has judged five mails: one goes, one is secret, one has a program, one has no supervisor, one is an emergency. */
async function judgedGate(): Promise<RunningTestGate> {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-judged-'))
  await writeFile(join(folder, 'policies.yaml'), policies)
  const inspection = { seconds: 20 }
  const gate = await startTestGate(undefined, { policies: { file: 'policies.yaml' }, inspection }, folder)
  const config = {
    organization: bank,
    listeners: [{ name: 'test', port: 0 }],
    nextHop: { kind: 'outbox', directory: 'outbox' },
    decisions: { directory: 'decisions' },
    policies: { file: 'policies.yaml' },
  }
  await writeFile(join(folder, 'sekisho.yaml'), stringify(config))
  const chief = 'suzuki@example.co.jp'
  const program = ['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b']
  const parts =
    '--b\r\n\r\nHello\r\n--b\r\nContent-Type: application/octet-stream; name=tool.exe\r\nContent-Disposition: attachment; filename=tool.exe\r\n\r\nMZ\r\n--b--\r\n'
  await handIn(gate.port, { content: letter(chief) })
  await handIn(gate.port, { content: letter(chief, 'This is Confidential.\r\n') })
  await handIn(gate.port, { content: letter(chief, parts, program) })
  await handIn(gate.port, { content: letter('') })
  await handIn(gate.port, { content: letter('').replace('Estimate', '[emergency] Recall') })
  await gate.records()
  return gate
}

async function run(gate: RunningTestGate, ...words: readonly string[]): Promise<Ended> {
  return await sekisho([...words, '--config', join(gate.folder, 'sekisho.yaml')])
}

test('what a gate decided by policies is found by them, and shown with its evidence', async () => {
  await using gate = await judgedGate()
  const found = await run(gate, 'decisions', 'search', '--policy', 'secret', '--json')
  const record: Readonly<Record<string, unknown>> = JSON.parse(found.stdout)
  assert.equal(record['reason'], 'policy secret')
  const { stdout } = await run(gate, 'decisions', 'show', String(record['id']))
  assert.match(stdout, /Decided +refuse \(policy secret\)/)
  assert.match(
    stdout,
    /\n {2}secret, matched, action refuse\n {4}when.* text: yes \(count 1; text 1 confidential\)/,
  )
  assert.match(stdout, /\n {2}tried, matched, action refuse, in shadow\n/)
  const refused = await run(gate, 'decisions', 'search', '--outcome', 'refused', '--json')
  assert.equal(refused.stdout.trim().split('\n').length, 3)
  const review = await run(gate, 'decisions', 'review')
  assert.equal(review.code, 1)
  assert.match(
    review.stdout,
    /\[emergency\] Recall\n {2}emergency \(told: ito@example\.co\.jp\)\n1 break-glass pass to look at/,
  )
})

test('a replay judges by what the inspection recorded', async () => {
  await using gate = await judgedGate()
  const same = await run(gate, 'policy', 'replay', '--revision', 'active')
  assert.match(same.stdout, /^5 decisions .*\n {2}5 the same\n {2}0 would end otherwise\n/)
  assert.equal(same.code, 0)
  const other = join(gate.folder, 'other.yaml')
  // Files are known of each mail that was looked into; its words only as far as they were asked for.
  await writeFile(
    other,
    policies.replace('extension: exe', 'extension: [exe, pdf]').replace('[confidential]', '[other]'),
  )
  const changed = await run(gate, 'policy', 'replay', '--revision', other, '--json')
  const report: Readonly<Record<string, unknown>> = JSON.parse(changed.stdout)
  assert.deepEqual([report['same'], report['changed'], report['cannotTell']], [3, 0, 2])
  const [missing]: readonly unknown[] = Array.isArray(report['missing']) ? report['missing'] : []
  assert.partialDeepStrictEqual(missing, { kind: 'question', count: 2 })
  await writeFile(other, policies.replace('mode: shadow\n', '\n'))
  const enforced = await run(gate, 'policy', 'replay', '--revision', other)
  assert.match(enforced.stdout, /1 {2}delivered -> refused by tried\n/)
})
