/** Small files with one subject: a cap for each and a median for all. */

import { readFileSync } from 'node:fs'
import { trackedFiles } from './tracked-files.ts'

const mostLines = 400
const medianLines = 130

export function sizeFaults(): readonly string[] {
  const sizes = trackedFiles('*.ts', '*.cjs').map((path) => ({
    path,
    lines: readFileSync(path, 'utf8').split('\n').length - 1,
  }))
  const faults = sizes
    .filter(({ lines }) => lines > mostLines)
    .map(({ path, lines }) => `${path} has ${lines} lines; ${mostLines} is the most. Cut it by subject.`)
  const source = sizes.filter(({ path }) => path.startsWith('src/')).map(({ lines }) => lines)
  const median = source.toSorted((one, other) => one - other)[Math.floor(source.length / 2)] ?? 0
  if (median > medianLines) {
    faults.push(`The median file of src/ has ${median} lines; ${medianLines} is the most.`)
  }
  return faults
}
