/** The line to the worker thread of a spool: one answer for each question. Knows nothing of what they mean. */

import { Worker } from 'node:worker_threads'

import type { SpareFile } from './spool-bodies.ts'
import type { RunOfRecords } from './spool-file-names.ts'
import type { QuestionName, Questions, WorkerMessage } from './spool-messages.ts'
import { SpoolFault, type SpoolProblem } from './spool.ts'

export interface SpoolLine {
  /** Rejects with `SpoolFault` where the worker cannot answer. */
  readonly ask: <Name extends QuestionName>(
    name: Name,
    ask: Questions[Name]['ask'],
  ) => Promise<Questions[Name]['answer']>
  /** Files that may be mails and that no record names. */
  readonly orphans: number
  readonly run: RunOfRecords
  /** Resolves when the worker has ended: with why, where that was a fault of its own. */
  readonly ended: Promise<string | undefined>
}

export type LineOpening =
  | { readonly kind: 'open'; readonly line: SpoolLine }
  | { readonly kind: 'problem'; readonly problem: SpoolProblem }

interface Waiting {
  readonly resolve: (answer: never) => void
  readonly reject: (fault: SpoolFault) => void
}

/** Of what the worker says unasked. */
export interface LineHearers {
  /** A file may be written over. */
  readonly takeSpare: (spare: SpareFile) => void
  /** This segment has lost its last mail. */
  readonly leaveSegment: (segment: string) => void
  /** Records that had been removed are in their place again. */
  readonly rescued: () => void
}

export async function openLine(directory: string, hearers: LineHearers): Promise<LineOpening> {
  const worker = new Worker(new URL('spool-worker.ts', import.meta.url), { workerData: directory })
  const waiting = new Map<number, Waiting>()
  let calls = 0
  let end: string | undefined
  let fault: string | undefined

  const breakOff = (why: string): void => {
    end ??= why
    for (const { reject } of waiting.values()) reject(new SpoolFault(why))
    waiting.clear()
  }

  const ask: SpoolLine['ask'] = async (name, question) =>
    await new Promise((resolve, reject) => {
      if (end !== undefined) {
        reject(new SpoolFault(end))
        return
      }
      calls += 1
      waiting.set(calls, { resolve, reject })
      worker.postMessage({ ...question, call: calls, name }, [])
    })

  const ended = new Promise<string | undefined>((resolve) => {
    worker.once('exit', () => {
      breakOff('the spool is closed')
      resolve(fault)
    })
  })

  return await new Promise((resolve) => {
    worker.on('error', (error) => {
      const why = error instanceof Error ? error.message : String(error)
      fault = `the thread of the spool has ended: ${why}`
      breakOff(fault)
      resolve({ kind: 'problem', problem: { kind: 'unusable', path: directory, why } })
    })
    worker.on('message', (message: WorkerMessage<never>) => {
      switch (message.kind) {
        case 'opened':
          resolve({ kind: 'open', line: { ask, orphans: message.orphans, run: message.run, ended } })
          return
        case 'problem':
          resolve({ kind: 'problem', problem: message.problem })
          return
        case 'spare':
          hearers.takeSpare(message.spare)
          return
        case 'left':
          hearers.leaveSegment(message.segment)
          return
        case 'rescued':
          hearers.rescued()
          return
        case 'answer':
          waiting.get(message.call)?.resolve(message.answer)
          break
        case 'fault':
          waiting.get(message.call)?.reject(new SpoolFault(message.why))
          break
      }
      waiting.delete(message.call)
    })
  })
}
