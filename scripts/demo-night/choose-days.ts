/** Reads `--days`: numbers and ranges, as `1,5,20-24`. */

/** @returns `undefined`: it cannot be read, or names a day that there is not */
export function chosenDays(typed: string | undefined, days: number): ReadonlySet<number> | undefined {
  if (typed === undefined) return new Set(Array.from({ length: days }, (_, index) => index + 1))
  const chosen: number[] = []
  for (const part of typed.split(',')) {
    const [, first, last = first] = /^([1-9]\d*)(?:-([1-9]\d*))?$/.exec(part.trim()) ?? []
    const [from, until] = [Number(first), Number(last)]
    if (!(from > (chosen.at(-1) ?? 0) && from <= until && until <= days)) return undefined
    for (let day = from; day <= until; day += 1) chosen.push(day)
  }
  return new Set(chosen)
}
