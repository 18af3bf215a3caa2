/**
 * The worker thread of a spool: the only one that touches its records and renames its files, by synchronous calls in a
 * strict order. Owns the loop and the start; every answer is `spool-desk.ts`.
 */

import { parentPort, workerData } from 'node:worker_threads'

import { createDesk } from './spool-desk.ts'
import type { Question, WorkerMessage } from './spool-messages.ts'
import { codeOf, makePlaces, placesIn } from './spool-places.ts'
import { openRecords, type RecordsOpening } from './spool-records.ts'
import { sweepAtStart } from './spool-sweep.ts'

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
  const { database } = opening
  const desk = createDesk(database, places)
  port.on('message', (question: Question) => {
    const { call } = question
    const fail = (fault: unknown): void => say({ kind: 'fault', call, why: codeOf(fault) })
    try {
      const answer = desk.answer(question)
      if (answer instanceof Promise) answer.then((late) => say({ kind: 'answer', call, answer: late }), fail)
      else say({ kind: 'answer', call, answer })
    } catch (fault) {
      fail(fault)
    }
    for (const spare of desk.tidy()) say({ kind: 'spare', spare })
    if (question.name === 'close') {
      database.close()
      port.close()
    }
  })
  say({ kind: 'opened', orphans: sweepAtStart(database, places) })
}

async function open(): Promise<RecordsOpening> {
  try {
    makePlaces(places)
  } catch (fault) {
    return { kind: 'problem', problem: { kind: 'unusable', path: places.directory, why: codeOf(fault) } }
  }
  return await openRecords(places)
}
