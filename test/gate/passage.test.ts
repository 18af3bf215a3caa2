import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'

import { startScriptedHop } from '../peers/scripted-hop.ts'

import { handIn, letter } from './hand-in.ts'
import { startTestGate } from './running-gate.ts'

const body = `${'x'.repeat(74)}\r\n`

test('with the chief in Cc a mail leaves byte for byte behind one Received', async () => {
  await using hop = await startScriptedHop()
  await using gate = await startTestGate(hop.port)
  const content = letter(undefined, '..\r\n.. dot\r\n\r\n')
  assert.match(await handIn(gate.port, { content }), /^250 2\.0\.0 [0-9A-Z]{14} Ok: queued as SCRIPTED$/)
  const wire = hop.mails[0]?.wire.toString('latin1') ?? ''
  const received =
    /^Received: from client\.example\.co\.jp \(\[127\.0\.0\.1\]\)\r\n\tby gate\.example \(sekisho\) with ESMTP id [0-9A-Z]{14}\r\n\tfor <client@example\.com>;\r\n\t\w{3}, \d{2} \w{3} \d{4} \d\d:\d\d:\d\d \+0000\r\n/
  assert.match(wire, received)
  assert.equal(wire.replace(received, ''), content)
})

test('a mail too large for memory leaves byte for byte too', async () => {
  await using hop = await startScriptedHop()
  await using gate = await startTestGate(hop.port, { limits: { memory: 65_536 } })
  const content = letter(undefined, body.repeat(27_000))
  assert.match(await handIn(gate.port, { content }), /^250/)
  assert.ok(hop.mails[0]?.wire.toString('latin1').endsWith(`\r\n${content}`))
})

test('a refusal says in its first line what is wrong, whom to add and what to do', async () => {
  await using hop = await startScriptedHop()
  await using gate = await startTestGate(hop.port)
  const answer = await handIn(gate.port, { content: letter('') })
  const [first = ''] = answer.split('\n')
  assert.match(first, /^550 5\.7\.1 [0-9A-Z]{14} /)
  assert.match(first, /\[no-internal-recipient\]/)
  assert.match(
    first,
    /Add to Cc and send again: suzuki@example\.co\.jp, yoshida@example\.co\.jp or goto@example\.co\.jp/,
  )
  assert.match(first, /inside copies may have arrived/)
  assert.ok(answer.split('\n').every((line) => line.length <= 510 && /^[\x20-\x7e]*$/.test(line)))
  assert.deepEqual(hop.commands, [], 'the next hop was not even asked')
})

test('a list or shared mailbox in Cc is named as one that does not count', async () => {
  await using gate = await startTestGate(undefined)
  const answer = await handIn(gate.port, { content: letter('info@example.co.jp, all-staff@example.co.jp') })
  assert.match(answer, /^550-5\.7\.1 .*\[unrelated-unit\]/)
  assert.match(answer, /does not count, whoever reads it: info@example\.co\.jp, all-staff@example\.co\.jp/)
})

test('an address in Cc that cannot be read is named, so that nobody wonders why it did not count', async () => {
  await using gate = await startTestGate(undefined)
  const answer = await handIn(gate.port, { content: letter('a@example.com; suzuki@example.co.jp') })
  assert.match(answer, /^550-5\.7\.1 .*\[no-internal-recipient\]/)
  assert.match(
    answer,
    /cannot be read as an address.*: a@example\.com; suzuki@example\.co\.jp \(write name@domain/,
  )
})

test('an ambiguous mail is refused with what is wrong about it', async () => {
  await using gate = await startTestGate(undefined)
  const content = letter(undefined, 'x\r\n', ['From: suzuki@example.co.jp', 'no colon here'])
  const answer = await handIn(gate.port, { content })
  assert.match(answer, /^554 5\.6\.0 [0-9A-Z]{14} Not sent: .*two From fields/)
  assert.match(answer, /header line 6 has no colon/)
})

test('a loop is refused by the number of Received fields', async () => {
  await using gate = await startTestGate(undefined)
  const received = Array.from({ length: 100 }, () => 'Received: from a by b; now')
  assert.match(await handIn(gate.port, { content: letter(undefined, 'x\r\n', received) }), /^554 5\.4\.6 /)
})

test('the decision stands on record with its outcome, and the id of the answer finds it', async () => {
  await using hop = await startScriptedHop({
    at: ({ step }) => (step === 'content' ? '452 4.3.1 Full' : undefined),
  })
  await using gate = await startTestGate(hop.port)
  const answer = await handIn(gate.port, { content: letter() })
  const [record] = await gate.records()
  assert.equal(record?.['id'], /4\.3\.1 (\S+)/.exec(answer)?.[1])
  assert.partialDeepStrictEqual(record, {
    action: 'deliver',
    reason: 'approver-present',
    client: { address: '127.0.0.1', helo: 'client.example.co.jp', listener: 'test' },
    from: 'takahashi@example.co.jp',
    recipients: [{ address: 'client@example.com', outside: true, outcome: 'deferred' }],
    subject: 'Estimate',
    outcome: { kind: 'deferred', code: 452, enhanced: '4.3.1', nextHop: { answer: '452 4.3.1 Full' } },
  })
  assert.match(gate.logged(), /mail not taken for now/)
})

/** At once: what is on disk a moment later proves nothing. */
function octetsIn(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => sum + readFileSync(join(folder, name)).length, 0)
}

test('with record: before nothing is sent before the decision is on disk', async () => {
  let onDisk = 0
  await using hop = await startScriptedHop({
    at: ({ step }) => {
      if (step === 'MAIL') onDisk = octetsIn(join(gate.folder, 'decisions'))
      return undefined
    },
  })
  await using gate = await startTestGate(hop.port, {
    decisions: { directory: 'decisions', record: 'before' },
  })
  assert.match(await handIn(gate.port, { content: letter() }), /^250/)
  assert.ok(onDisk > 0)
  const records = await gate.records()
  assert.equal(records.length, 2, 'the decision before, the outcome after')
  assert.equal(records[1]?.['outcomeOf'], records[0]?.['id'])
})

test('a fault of ours is a 451 with its id in the log, and nothing is sent', async () => {
  await using gate = await startTestGate(undefined)
  const outbox = join(gate.folder, 'outbox')
  await rm(outbox, { recursive: true })
  await writeFile(outbox, 'in the way')
  const answer = await handIn(gate.port, { content: letter() })
  assert.match(answer, /^451 4\.3\.0 \S+ Nothing was sent/)
  assert.ok(gate.logged().includes(answer.split(' ')[2] ?? 'no id'))
  const [record] = await gate.records()
  assert.partialDeepStrictEqual(record, { action: 'deliver', outcome: { kind: 'deferred', code: 451 } })
})

test('an organization that does not load keeps the gate from starting, in one clear message', async () => {
  await assert.rejects(
    startTestGate(undefined, {
      organization: join(import.meta.dirname, '..', 'imports', 'bad-duplicate-address'),
    }),
    /^Error: the organization in .* has an error\.\n {2}hr\.csv:\d+:.*sekisho check/s,
  )
})

test('a port that is taken keeps the gate from starting', async () => {
  await using hop = await startScriptedHop()
  await assert.rejects(
    startTestGate(undefined, { listeners: [{ name: 'test', port: hop.port }] }),
    /Listener test/,
  )
  const page = { kind: 'outbox', directory: 'outbox', page: { port: hop.port } }
  await assert.rejects(
    startTestGate(undefined, { nextHop: page }),
    /outbox page cannot listen .* port is taken/,
  )
})
