/** Figures as lines of text, with the goals that they were taken for. */

import type { Load } from './load.ts'
import type { Figures } from './measure.ts'

/** What is wanted of the last contender of a table, compared with another one of it. */
export interface Goal {
  readonly of: 'rate' | 'cpu'
  readonly against: string
  /** `rate`: at least so many times the mails; `cpu`: at most so many times the CPU. */
  readonly times: number
}

export interface Reached {
  readonly goal: string
  readonly figure: string
  readonly isReached: boolean
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

export function titleOf({ octets, sessions, isKept }: Load, isSpooled: boolean): string {
  const size = octets < 1_000_000 ? `${octets / 1_024} KB` : `${octets / 1_000_000} MB`
  const connections = isKept ? 'kept open' : 'a new connection for each mail'
  return `${size}, ${sessions} session${sessions === 1 ? '' : 's'}, ${connections}${isSpooled ? ', all of it spooled' : ''}`
}

/** `withDelivery`: also the mails a second until all had arrived. */
export function describeFigures(
  title: string,
  all: readonly Figures[],
  withDelivery: boolean,
): readonly string[] {
  return [
    title,
    ...all.map(
      ({ name, rates, deliveries, cpus, memory }) =>
        `  ${name.padEnd(22)}${figure(median(rates), 7)} mails/s` +
        (withDelivery ? `${figure(median(deliveries), 7)} delivered/s` : '') +
        `${figure(median(cpus), 7)} us CPU/mail${figure(memory, 6)} MiB` +
        `   (${figure(Math.min(...rates), 0)}-${figure(Math.max(...rates), 0)})`,
    ),
  ]
}

/** The goals whose other contender is there. The ratio is the median of the rounds' own ratios. */
export function judgeGoals(
  title: string,
  all: readonly Figures[],
  goals: readonly Goal[],
): readonly Reached[] {
  const ours = all.at(-1)
  return goals.flatMap((goal) => {
    const other = all.find(({ name }) => name === goal.against)
    if (other === undefined || ours === undefined) return []
    const [mine, theirs] = goal.of === 'rate' ? [ours.rates, other.rates] : [ours.cpus, other.cpus]
    const ratio = median(mine.map((value, round) => value / (theirs[round] ?? Number.NaN)))
    const isReached = goal.of === 'rate' ? ratio >= goal.times : ratio <= goal.times
    const wanted = goal.of === 'rate' ? `>= ${goal.times} x the mails` : `<= ${goal.times} x the CPU`
    return [{ goal: `${title}: ${wanted} of ${other.name}`, figure: ratio.toFixed(2), isReached }]
  })
}

export function describeReached({ goal, figure: value, isReached }: Reached): string {
  return `  ${isReached ? 'reached    ' : 'NOT REACHED'} ${value.padStart(7)}   ${goal}`
}

function figure(value: number, width: number): string {
  return value.toFixed(0).padStart(width)
}
