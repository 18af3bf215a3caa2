/** SIGKILL of the whole process group at random moments, while mail flows and the next hop has its moods. */

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { takeAccount, takeAccountOfNotices } from './account.ts'
import { composeMail, startClients, type ClientMail } from './clients.ts'
import { comesTrue, inForm, pause, seeded } from './form.ts'
import { prepareGate } from './gate-process.ts'
import { startHop } from './hop.ts'
import type { Mood, TakenMail } from './hop-server.ts'
import { hastyQueue, refusalByNotice } from './settings.ts'
import { leftIn } from './spool-left.ts'

const kills = inForm(50, 200)
const mailsAtLeast = inForm(2_000, 10_000)
/** Mails without a supervisor in Cc. */
const refusedShare = 0.15
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

const isNotice = ({ from, inReplyTo }: TakenMail): boolean => from === '' && inReplyTo !== ''

test(`${kills} kills over ${mailsAtLeast} mails lose none that was acknowledged`, async (context) => {
  const chance = seeded(context)
  const hop = await startHop(context, chance.seed)
  const gate = await prepareGate(context, {
    settings: {
      ...hastyQueue(hop.port),
      ...refusalByNotice,
      // The same next hop by another name: a mail to both goes through the spool.
      routes: [
        {
          domains: ['example.org'],
          nextHop: { kind: 'smart-hosts', hosts: [{ host: 'localhost', port: hop.port, tls: 'none' }] },
        },
      ],
    },
  })
  const mails: ClientMail[] = []
  const refused = new Set<ClientMail>()
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
    const mayPass = !chance.happens(refusedShare)
    const cc = mayPass ? 'suzuki@example.co.jp' : ''
    const mail = composeMail(id, chance.between(least, most), recipients, cc)
    mails.push(mail)
    if (!mayPass) refused.add(mail)
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
    // Some in the middle of the start, most while mail flows, however long a start takes here.
    if (chance.happens(0.25)) await pause(chance.between(0, 350))
    else {
      await gate.greets()
      await pause(chance.between(0, 350))
    }
    killedAt.push(await gate.kill())
    gate.launch()
  }
  await gate.greets()
  run.isOver = true
  await changing
  const areDone = (): boolean =>
    mails.every((mail) => mail.acknowledgedAt !== undefined || mail.refusedWith !== undefined)
  await comesTrue(areDone, 30_000)
  clients.stop()
  await clients.finished

  const areAllThere = async (): Promise<boolean> => {
    const taken = await hop.taken()
    const there = new Set(
      taken.flatMap(({ id, inReplyTo, recipients }) => [inReplyTo, ...recipients.map((to) => id + to)]),
    )
    return mails.every((mail) =>
      refused.has(mail)
        ? mail.refusedWith !== undefined || there.has(mail.id)
        : mail.recipients.every((to) => there.has(mail.id + to)),
    )
  }
  await comesTrue(areAllThere, 30_000)
  await gate.stop()

  const taken = await hop.taken()
  const passing = mails.filter((mail) => !refused.has(mail))
  const account = takeAccount(
    passing,
    taken.filter((mail) => !isNotice(mail)),
    { at: killedAt },
    gate,
  )
  const notices = takeAccountOfNotices([...refused], taken, { at: killedAt }, gate)
  const queued = mails.filter(({ attempts }) =>
    attempts.some(({ outcome }) => /^250.*queued/i.test(outcome)),
  ).length
  context.diagnostic(
    `${kills} kills, ${passing.length} mails, ${account.acknowledged} acknowledged, ${queued} of them from the spool, ` +
      `${account.duplicates.byKill} duplicates by kills, ${account.inFlight} in flight at kills, ` +
      `${account.duplicates.keptBack} duplicates after a 250 that the next hop kept back`,
  )
  context.diagnostic(
    `${notices.refused} refused, ${notices.told} by notice, ${notices.composedTwice} with two notices, ` +
      `${notices.copies.byKill} notices delivered again by kills, ${notices.copies.keptBack} after a 250 kept back`,
  )
  const violations = [...account.violations, ...notices.violations]
  assert.equal(violations.length, 0, violations.slice(0, 10).join('\n'))
  assert.ok(account.duplicates.byKill <= account.inFlight)
  assert.equal(notices.composedTwice, 0)
  assert.ok(queued > 0 && queued < passing.length, 'both ways were used')
  assert.deepEqual(await leftIn(gate.spool), [])
})
