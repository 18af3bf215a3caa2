/**
 * `npm run check`: everything about the repository that a machine can hold. Prints one line for each check
 * and what is wrong, all of it; exits 1 if anything is.
 */

import { spawnSync } from 'node:child_process'
import { documentFaults } from './checks/documents.ts'
import { importFaults } from './checks/import-levels.ts'
import { sizeFaults } from './checks/sizes.ts'
import { wordFaults } from './checks/words.ts'

function faultsOfProgram(program: string, parameters: readonly string[]): readonly string[] {
  const result = spawnSync(program, parameters, { encoding: 'utf8' })
  if (result.status === 0) return []
  return [`${result.stdout}${result.stderr}`.trim() || `${program} ended with ${String(result.status)}`]
}

const checks: readonly (readonly [string, () => readonly string[]])[] = [
  ['types', () => faultsOfProgram('tsc', [])],
  ['lint', () => faultsOfProgram('oxlint', ['--type-aware', '--deny-warnings'])],
  ['format', () => faultsOfProgram('oxfmt', ['--check'])],
  ['import levels', importFaults],
  ['file sizes', sizeFaults],
  ['dead code', () => faultsOfProgram('knip', ['--no-progress'])],
  ['documents', documentFaults],
  ['words', wordFaults],
]

let faulty = false
for (const [name, check] of checks) {
  const started = performance.now()
  const faults = check()
  const took = `${((performance.now() - started) / 1000).toFixed(1)} s`
  console.log(`${faults.length === 0 ? 'ok    ' : 'FAULTY'} ${name} (${took})`)
  for (const fault of faults) console.log(`  ${fault.replaceAll('\n', '\n  ')}`)
  faulty ||= faults.length > 0
}
process.exitCode = faulty ? 1 : 0
