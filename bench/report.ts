/** The figures of a measurement as lines of text. */

import type { Load } from './load.ts'

export interface Figures {
  readonly name: string
  /** Mails a second, one a round. */
  readonly rates: readonly number[]
  /** CPU microseconds a mail, one a round. */
  readonly cpus: readonly number[]
  /** MiB. */
  readonly memory: number
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** The last of `all` is compared with the one before it. */
export function describeFigures(load: Load, all: readonly Figures[]): readonly string[] {
  const title = `${load.octets / 1024} KB, ${load.sessions} session${load.sessions === 1 ? '' : 's'} kept open`
  const lines = all.map(
    ({ name, rates, cpus, memory }) =>
      `  ${name.padEnd(22)}${median(rates).toFixed(0).padStart(8)} mails/s` +
      `${median(cpus).toFixed(0).padStart(8)} us CPU/mail${memory.toFixed(0).padStart(6)} MiB` +
      `   (${Math.min(...rates).toFixed(0)}-${Math.max(...rates).toFixed(0)})`,
  )
  const [other, ours] = all.slice(-2)
  if (other === undefined || ours === undefined) return [title, ...lines]
  const rate = median(ours.rates) / median(other.rates)
  const cpu = median(ours.cpus) / median(other.cpus)
  return [
    title,
    ...lines,
    `  ratio to ${other.name}: ${rate.toFixed(2)} x the mails, ${cpu.toFixed(2)} x the CPU`,
    '',
  ]
}
