/** Whether both gates answer as the rules say, and so alike. */

import { setTimeout as pause } from 'node:timers/promises'

import { handInAll } from './hand-in.ts'
import type { DemoMail } from './mails.ts'
import type { DemoGate, TwoGates } from './two-gates.ts'

/** A mail that a gate takes and should refuse, or the other way round. */
export interface Difference {
  readonly gate: 'first' | 'second'
  readonly mail: DemoMail
}

export interface Agreement {
  readonly mails: number
  readonly passed: number
  readonly differences: readonly Difference[]
}

/** Milliseconds: groups that were put count a moment later. */
const moment = 200
const moments = 10

export async function compareGates(gates: TwoGates, mails: readonly DemoMail[]): Promise<Agreement> {
  const first = await differingAt(gates.byPeople, mails)
  await pause(moment)
  let second = await differingAt(gates.byGroups, mails)
  for (let count = 1; count < moments && second.length > 0; count += 1) {
    await pause(moment)
    second = await differingAt(gates.byGroups, second)
  }
  return {
    mails: mails.length,
    passed: mails.filter(({ mayGo }) => mayGo).length,
    differences: [
      ...first.map((mail): Difference => ({ gate: 'first', mail })),
      ...second.map((mail): Difference => ({ gate: 'second', mail })),
    ],
  }
}

async function differingAt({ smtp }: DemoGate, mails: readonly DemoMail[]): Promise<readonly DemoMail[]> {
  const taken = await handInAll(smtp, mails)
  return mails.filter(({ mayGo }, index) => taken[index] !== mayGo)
}
