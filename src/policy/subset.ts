/** How the values that two settings name lie to each other. */

export function isSubset<Value>(one: readonly Value[], other: readonly Value[]): boolean {
  return one.every((each) => other.includes(each))
}
