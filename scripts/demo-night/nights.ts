/** The record of the first gate's nights, read from its database. */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { loadOrganization } from '../../src/roster/load.ts'
import { listRuns, stepsOf, type NightRun, type NightStep } from '../../src/store/night-runs.ts'
import { activeRoster } from '../../src/store/roster-activations.ts'
import type { RosterOn } from './mails.ts'
import type { TwoGates } from './two-gates.ts'

/** `undefined`: there is no database before the first night. */
function read<Answer>({ folder }: TwoGates, ask: (database: DatabaseSync) => Answer): Answer | undefined {
  const path = join(folder, 'by-people', 'sekisho.db')
  if (!existsSync(path)) return undefined
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    return ask(database)
  } finally {
    database.close()
  }
}

/** The newest first. */
export function nightsOf(gates: TwoGates, limit: number): readonly NightRun[] {
  return read(gates, (database) => listRuns(database, limit)) ?? []
}

export function stepsOfNight(gates: TwoGates, run: number): readonly NightStep[] {
  return read(gates, (database) => stepsOf(database, run)) ?? []
}

/** Folder of the dump in force. */
export function folderInForce(gates: TwoGates): string {
  const run = read(gates, (database) => activeRoster(database)?.run?.number)
  if (run === undefined) throw new Error('no dump is in force')
  return join(gates.folder, 'by-people', 'roster', 'dumps', String(run))
}

/** @param day `YYYY-MM-DD` */
export async function rosterInForceOn(gates: TwoGates, day: string): Promise<RosterOn> {
  const loaded = await loadOrganization(folderInForce(gates), day)
  if (loaded.kind === 'faulty') throw new Error('the dump in force has errors')
  return { snapshot: loaded.snapshot, day }
}
