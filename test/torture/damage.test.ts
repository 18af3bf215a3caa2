/** Files of the spool that are damaged behind the gate's back: such a mail is kept and told of, all others flow. */

import assert from 'node:assert/strict'
import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'

import { openSpool } from '../../src/store/open-spool.ts'

import { takeAccount } from './account.ts'
import { composeMail, startClients, type ClientMail } from './clients.ts'
import { comesTrue, seeded } from './form.ts'
import { prepareGate, type GateProcess } from './gate-process.ts'
import { startHop, type Hop } from './hop.ts'
import { hastyQueue } from './settings.ts'

interface Scene {
  readonly gate: GateProcess
  readonly hop: Hop
  readonly mails: readonly ClientMail[]
}

/** A gate whose next hop is dead, and eight mails in its spool, each in a file of its own. */
async function withSpooledMails(context: TestContext): Promise<Scene> {
  const { seed, ...chance } = seeded(context)
  const hop = await startHop(context, seed)
  hop.setMood('dead')
  const gate = await prepareGate(context, { settings: hastyQueue(hop.port) })
  await gate.start()
  const mails = Array.from({ length: 8 }, (_, index) =>
    composeMail(`damage-${index + 1}@torture.example.co.jp`, index % 2 === 0 ? 2_000 : 600_000),
  )
  const waiting = [...mails]
  const clients = startClients({
    port: gate.port,
    clients: 1,
    chance,
    retryAfter: [50, 50],
    next: () => waiting.shift(),
  })
  context.after(clients.stop)
  await clients.finished
  return { gate, hop, mails }
}

function fileOf({ gate }: Scene, { id }: ClientMail): string {
  const files = ['segments', 'bodies'].flatMap((folder) =>
    readdirSync(join(gate.spool, folder)).map((name) => join(gate.spool, folder, name)),
  )
  const file = files.find((path) => readFileSync(path).includes(`<${id}>`))
  assert.ok(file !== undefined, `no file holds ${id}`)
  return file
}

/** Damages the first four mails: one octet flipped, cut short, gone, emptied. */
function damage(scene: Scene): readonly ClientMail[] {
  const [flipped, cut, gone, emptied] = scene.mails
  assert.ok(flipped && cut && gone && emptied)
  const file = fileOf(scene, flipped)
  const bytes = readFileSync(file)
  const middle = Math.floor(bytes.length / 2)
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle)
  writeFileSync(file, bytes)
  truncateSync(fileOf(scene, cut), 1_000)
  rmSync(fileOf(scene, gone))
  truncateSync(fileOf(scene, emptied), 0)
  return [flipped, cut, gone, emptied]
}

async function checkOutcome({ gate, hop, mails }: Scene, damaged: readonly ClientMail[]): Promise<void> {
  const sound = mails.filter((mail) => !damaged.includes(mail))
  hop.setMood('good')
  const areThere = async (): Promise<boolean> => {
    const there = new Set((await hop.taken()).map(({ id }) => id))
    return sound.every(({ id }) => there.has(id))
  }
  assert.ok(await comesTrue(areThere, 15_000), `the sound mails do not flow:\n${gate.output().slice(-3_000)}`)
  const areTold = (): boolean => (gate.output().match(/corrupt/g)?.length ?? 0) >= damaged.length
  assert.ok(await comesTrue(areTold, 10_000), `the log does not tell of all:\n${gate.output().slice(-3_000)}`)
  await gate.stop()

  const account = takeAccount(sound, await hop.taken(), { at: [] }, gate)
  assert.deepEqual(account.violations, [])
  const opening = await openSpool({ directory: gate.spool, report: () => undefined })
  assert.ok(opening.kind === 'open')
  const left = await opening.spool.list({}, 100)
  await opening.spool.close()
  assert.deepEqual(
    left.map(({ state }) => state),
    damaged.map(() => 'corrupt'),
  )
  for (const { id, note } of left) {
    assert.notEqual(note, '')
    assert.ok(
      gate.tracesOf(id).some((line) => line.includes('corrupt')),
      `the log does not name ${id}`,
    )
  }
  // One of the four files is gone; what is left of the others is kept.
  assert.equal(readdirSync(join(gate.spool, 'corrupt')).length, damaged.length - 1)
}

test('mails whose files are damaged while the gate is down are kept, and the others flow', async (context) => {
  const scene = await withSpooledMails(context)
  await scene.gate.kill()
  const damaged = damage(scene)
  await scene.gate.start()
  await checkOutcome(scene, damaged)
})

test('mails whose files are damaged while the gate runs are kept, and the others flow', async (context) => {
  const scene = await withSpooledMails(context)
  // Nothing of them is in the memory of the gate any more.
  await scene.gate.kill()
  await scene.gate.start()
  await checkOutcome(scene, damage(scene))
})
