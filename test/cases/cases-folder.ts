/** Policies and cases in temporary folders, run against the demo company. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after } from 'node:test'
import { findCases } from '../../src/cases/find-cases.ts'
import { runCase, type CaseRun, type Proving } from '../../src/cases/run-case.ts'
import { readConfig } from '../../src/config/read.ts'
import { makeFlow } from '../../src/policy/make-flow.ts'
import { loadOrganization } from '../../src/roster/load.ts'

const examples = join(import.meta.dirname, '../../examples')
const folders: string[] = []

after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

/** @param files by path */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-cases-'))
  folders.push(folder)
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  return folder
}

/** What cases are run against: these policies at the demo company, on 2026-11-24. */
export async function provingOf(policies: string): Promise<Proving> {
  const organization = await loadOrganization(join(examples, 'demo'))
  const reading = readConfig(join(examples, 'sekisho.yaml'))
  if (organization.kind === 'faulty' || reading.kind !== 'config') throw new Error('the demo is faulty')
  const { config } = reading
  const made = makeFlow(
    { name: 'tested', yaml: policies },
    {
      snapshot: organization.snapshot,
      settings: { ...config.supervisorInCc, receivedFields: config.limits.receivedFields },
      groups: new Map(),
      listeners: config.listeners.map(({ name }) => name),
      routes: ['partners'],
    },
  )
  if (made.kind === 'misfits') throw new Error(JSON.stringify(made.misfits))
  return { flow: made.flow, config, today: '2026-11-24', readFile: (path) => readFileSync(path) }
}

/** Runs all cases of a folder, which must hold no other faults. */
export async function runCases(folder: string, proving: Proving): Promise<readonly CaseRun[]> {
  const { cases, faults } = findCases(folder)
  if (faults.length > 0) throw new Error(JSON.stringify(faults))
  return await Promise.all(cases.map(async (of) => await runCase(of, proving)))
}
