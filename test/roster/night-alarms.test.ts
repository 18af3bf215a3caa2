import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import {
  alarmsDue,
  type AlarmsDue,
  type NightFindings,
  type SaidAlarms,
} from '../../src/roster/night-alarms.ts'
import type { NightStanding } from '../../src/roster/night-standing.ts'
import { afterSending, dueAmong, whileSending, withNewAlarms } from '../../src/roster/unsent-alarms.ts'

const hour = 3_600_000
const silent: SaidAlarms = { open: [], successOf: undefined }
const ready: NightStanding = { kind: 'ready', run: 3 }
const expected: NightStanding = { kind: 'expected' }

function look(
  memory: SaidAlarms,
  standing: NightStanding,
  now: number,
  found: Partial<NightFindings> = {},
): AlarmsDue & SaidAlarms {
  const findings = {
    standing,
    reasons: [],
    isGateDown: false,
    groups: { run: 3, behind: [], overdue: [], reasons: [] },
    incomingFault: undefined,
    calendarFaults: [],
    begins: 0,
    ...found,
  }
  const due = alarmsDue(memory, findings, now, hour)
  return { ...due, successOf: due.success ? findings.begins : memory.successOf }
}

function kinds({ alarms }: AlarmsDue): readonly string[] {
  return alarms.map(({ kind, of, isReminder }) => {
    if (kind === 'all-clear') return `${of} is over`
    return isReminder ? `${kind} again` : kind
  })
}

const without = (behind: readonly string[], overdue = behind): Partial<NightFindings> => ({
  groups: { run: 3, behind, overdue, reasons: [] },
})

describe('alarms', () => {
  it('of the gate stand as long as nobody has asked it, so that the gate itself does not call off what the watch cannot reach', () => {
    const down = look(silent, ready, 1, { isGateDown: true })
    const unasked = look(down, ready, 2 * hour, { isGateDown: undefined })
    assert.deepEqual([kinds(unasked), unasked.open], [[], down.open])
    assert.deepEqual(kinds(look(unasked, ready, 2 * hour, { isGateDown: false })), ['gate-down is over'])
  })

  for (const wrong of [
    { kind: 'late' },
    { kind: 'missing' },
    { kind: 'stopped', run: 2 },
    { kind: 'failed', run: 2 },
  ] as const satisfies readonly NightStanding[])
    it(`of the dump are raised once, repeated after a while, and cleared: ${wrong.kind}`, () => {
      const first = look(silent, wrong, 1)
      assert.deepEqual(kinds(first), [wrong.kind])
      assert.equal(first.alarms[0]?.run, 'run' in wrong ? wrong.run : undefined)
      const second = look(first, wrong, hour)
      assert.deepEqual(kinds(second), [])
      const third = look(second, wrong, hour + 1)
      assert.deepEqual(kinds(third), [`${wrong.kind} again`])
      const fourth = look(third, ready, hour + 2)
      assert.deepEqual(kinds(fourth), [`${wrong.kind} is over`])
      assert.equal(fourth.alarms[0]?.since, 1)
      assert.deepEqual(kinds(look(fourth, ready, hour + 3)), [])
    })

  for (const [kind, found] of [
    ['gate-down', { isGateDown: true }],
    ['unreadable', { incomingFault: 'incoming: EACCES' }],
    ['calendar', { calendarFaults: ['holidays.txt:3: no date'] }],
    ['unpublished', without(['gate2'])],
  ] as const)
    it(`are raised once, repeated after a while, and cleared while a dump is waited for: ${kind}`, () => {
      const first = look(silent, expected, 1, found)
      assert.deepEqual(kinds(first), [kind])
      const second = look(first, expected, hour, found)
      assert.deepEqual(kinds(second), [])
      const third = look(second, expected, hour + 1, found)
      assert.deepEqual(kinds(third), [`${kind} again`])
      const fourth = look(third, expected, hour + 2)
      assert.deepEqual(kinds(fourth), [`${kind} is over`])
      assert.deepEqual(kinds(look(fourth, expected, hour + 3)), [])
    })

  it('are raised anew when it gets worse, and for another run', () => {
    const late = look(silent, { kind: 'late' }, 1)
    const missing = look(late, { kind: 'missing' }, 2)
    assert.deepEqual(kinds(missing), ['missing'])
    const failed = look(missing, { kind: 'failed', run: 3 }, 3)
    assert.deepEqual(kinds(look(failed, { kind: 'failed', run: 4 }, 4)), ['failed'])
  })

  it('of a dead gate hide none of the dump: both are raised, and each is cleared by itself', () => {
    const first = look(silent, { kind: 'missing' }, 1, { isGateDown: true })
    assert.deepEqual(kinds(first), ['missing', 'gate-down'])
    const second = look(first, { kind: 'missing' }, 2)
    assert.deepEqual(kinds(second), ['gate-down is over'])
    assert.deepEqual(kinds(look(second, ready, 3)), ['missing is over'])
  })

  it('are not cleared only because the next night has begun', () => {
    const missing = look(silent, { kind: 'missing' }, 1)
    const next = look(missing, expected, 2)
    assert.deepEqual(kinds(next), [])
    assert.deepEqual(kinds(look(next, ready, 3)), ['missing is over'])
  })

  it('name the targets that had time enough, and are raised anew for another target', () => {
    assert.deepEqual(kinds(look(silent, ready, 1, without(['a', 'b'], []))), [])
    const first = look(silent, ready, 1, without(['a', 'b'], ['a']))
    assert.deepEqual(first.alarms[0]?.targets, ['a'])
    const both = look(first, ready, 2, without(['a', 'b']))
    assert.deepEqual([kinds(both), both.alarms[0]?.targets], [['unpublished'], ['a', 'b']])
    const one = look(both, ready, 3, without(['b']))
    assert.deepEqual(kinds(one), [])
    assert.deepEqual(look(one, ready, 2 * hour, without(['b'])).alarms[0]?.targets, ['b'])
  })

  it('of targets stay open while the next dump is on its way to them, and while nothing is known', () => {
    const first = look(silent, ready, 1, without(['a']))
    assert.deepEqual(kinds(look(first, ready, 2, without(['a'], []))), [])
    const blind = look(first, ready, 2, { groups: undefined })
    assert.deepEqual([kinds(blind), blind.open.length], [[], 1])
  })

  it('tell of success once a night, and not while the gate is down or a target lacks groups', () => {
    const down = look(silent, ready, 1, { isGateDown: true })
    assert.deepEqual([down.success, kinds(down)], [false, ['gate-down']])
    assert.equal(look(silent, ready, 1, without(['a'], [])).success, false)
    const up = look(down, ready, 2)
    assert.deepEqual([up.success, kinds(up)], [true, ['gate-down is over']])
    assert.equal(look(up, ready, 3).success, false)
    assert.equal(look(up, ready, 4, { begins: 86_400_000 }).success, true)
  })
})

describe('what a channel has not taken', () => {
  const { alarms } = look(silent, { kind: 'missing' }, 1)
  const raised = withNewAlarms([], alarms, ['mail', 'syslog'], 1)

  it('is tried again on that channel alone, soon at first and then less and less often', () => {
    const [one] = dueAmong(raised, 1)
    assert.ok(one !== undefined)
    assert.deepEqual(dueAmong(whileSending(raised, 1), 2), [], 'somebody is at it')
    let left = afterSending(raised, one, ['mail'], 1, hour)
    assert.deepEqual(dueAmong(left, 30_000), [])
    const pauses: number[] = []
    for (let now = 1; now < 4 * hour;) {
      const next = left[0]
      assert.ok(next !== undefined)
      assert.deepEqual(next.channels, ['mail'])
      pauses.push((next.nextAt - now) / 1_000)
      now = next.nextAt
      left = afterSending(left, next, ['mail'], now, hour)
    }
    assert.deepEqual(pauses.slice(0, 4), [30, 60, 120, 240])
    assert.equal(Math.max(...pauses), 3_600)
    assert.deepEqual(afterSending(left, one, [], 5 * hour, hour), [])
  })

  it('is given up after a day, or where the settings name that channel no longer', () => {
    const [one] = raised
    assert.ok(one !== undefined)
    assert.deepEqual(afterSending(raised, one, ['mail'], 25 * hour, hour), [])
    assert.deepEqual(withNewAlarms(raised, [], ['webhook'], 2), [])
  })

  it('gives way to what is said of the same later, and to nothing else', () => {
    const clear = look({ ...silent, open: look(silent, { kind: 'missing' }, 1).open }, ready, 2).alarms
    const after = withNewAlarms(raised, clear, ['mail', 'syslog'], 2)
    assert.deepEqual(
      after.map(({ alarm }) => alarm.kind),
      ['all-clear'],
    )
    const down = look(silent, expected, 2, { isGateDown: true }).alarms
    assert.equal(withNewAlarms(raised, down, ['mail'], 2).length, 2)
  })
})
