/** Whether both gates answer alike. */

import { setTimeout as pause } from 'node:timers/promises'

import { handInAll } from './hand-in.ts'
import type { DemoMail } from './mails.ts'
import type { TwoGates } from './two-gates.ts'

export interface Agreement {
  readonly mails: number
  readonly passed: number
  /** What the second gate answers otherwise than the first, and whether the first takes it. */
  readonly differences: readonly (DemoMail & { readonly isTaken: boolean })[]
}

/** Milliseconds: groups that were put count a moment later. */
const moment = 200
const moments = 10

export async function compareGates(gates: TwoGates, mails: readonly DemoMail[]): Promise<Agreement> {
  const first = await handInAll(gates.byPeople.smtp, mails)
  const taken = new Map(mails.map((mail, index) => [mail, first[index] === true]))
  const differingIn = async (some: readonly DemoMail[]): Promise<readonly DemoMail[]> => {
    const second = await handInAll(gates.byGroups.smtp, some)
    return some.filter((mail, index) => taken.get(mail) !== second[index])
  }
  await pause(moment)
  let differing = await differingIn(mails)
  for (let count = 1; count < moments && differing.length > 0; count += 1) {
    await pause(moment)
    differing = await differingIn(differing)
  }
  return {
    mails: mails.length,
    passed: first.filter((isTaken) => isTaken).length,
    differences: differing.map((mail) => ({ ...mail, isTaken: taken.get(mail) === true })),
  }
}
