import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { openDialogue } from '../peers/dialogue.ts'
import { residentMemory, startProcess } from './process.ts'

const many = 5_000
const descriptors = 16_384
const tooFew =
  spawnSync('bash', ['-c', `ulimit -n ${descriptors}`]).status === 0
    ? false
    : `needs ${descriptors} file descriptors (ulimit -Hn)`

/** Opens connections from 127.0.1.1 on and says one byte a second on each, in a process with descriptors of its own. */
const crowd = `
const { connect } = require('node:net')
const [port, many] = process.argv.slice(1).map(Number)
let open = 0
const sockets = []
const next = () => {
  if (sockets.length === many) return
  const number = sockets.length
  const socket = connect({ port, host: '127.0.0.1', localAddress: '127.0.1.' + (1 + (number % 100)) })
  sockets.push(socket)
  socket.on('error', (error) => { console.log(error.message); process.exit(1) })
  socket.once('data', () => { open += 1; if (open === many) console.log('open'); next() })
}
for (let lane = 0; lane < 50; lane += 1) next()
setInterval(() => { for (const socket of sockets) socket.write('x') }, 1000)
`

test(
  '5,000 clients that say a byte a second do not keep an honest one waiting, and take little memory',
  { skip: tooFew },
  async (context) => {
    await using gate = await startProcess(() => ({ limits: { connections: 6_000 } }), descriptors)
    const before = await residentMemory(gate.pid)
    const clients = spawn('bash', [
      '-c',
      `ulimit -n ${descriptors} && exec "$@"`,
      'bash',
      process.execPath,
      '-e',
      crowd,
      String(gate.port),
      String(many),
    ])
    try {
      const [said]: unknown[] = await once(clients.stdout, 'data')
      assert.equal(String(said).trim(), 'open')
      const waits: number[] = []
      for (let round = 0; round < 20; round += 1) {
        const started = performance.now()
        const dialogue = await openDialogue({ port: gate.port })
        await dialogue.expect(/^220 /)
        waits.push(performance.now() - started)
        await dialogue.askFor('QUIT', /^221 /)
        dialogue.end()
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
      const longest = Math.max(...waits)
      const grown = (await residentMemory(gate.pid)) - before
      context.diagnostic(`longest wait ${Math.round(longest)} ms, ${Math.round(grown / 1_048_576)} MiB`)
      assert.ok(longest < 1_000, `the greeting took ${longest} ms`)
      assert.ok(grown < 256 * 1_048_576, `${Math.round(grown / 1_048_576)} MiB for ${many} connections`)
    } finally {
      clients.kill('SIGKILL')
      await once(clients, 'exit')
    }
  },
)
