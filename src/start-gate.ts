/**
 * Wires a running gate: organisation, decision log, next hop, passage, listeners. Owns the order of starting
 * and stopping, and decides nothing about mail.
 */

import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'

import type { Config } from './config.ts'
import type { OutboxPage } from './deliver/outbox-page.ts'
import type { Passage } from './gate/incoming.ts'
import { createLoopMark, shortestKey, type LoopMark } from './gate/loop-mark.ts'
import { createPassage } from './gate/passage.ts'
import { createTraces } from './gate/traces.ts'
import type { Log } from './log.ts'
import { sayProblem } from './people/say-problem.ts'
import type { Snapshot } from './people/snapshot.ts'
import { dayIn } from './policy/day.ts'
import type { Tenant } from './policy/facts.ts'
import { revisionOf, type FlowSettings } from './policy/settings.ts'
import { startListener, type Listener } from './receive/listener.ts'
import { ListenerError } from './receive/listener-error.ts'
import { createReception } from './receive/reception.ts'
import { loadOrganization } from './roster/load.ts'
import { DecisionLog, type DecisionLogEvent } from './store/decision-log.ts'
import { codeOf, StartFailure } from './start-failure.ts'
import { startNextHops } from './start-next-hops.ts'
import { listenerTexts } from './text/listener.ts'
import { serveTexts } from './text/serve.ts'

export interface RunningGate {
  readonly snapshot: Snapshot
  readonly listeners: readonly Listener[]
  /** `undefined`: the next hop is no outbox. */
  readonly outboxPage: OutboxPage | undefined
  /** Takes no more mail, answers what is under way, and puts the record on disk. */
  readonly stop: () => Promise<void>
}

const problemsShown = 10

/** @param folder What relative paths of the configuration start from. Rejects with `StartFailure`. */
export async function startGate(config: Config, folder: string, log: Log): Promise<RunningGate> {
  const undo: (() => Promise<void>)[] = []
  const stop = async (): Promise<void> => {
    for (const step of undo.toReversed()) await step()
  }
  try {
    const snapshot = await loadSnapshot(config, folder)
    const decisionLog = await startDecisionLog(config, folder, snapshot, log)
    undo.push(async () => await decisionLog.close())
    const { router, outboxPage, close } = await startNextHops(config, folder)
    undo.push(close)
    const settings: FlowSettings = { ...config.supervisorInCc, receivedFields: config.limits.receivedFields }
    const revision = revisionOf(settings)
    const passage = createPassage({
      limits: config.limits,
      snapshot: () => snapshot,
      settings,
      revision,
      tenants: tenantsOf(config),
      traces: createTraces(config.hostname, await readLoopMark(config, folder)),
      decisionLog,
      record: config.decisions.record,
      router,
      log,
    })
    const listeners = await startListeners(config, folder, passage, log, undo)
    log.started(revision, snapshot.name, snapshot.people.length)
    return { snapshot, listeners, outboxPage, stop }
  } catch (fault) {
    await stop()
    throw fault
  }
}

async function loadSnapshot(config: Config, folder: string): Promise<Snapshot> {
  const directory = resolve(folder, config.organization)
  const organization = await loadOrganization(directory)
  if (organization.kind === 'loaded') return organization.snapshot
  const { problems } = organization
  const texts = serveTexts[config.language]
  const lines = problems.slice(0, problemsShown).map((problem) => {
    const { file, line, column } = problem.place
    return `  ${file}:${line}${column === undefined ? '' : `:${column}`} ${sayProblem(problem, config.language)}`
  })
  if (problems.length > lines.length) lines.push(texts.andMore(problems.length - lines.length))
  throw new StartFailure(texts.organizationFaulty(directory, problems.length, lines))
}

async function startDecisionLog(
  config: Config,
  folder: string,
  snapshot: Snapshot,
  log: Log,
): Promise<DecisionLog> {
  const directory = resolve(folder, config.decisions.directory)
  const decisionLog = new DecisionLog({
    directory,
    dayOf: (at) => dayIn(snapshot.rules.timezone, at),
    report: (event) => reportRecord(event, log),
  })
  try {
    await decisionLog.start()
  } catch (fault) {
    throw new StartFailure(serveTexts[config.language].decisionsFail(directory, codeOf(fault)))
  }
  return decisionLog
}

function reportRecord(event: DecisionLogEvent, log: Log): void {
  switch (event.kind) {
    case 'failing':
      log.recordFailing(event.why)
      return
    case 'recovered':
      log.recordRecovered()
      return
    case 'lost':
      log.recordLost(event.lines)
  }
}

async function readLoopMark(config: Config, folder: string): Promise<LoopMark | undefined> {
  const setting = config.nextHop.kind === 'smart-hosts' ? config.nextHop.loopMark : undefined
  if (setting === undefined) return undefined
  const file = resolve(folder, setting.key)
  const texts = serveTexts[config.language]
  const key = await readFile(file).catch((fault: unknown) => {
    throw new StartFailure(texts.loopMarkKeyFails(file, codeOf(fault)))
  })
  if (key.length < shortestKey) throw new StartFailure(texts.loopMarkKeyShort(file, shortestKey))
  return createLoopMark(key)
}

function tenantsOf(config: Config): ReadonlyMap<string, Tenant> {
  return new Map(
    config.listeners.flatMap(({ name, exchangeOnline }) =>
      exchangeOnline === undefined
        ? []
        : [[name, { tenantId: exchangeOnline.tenantId, organization: exchangeOnline.organization }]],
    ),
  )
}

async function startListeners(
  config: Config,
  folder: string,
  passage: Passage,
  log: Log,
  undo: (() => Promise<void>)[],
): Promise<readonly Listener[]> {
  const reception = createReception(config, log.atTheDoor)
  const listeners: Listener[] = []
  // One step for all: they close at the same time.
  undo.push(async () => {
    await Promise.all(listeners.map(async (listener) => await listener.close()))
  })
  for (const settings of config.listeners) {
    const { certificate, key } = settings
    const absolute = {
      ...settings,
      certificate: certificate === undefined ? undefined : resolve(folder, certificate),
      key: key === undefined ? undefined : resolve(folder, key),
    }
    try {
      listeners.push(await startListener(absolute, passage, reception))
    } catch (fault) {
      if (!(fault instanceof ListenerError)) throw fault
      throw new StartFailure(listenerTexts[config.language](fault.problem))
    }
  }
  return listeners
}
