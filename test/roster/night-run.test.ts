import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'

import type { NightParts } from '../../src/roster/night-parts.ts'
import { approveNight, runNight } from '../../src/roster/night-run.ts'
import { listAudit } from '../../src/store/audit.ts'
import { findRun, listRuns, nightSteps, stepsOf, withdrawRun } from '../../src/store/night-runs.ts'
import { activeRoster, changeRoster, listRosterActivations } from '../../src/store/roster-activations.ts'
import { lastRun, nightCompany, withoutLastRow, type NightCompany } from './night-company.ts'

const child = join(import.meta.dirname, 'night-child.ts')

async function killedAt(company: NightCompany, source: string, place: string): Promise<void> {
  const killed = spawn(process.execPath, [child, company.file, source, place], { stdio: 'inherit' })
  const [, signal]: unknown[] = await once(killed, 'exit')
  assert.equal(signal, 'SIGKILL', `it was not killed at ${place}`)
}

function stepNames(company: NightCompany, run: number): readonly string[] {
  return stepsOf(company.desk.database, run).map(({ name, outcome }) => `${name} ${outcome ?? 'cut'}`)
}

async function rollBack(company: NightCompany, run?: number): Promise<number | undefined> {
  const by = { at: Date.now(), who: 'tester', why: 'test' }
  const changed = await changeRoster(company.desk, { kind: 'roll-back', run, ...by })
  assert.equal(changed.kind, 'done')
  return activeRoster(company.desk.database)?.run?.number
}

describe('an import', () => {
  it('takes all its steps in order, each with times, hashes and counts on record', async () => {
    await using company = await nightCompany()
    const source = await company.dump('new', withoutLastRow(company.hr))
    const run = await company.run(source)
    assert.equal(run.state, 'done')
    const steps = stepsOf(company.desk.database, run.number)
    assert.deepEqual(
      steps.map(({ name }) => name),
      nightSteps,
    )
    for (const { begunAt, endedAt = 0, outcome } of steps) {
      assert.equal(outcome, 'done')
      assert.ok(endedAt >= begunAt)
    }
    assert.match(String(run.dumpHash), /^[0-9a-f]{64}$/)
    assert.equal(steps.find(({ name }) => name === 'compared')?.facts['left'], 1)
    assert.equal(activeRoster(company.desk.database)?.run?.number, run.number)
  })

  for (const when of ['step-begins', 'step-ends'])
    it(`goes on after a SIGKILL at any step (${when}), loses no step of the record, and is in force once`, async () => {
      for (const step of nightSteps) {
        await using company = await nightCompany()
        const source = await company.dump('new', withoutLastRow(company.hr))
        await killedAt(company, source, `${when} ${step}`)
        const before = stepNames(company, 1)
        const outcome = await runNight(company.parts(), { source: undefined, effective: undefined })
        const after = stepNames(company, 1)
        assert.deepEqual(after.slice(0, before.length), before, step)
        const usual = nightSteps.map((name) => `${name} done`)
        assert.deepEqual(
          after,
          when === 'step-ends'
            ? usual
            : usual.flatMap((name) => (name === `${step} done` ? [`${step} cut`, name] : [name])),
          step,
        )
        assert.equal(findRun(company.desk.database, 1)?.state, 'done', step)
        if (when === 'step-begins' || step !== 'published') assert.equal(lastRun(outcome).number, 1)
        assert.equal(activeRoster(company.desk.database)?.run?.number, 1, step)
        assert.equal(listRosterActivations(company.desk.database, 9).length, 1, step)
        assert.deepEqual(await readdir(join(company.folder, 'var', 'roster', 'dumps')), ['1'], step)
      }
    })

  it('tells the gate where a kill came between the record and the gate, and is in force once', async () => {
    await using company = await nightCompany()
    await killedAt(company, await company.dump('new', withoutLastRow(company.hr)), 'step-begins activated')
    const by = { at: Date.now(), who: 'tester', why: '' }
    await changeRoster(company.desk, { kind: 'activate', run: 1, ...by })
    let told = 0
    const tellGate: NightParts['tellGate'] = async () => {
      told += 1
      return await Promise.resolve({ kind: 'in-force', snapshot: 'x' })
    }
    await runNight(company.parts({ tellGate }), { source: undefined, effective: undefined })
    assert.equal(told, 1)
    assert.equal(findRun(company.desk.database, 1)?.state, 'done')
    assert.equal(listRosterActivations(company.desk.database, 9).length, 1)
  })

  it('takes from the folder of arrivals what it has read, so that a kill does not import it twice', async () => {
    await using company = await nightCompany()
    const incoming = join(company.folder, 'var', 'roster', 'incoming')
    await mkdir(incoming, { recursive: true })
    await writeFile(join(incoming, 'hr.csv'), withoutLastRow(company.hr))
    await killedAt(company, incoming, 'step-ends read')
    assert.deepEqual(await readdir(incoming), ['hr.csv'])
    await runNight(company.parts(), { source: undefined, effective: undefined })
    assert.deepEqual(await readdir(incoming), [])
    assert.equal(findRun(company.desk.database, 1)?.state, 'done')
  })

  it('works one at a time: the second says who holds it, and does nothing', async (context) => {
    await using company = await nightCompany()
    const source = await company.dump('new', withoutLastRow(company.hr))
    const first = spawn(process.execPath, [child, company.file, source, 'step-begins checked', 'hold'])
    context.after(() => first.kill('SIGKILL'))
    await once(first.stdout, 'data')
    const outcome = await runNight(company.parts(), { source, effective: undefined })
    assert.ok(outcome.kind === 'held')
    assert.equal(outcome.by?.pid, first.pid)
    assert.equal(outcome.by?.who, 'child')
    assert.equal(listRuns(company.desk.database, 9).length, 1)
    first.kill('SIGKILL')
    await once(first, 'exit')
    await runNight(company.parts(), { source: undefined, effective: undefined })
    assert.equal(findRun(company.desk.database, 1)?.state, 'done')
  })

  it('that is asked for once more after a kill is finished, and not kept by the guard as taken twice', async () => {
    await using company = await nightCompany()
    const source = await company.dump('new', withoutLastRow(company.hr))
    const again = async (): Promise<readonly string[]> => {
      const outcome = await runNight(company.parts(), { source, effective: undefined })
      assert.ok(outcome.kind === 'ran')
      return outcome.runs.map(({ number, state }) => `${number} ${state}`)
    }
    await killedAt(company, source, 'step-ends checked')
    assert.deepEqual(await again(), ['1 done'])
    assert.deepEqual(await again(), ['2 stopped'], 'nothing was cut off: an export that has not run')
    await killedAt(company, source, 'step-ends checked')
    await writeFile(join(source, 'hr.csv'), withoutLastRow(withoutLastRow(company.hr)))
    assert.deepEqual(await again(), ['3 stopped', '4 done'])
  })

  it('that is asked for once more after a kill is finished, and not taken twice, also with a moment beside its dump', async () => {
    await using company = await nightCompany()
    const source = await company.dump('ahead', withoutLastRow(company.hr))
    await writeFile(join(source, 'effective.txt'), '2099-04-01T08:00\n')
    await killedAt(company, source, 'step-ends checked')
    const outcome = await runNight(company.parts(), { source, effective: undefined })
    assert.ok(outcome.kind === 'ran')
    assert.deepEqual(
      outcome.runs.map(({ number, state }) => `${number} ${state}`),
      ['1 waiting'],
    )
  })

  it('keeps the rules in force where none came with the dump', async () => {
    await using company = await nightCompany()
    const rules = `${company.rules}\n# the second version\n`
    await company.run(await company.dump('first', company.hr, rules))
    await company.run(await company.dump('second', withoutLastRow(company.hr), false))
    const taken = join(company.folder, 'var', 'roster', 'dumps', '2', 'rules.yaml')
    assert.equal(await readFile(taken, 'utf8'), rules)
    assert.equal(activeRoster(company.desk.database)?.run?.number, 2)
  })
})

describe('the guard', () => {
  it('keeps the last good dump in force until a person lets the new one pass, with name and reason', async () => {
    await using company = await nightCompany()
    await company.run(await company.dump('good', company.hr))
    const half = `${company.hr.split('\n').slice(0, 30).join('\n')}\n`
    const stopped = await company.run(await company.dump('half', half))
    assert.equal(stopped.state, 'stopped')
    assert.equal(activeRoster(company.desk.database)?.run?.number, 1)
    const outcome = await approveNight(company.parts({ who: 'sato' }), 2, 'the company was split')
    assert.ok(outcome.kind === 'ran')
    assert.equal(activeRoster(company.desk.database)?.run?.number, 2)
    const { approval, state } = lastRun(outcome)
    assert.equal(state, 'done')
    assert.deepEqual([approval?.who, approval?.why], ['sato', 'the company was split'])
    const audited = listAudit(company.desk.database, 9).map(({ action, who }) => `${action} ${who}`)
    assert.deepEqual(audited.slice(0, 2), ['night.activate sato', 'night.approve sato'])
  })

  it('does not let a dump pass that is older than the one in force', async () => {
    await using company = await nightCompany()
    await company.run(await company.dump('good', company.hr))
    await company.run(await company.dump('again', company.hr))
    await company.run(await company.dump('later', withoutLastRow(company.hr)))
    const outcome = await approveNight(company.parts(), 2, 'late')
    assert.deepEqual(outcome, { kind: 'outdated', inForce: 3 })
  })

  it('lets new rules pass with the dump in force, which the record says, and not the same once more', async () => {
    await using company = await nightCompany()
    await company.run(await company.dump('first', company.hr))
    const source = await company.dump('rules', company.hr, `${company.rules}\n# reviewed\n`)
    const passed = await company.run(source)
    assert.equal(passed.state, 'done')
    const guarded = stepsOf(company.desk.database, passed.number).find(({ name }) => name === 'guarded')
    assert.match(guarded?.log.join(' ') ?? '', /^The rules are new, the dump is the one in force/)
    assert.equal((await company.run(source)).state, 'stopped')
  })
})

describe('an effective date', () => {
  const moment = Temporal.ZonedDateTime.from('2027-04-01T08:00[Asia/Tokyo]').epochMilliseconds

  it('keeps the dump waiting until its day and hour in the company, and then puts it in force', async () => {
    await using company = await nightCompany()
    const source = await company.dump('transfers', withoutLastRow(company.hr))
    const early = { now: () => moment - 1 }
    const run = await company.run(source, early, '2027-04-01T08:00')
    assert.equal(run.state, 'waiting')
    assert.equal(run.effectiveAt, moment)
    await runNight(company.parts(early), { source: undefined, effective: undefined })
    assert.equal(activeRoster(company.desk.database), undefined)
    await runNight(company.parts({ now: () => moment }), { source: undefined, effective: undefined })
    assert.equal(activeRoster(company.desk.database)?.run?.number, run.number)
    assert.equal(findRun(company.desk.database, run.number)?.state, 'done')
  })

  it('does not keep the dumps of the nights before it from taking force', async () => {
    await using company = await nightCompany()
    const early = { now: () => moment - 86_400_000 }
    await company.run(await company.dump('transfers', withoutLastRow(company.hr)), early, '2027-04-01T08:00')
    await company.run(await company.dump('usual', company.hr), early)
    assert.equal(activeRoster(company.desk.database)?.run?.number, 2)
    await runNight(company.parts({ now: () => moment }), { source: undefined, effective: undefined })
    assert.equal(activeRoster(company.desk.database)?.run?.number, 1)
  })

  it('can be taken back', async () => {
    await using company = await nightCompany()
    const source = await company.dump('transfers', withoutLastRow(company.hr))
    await company.run(source, { now: () => moment - 1 }, '2027-04-01T08:00')
    const by = { who: 'tester', at: moment - 1, why: 'postponed' }
    assert.equal(await withdrawRun(company.desk, 1, by), true)
    await runNight(company.parts({ now: () => moment + 1 }), { source: undefined, effective: undefined })
    assert.equal(activeRoster(company.desk.database), undefined)
  })
})

describe('rolling back', () => {
  it('goes to the dump before, again one further, and to any that was in force', async () => {
    await using company = await nightCompany({ guard: { sameDump: 'pass' } })
    for (const name of ['one', 'two', 'three']) await company.run(await company.dump(name, company.hr))
    assert.equal(await rollBack(company), 2)
    assert.equal(await rollBack(company), 1)
    assert.equal(await rollBack(company, 3), 3)
    assert.equal(await rollBack(company), 1)
    assert.equal(await rollBack(company), undefined)
    const by = { at: 1, who: 'tester', why: 'test' }
    const again = await changeRoster(company.desk, { kind: 'roll-back', run: undefined, ...by })
    assert.equal(again.kind, 'nothing-before')
  })

  it('that is undone leaves in force what was, not one further back, and rolling back works as before', async () => {
    await using company = await nightCompany({ guard: { sameDump: 'pass' } })
    for (const name of ['one', 'two', 'three']) await company.run(await company.dump(name, company.hr))
    assert.equal(await rollBack(company), 2)
    const by = { at: 1, who: 'tester', why: 'the gate does not take it' }
    await changeRoster(company.desk, { kind: 'undo', run: undefined, ...by })
    assert.equal(activeRoster(company.desk.database)?.run?.number, 3)
    assert.equal(await rollBack(company), 2)
  })

  it('keeps the dump that was rolled back from coming back by itself with the next night', async () => {
    await using company = await nightCompany()
    await company.run(await company.dump('good', company.hr))
    const wrong = await company.dump('wrong', withoutLastRow(company.hr))
    await company.run(wrong)
    await changeRoster(company.desk, {
      kind: 'roll-back',
      run: undefined,
      at: 1,
      who: 'tester',
      why: 'wrong',
    })
    const again = await company.run(wrong)
    assert.equal(again.state, 'stopped')
    assert.match(stepsOf(company.desk.database, again.number).at(-1)?.log.join(' ') ?? '', /that of night 2/)
    assert.equal(activeRoster(company.desk.database)?.run?.number, 1)
  })

  it('refuses a dump that was never in force', async () => {
    await using company = await nightCompany()
    await company.run(await company.dump('good', company.hr))
    await company.run(await company.dump('again', company.hr))
    const by = { at: 1, who: 'tester', why: 'test' }
    const changed = await changeRoster(company.desk, { kind: 'roll-back', run: 2, ...by })
    assert.equal(changed.kind, 'never-in-force')
  })
})
