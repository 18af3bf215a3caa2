/** A small company with the night in use, for tests: its folder, its dumps, and imports in this process. */

import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import { stringify } from 'yaml'

import { nightParts } from '../../src/cli/night-desk.ts'
import type { NightParts } from '../../src/roster/night-parts.ts'
import { runNight, type NightOutcome } from '../../src/roster/night-run.ts'
import { openDesk, type Desk } from '../../src/store/desk.ts'
import type { NightRun } from '../../src/store/night-runs.ts'

const bank = join(import.meta.dirname, '..', 'bank')

export interface NightCompany extends AsyncDisposable {
  readonly folder: string
  /** Path of `sekisho.yaml`. */
  readonly file: string
  readonly desk: Desk
  readonly parts: (over?: Partial<NightParts>) => NightParts
  /** Writes another dump into a folder of its own; gives its path. */
  readonly dump: (name: string, hr: string | Buffer, rules?: string | false) => Promise<string>
  /** The dump in force, in UTF-8. */
  readonly hr: string
  readonly rules: string
  /** Imports a dump; the one run that came of it. */
  readonly run: (source: string, over?: Partial<NightParts>, effective?: string) => Promise<NightRun>
}

/** A row fewer, which the guard lets pass where `peopleGone` is as usual. */
export function withoutLastRow(hr: string): string {
  return `${hr.trimEnd().split('\n').slice(0, -1).join('\n')}\n`
}

export function lastRun(outcome: NightOutcome): NightRun {
  const run = outcome.kind === 'ran' ? outcome.runs.at(-1) : undefined
  if (run === undefined) throw new Error(`no run: ${JSON.stringify(outcome)}`)
  return run
}

/** The organization of `test/bank/` is in force at first. `database`: another path than the usual one. */
export async function nightCompany(
  night: object = {},
  database = join('var', 'sekisho.db'),
): Promise<NightCompany> {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-night-'))
  for (const name of ['hr.csv', 'rules.yaml']) await copyFile(join(bank, name), join(folder, name))
  const [hr, rules] = await Promise.all([
    readFile(join(bank, 'hr.csv')).then((bytes) => new TextDecoder('shift_jis').decode(bytes)),
    readFile(join(bank, 'rules.yaml'), 'utf8'),
  ])
  const file = join(folder, 'sekisho.yaml')
  await writeFile(
    file,
    stringify({
      listeners: [{ name: 'main', port: 2525 }],
      nextHop: { kind: 'outbox', directory: 'outbox', page: { port: 0 } },
      night: { enabled: true, ...night },
      database: { path: database },
    }),
  )
  const opening = await openDesk(resolve(folder, database))
  if (opening.kind === 'problem') throw new Error(JSON.stringify(opening.problem))
  const { desk } = opening
  const parts = (over: Partial<NightParts> = {}): NightParts => ({
    ...nightParts(desk, file, 'tester', 'en', () => undefined),
    ...over,
  })
  return {
    folder,
    file,
    desk,
    parts,
    hr,
    rules,
    dump: async (name, text, itsRules = rules) => {
      const path = join(folder, name)
      await mkdir(path, { recursive: true })
      await writeFile(join(path, 'hr.csv'), text)
      if (itsRules !== false) await writeFile(join(path, 'rules.yaml'), itsRules)
      return path
    },
    run: async (source, over, effective) => lastRun(await runNight(parts(over), { source, effective })),
    [Symbol.asyncDispose]: async () => {
      desk.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
