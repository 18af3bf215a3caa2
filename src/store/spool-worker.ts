/**
 * The worker thread of a spool: the only one that touches its records and renames its files, by synchronous calls in a
 * strict order. Owns the loop and the start; every answer is `spool-desk.ts`.
 */

import { parentPort, workerData } from 'node:worker_threads'

import { codeOf } from './fault-code.ts'
import { watchRecords } from './records-in-place.ts'
import { noteAcknowledged } from './spool-acknowledged.ts'
import { createActiveMails } from './spool-active.ts'
import { createDesk } from './spool-desk.ts'
import type { Question, WorkerMessage } from './spool-messages.ts'
import { makePlaces, placesIn } from './spool-places.ts'
import { beginRun, openRecords, type RecordsOpening } from './spool-records.ts'
import { rescueRecords, takeRescued } from './spool-rescue.ts'
import { runIn, sweepAtStart } from './spool-sweep.ts'

const port = parentPort
if (port === null) throw new Error('spool-worker.ts runs as a worker thread')
const say = (message: WorkerMessage<unknown>): void => {
  port.postMessage(message)
}
const places = placesIn(String(workerData))

const opening = await open()
if (opening.kind === 'problem') {
  say(opening)
  port.close()
} else {
  let { database } = opening
  let watch = watchRecords(places.records)
  const active = createActiveMails()
  const orphans = sweepAtStart(database, places)
  beginRun(database)
  const acknowledged = noteAcknowledged(places, runIn(database))
  let desk = createDesk(database, watch, places, active, acknowledged)

  /** Of records that were removed: without them no probe comes through. */
  const rescue = async (): Promise<void> => {
    const rescued = await rescueRecords(database, watch, places)
    if (rescued === undefined) return
    if (rescued.kind === 'problem') throw new Error(`${rescued.problem.kind} after the records were removed`)
    ;({ database } = rescued)
    watch = watchRecords(places.records)
    desk = createDesk(database, watch, places, active, acknowledged)
    say({ kind: 'rescued' })
  }

  port.on('message', (question: Question) => {
    const { call } = question
    const fail = (fault: unknown): void => say({ kind: 'fault', call, why: codeOf(fault) })
    const reply = (answer: unknown): void => say({ kind: 'answer', call, answer })
    try {
      const answer =
        question.name === 'probe' ? rescue().then(() => desk.answer(question)) : desk.answer(question)
      if (answer instanceof Promise) answer.then(reply, fail)
      else reply(answer)
      const { spares, segments } = desk.tidy()
      for (const spare of spares) say({ kind: 'spare', spare })
      for (const segment of segments) say({ kind: 'left', segment })
    } catch (fault) {
      fail(fault)
    }
    if (question.name === 'close') {
      database.close()
      acknowledged.end()
      port.close()
    }
  })
  say({ kind: 'opened', orphans, run: runIn(database) })
}

async function open(): Promise<RecordsOpening> {
  try {
    makePlaces(places)
    takeRescued(places)
  } catch (fault) {
    return { kind: 'problem', problem: { kind: 'unusable', path: places.directory, why: codeOf(fault) } }
  }
  return await openRecords(places)
}
