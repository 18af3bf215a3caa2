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

/**
 * Each mail is at the next hop, unchanged, or it is damaged and kept. One that was read before its file was damaged may be
 * delivered: at least `corruptAtLeast` are kept.
 */
async function checkOutcome(
  { gate, hop, mails }: Scene,
  damaged: readonly ClientMail[],
  corruptAtLeast: number,
): Promise<void> {
  hop.setMood('good')
  const areAllSettled = async (): Promise<boolean> => {
    const there = new Set((await hop.taken()).map(({ id }) => id))
    const told = corruptIn(gate).size
    const delivered = mails.filter(({ id }) => there.has(id)).length
    return delivered + told >= mails.length
  }
  assert.ok(await comesTrue(areAllSettled, 15_000), `mails are missing:\n${gate.output().slice(-3_000)}`)
  await gate.stop()

  const opening = await openSpool({ directory: gate.spool, report: () => undefined })
  assert.ok(opening.kind === 'open')
  const left = await opening.spool.list({}, 100)
  await opening.spool.close()
  const taken = await hop.taken()
  const there = new Set(taken.map(({ id }) => id))
  const kept = damaged.filter(({ id }) => !there.has(id))
  const others = mails.filter((mail) => !kept.includes(mail))
  assert.deepEqual(takeAccount(others, taken, { at: [] }, gate).violations, [])
  assert.ok(kept.length >= corruptAtLeast, `${kept.length} are kept`)
  assert.deepEqual(
    left.map(({ state }) => state),
    kept.map(() => 'corrupt'),
  )
  assert.deepEqual(new Set(left.map(({ id }) => id)), corruptIn(gate))
  for (const { note } of left) assert.notEqual(note, '')
  // Of the file that was removed there is nothing to be kept.
  const isRemoved = kept.includes(damaged[2] ?? assert.fail())
  assert.equal(readdirSync(join(gate.spool, 'corrupt')).length, kept.length - (isRemoved ? 1 : 0))
}

/** Ids of the mails of which the log has told that they are damaged. */
function corruptIn(gate: GateProcess): ReadonlySet<string> {
  const lines = gate.output().split('\n')
  return new Set(
    lines
      .filter((line) => line.includes('"spool-corrupt"'))
      .map((line) => /"id":"([^"]+)"/.exec(line)?.[1] ?? ''),
  )
}

test('mails whose files are damaged while the gate is down are kept, and the others flow', async (context) => {
  const scene = await withSpooledMails(context)
  await scene.gate.kill()
  const damaged = damage(scene)
  await scene.gate.start()
  await checkOutcome(scene, damaged, damaged.length)
})

test('mails whose files are damaged while the gate runs are kept, and the others flow', async (context) => {
  const scene = await withSpooledMails(context)
  // Nothing of them is in the memory of the gate any more.
  await scene.gate.kill()
  await scene.gate.start()
  await checkOutcome(scene, damage(scene), 1)
})
