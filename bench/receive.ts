/**
 * What the receiving half alone costs: `node bench/receive.ts [mails] [sessions] [octets]`. Debian's smtp-source sends into a
 * passage that only says 250; prints mails a second, CPU time a mail and peak memory of this process.
 */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { configSchema } from '../src/config/schema.ts'
import { startListener } from '../src/receive/listener.ts'
import { createReception } from '../src/receive/reception.ts'

const [mails = 20_000, sessions = 50, octets = 4_096] = process.argv.slice(2).map(Number)

const config = configSchema.parse({
  listeners: [{ name: 'bench', port: 0 }],
  nextHop: { kind: 'outbox' },
})
const [settings] = config.listeners
if (settings === undefined) throw new Error('No listener')

let passed = 0
const reply = { code: 250, enhanced: '2.0.0', lines: ['Ok'] }
const listener = await startListener(
  settings,
  () => {
    passed += 1
    return Promise.resolve(reply)
  },
  createReception(config),
)

/** Sends `count` mails; gives seconds and CPU microseconds of this process. */
async function send(count: number): Promise<{ readonly seconds: number; readonly cpu: number }> {
  const before = process.cpuUsage()
  const started = performance.now()
  const source = spawn(
    'smtp-source',
    [
      '-d',
      '-s',
      `${sessions}`,
      '-m',
      `${count}`,
      '-l',
      `${octets}`,
      '-f',
      'a@a.example',
      '-t',
      'b@b.example',
      `inet:127.0.0.1:${listener.port}`,
    ],
    { stdio: 'inherit', env: { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin` } },
  )
  const [code] = await once(source, 'exit')
  if (code !== 0) throw new Error(`smtp-source ended with ${code}`)
  const seconds = (performance.now() - started) / 1000
  const { user, system } = process.cpuUsage(before)
  return { seconds, cpu: user + system }
}

await send(Math.min(mails, 3_000))
for (let round = 0; round < 3; round += 1) {
  passed = 0
  const { seconds, cpu } = await send(mails)
  if (passed !== mails) throw new Error(`${passed} of ${mails} mails arrived`)
  console.log(
    `${(mails / seconds).toFixed(0)} mails/s, ${(cpu / mails).toFixed(1)} µs CPU a mail (${octets} octets, ${sessions} sessions)`,
  )
}
console.log(`${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB at most`)
await listener.close()
