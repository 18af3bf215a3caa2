import assert from 'node:assert/strict'
import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'

import { stringify } from 'yaml'

import { handIn, letter } from '../gate/hand-in.ts'
import { bank, startTestGate, type RunningTestGate } from '../gate/running-gate.ts'
import { sekisho, type Ended } from './command.ts'

/** A gate that has judged four mails by the shipped policies. */
async function gateWithMails(): Promise<RunningTestGate> {
  const gate = await startTestGate(undefined)
  for (const cc of ['suzuki@example.co.jp', '', '']) await handIn(gate.port, { content: letter(cc) })
  await handIn(gate.port, { content: letter('', undefined, ['X-Urgent: yes']), to: ['x@rival.example'] })
  await gate.records()
  for (const file of ['hr.csv', 'rules.yaml']) await copyFile(join(bank, file), join(gate.folder, file))
  const config = {
    listeners: [{ name: 'test', port: 0 }],
    nextHop: { kind: 'outbox', directory: 'outbox' },
    decisions: { directory: 'decisions' },
  }
  await writeFile(join(gate.folder, 'sekisho.yaml'), stringify(config))
  return gate
}

async function replay(gate: RunningTestGate, policies: string, ...words: readonly string[]): Promise<Ended> {
  const file = join(gate.folder, 'policies.yaml')
  await writeFile(file, `version: 1\npolicies:\n${policies}`)
  const config = join(gate.folder, 'sekisho.yaml')
  return await sekisho(['policy', 'replay', '--config', config, '--revision', file, ...words])
}

const shipped = `  - { id: reports, when: { report: real }, action: pass }
  - { id: supervisor-in-cc, when: { approver: missing }, action: refuse }
`

describe('sekisho policy replay', () => {
  it('finds the same for the policies that judged', async () => {
    await using gate = await gateWithMails()
    const { code, stdout } = await replay(gate, shipped)
    assert.match(stdout, /^4 decisions since .*:\n {2}4 the same\n {2}0 would end otherwise\n\n/)
    assert.equal(code, 0)
  })

  it('groups what would change, with examples, and names what was not recorded', async () => {
    await using gate = await gateWithMails()
    const rivals =
      '  - { id: rivals, when: { recipients: { any: { domain: rival.example } } }, action: refuse }\n'
    const noRule = await replay(gate, rivals)
    assert.equal(noRule.code, 1)
    assert.match(
      noRule.stdout,
      /\n {2}1 the same\n {2}2 would end otherwise\n {2}1 would end the same, by another policy\n/,
    )
    assert.match(
      noRule.stdout,
      /What would end otherwise:\n {2}2 {2}refused by supervisor-in-cc -> delivered\n(?: {6}[0-9A-Z]{14} .*takahashi@example.co.jp -> client@example.com {2}Estimate\n){2}\n/,
    )
    assert.match(
      noRule.stdout,
      /by another policy:\n {2}1 {2}refused by supervisor-in-cc -> refused by rivals\n/,
    )
    const urgent = '  - { id: urgent, when: { header: { field: X-Urgent, present: true } }, action: pass }\n'
    const blind = await replay(gate, `${urgent}${shipped}`, '--examples', '0', '--json')
    const report: Readonly<Record<string, unknown>> = JSON.parse(blind.stdout)
    assert.deepEqual([report['same'], report['cannotTell']], [0, 4])
    assert.deepEqual(report['missing'], [{ kind: 'field', detail: 'x-urgent', count: 4, examples: [] }])
  })

  it('replays nothing by policies that do not fit', async () => {
    await using gate = await gateWithMails()
    const { code, stderr } = await replay(
      gate,
      '  - { id: a, when: { sender: { group: nobody } }, action: refuse }\n',
    )
    assert.equal(code, 2)
    assert.match(stderr, /policies.yaml does not fit .*\n.*policies.yaml:3:\d+: .*nobody/)
  })

  it('says that there is nothing to replay', async () => {
    await using gate = await gateWithMails()
    const { code, stdout } = await replay(gate, shipped, '--until', '2026-01-01', '--since', '2025-12-01')
    assert.equal(code, 0)
    assert.match(stdout, /There is no decision since 2025-12-01/)
  })
})
