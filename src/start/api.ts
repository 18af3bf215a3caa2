/** Starts the API of a running gate: hands its routes the parts that they reach. */

import { resolve } from 'node:path'

import type { ApiListener } from '../api/server.ts'
import type { Config } from '../config/schema.ts'
import type { Log } from '../log/log.ts'
import { readinessOf, type GateState } from '../operations/state.ts'
import { listAudit, writeAudit, type AuditEntry } from '../store/audit.ts'
import { createTokenFinder } from '../store/tokens.ts'
import { codeOf } from '../store/fault-code.ts'
import { nightPlaces } from '../roster/night-places.ts'
import { removeUnfinishedUploads } from '../roster/receive-upload.ts'
import { serveTexts } from '../text/serve.ts'

import { StartFailure } from './failure.ts'
import type { RunningGate } from './gate.ts'
import { createReplay } from './replay.ts'
import { createRosterImport } from './roster-import.ts'
import { createRunDecisions } from './run-decisions.ts'
import type { Serving } from './serve.ts'

/** `undefined`: it is switched off. Rejects with `StartFailure`. */
export async function startApiOf(
  gate: RunningGate,
  state: () => GateState | 'starting' | 'stopping',
  config: Config,
  { folder, file }: Pick<Serving, 'folder' | 'file'>,
  log: Log,
): Promise<ApiListener | undefined> {
  const { api, language } = config
  if (!api.enabled) return undefined
  const { open } = gate.groups
  if (open === undefined) throw new Error('the API runs without its database')
  const { desk, groups } = open
  const findToken = createTokenFinder(desk)
  await removeUnfinishedUploads(nightPlaces(resolve(folder, config.night.directory)))
  // Loaded on demand: most gates run without it.
  const { startApi } = await import('../api/server.ts')
  const parts = {
    language,
    folder,
    now: Date.now,
    holderOf: async (secret: string) => await findToken(secret, Date.now()),
    inForce: gate.inForce,
    changePolicies: gate.changePolicies,
    desk,
    groups,
    queue: gate.askQueue,
    replay: createReplay(file, language),
    decideOnRun: createRunDecisions(file, desk, log),
    beginImport: createRosterImport({ config: () => gate.inForce().config, folder, file, desk, log }),
    health: () => {
      const readiness = readinessOf(state())
      return { isReady: readiness.isReady, why: readiness.isReady ? [] : readiness.why }
    },
    audit: async (entry: Omit<AuditEntry, 'at'>) => {
      await desk.write(() => writeAudit(desk.database, { ...entry, at: Date.now() }))
    },
    auditLines: (limit: number, before: number | undefined) => listAudit(desk.database, limit, before),
    changed: log.apiChanged,
    fault: log.apiFault,
  }
  return await startApi(api, parts).catch((fault: unknown) => {
    throw new StartFailure(serveTexts[language].apiFails(`${api.address}:${api.port}`, codeOf(fault)))
  })
}
