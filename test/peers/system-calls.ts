/** Reads what `strace -f -y` wrote: each call with where it began and where it ended among all lines of all threads. */

import { readFileSync } from 'node:fs'

export interface SystemCall {
  readonly thread: string
  readonly name: string
  /** The whole of it, one space at each side of the equals sign: `fsync(21</spool/segments>) = 0`. */
  readonly text: string
  /** Numbers of lines; equal where it was not interrupted. */
  readonly beganAt: number
  readonly endedAt: number
}

/** By the order in which they ended. */
export function readSystemCalls(file: string): readonly SystemCall[] {
  const begun = new Map<string, { readonly text: string; readonly at: number }>()
  const calls: SystemCall[] = []
  for (const [at, line] of readFileSync(file, 'latin1').split('\n').entries()) {
    const [, thread = '', text = ''] = /^(\d+) +(?:[\d.:]+ )?(.*)$/.exec(line) ?? []
    const unfinished = /^(.*?) *<unfinished \.\.\.>$/.exec(text)
    if (unfinished !== null) {
      begun.set(thread, { text: unfinished[1] ?? '', at })
      continue
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(text)
    const first = resumed === null ? undefined : begun.get(thread)
    const whole = resumed === null ? text : `${first?.text ?? ''}${resumed[1] ?? ''}`
    const name = /^(\w+)\(/.exec(whole)?.[1]
    if (name === undefined) continue
    // strace fills up to a column before the result; how far depends on whether the call was interrupted.
    const oneSpaced = whole.replace(/\) += /, ') = ')
    calls.push({ thread, name, text: oneSpaced, beganAt: first?.at ?? at, endedAt: at })
  }
  return calls
}
