/** SIGKILL of the whole process group at random moments, while mail flows and the next hop has its moods. */

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { takeAccount } from './account.ts'
import { composeMail, startClients, type ClientMail } from './clients.ts'
import { comesTrue, inForm, pause, seeded } from './form.ts'
import { prepareGate } from './gate-process.ts'
import { startHop } from './hop.ts'
import type { Mood } from './hop-server.ts'
import { hastyQueue } from './settings.ts'

const kills = inForm(50, 200)
const mailsAtLeast = inForm(2_000, 10_000)
const moods: readonly [Mood, ...Mood[]] = [
  'good',
  'good',
  'good',
  'good',
  'slow',
  'slow',
  'busy',
  'closing',
  'dead',
  'dropping',
  'mute',
]

test(`${kills} kills over ${mailsAtLeast} mails lose none that was acknowledged`, async (context) => {
  const chance = seeded(context)
  const hop = await startHop(context, chance.seed)
  const gate = await prepareGate(context, { settings: hastyQueue(hop.port) })
  const mails: ClientMail[] = []
  const killedAt: number[] = []

  const compose = (): ClientMail => {
    const [least, most] = chance.pick([
      [100, 4_000],
      [100, 4_000],
      [4_000, 60_000],
      [100_000, 500_000],
    ] as const)
    const id = `${mails.length + 1}.${chance.between(1, 0xffff_ffff)}@torture.example.co.jp`
    const recipients = chance.happens(0.2) ? ['one@example.com', 'two@example.org'] : ['client@example.com']
    const mail = composeMail(id, chance.between(least, most), recipients)
    mails.push(mail)
    return mail
  }
  const clients = startClients({
    port: gate.port,
    clients: 20,
    chance,
    retryAfter: [20, 300],
    next: () => (mails.length < mailsAtLeast || killedAt.length < kills ? compose() : undefined),
  })
  context.after(clients.stop)

  const run = { isOver: false }
  context.after(() => {
    run.isOver = true
  })
  const changeMoods = async (): Promise<void> => {
    while (!run.isOver) {
      hop.setMood(chance.pick(moods))
      await pause(chance.between(50, 400))
    }
    hop.setMood('good')
  }
  const changing = changeMoods()

  gate.launch()
  while (killedAt.length < kills) {
    // Some in the middle of the start, most while mail flows.
    await pause(chance.happens(0.25) ? chance.between(0, 350) : chance.between(350, 800))
    killedAt.push(await gate.kill())
    gate.launch()
  }
  await gate.greets()
  run.isOver = true
  await changing
  const areDone = (): boolean => mails.every((mail) => mail.acknowledgedAt !== undefined)
  await comesTrue(areDone, 30_000)
  clients.stop()
  await clients.finished

  const isAllThere = async (): Promise<boolean> => {
    const there = new Set((await hop.taken()).map(({ id }) => id))
    return mails.every(({ id }) => there.has(id))
  }
  await comesTrue(isAllThere, 30_000)
  await gate.stop()

  const account = takeAccount(mails, await hop.taken(), { at: killedAt }, gate)
  context.diagnostic(
    `${kills} kills, ${mails.length} mails, ${account.acknowledged} acknowledged, ` +
      `${account.duplicates} duplicates, ${account.inFlight} in flight at kills or unanswered by the next hop`,
  )
  assert.deepEqual(account.violations.slice(0, 10), [], account.violations.slice(0, 10).join('\n'))
  assert.ok(account.duplicates <= account.inFlight)
})
