/**
 * Finds users' patterns in time that grows in proportion to the text: one automaton tells for all of them at once which
 * match at all, and only those are looked for one by one.
 */

import { RE2JS, RE2Set } from 're2js'

export interface Pattern {
  readonly pattern: string
  readonly ignoreCase: boolean
}

export interface PatternSearch {
  /** Indexes of the patterns that match somewhere in `text`. */
  readonly matching: (text: string) => readonly number[]
  /** Each match of one pattern in `text`, until `found` returns false. An empty match is none. */
  readonly findAll: (index: number, text: string, found: (match: string) => boolean) => void
}

/** Memory of the automaton, in octets; over it, it forgets states and goes on. */
const automatonSize = 8_388_608

function written({ pattern, ignoreCase }: Pattern): string {
  return ignoreCase ? `(?i:${pattern})` : pattern
}

/**
 * What keeps a pattern from being searched for, in the engine's words; `undefined` where nothing does. The engine has no
 * look-around and no back-references, so that no pattern can take more than linear time.
 */
export function patternFault(pattern: string): string | undefined {
  try {
    RE2JS.compile(pattern)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** All `patterns` have no `patternFault`; throws otherwise. */
export function compilePatterns(patterns: readonly Pattern[]): PatternSearch {
  const set = new RE2Set(RE2Set.UNANCHORED, 0, automatonSize)
  for (const pattern of patterns) set.add(written(pattern))
  if (patterns.length > 0) set.compile()
  // Compiled at the first match: most patterns match in few mails.
  const compiled: (RE2JS | undefined)[] = patterns.map(() => undefined)
  return {
    matching: (text) => (patterns.length === 0 ? [] : set.match(text)),
    findAll: (index, text, found) => {
      const pattern = patterns[index]
      if (pattern === undefined) return
      const matcher = (compiled[index] ??= RE2JS.compile(written(pattern))).matcher(text)
      while (matcher.find()) {
        const match = matcher.group() ?? ''
        if (match !== '' && !found(match)) return
      }
    },
  }
}
