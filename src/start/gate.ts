/**
 * Wires a running gate: decision log, what is in force, floors, listeners. Owns the order of starting, changing and
 * stopping, and decides nothing about mail.
 */

import { codeOf } from '../store/fault-code.ts'
import { resolve } from 'node:path'

import type { Config } from '../config/schema.ts'
import type { Answer } from '../control/protocol.ts'
import type { OutboxPage } from '../deliver/outbox-page.ts'
import type { Queue } from '../deliver/queue.ts'
import type { QueueQuestion } from '../deliver/queue-desk.ts'
import { createNoticeMemory } from '../gate/notices.ts'
import { makeInForce, type InForce } from './in-force.ts'
import type { Log } from '../log/log.ts'
import { dayIn } from '../policy/day.ts'
import { watchFloors, type FloorState } from '../receive/floors.ts'
import type { Listener } from '../receive/listener.ts'
import { createReception, type Reception } from '../receive/reception.ts'
import { answerPolicies } from './policy-seat.ts'
import { prepareReload } from './reload.ts'
import { DecisionLog, type DecisionLogEvent } from '../store/decision-log.ts'
import type { PolicyAnswer, PolicyQuestion } from '../store/policy-desk.ts'
import type { Spool } from '../store/spool.ts'
import { closeFactParts } from './fact-sources.ts'
import { StartFailure } from './failure.ts'
import { openGroupSeat, type GroupSeat } from './groups.ts'
import { answerTerminal, askQueue, createQueue, startSpool } from './queue.ts'
import { startKeeping } from './keeping.ts'
import { createListeners, floorSettings } from './listeners.ts'
import { createTurns } from '../store/turns.ts'
import { serveTexts } from '../text/serve.ts'
import { createStreams } from './streams.ts'
import { undoAll } from './undo.ts'

export interface RunningGate {
  readonly inForce: () => InForce
  readonly listeners: () => readonly Listener[]
  readonly reception: Reception
  readonly floors: () => readonly FloorState[]
  readonly isRecordReady: () => boolean
  readonly spool: Spool
  readonly queue: Queue
  /** Answers `sekisho queue`. */
  readonly answerTerminal: (parameters: unknown) => Promise<Answer>
  readonly askQueue: (question: QueueQuestion) => ReturnType<typeof askQueue>
  /** `undefined`: the next hop is no outbox. */
  readonly outboxPage: () => OutboxPage | undefined
  /**
   * Puts another configuration in force, with the organization as it is on disk now and certificates read anew.
   * Connections stay open, and no mail is judged half by one and half by the other. Rejects with `StartFailure`, and
   * nothing has changed then.
   */
  readonly reload: (config: Config) => Promise<void>
  /**
   * Puts other policies in force between two mails, each of which is judged by one revision. Rejects with `StartFailure` where
   * the database cannot be used; nothing has changed then.
   */
  readonly changePolicies: (question: PolicyQuestion) => Promise<PolicyAnswer>
  readonly groups: GroupSeat
  /** Takes no more mail, answers what is under way, and puts the record on disk. */
  readonly stop: () => Promise<void>
}

/** Milliseconds for a step of stopping when the time for all of them is up. */
const leastPatience = 500

/** @param folder What relative paths of the configuration start from. Rejects with `StartFailure`. */
export async function startGate(config: Config, folder: string, log: Log): Promise<RunningGate> {
  const undo: (() => Promise<void>)[] = []
  let { stop: grace } = config.deadlines
  let stopsBy = Infinity
  const stop = async (): Promise<void> => {
    stopsBy = performance.now() + grace * 1000
    await undoAll(undo, log.stopFault)
  }
  /** Next hops may hang. A mail that they have not acknowledged is sent again, by its client or by the queue. */
  const whileThereIsTime = async (close: () => Promise<void>): Promise<void> => {
    let timer: NodeJS.Timeout | undefined
    const timeIsUp = new Promise<void>((done) => {
      timer = setTimeout(done, Math.max(leastPatience, stopsBy - performance.now()))
    })
    await Promise.race([close(), timeIsUp])
    clearTimeout(timer)
  }
  const inTurn = createTurns()
  try {
    // The time zone of the day's file is that of the organization, which is loaded after the log is there.
    let timezone = 'UTC'
    const decisionLog = createDecisionLog(config, folder, () => timezone, log)
    undo.push(async () => await decisionLog.close())
    const spool = await startSpool(config, folder, log)
    undo.push(spool.close)
    const started = createQueue(
      spool,
      () => ({ config: inForce.config, router: inForce.nextHops.router }),
      decisionLog,
      log,
    )
    const groups = await openGroupSeat(config, folder, () => void refreshPolicies())
    undo.push(async () => await Promise.resolve(groups.close()))
    const lasting = {
      decisionLog,
      log,
      noticeMemory: createNoticeMemory(),
      groups: groups.inPolicies,
      ...started,
    }
    let inForce = await makeInForce(config, folder, lasting)
    undo.push(async () => await closeFactParts(inForce.facts, undefined))
    const changePolicies: RunningGate['changePolicies'] = async (question) =>
      await inTurn(
        async () => await answerPolicies(question, inForce, { folder, groups: groups.inPolicies, log }),
      )
    /** Other groups count from the next mail on. Where the policies do not fit them, the log says so and they judge on. */
    const refreshPolicies = async (): Promise<void> => {
      await changePolicies({ do: 'refresh' }).catch((fault: unknown) =>
        log.policiesRefused(inForce.judging().text.name, [codeOf(fault)]),
      )
    }
    undo.push(async () => await whileThereIsTime(inForce.nextHops.close))
    undo.push(async () => await whileThereIsTime(() => started.queue.close()))
    timezone = inForce.snapshot.rules.timezone
    await startDecisionLog(decisionLog, config, folder)
    const streams = createStreams(folder, log)
    undo.push(streams.close)
    const firstStreams = await streams.prepare(config)
    firstStreams.use()
    const keeping = startKeeping(config, folder, () => timezone, streams.untaken, log)
    undo.push(keeping.close)
    started.queue.start()
    const floors = await watchFloors(floorSettings(config, folder), (state) => noteFloor(state, log))
    undo.push(async () => floors.close())
    const reception = createReception(config, log.atTheDoor, floors.hasRoom, spool.incoming)
    const listeners = createListeners(reception, (incoming) => inForce.passage(incoming))
    undo.push(listeners.close)
    const first = await listeners.prepare(config, folder)
    first.use()
    log.started(inForce.judging().flow.revision, inForce.snapshot.name, inForce.snapshot.people.length)
    return {
      inForce: () => inForce,
      listeners: listeners.all,
      reception,
      floors: floors.states,
      isRecordReady: () => decisionLog.isReady,
      spool,
      queue: started.queue,
      answerTerminal: async (parameters) => await answerTerminal(parameters, started),
      askQueue: async (question) => await askQueue(question, started),
      outboxPage: () => inForce.nextHops.outboxPage,
      stop,
      changePolicies,
      groups,
      reload: async (changed) =>
        await inTurn(async () => {
          const before = inForce
          const nextStreams = await streams.prepare(changed)
          const next = await prepareReload(changed, folder, before, lasting, listeners)
          // One turn of the event loop: from here on all of it is in force.
          inForce = next.inForce
          timezone = inForce.snapshot.rules.timezone
          next.listeners.use()
          floors.use(floorSettings(changed, folder))
          nextStreams.use()
          keeping.use(changed)
          log.setLevel(changed.log.level)
          grace = changed.deadlines.stop
          log.reloaded(inForce.judging().flow.revision, inForce.snapshot.name, inForce.snapshot.people.length)
          void closeReplaced(before, next.inForce)
        }),
    }
  } catch (fault) {
    await stop()
    throw fault
  }
}

async function closeReplaced(before: InForce, now: InForce): Promise<void> {
  await before.idle()
  if (before.nextHops !== now.nextHops) await before.nextHops.close()
  await closeFactParts(before.facts, now.facts)
}

function createDecisionLog(config: Config, folder: string, timezone: () => string, log: Log): DecisionLog {
  return new DecisionLog({
    directory: resolve(folder, config.decisions.directory),
    dayOf: (at) => dayIn(timezone(), at),
    report: (event) => reportRecord(event, log),
  })
}

async function startDecisionLog(decisionLog: DecisionLog, config: Config, folder: string): Promise<void> {
  try {
    await decisionLog.start()
  } catch (fault) {
    const directory = resolve(folder, config.decisions.directory)
    throw new StartFailure(serveTexts[config.language].decisionsFail(directory, codeOf(fault)))
  }
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

function noteFloor({ name, free, least, isReached }: FloorState, log: Log): void {
  if (isReached) log.floorReached(name, free, least)
  else log.floorLeft(name, free, least)
}
