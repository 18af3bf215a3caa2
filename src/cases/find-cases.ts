/** The files of cases in a folder: tables (`*.yaml`) and folders with one mail and its `expect.yaml`, at any depth. */

import { readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { PolicyProblem } from '../policy/policy-problem.ts'
import type { PolicyCase } from './case.ts'
import { readCases, type CasesPlace } from './read-cases.ts'

/** What keeps a file from being used. */
export type CaseFileFault =
  | { readonly kind: 'unreadable'; readonly file: string; readonly code: string }
  | { readonly kind: 'problem'; readonly file: string; readonly problem: PolicyProblem }
  /** An `expect.yaml` that names no mail, and not one `.eml` beside it. */
  | { readonly kind: 'which-mail'; readonly file: string; readonly found: readonly string[] }
  /** An `.eml` that no `expect.yaml` speaks of: it would be left out silently. */
  | { readonly kind: 'no-expectation'; readonly file: string }

export interface FoundCases {
  readonly cases: readonly PolicyCase[]
  readonly faults: readonly CaseFileFault[]
}

const expectation = 'expect.yaml'

/** Of a fault of the system; any other comes through. */
function systemCodeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error) return String(error.code)
  throw error
}

/** @param folder as the user names it; throws a system error where it cannot be listed */
export function findCases(folder: string): FoundCases {
  const cases: PolicyCase[] = []
  const faults: CaseFileFault[] = []
  const entries = readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const files = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name)
  const mails = files.filter((name) => name.toLowerCase().endsWith('.eml'))
  const isCase = files.includes(expectation)
  for (const name of files.filter((file) => /\.ya?ml$/i.test(file))) {
    const file = join(folder, name)
    const [only, ...others] = mails
    const eml =
      name === expectation && only !== undefined && others.length === 0 ? join(folder, only) : undefined
    const found = readFile(file, mails, {
      file,
      folder,
      eml,
      name: basename(name === expectation ? folder : name, '.yaml'),
    })
    cases.push(...found.cases)
    faults.push(...found.faults)
  }
  if (!isCase && mails.length > 0 && !cases.some(({ mail }) => mail.kind === 'raw'))
    faults.push(...mails.map((name): CaseFileFault => ({ kind: 'no-expectation', file: join(folder, name) })))
  for (const entry of entries.filter((one) => one.isDirectory())) {
    const below = findCases(join(folder, entry.name))
    cases.push(...below.cases)
    faults.push(...below.faults)
  }
  return { cases, faults }
}

/** Files beside the cases that are policies themselves hold no cases. */
function isPolicies(text: string): boolean {
  return /^policies\s*:/m.test(text) && !/^cases\s*:/m.test(text)
}

function namesMail(text: string): boolean {
  return /^(?:eml|from)\s*:/m.test(text)
}

function readFile(file: string, mails: readonly string[], place: CasesPlace): FoundCases {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    return { cases: [], faults: [{ kind: 'unreadable', file, code: systemCodeOf(error) }] }
  }
  if (isPolicies(text)) return { cases: [], faults: [] }
  if (basename(file) === expectation && place.eml === undefined && !namesMail(text))
    return { cases: [], faults: [{ kind: 'which-mail', file, found: mails }] }
  const reading = readCases(text, place)
  if (reading.kind === 'faulty')
    return { cases: [], faults: reading.problems.map((problem) => ({ kind: 'problem', file, problem })) }
  return { cases: reading.cases, faults: [] }
}
