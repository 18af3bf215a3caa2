/** Choices of the writers, all from one seed, so that a failure can be seen again. */

/** A whole number from 0 to `below` - 1. */
export type Choose = (below: number) => number

/** Numbers that look random and are the same for the same seed (mulberry32). */
export function chooserFrom(seed: number): Choose {
  let state = seed | 0
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

export function shuffled<Value>(values: readonly Value[], choose: Choose): Value[] {
  const result = [...values]
  for (let index = result.length - 1; index > 0; index -= 1) {
    const other = choose(index + 1)
    const [one, two] = [result[index], result[other]]
    if (one !== undefined && two !== undefined) [result[index], result[other]] = [two, one]
  }
  return result
}

/** Some addresses in upper case: addresses are compared without it. */
export function anyCase(address: string, choose: Choose): string {
  return choose(3) > 0 ? address : address.toUpperCase()
}

export function oneOf<Value>(values: readonly [Value, ...Value[]], choose: Choose): Value {
  return values[choose(values.length)] ?? values[0]
}
