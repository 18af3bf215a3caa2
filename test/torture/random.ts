/** Chance that can be had again: the same seed gives the same numbers. */

export interface Chance {
  /** From 0 up to, but not including, 1. */
  readonly share: () => number
  /** A whole number from `least` to `most`. */
  readonly between: (least: number, most: number) => number
  /** True in that share of the cases. */
  readonly happens: (share: number) => boolean
  readonly pick: <Value>(values: readonly [Value, ...Value[]]) => Value
}

/** Mulberry32: small, quick, even enough for choosing moments. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0
  const share = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (least: number, most: number): number => least + Math.floor(share() * (most - least + 1))
  return {
    share,
    between,
    happens: (part) => share() < part,
    pick: (values) => values[between(0, values.length - 1)] ?? values[0],
  }
}
