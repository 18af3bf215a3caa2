import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createMetrics } from '../../src/operations/metrics.ts'
import { startOperations } from '../../src/operations/listener.ts'
import { readinessOf, type GateState } from '../../src/operations/state.ts'
import { openDialogue } from '../peers/dialogue.ts'
import { startProcess } from './process.ts'

const good: GateState = {
  connections: 3,
  connectionsLimit: 1_000,
  mailsUnderWay: 0,
  contentMemory: 0,
  contentMemoryLimit: 1,
  listeners: 1,
  isRecordReady: true,
  floors: [{ name: 'spool', free: 2, least: 1, isReached: false }],
  people: 20,
  organizationLoadedAt: 1_000,
  certificates: [{ listener: 'main', expiresAt: 2_000_000 }],
  spool: {
    isReady: true,
    statistics: async () => ({
      mails: { deferred: 3, held: 1, corrupt: 0 },
      active: 2,
      octets: 4_096,
      oldestAt: 5_000,
    }),
  },
}

test('ready means that mail would be taken; otherwise it says why not', () => {
  assert.deepEqual(readinessOf(good), { isReady: true })
  for (const [state, why] of [
    ['starting', ['starting']],
    ['stopping', ['stopping']],
    [{ ...good, listeners: 0, isRecordReady: false }, ['no-listener', 'decision-log']],
    [{ ...good, floors: [{ name: 'spool', free: 0, least: 1, isReached: true }] }, ['floor-spool']],
    [{ ...good, spool: { ...good.spool, isReady: false } }, ['spool']],
  ] as const)
    assert.deepEqual(readinessOf(state), { isReady: false, why })
})

test('the listener answers GET and HEAD of three pages, whatever else comes', async (context) => {
  let state: GateState | 'starting' = 'starting'
  const operations = await startOperations(
    { address: '127.0.0.1', port: 0 },
    () => state,
    createMetrics(() => state),
  )
  context.after(operations.close)
  const ask = async (path: string, method = 'GET'): Promise<[number, string]> => {
    const response = await fetch(`http://127.0.0.1:${operations.port}${path}`, { method })
    return [response.status, await response.text()]
  }
  assert.deepEqual(await ask('/healthz'), [200, 'ok\n'])
  assert.deepEqual(await ask('/readyz'), [503, '{"isReady":false,"why":["starting"]}\n'])
  state = good
  assert.deepEqual(await ask('/readyz?verbose=1'), [200, '{"isReady":true}\n'])
  assert.deepEqual(await ask('/readyz', 'HEAD'), [200, ''])
  assert.equal((await ask('/metrics', 'POST'))[0], 405)
  assert.equal((await ask('/../etc/passwd'))[0], 404)
  const [, metrics] = await ask('/metrics')
  assert.match(metrics, /^sekisho_ready 1$/m)
  assert.match(metrics, /^sekisho_floor_free_octets\{floor="spool"\} 2$/m)
  assert.match(metrics, /^sekisho_spool_mails\{state="deferred"\} 3$/m)
  assert.match(metrics, /^sekisho_spool_oldest_timestamp_seconds 5$/m)
  assert.match(metrics, /^sekisho_certificate_expiry_timestamp_seconds\{listener="main"\} 2000$/m)
})

test('a running gate counts what happens, and no label carries an address', async () => {
  await using gate = await startProcess(() => ({}))
  const dialogue = await openDialogue({ port: gate.port })
  await dialogue.expect(/^220 /)
  await dialogue.askFor('EHLO client.example', /^250/)
  for (const [cc, code] of [
    ['suzuki@example.co.jp', 250],
    ['nobody@example.co.jp', 550],
  ] as const) {
    await dialogue.askFor('MAIL FROM:<takahashi@example.co.jp>', /^250 /)
    await dialogue.askFor('RCPT TO:<client@example.com>', /^250 /)
    await dialogue.askFor('DATA', /^354 /)
    await dialogue.askFor(
      `From: takahashi@example.co.jp\r\nTo: client@example.com\r\nCc: ${cc}\r\n\r\nx\r\n.`,
      new RegExp(`^${code}`),
    )
  }
  assert.equal((await fetch(new URL('readyz', gate.monitoring))).status, 200)
  const metrics = await (await fetch(new URL('metrics', gate.monitoring))).text()
  for (const line of [
    'sekisho_mails_total{outcome="delivered"} 1',
    'sekisho_mails_total{outcome="refused"} 1',
    'sekisho_mails_total{outcome="fault"} 0',
    'sekisho_refusals_total{reason="no-supervisor"} 1',
    'sekisho_delivery_seconds_count 1',
    'sekisho_connections 1',
    'sekisho_decision_log_ready 1',
    'sekisho_spool_mails{state="deferred"} 0',
  ])
    assert.ok(metrics.split('\n').includes(line), `${line}\n${metrics}`)
  assert.doesNotMatch(metrics, /@|127\.0\.0\.1|example/)
  dialogue.destroy()
})
