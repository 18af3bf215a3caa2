/**
 * One copy of values that a dump repeats thousands of times: codes, and the units of a post. Saves memory; knows
 * nothing of what the values mean.
 */

/** Shorter texts are copied by the engine when they are cut out of another. */
const shortestSlice = 13

/**
 * An equal text that stands by itself. The engine keeps the whole dump in memory as long as one long text that was
 * cut out of it is in use.
 */
export function detached(value: string): string {
  if (value.length < shortestSlice) return value
  const encoding = /^\p{ASCII}*$/u.test(value) ? 'latin1' : 'utf16le'
  return Buffer.from(value, encoding).toString(encoding)
}

interface Branch {
  next: Map<string, Branch> | undefined
  list: readonly string[] | undefined
}

export interface SharedValues {
  /** An equal text that was asked for before, or this one. */
  readonly text: (value: string) => string
  /** An equal list that was asked for before, or this one. */
  readonly list: (values: readonly string[]) => readonly string[]
}

export function sharedValues(): SharedValues {
  const texts = new Map<string, string>()
  const root: Branch = { next: undefined, list: undefined }
  return {
    text: (value) => {
      const known = texts.get(value)
      if (known !== undefined) return known
      const own = detached(value)
      texts.set(own, own)
      return own
    },
    list: (values) => {
      let branch = root
      for (const value of values) {
        branch.next ??= new Map()
        let next = branch.next.get(value)
        if (next === undefined) {
          next = { next: undefined, list: undefined }
          branch.next.set(detached(value), next)
        }
        branch = next
      }
      branch.list ??= values.map(detached)
      return branch.list
    },
  }
}
