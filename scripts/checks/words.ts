/** The project speaks of the product alone, and leaves no loose ends in the code. */

import { readFileSync } from 'node:fs'
import { trackedFiles } from './tracked-files.ts'

const unwanted: readonly (readonly [RegExp, string])[] = [
  [/\b(?:TODO|FIXME|XXX)\b/, 'finish it, or write it down as an open point of the documents'],
  [/@ts-(?:ignore|expect-error|nocheck)|(?:oxlint|eslint)-disable/, 'mend what the tool reports'],
  [/\b(?:it|test|describe)\.only\(/, 'it would silence every other test'],
]

export function wordFaults(): readonly string[] {
  return trackedFiles('*.ts', '*.cjs', '*.md', '.ci/run')
    .filter((path) => path !== 'scripts/checks/words.ts')
    .flatMap((path) =>
      readFileSync(path, 'utf8')
        .split('\n')
        .flatMap((line, index) =>
          unwanted
            .filter(([pattern]) => pattern.test(line))
            .map(([, remedy]) => `${path}:${index + 1}: ${line.trim()} (${remedy})`),
        ),
    )
}
