/** Long work in short steps, so that whoever has it done can do something else between them. */

/** The work. Each `next` is a millisecond or a few; the last one returns the result. */
export type Steps<Result> = Generator<void, Result, void>

/** All steps, one after the other. */
export function inOneGo<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}
