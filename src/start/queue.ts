/** Opens the spool and makes the queue over it. Owns what each of them tells the log and the record. */

import { resolve } from 'node:path'
import { z } from 'zod'

import type { Config } from '../config/schema.ts'
import type { Answer } from '../control/protocol.ts'
import { inOneLine } from '../deliver/in-one-line.ts'
import { Queue } from '../deliver/queue.ts'
import { createQueueClock } from '../deliver/queue-clock.ts'
import { answerQueue, queueQuestion, type QueueQuestion } from '../deliver/queue-desk.ts'
import type { QueueEvent } from '../deliver/queue-events.ts'
import type { QueueParts, QueueSettings } from '../deliver/queue-parts.ts'
import type { Router } from '../deliver/route.ts'
import type { Log } from '../log/log.ts'
import { StartFailure } from './failure.ts'
import type { DecisionLog } from '../store/decision-log.ts'
import { openSpool } from '../store/open-spool.ts'
import { saySpoolProblem } from '../store/say-spool-problem.ts'
import type { Spool } from '../store/spool.ts'

export interface StartedQueue {
  readonly queue: Queue
  readonly queueParts: QueueParts
}

/** Rejects with `StartFailure`. */
export async function startSpool(config: Config, folder: string, log: Log): Promise<Spool> {
  const opening = await openSpool({
    directory: resolve(folder, config.spool.directory),
    report: log.ofSpool,
  })
  if (opening.kind === 'open') return opening.spool
  throw new StartFailure(saySpoolProblem(opening.problem, config.language))
}

/** The queue is not started yet. `inForce`: asked for each mail, so that a reload counts at once. */
export function createQueue(
  spool: Spool,
  inForce: () => { readonly config: Config; readonly router: Router },
  decisionLog: DecisionLog,
  log: Log,
): StartedQueue {
  let known: { readonly config: Config; readonly settings: QueueSettings } | undefined
  const queueParts: QueueParts = {
    spool,
    router: {
      destinationOf: (address, demand) => inForce().router.destinationOf(address, demand),
      get names() {
        return inForce().router.names
      },
    },
    get settings() {
      const { config } = inForce()
      if (known?.config !== config) known = { config, settings: queueSettings(config) }
      return known.settings
    },
    clock: createQueueClock(),
    report: (event) => {
      log.ofQueue(event)
      if (event.kind === 'attempt') record(event, decisionLog)
    },
  }
  return { queue: new Queue(queueParts), queueParts }
}

/** Answers the terminal. `parameters` come from outside. */
export async function answerTerminal(parameters: unknown, started: StartedQueue): Promise<Answer> {
  const question = queueQuestion.safeParse(parameters)
  if (!question.success) return { kind: 'refused', lines: [z.prettifyError(question.error)] }
  // JSON knows no undefined.
  return { kind: 'done', value: (await askQueue(question.data, started)) ?? null }
}

/** As `answerQueue`; what was changed is looked at by the queue at once. */
export async function askQueue(
  question: QueueQuestion,
  { queue, queueParts }: StartedQueue,
): ReturnType<typeof answerQueue> {
  const { spool, clock } = queueParts
  const answer = await answerQueue(question, spool, clock.now())
  queue.wake()
  return answer
}

function queueSettings({ hostname, language, queue, reports }: Config): QueueSettings {
  return {
    hostname,
    language: reports.language ?? language,
    postmaster: reports.postmaster,
    firstRetry: queue.firstRetry * 1000,
    longestRetry: queue.longestRetry * 1000,
    jitter: queue.jitter,
    warnAfter: queue.warnAfter * 1000,
    giveUpAfter: queue.giveUpAfter * 1000,
    active: queue.active,
    perDestination: queue.perDestination,
  }
}

/** The end of a recipient belongs to the decision about the mail. Reports and notices are no mails of a client. */
function record(event: Extract<QueueEvent, { kind: 'attempt' }>, decisionLog: DecisionLog): void {
  if (event.mail !== 'mail') return
  const recipients = event.recipients.flatMap(({ address, outcome, lastReply }) =>
    outcome === 'deferred'
      ? []
      : [{ address, outcome, by: lastReply.by, answer: inOneLine(lastReply.reply) }],
  )
  if (recipients.length > 0) decisionLog.follow({ decisionId: event.decisionId, at: Date.now(), recipients })
}
