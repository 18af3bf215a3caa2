import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { askGate } from '../../src/control/client.ts'
import { startControlServer, type Responder } from '../../src/control/server.ts'

async function open(
  context: TestContext,
  responders: Readonly<Record<string, Responder>> = {},
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-test-'))
  const path = join(folder, 'below', 'control.sock')
  const server = await startControlServer(path, responders)
  context.after(async () => {
    await server.close()
    await rm(folder, { recursive: true })
  })
  return path
}

test('a question reaches its responder and the answer comes back', async (context) => {
  const path = await open(context, {
    add: async (parameters) => ({ kind: 'done', value: { heard: parameters, text: '関所'.repeat(200_000) } }),
  })
  const asked = await askGate(path, 'add', { one: 1 })
  assert.ok(asked.kind === 'done')
  assert.deepEqual(asked.value, { heard: { one: 1 }, text: '関所'.repeat(200_000) })
})

test('an unknown question and a fault are refusals, and the server goes on', async (context) => {
  const path = await open(context, {
    fail: async () => {
      throw new Error('the disk is gone')
    },
  })
  for (const ask of ['constructor', 'nothing']) assert.equal((await askGate(path, ask)).kind, 'refused')
  assert.deepEqual(await askGate(path, 'fail'), { kind: 'refused', lines: ['the disk is gone'] })
})

test('what is no question gets no answer, and the server goes on', async (context) => {
  const path = await open(context, { ask: async () => ({ kind: 'done', value: 1 }) })
  for (const text of ['GET / HTTP/1.1\r\n', '{"ask":1}\n', '\n']) {
    const socket = connect(path)
    socket.write(text)
    socket.resume()
    await once(socket, 'close')
  }
  const socket = connect(path)
  socket.destroy()
  assert.equal((await askGate(path, 'ask')).kind, 'done')
})

test('only the user of the gate may open the socket', async (context) => {
  const path = await open(context)
  assert.equal((await stat(path)).mode & 0o777, 0o600)
})

test('a socket that is in use is not taken over', async (context) => {
  const path = await open(context, { ask: async () => ({ kind: 'done', value: 'first' }) })
  await assert.rejects(startControlServer(path, {}), { code: 'EADDRINUSE' })
  assert.deepEqual(await askGate(path, 'ask'), { kind: 'done', value: 'first' })
})

test('a socket that a killed process has left is replaced', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-test-'))
  context.after(() => rm(folder, { recursive: true }))
  const path = join(folder, 'control.sock')
  const child = spawn(process.execPath, [
    '-e',
    `require('net').createServer().listen(${JSON.stringify(path)}, () => console.log('up'))`,
  ])
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
  assert.equal((await askGate(path, 'ask')).kind, 'unreachable')
  const server = await startControlServer(path, { ask: async () => ({ kind: 'done', value: 2 }) })
  assert.deepEqual(await askGate(path, 'ask'), { kind: 'done', value: 2 })
  await server.close()
})

test('where no gate runs the code of the system says so', async () => {
  assert.deepEqual(await askGate(join(tmpdir(), `sekisho-none-${process.pid}`), 'ask'), {
    kind: 'unreachable',
    code: 'ENOENT',
  })
})
