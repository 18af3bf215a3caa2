/** Many large mails at the same time, and many clients that only hold the line: the gate stays small and serves the others. */

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync, statfsSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { test } from 'node:test'

import { handIn, letter } from '../gate/hand-in.ts'
import { openDialogue } from '../peers/dialogue.ts'
import { comesTrue, inForm, pause, seeded } from './form.ts'
import { prepareGate, type GateProcess } from './gate-process.ts'
import { startHop } from './hop.ts'
import { handOverLarge, largeBody, largeMail } from './large-mail.ts'
import { hastyQueue } from './settings.ts'

const mebibyte = 1_048_576
const parallel = inForm(100, 1_000)
const octets = 30_000_000
const roomy = { limits: { connections: 8_000, connectionsPerClient: 8_000 } }

/** The most that all processes of the gate ever had in memory. */
function peakOctets(gate: GateProcess): number {
  const peaks = gate.members().map((pid) => {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1_024
  })
  return peaks.reduce((sum, peak) => sum + peak, 0)
}

/** Connects again and again; gives the longest wait for a greeting in milliseconds once it is stopped. */
function honestClient(port: number): { readonly stop: () => Promise<number> } {
  const run = { isOver: false }
  let slowest = 0
  const running = (async () => {
    while (!run.isOver) {
      const asked = performance.now()
      const dialogue = await openDialogue({ port })
      await dialogue.expect(/^220 /)
      slowest = Math.max(slowest, performance.now() - asked)
      dialogue.destroy()
      await pause(50)
    }
  })()
  return {
    stop: async () => {
      run.isOver = true
      await running
      return Math.round(slowest)
    },
  }
}

test(`${parallel} mails of 30 MB at the same time take less than 1 GiB of memory`, async (context) => {
  const { seed } = seeded(context)
  const hop = await startHop(context, seed)
  const deadlines = { nextHopReply: 300, finalReply: 300, content: 600 }
  const gate = await prepareGate(context, { settings: { ...hastyQueue(hop.port), ...roomy, deadlines } })
  const { bavail, bsize } = statfsSync(gate.disk)
  const needed = parallel * octets * 1.2
  if (bavail * bsize < needed) {
    context.skip(`needs ${Math.ceil(needed / mebibyte)} MiB of room below ${gate.disk} for temporary files`)
    return
  }
  await gate.start()
  const body = largeBody(octets)
  const mails = Array.from({ length: parallel }, (_, index) => largeMail(`load-${index + 1}@torture`, body))
  const honest = honestClient(gate.port)
  const started = performance.now()
  const answers = await Promise.all(mails.map(async (mail) => await handOverLarge(gate.port, mail)))
  const took = (performance.now() - started) / 1_000
  const slowest = await honest.stop()
  const peak = peakOctets(gate)
  context.diagnostic(
    `${parallel} mails of 30 MB in ${took.toFixed(1)} s, ${Math.round(peak / mebibyte)} MiB at most, ` +
      `an honest client was greeted within ${slowest} ms`,
  )
  assert.deepEqual(answers.filter((answer) => !answer.startsWith('250')).slice(0, 3), [])
  const areThere = async (): Promise<boolean> => (await hop.taken()).length >= parallel
  assert.ok(await comesTrue(areThere, inForm(10_000, 120_000)))
  const taken = await hop.taken()
  assert.equal(new Set(taken.map(({ id }) => id)).size, parallel)
  for (const { id, header } of mails.slice(0, 3)) {
    const hash = createHash('sha256').update(header)
    for (const piece of body) hash.update(piece)
    assert.equal(taken.find((mail) => mail.id === id)?.digest, hash.digest('hex'))
  }
  assert.ok(peak < 1_024 * mebibyte, `${Math.round(peak / mebibyte)} MiB`)
})

test('among 5,000 clients that send an octet a second an honest one is greeted within a second', async (context) => {
  const { seed } = seeded(context)
  const hop = await startHop(context, seed)
  const gate = await prepareGate(context, { settings: { ...hastyQueue(hop.port), ...roomy } })
  await gate.start()
  const words = Buffer.from('EHLO slow.example.co.jp\r\nMAIL FROM:<takahashi@example.co.jp>\r\n')
  let inside = 0
  const crowd: Socket[] = []
  context.after(() => {
    for (const socket of crowd) socket.destroy()
  })
  while (crowd.length < 5_000) {
    for (let count = 0; count < 250; count += 1) {
      const socket = connect(gate.port, '127.0.0.1')
      socket.on('error', () => undefined)
      socket.once('data', (bytes: Buffer) => {
        if (bytes.toString().startsWith('220')) inside += 1
      })
      crowd.push(socket)
    }
    assert.ok(
      await comesTrue(() => inside === crowd.length, 20_000),
      `${inside} of ${crowd.length} are inside`,
    )
  }
  const honest = honestClient(gate.port)
  for (let second = 0; second < inForm(2, 30); second += 1) {
    for (const [index, socket] of crowd.entries()) {
      const at = (second + index) % words.length
      socket.write(words.subarray(at, at + 1))
    }
    await pause(1_000)
  }
  assert.match(await handIn(gate.port, { content: letter() }), /^250 /)
  const slowest = await honest.stop()
  context.diagnostic(`greeted within ${slowest} ms; ${Math.round(peakOctets(gate) / mebibyte)} MiB at most`)
  assert.ok(slowest < 1_000, `${slowest} ms`)
})
