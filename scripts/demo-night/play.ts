/** Plays a day: its acts one after the other, each with what it has come to, and in the end the mails through both gates. */

import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import type { NightRun } from '../../src/store/night-runs.ts'
import { compareSnapshots } from '../../src/people/compare.ts'
import { compareGates } from './agreement.ts'
import { dumpBytes } from './dump-faults.ts'
import type { Act, DemoDay } from './day.ts'
import { dumpOf, inCp932, type Company } from './company.ts'
import { mailsOf, type RosterOn } from './mails.ts'
import { nightsOf, rosterInForceOn, stepsOfNight } from './nights.ts'
import type { Account } from './say-day.ts'
import type { TwoGates } from './two-gates.ts'

/** What goes on from one day to the next. */
export interface Played {
  readonly company: Company
  /** What both gates were last asked by; `undefined`: nothing yet. */
  readonly last: RosterOn | undefined
  readonly dump: Uint8Array | undefined
  /** What was alarmed about without an all-clear: the dump, the groups, the gate. */
  readonly alarmed: ReadonlySet<string>
}

/** Exit code of a command that could do nothing. */
const failed = 2
const nightsLookedAt = 10
const mostTries = 30
/** Milliseconds. */
const betweenTries = 300
/** found and read. */
const stepsBefore = 2
const author = ['--author', '人事部 担当']

/** The company after a day of which nothing is shown. */
export function passedBy(company: Company, { acts }: DemoDay): Company {
  return acts.reduce((now, act) => (act.do === 'enter' ? act.change(now) : now), company)
}

/**
 * Loads at once what happened on the days that were left out: a person lets it pass, whatever the guard says.
 * @param date of the last of them
 */
export async function catchUp(
  date: string,
  before: Played,
  gates: TwoGates,
  account: Account,
): Promise<Played> {
  gates.setClock(`${date}T12:00`)
  const { company } = before
  const dump = inCp932(dumpOf(company))
  const folder = writeDump(gates, `${date}-made-up-for`, dump, company)
  await work(gates, 'run', folder)
  const [run] = nightsOf(gates, 1)
  if (run?.state === 'stopped') {
    const number = String(run.number)
    await work(gates, 'approve', number, '--reason', 'demo:night --days', ...author)
  }
  if (before.last === undefined) await gates.askForGroups()
  if (before.alarmed.size > 0) await gates.sekisho('night', 'watch')
  gates.alarms()
  for (const { number } of nightsOf(gates, nightsLookedAt)) account.leaveOut(stepsOfNight(gates, number))
  return { company, last: await rosterInForceOn(gates, date), dump, alarmed: new Set() }
}

function writeDump(gates: TwoGates, name: string, dump: Uint8Array, { rules }: Company): string {
  const folder = join(gates.folder, 'dumps', name)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'hr.csv'), dump)
  writeFileSync(join(folder, 'rules.yaml'), rules)
  return folder
}

/** @param before as the last day that was played has left it */
export async function playDay(
  { date, acts }: DemoDay,
  before: Played,
  gates: TwoGates,
  account: Account,
): Promise<Played> {
  let { company, last, dump } = before
  const open = new Set(before.alarmed)
  let clock = '04:00'
  let arrivals = 0
  gates.setClock(`${date}T${clock}`)

  const arrive = (act: Extract<Act, { do: 'import' }>): string => {
    arrivals += 1
    const inIt = act.ahead?.(company) ?? company
    const bytes = dumpBytes(inIt, act.fault, dump)
    if (act.effective === undefined && act.fault === undefined && act.ahead === undefined) dump = bytes
    return writeDump(gates, `${date}-${arrivals}`, bytes, inIt)
  }
  const nightsAfter = async (doing: () => Promise<unknown>): Promise<void> => {
    const known = new Map(
      nightsOf(gates, nightsLookedAt).map(({ number }) => [number, lastStepOf(gates, number)]),
    )
    const begun = performance.now()
    let isWrong = false
    await doing()
    const took = performance.now() - begun
    for (const run of nightsOf(gates, nightsLookedAt).toReversed()) {
      if (known.get(run.number) === lastStepOf(gates, run.number)) continue
      account.night(clock, run, stepsOfNight(gates, run.number), took)
      isWrong ||= run.state === 'stopped' || run.state === 'failed'
    }
    // What came of it is told at once.
    if (isWrong || open.size > 0) await look()
  }
  const send = async (): Promise<void> => {
    const now = await rosterInForceOn(gates, date)
    const from = last ?? now
    const changes = compareSnapshots(from.snapshot, now.snapshot, date, from.day)
    const everybody = [...company.members.values()].flatMap(({ address }) =>
      address === '' ? [] : [address],
    )
    const mails = mailsOf(everybody, last, now, changes)
    account.changes(changes, last === undefined)
    const begun = performance.now()
    account.agreement(await compareGates(gates, mails), performance.now() - begun)
    last = now
  }
  const look = async (): Promise<void> => {
    await gates.sekisho('night', 'watch')
    const alarms = gates.alarms()
    for (const { alarm, of } of alarms) {
      if (alarm === 'all-clear') open.delete(of)
      else open.add(of)
    }
    account.alarms(clock, alarms)
  }
  const take = async (act: Act): Promise<void> => {
    switch (act.do) {
      case 'enter':
        company = act.change(company)
        return
      case 'import': {
        const effective = act.effective === undefined ? [] : ['--effective', act.effective]
        const folder = arrive(act)
        await nightsAfter(async () => await work(gates, 'run', folder, ...effective))
        return
      }
      case 'import-killed':
        await nightsAfter(async () => await killInTheMidst(arrive({ do: 'import' }), gates))
        return
      case 'approve': {
        const number = String(nightsOf(gates, 1)[0]?.number)
        const words = ['approve', number, '--reason', act.reason, ...author]
        account.approved(clock, act.reason)
        await nightsAfter(async () => await work(gates, ...words))
        return
      }
      case 'roll-back':
        await gates.sekisho('night', 'rollback', '--reason', act.reason, ...author)
        account.rolledBack(clock, act.reason)
        return
      case 'go-on':
        await nightsAfter(async () => await work(gates, 'run', '--due'))
        return
      case 'watch':
        await look()
        return
      case 'at':
        clock = act.clock
        gates.setClock(`${date}T${clock}`)
        return
      case 'ask-for-groups':
        await gates.askForGroups()
        account.event(clock, 'asks-for-groups')
        return
      case 'kill-second':
        gates.between.afterPuts(act.afterPuts, () => {
          account.event(clock, 'second-killed')
          void gates.byGroups.kill()
        })
        return
      case 'start-second':
        await gates.byGroups.start()
        account.event(clock, 'second-started')
        return
      case 'kill-first':
        await gates.byPeople.kill()
        account.event(clock, 'first-killed')
        return
      case 'start-first':
        await gates.byPeople.start()
        account.event(clock, 'first-started')
        return
      case 'mails':
        await send()
    }
  }
  for (const act of acts) await take(act)
  await take({ do: 'at', clock: '08:50' })
  if (open.size > 0) await look()
  await send()
  return { company, last, dump, alarmed: open }
}

/** The number of the last step on record. */
function lastStepOf(gates: TwoGates, run: number): number {
  return stepsOfNight(gates, run).at(-1)?.number ?? 0
}

/** `sekisho night` with these words. The gate may just be at work itself, with the groups of a new day: then it is tried again. */
async function work(gates: TwoGates, ...words: readonly string[]): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const { code, stderr } = await gates.sekisho('night', ...words, '--quiet')
    if (code !== failed) return
    if (tries === mostTries) throw new Error(`sekisho night ${words.join(' ')}: ${stderr}`)
    await pause(betweenTries)
  }
}

/** SIGKILL as soon as the dump has been read. */
async function killInTheMidst(folder: string, gates: TwoGates): Promise<void> {
  const [before] = nightsOf(gates, 1)
  const isNew = (): NightRun | undefined => nightsOf(gates, 1).find(({ number }) => number !== before?.number)
  while (isNew() === undefined) {
    const child = gates.spawn('night', 'run', folder, '--quiet')
    const ended = once(child, 'exit')
    const hasRead = (): boolean => stepsOfNight(gates, isNew()?.number ?? 0).length > stepsBefore
    while (child.exitCode === null && !hasRead()) await pause(1)
    child.kill('SIGKILL')
    await ended
  }
}
