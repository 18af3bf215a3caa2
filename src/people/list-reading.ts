/**
 * Reading an element that must be there. The indexes of a snapshot point into one another; an index that
 * points nowhere is a fault of ours, and ends in a throw (the gate then answers 451) rather than in a verdict.
 */

/** The element at `index`; throws a RangeError where there is none. */
export function at<Element>(list: { readonly [index: number]: Element }, index: number): Element {
  const element = list[index]
  if (element === undefined) throw new RangeError(`no element ${String(index)}`)
  return element
}

/** The first index in `[from, to)` whose element is not below `wanted`, in an ascending list; else `to`. */
export function lowerBound(ascending: Int32Array, wanted: number, from = 0, to = ascending.length): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >>> 1
    if (at(ascending, middle) < wanted) low = middle + 1
    else high = middle
  }
  return low
}

function isAscending(list: Int32Array): boolean {
  for (let index = 1; index < list.length; index += 1)
    if (at(list, index - 1) >= at(list, index)) return false
  return true
}

/** The numbers of all lists, ascending, each once. */
export function union(lists: readonly Iterable<number>[]): Int32Array {
  const [only] = lists
  if (lists.length === 1 && only instanceof Int32Array && isAscending(only)) return only
  const numbers = new Set<number>()
  for (const list of lists) for (const number of list) numbers.add(number)
  return Int32Array.from(numbers).toSorted()
}
