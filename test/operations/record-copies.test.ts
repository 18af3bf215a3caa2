import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'

import { handIn, letter } from '../gate/hand-in.ts'
import { startCollector, startHook } from '../peers/collectors.ts'
import { decisionText } from '../store/decision-lines.ts'
import { startProcess } from './process.ts'

async function until(is: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await is()) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('it never happened')
}

function webhook(port: number): object {
  return { url: `http://127.0.0.1:${port}/`, secret: 'hook.key' }
}

function dayBefore(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
}

test('a running gate copies each decision to a collector and a webhook, takes others over by a reload, and keeps what is young', async () => {
  await using collector = await startCollector()
  await using hook = await startHook()
  await using next = await startHook()
  const decisions = {
    directory: 'decisions',
    keep: 100,
    compressAfter: 10,
    syslog: { host: '127.0.0.1', port: collector.port },
  }
  await using gate = await startProcess(async (folder) => {
    await writeFile(join(folder, 'hook.key'), '0123456789abcdef0123456789abcdef\n', { mode: 0o600 })
    await mkdir(join(folder, 'decisions'))
    for (const days of [200, 50]) {
      await writeFile(
        join(folder, 'decisions', `decisions-${dayBefore(days)}.jsonl`),
        decisionText(`D${days}`),
      )
    }
    return { decisions: { ...decisions, webhook: webhook(hook.port) } }
  })
  await gate.saying(/"event":"decisions-kept"/)
  assert.deepEqual(
    (await readdir(join(gate.folder, 'decisions'))).filter(
      (name) => /-(?:200|50)|gz/.test(name) || name.includes(dayBefore(200)),
    ),
    [`decisions-${dayBefore(50)}.jsonl.gz`],
  )
  await until(
    async () => (await readdir(join(gate.folder, 'decisions', 'streams')).catch(() => [])).length === 2,
  )
  await handIn(gate.port, { content: letter() })
  await until(() => collector.messages.length === 1 && hook.posted.length === 1)
  assert.match(
    collector.messages[0] ?? '',
    /^<134>1 \S+ gate\.example sekisho - decision - \{"id":"[0-9A-Z]{14}"/,
  )
  await gate.configure({ decisions: { ...decisions, webhook: webhook(next.port) } })
  const { code } = await gate.run('reload')
  assert.equal(code, 0)
  await handIn(gate.port, { content: letter('') })
  await until(() => collector.messages.length === 2 && next.posted.length === 1)
  assert.match(next.posted[0]?.body ?? '', /"action":"refuse"/)
  assert.doesNotMatch(next.posted[0]?.body ?? '', /"seen"/)
  assert.equal(hook.posted.length, 1)
  const position: unknown = JSON.parse(
    await readFile(join(gate.folder, 'decisions', 'streams', 'webhook.json'), 'utf8'),
  )
  assert.ok(typeof position === 'object' && position !== null && 'files' in position)
  gate.signal('SIGTERM')
  assert.equal(await gate.exited, 0)
})

test('a gate does not start with a webhook that has too short a secret', async () => {
  const started = startProcess(async (folder) => {
    await writeFile(join(folder, 'hook.key'), 'short\n')
    return { decisions: { webhook: { url: 'https://hooks.example/', secret: 'hook.key' } } }
  })
  await assert.rejects(started, /hook\.key holds too short a secret: 16 octets are the least/)
})

test('receivers that take nothing cost mail nothing', async () => {
  const sockets: Socket[] = []
  await using mute = createServer((socket) => {
    socket.pause()
    socket.on('error', () => undefined)
    sockets.push(socket)
  })
  mute.listen(0, '127.0.0.1')
  await once(mute, 'listening')
  const address = mute.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  await using gate = await startProcess(async (folder) => {
    await writeFile(join(folder, 'hook.key'), '0123456789abcdef')
    return {
      decisions: { directory: 'decisions', syslog: { host: '127.0.0.1', port }, webhook: webhook(port) },
    }
  })
  const took: number[] = []
  for (let mail = 0; mail < 40; mail += 1) {
    const started = performance.now()
    assert.match(await handIn(gate.port, { content: letter() }), /^250 /)
    took.push(performance.now() - started)
  }
  const median = took.toSorted((one, other) => one - other)[20] ?? Infinity
  assert.ok(median < 500, `${median} ms for a mail`)
  // A receiver that is silent does not hold up the stop either.
  gate.signal('SIGTERM')
  assert.equal(await gate.exited, 0)
  for (const socket of sockets) socket.destroy()
})
