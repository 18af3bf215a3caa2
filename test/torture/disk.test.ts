/** Disks that fill or fail below the real gate: the client hears 4xx, nothing goes out in halves, and it heals by itself. */

import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it, test, type TestContext } from 'node:test'

import { handIn, letter } from '../gate/hand-in.ts'
import { leftOutWithout } from '../peers/debian.ts'
import { takeAccount } from './account.ts'
import { composeMail, startClients, type ClientMail } from './clients.ts'
import { comesTrue, isLong, pause, seeded } from './form.ts'
import { prepareGate, type GateProcess } from './gate-process.ts'
import { startHop, type Hop } from './hop.ts'
import { hastyQueue } from './settings.ts'
import { leftIn } from './spool-left.ts'
import { mountSmallDisk } from './small-disk.ts'

interface Traffic {
  readonly gate: GateProcess
  readonly hop: Hop
  readonly mails: readonly ClientMail[]
  /** Waits until a mail that is sent from now on is acknowledged; gives the milliseconds that took. */
  readonly flowsAgain: () => Promise<number>
  /** No new mails; waits until all are acknowledged and at the next hop, and takes account. */
  readonly end: () => Promise<void>
}

/** A gate on this disk and eight clients that send mail after mail, of all sizes. */
async function startTraffic(context: TestContext, disk: string | undefined): Promise<Traffic> {
  const chance = seeded(context)
  const hop = await startHop(context, chance.seed)
  const gate = await prepareGate(context, {
    settings: {
      ...hastyQueue(hop.port),
      floors: { spool: 1, decisions: 1, memory: 1 },
    },
    ...(disk === undefined ? {} : { disk }),
  })
  await gate.start()
  const mails: ClientMail[] = []
  const run = { isOver: false }
  const clients = startClients({
    port: gate.port,
    clients: 8,
    chance,
    retryAfter: [50, 150],
    next: () => {
      if (run.isOver) return undefined
      const octets = chance.pick([500, 5_000, 20_000, 100_000, 400_000])
      const mail = composeMail(`disk-${mails.length + 1}.${chance.seed}@torture.example.co.jp`, octets)
      mails.push(mail)
      return mail
    },
  })
  context.after(clients.stop)
  return {
    gate,
    hop,
    mails,
    flowsAgain: async () => {
      const from = Date.now()
      const isTaken = (): boolean => mails.some(({ acknowledgedAt }) => (acknowledgedAt ?? 0) > from)
      assert.ok(await comesTrue(isTaken, 10_000), `no mail is taken again:\n${gate.output().slice(-2_000)}`)
      return Date.now() - from
    },
    end: async () => {
      run.isOver = true
      hop.setMood('good')
      await clients.finished
      await comesTrue(async () => {
        const there = new Set((await hop.taken()).map(({ id }) => id))
        return mails.every(({ id }) => there.has(id))
      }, 20_000)
      const account = takeAccount(mails, await hop.taken(), { at: [] }, gate)
      assert.deepEqual(account.violations, [], account.violations.slice(0, 5).join('\n'))
      assert.deepEqual(account.duplicates, { keptBack: 0, byKill: 0 })
      await gate.stop()
      assert.deepEqual(await leftIn(gate.spool), [])
    },
  }
}

/** Answers to final dots and refusals that came in this time. */
function answersIn(mails: readonly ClientMail[], from: number, until: number): readonly string[] {
  return mails.flatMap(({ attempts }) =>
    attempts
      .filter(({ startedAt, endedAt = 0 }) => startedAt >= from && endedAt > 0 && endedAt <= until)
      .map(({ outcome }) => outcome),
  )
}

function freeOctets(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

test('a disk that is full is a 4xx, and mail flows again once there is room', async (context) => {
  const disk = mountSmallDisk(context, 24)
  if (disk === undefined) return
  const { gate, hop, mails, flowsAgain, end } = await startTraffic(context, disk)
  await flowsAgain()
  hop.setMood('dead')
  const ballast = join(disk, 'ballast')
  for (const octets of [freeOctets(disk) - 3_000_000, 0]) {
    writeFileSync(ballast, Buffer.alloc(Math.max(0, octets)))
    if (octets === 0) continue
    assert.ok(
      await comesTrue(
        () => mails.some(({ attempts }) => attempts.some(({ outcome }) => outcome.startsWith('4'))),
        10_000,
      ),
      'the disk does not fill',
    )
    const from = Date.now()
    await pause(1_500)
    const answers = answersIn(mails, from, Date.now())
    assert.ok(answers.some((answer) => answer.startsWith('4')))
    assert.deepEqual(
      answers.filter((answer) => !/^(250|4)/.test(answer)),
      [],
    )
    assert.equal(gate.exitCode(), undefined)
  }
  rmSync(ballast)
  hop.setMood('good')
  context.diagnostic(`took mail again ${await flowsAgain()} ms after there was room`)
  await end()
})

interface Fault {
  readonly what: string
  /** Begins it in this process; the result ends it. */
  readonly begin: (gate: GateProcess) => Promise<() => Promise<void>>
  /** A new connection may fail as well, and room may come back by itself. */
  readonly mayHangUp?: boolean
  /** A segment that is open already may be written over still: its mails are kept, and `end` holds the gate to them. */
  readonly mayKeep?: boolean
}

/** The process that runs the gate: the last of its group. */
function runner(gate: GateProcess): number {
  const pid = gate.members().at(-1)
  assert.ok(pid !== undefined)
  return pid
}

/** System calls of the running gate fail with this error until it ends. */
function injected(calls: string, error: string): Fault['begin'] {
  return async (gate) => {
    const words = [
      '-f',
      '-qq',
      '-o',
      '/dev/null',
      '-e',
      `trace=${calls}`,
      '-e',
      `inject=${calls}:error=${error}`,
    ]
    const strace = spawn('strace', [...words, '-p', String(runner(gate))], { stdio: 'ignore' })
    const ended = once(strace, 'exit')
    assert.ok(await comesTrue(() => isTraced(runner(gate)), 10_000), 'strace does not attach')
    // What was under way at that moment has its answer.
    await pause(100)
    return async () => {
      strace.kill('SIGINT')
      await ended
    }
  }
}

/** In all its threads. */
function isTraced(pid: number): boolean {
  const threads = readdirSync(`/proc/${pid}/task`)
  return threads.every((thread) =>
    /^TracerPid:\t[1-9]/m.test(readFileSync(`/proc/${pid}/task/${thread}/status`, 'utf8')),
  )
}

/** The gate may have only so much of something until it ends: the kernel itself fails its calls. */
function limited(resource: 'fsize' | 'nofile', amount: (pid: number) => number): Fault['begin'] {
  return async (gate) => {
    const pid = runner(gate)
    const set = (limit: string): void => {
      execFileSync('prlimit', ['--pid', String(pid), `--${resource}=${limit}:`])
    }
    const before = execFileSync(
      'prlimit',
      ['--pid', String(pid), `--${resource}`, '-o', 'SOFT', '--noheadings'],
      {
        encoding: 'utf8',
      },
    )
    set(String(amount(pid)))
    await pause(100)
    return async () => {
      await Promise.resolve()
      set(before.trim())
    }
  }
}

const faults: readonly Fault[] = [
  { what: 'an fsync that fails', begin: injected('fsync,fdatasync', 'EIO') },
  { what: 'a write that finds no room (ENOSPC)', begin: injected('pwrite64', 'ENOSPC') },
  ...(isLong ? [{ what: 'a write that fails (EIO)', begin: injected('pwrite64', 'EIO') }] : []),
  {
    what: 'a file system that has become read-only (EROFS)',
    begin: injected('openat,rename,unlink,pwrite64,ftruncate,mkdir', 'EROFS'),
  },
  {
    what: 'no file descriptors (EMFILE by injection)',
    begin: injected('openat', 'EMFILE'),
    mayKeep: true,
  },
  {
    what: 'no file descriptors (EMFILE by its limit)',
    begin: limited('nofile', (pid) => readdirSync(`/proc/${pid}/fd`).length),
    mayHangUp: true,
  },
  { what: 'writes that end short (EFBIG by its limit)', begin: limited('fsize', () => 1_000) },
]

describe('a fault below the running gate', { skip: leftOutWithout('strace') }, () => {
  it('is a 4xx for as long as it lasts, whatever it is, and nothing is left of it', async (context) => {
    const { gate, hop, mails, flowsAgain, end } = await startTraffic(context, undefined)
    for (const { what, begin, mayHangUp = false, mayKeep = false } of faults) {
      hop.setMood('good')
      await flowsAgain()
      // From here on every mail needs the spool.
      hop.setMood('dead')
      const heal = await begin(gate)
      const from = Date.now()
      await pause(400)
      const answers = answersIn(mails, from, Date.now())
      await heal()
      assert.ok(
        answers.some((answer) => mayHangUp || answer.startsWith('4')),
        `${what}: no 4xx in ${answers.join(', ')}`,
      )
      // A descriptor that is closed meanwhile makes room again: then a mail is kept, and `end` holds the gate to it.
      const allowed = ['4', ...(mayHangUp || mayKeep ? ['2'] : []), ...(mayHangUp ? ['lost'] : [])]
      assert.deepEqual(
        answers.filter((answer) => !allowed.some((beginning) => answer.startsWith(beginning))),
        [],
        what,
      )
      assert.equal(gate.exitCode(), undefined, what)
      context.diagnostic(`${what}: ${answers.length} answers 4xx, mail again after ${await flowsAgain()} ms`)
    }
    await end()
  })

  it('keeps no outcome from the disk for good: what was delivered is settled while the gate stops', async (context) => {
    const { seed } = seeded(context)
    const hop = await startHop(context, seed)
    const queue = { firstRetry: 2, longestRetry: 2, jitter: 0 }
    const gate = await prepareGate(context, { settings: { ...hastyQueue(hop.port), queue } })
    await gate.start()
    hop.setMood('dead')
    assert.match(await handIn(gate.port, { content: letter() }), /^250 .*queued/i)
    hop.setMood('good')
    const heal = await injected('pwrite64', 'ENOSPC')(gate)
    const isUnrecorded = (): boolean => gate.output().includes('"queue-unrecorded"')
    assert.ok(await comesTrue(isUnrecorded, 10_000))
    const stopped = gate.stop()
    await pause(1_500)
    await heal()
    assert.equal(await stopped, 0)
    assert.equal((await hop.taken()).length, 1)
    assert.deepEqual(await leftIn(gate.spool), [])
  })
})
