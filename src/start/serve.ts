/**
 * A gate as a process: starts it, says what runs where, answers signals, the control socket and monitoring, and stops it
 * in order on SIGTERM or SIGINT.
 */

import { flushCompileCache } from 'node:module'
import { resolve } from 'node:path'

import { codeOf } from '../store/fault-code.ts'
import { watchCertificates, type Certificate } from './certificates.ts'
import type { Config } from '../config/schema.ts'
import { startControlServer } from '../control/server.ts'
import { firstTries } from '../people/first-tries.ts'
import { createLog, type Log } from '../log/log.ts'
import type { OperationsListener } from '../operations/listener.ts'
import type { GateState } from '../operations/state.ts'
import { dayIn } from '../policy/day.ts'
import type { ConfigReading } from '../config/read.ts'
import type { ApiListener } from '../api/server.ts'
import { startApiOf } from './api.ts'
import { answerNight } from './night.ts'
import { startNightClock } from './night-clock.ts'
import { askPolicies } from './policy-seat.ts'
import { createReload } from './reload-in-turn.ts'
import { StartFailure } from './failure.ts'
import { startGate, type RunningGate } from './gate.ts'
import { serveTexts } from '../text/serve.ts'
import { undoAll } from './undo.ts'

export interface Serving {
  readonly config: Config
  /** What relative paths of the configuration start from. */
  readonly folder: string
  /** Path of the configuration file. */
  readonly file: string
  /** Reads the configuration anew, for a reload. */
  readonly reread: () => ConfigReading
}

/**
 * Runs until it is told to stop. Resolves with the exit code: 0 after an orderly stop, 2 where the gate does not start,
 * which is said on standard error.
 */
export async function serve(serving: Serving): Promise<number> {
  const { config, folder } = serving
  const log = createLog()
  log.setLevel(config.log.level)
  const undo: (() => unknown)[] = []
  const stop = async (): Promise<void> => await undoAll(undo, log.stopFault)
  // At once: a signal that comes while the gate starts counts as well, and SIGHUP would end the process.
  const told = stopSignal()
  let hungUp: (() => void) | undefined
  process.on('SIGHUP', () => hungUp?.())
  let gate: RunningGate | 'starting' | 'stopping' = 'starting'
  const state = (): GateState | 'starting' | 'stopping' => (typeof gate === 'string' ? gate : stateOf(gate))
  const texts = serveTexts[config.language]
  let running: RunningGate
  let monitoring: OperationsListener | undefined
  let apiListener: ApiListener | undefined
  try {
    monitoring = await startMonitoring(config, state, log)
    if (monitoring !== undefined) undo.push(monitoring.close)
    running = await startGate(config, folder, log)
    gate = running
    undo.push(running.stop)
    undo.push(watchCertificates(() => certificatesOf(running), log))
    const reload = createReload(running, serving.reread, log)
    hungUp = () => void reload()
    undo.push(
      await startControl(config, folder, {
        reload,
        queue: running.answerTerminal,
        policies: async (parameters) => await askPolicies(parameters, running),
        night: async (parameters) => await answerNight(parameters, running, log),
      }),
    )
    apiListener = await startApiOf(running, state, config, serving, log)
    if (apiListener !== undefined) undo.push(apiListener.close)
    undo.push(startNightClock(() => running.inForce().config, folder, serving.file, log).close)
    // A terminal that found no gate to ask has written into the database: from here on it finds this one.
    await running.changePolicies({ do: 'refresh' })
  } catch (fault) {
    await stop()
    if (!(fault instanceof StartFailure)) throw fault
    process.stderr.write(`sekisho: ${texts.doesNotStart(fault.message)}\n`)
    return 2
  }
  const lines = [
    ...describe(config, folder, running),
    ...(monitoring === undefined
      ? []
      : [texts.monitoring(`http://${inUrl(config.operations.address, monitoring.port)}/`)]),
    ...(apiListener === undefined
      ? []
      : [texts.api(`http://${inUrl(config.api.address, apiListener.port)}/`)]),
    ...tryLines(config, running),
    texts.howToStop,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  // Not only at the end, which may be a kill: the next start then needs no compiler of types in memory.
  flushCompileCache()
  await told
  gate = 'stopping'
  process.stdout.write(`${texts.stopping}\n`)
  log.stopping()
  await stop()
  log.stopped()
  // A next hop that never answers must not keep the process; what it has not acknowledged its client sends again.
  setTimeout(() => process.exit(0), lastSecond).unref()
  return 0
}

/** Milliseconds that sockets get to close after everything else has. */
const lastSecond = 1_000

async function startMonitoring(
  { operations, language }: Config,
  state: () => GateState | 'starting' | 'stopping',
  log: Log,
): Promise<OperationsListener | undefined> {
  if (!operations.enabled) return undefined
  // Loaded on demand: HTTP and the library of metrics take 15 MiB.
  const [{ createMetrics }, { startOperations }] = await Promise.all([
    import('../operations/metrics.ts'),
    import('../operations/listener.ts'),
  ])
  const metrics = createMetrics(state)
  log.listen(metrics.note)
  return await startOperations(operations, state, metrics).catch((fault: unknown) => {
    const { address, port } = operations
    throw new StartFailure(serveTexts[language].operationsFail(inUrl(address, port), codeOf(fault)))
  })
}

async function startControl(
  { control, language }: Config,
  folder: string,
  responders: Parameters<typeof startControlServer>[1],
): Promise<() => Promise<void>> {
  const path = resolve(folder, control.socket)
  const server = await startControlServer(path, responders).catch((fault: unknown) => {
    throw new StartFailure(serveTexts[language].controlFails(path, codeOf(fault)))
  })
  return server.close
}

function stateOf(gate: RunningGate): GateState {
  const { config, snapshot, underWay, since } = gate.inForce()
  const { places, memory } = gate.reception
  const { limits } = config
  return {
    connections: places.taken(),
    connectionsLimit: limits.connections,
    mailsUnderWay: underWay(),
    contentMemory: memory.used(),
    contentMemoryLimit: limits.memoryTotal,
    listeners: gate.listeners().length,
    isRecordReady: gate.isRecordReady(),
    floors: gate.floors(),
    people: snapshot.people.length,
    organizationLoadedAt: since,
    certificates: certificatesOf(gate),
    spool: { isReady: gate.spool.isReady, statistics: gate.spool.statistics },
  }
}

function certificatesOf(gate: RunningGate): readonly Certificate[] {
  return gate
    .listeners()
    .flatMap(({ name, certificateExpiresAt }) =>
      certificateExpiresAt === undefined ? [] : [{ listener: name, expiresAt: certificateExpiresAt }],
    )
}

function describe(config: Config, folder: string, gate: RunningGate): readonly string[] {
  const texts = serveTexts[config.language]
  const { snapshot, judging } = gate.inForce()
  return [
    texts.organization(snapshot.people.length, snapshot.name),
    texts.policies(judging().flow.revision),
    ...gate
      .listeners()
      .map(({ name, address, port }, index) =>
        texts.listener(name, inUrl(address, port), config.listeners[index]?.tls ?? 'none'),
      ),
    ...nextHopLines(config, folder, gate.outboxPage()?.port ?? 0),
    texts.decisions(resolve(folder, config.decisions.directory)),
  ]
}

function nextHopLines(config: Config, folder: string, pagePort: number): readonly string[] {
  const texts = serveTexts[config.language]
  const { nextHop } = config
  switch (nextHop.kind) {
    case 'outbox':
      return [
        texts.outbox(resolve(folder, nextHop.directory)),
        texts.outboxPage(`http://${inUrl(nextHop.page.address, pagePort)}/`),
      ]
    case 'smart-hosts':
      return [texts.smartHosts(nextHop.hosts.map(({ host, port }) => inUrl(host, port)))]
    case 'mx':
      return [texts.mx]
  }
}

/** Where `sekisho send` goes if it is told nothing else. */
const usualServer = '127.0.0.1:2525'

/** For a gate in front of an outbox alone: there a try reaches nobody. */
function tryLines(config: Config, gate: RunningGate): readonly string[] {
  if (config.nextHop.kind !== 'outbox' || (config.routes ?? []).length > 0) return []
  const { snapshot } = gate.inForce()
  const tries = firstTries(snapshot, dayIn(snapshot.rules.timezone, Date.now()))
  const index = config.listeners.findIndex(({ tls }) => tls === 'none' || tls === 'offered')
  const listener = gate.listeners()[index]
  if (tries === undefined || listener === undefined) return []
  const server = inUrl(listener.address, listener.port)
  const options = server === usualServer ? '' : `--server ${server} `
  return serveTexts[config.language].firstTries(tries.from, tries.to, tries.approver, options)
}

function inUrl(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}

/** Later signals are heard and change nothing: Ctrl-C and systemd tell the whole group, and the launcher passes it on. */
async function stopSignal(): Promise<void> {
  await new Promise<void>((done) => {
    process.on('SIGTERM', () => done())
    process.on('SIGINT', () => done())
  })
}
