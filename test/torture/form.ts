/**
 * How hard the torture is, and its seed. `npm run torture` asks for the long form by the environment; without it
 * the short form runs.
 */

import { randomInt } from 'node:crypto'
import type { TestContext } from 'node:test'

import { createChance, type Chance } from './random.ts'

/** `TORTURE=long`. */
export const isLong = process.env['TORTURE'] === 'long'

/** For a number that differs between the forms. */
export function inForm<Value>(short: Value, long: Value): Value {
  return isLong ? long : short
}

/** Chance for one test. Says the seed, so that `TORTURE_SEED` can ask for the same run again. */
export function seeded(context: Pick<TestContext, 'diagnostic'>): Chance & { readonly seed: number } {
  const given = process.env['TORTURE_SEED']
  const seed = given === undefined ? randomInt(0xffff_ffff) : Number(given)
  context.diagnostic(`${isLong ? 'long' : 'short'} form, TORTURE_SEED=${seed}`)
  return { ...createChance(seed), seed }
}

export async function pause(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds))
}

/** Asks every 25 ms; false: it did not come true in time. */
export async function comesTrue(
  isTrue: () => boolean | Promise<boolean>,
  milliseconds: number,
): Promise<boolean> {
  const end = performance.now() + milliseconds
  while (!(await isTrue())) {
    if (performance.now() > end) return false
    await pause(25)
  }
  return true
}
