/** For bounds on how long something takes: what other programs do meanwhile does not count. */

/** `took`: milliseconds of processor, with all threads of this process. */
export function processorTime<Result>(work: () => Result): {
  readonly result: Result
  readonly took: number
} {
  const before = process.cpuUsage()
  const result = work()
  const { user, system } = process.cpuUsage(before)
  return { result, took: (user + system) / 1_000 }
}
