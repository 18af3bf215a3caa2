/** The files of the repository: those that git tracks and those it would track. */

import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Paths from the root of the repository, sorted; `patterns` are git's. */
export function trackedFiles(...patterns: readonly string[]): readonly string[] {
  const output = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...patterns],
    {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  )
  return [...new Set(output.split('\0'))].filter((path) => path !== '' && existsSync(path)).toSorted()
}
