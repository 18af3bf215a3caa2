/**
 * Has mails inspected by a pool of threads that may be killed: whatever a mail does to its thread, its answer comes in
 * time, says what could not be inspected, and other mails go on. It looks into no mail itself.
 */

import { Piscina } from 'piscina'

import type { Content } from '../mail/content.ts'
import type { InspectionBounds } from './bounds.ts'
import { questionKey, type ContentFacts, type TextQuestion, type TroubleKind } from './content-facts.ts'
import { wholeMail } from './course.ts'
import { createPlaces } from './places.ts'
import type { Task, TaskFacts } from './wire-form.ts'

/** `inspection` of the configuration. */
export interface InspectionSettings extends InspectionBounds {
  /** Threads. */
  readonly workers: number
  /** Octets of heap for each. */
  readonly memory: number
}

export interface Inspector {
  /** Starts the threads, for mails that come later. Without it the first mail does. */
  readonly warm: () => void
  /**
   * The facts about a mail, at the latest a quarter beyond `seconds` after the call, once the threads have started. Never
   * rejects: what could not be found out is a trouble. `content` may be disposed of once it has answered. The same array of
   * questions is made ready once.
   */
  readonly inspect: (content: Content, questions: readonly TextQuestion[]) => Promise<ContentFacts>
  /** Ends the threads; inspections under way are answered as timed out. */
  readonly close: () => Promise<void>
}

interface ReadyQuestions {
  readonly json: string
  readonly keys: readonly string[]
}

const workerFile = new URL('./worker.ts', import.meta.url).href
const megabyte = 1_048_576
const youngMegabytes = 32
/** Times `seconds` after the call: a mail that had to wait so long that its own time ends later has that much less. */
const latestEnd = 1.1
/** A worker notices by itself that its time is over; only one that does not is killed. */
const grace = 1.25

export function createInspector(settings: InspectionSettings): Inspector {
  const { seconds, octets, parts, depth, archiveDepth, members, ratio, text } = settings
  const bounds: InspectionBounds = { seconds, octets, parts, depth, archiveDepth, members, ratio, text }
  const ready = new WeakMap<readonly TextQuestion[], ReadyQuestions>()
  /** One that runs in each thread, and one that it can go on with. */
  const places = createPlaces(settings.workers * 2)
  let pool: Piscina<Task, TaskFacts> | undefined
  /** Settles with the first thread: what a start takes is not the time of a mail. */
  let started: Promise<void> | undefined
  let isClosed = false

  const readyQuestions = (questions: readonly TextQuestion[]): ReadyQuestions => {
    let known = ready.get(questions)
    if (known === undefined) {
      known = { json: JSON.stringify(questions), keys: questions.map(questionKey) }
      ready.set(questions, known)
    }
    return known
  }

  const running = (): { readonly pool: Piscina<Task, TaskFacts>; readonly started: Promise<void> } => {
    pool ??= startPool(settings)
    started ??= startedThread(pool, bounds)
    return { pool, started }
  }

  return {
    warm: () => {
      if (!isClosed) running()
    },
    inspect: async (content, questions) => {
      const { json, keys } = readyQuestions(questions)
      if (isClosed) return unseen(keys, 'timed-out', 'the gate is stopping')
      const threads = running()
      await threads.started
      const latest = performance.timeOrigin + performance.now() + seconds * latestEnd * 1_000
      const signal = AbortSignal.timeout(Math.ceil(seconds * grace * 1_000))
      if (!(await places.take(signal))) return unseen(keys, 'timed-out', `${seconds} s`)
      try {
        if (isClosed) return unseen(keys, 'timed-out', 'the gate is stopping')
        const facts = await threads.pool.run(taskFor(content, json, bounds, latest), { signal })
        return {
          ...facts,
          answers: new Map(facts.answers.map((answer, index) => [keys[index] ?? '', answer])),
        }
      } catch (error) {
        if (signal.aborted || isClosed) return unseen(keys, 'timed-out', `${seconds} s`)
        return unseen(keys, 'over-bound', error instanceof Error ? error.message : String(error))
      } finally {
        places.giveBack()
      }
    },
    close: async () => {
      isClosed = true
      await pool?.destroy()
    },
  }
}

function startPool({ workers, memory }: InspectionSettings): Piscina<Task, TaskFacts> {
  const pool = new Piscina<Task, TaskFacts>({
    filename: workerFile,
    minThreads: workers,
    maxThreads: workers,
    env: {},
    resourceLimits: {
      maxOldGenerationSizeMb: Math.ceil(memory / megabyte),
      maxYoungGenerationSizeMb: youngMegabytes,
    },
  })
  // A thread that fails takes its mail with it, whose answer says so; the pool starts another.
  pool.on('error', () => {})
  return pool
}

async function startedThread(pool: Piscina<Task, TaskFacts>, bounds: InspectionBounds): Promise<void> {
  const nothing = Buffer.alloc(0)
  const wire = { kind: 'memory', octets: nothing } as const
  try {
    await pool.run({ wire, size: 0, isDotted: false, questions: '[]', bounds, latest: Infinity })
  } catch {
    // It could not start: the mail that waits for it will be told.
  }
}

function taskFor(content: Content, questions: string, bounds: InspectionBounds, latest: number): Task {
  const { wire, size } = content
  return {
    wire: wire.kind === 'memory' ? { kind: 'memory', octets: joined(wire.chunks, size) } : wire,
    size,
    isDotted: content.dotted,
    questions,
    bounds,
    latest,
  }
}

/** A copy of exactly these octets: chunks are views of larger buffers that others still need. */
function joined(chunks: readonly Buffer[], size: number): Uint8Array<ArrayBuffer> {
  const octets = Buffer.allocUnsafeSlow(size)
  let at = 0
  for (const chunk of chunks) {
    octets.set(chunk, at)
    at += chunk.length
  }
  return octets
}

function unseen(keys: readonly string[], kind: TroubleKind, detail: string): ContentFacts {
  const troubles = [{ kind, path: wholeMail.path, detail: detail.slice(0, 100) }]
  return {
    kinds: [],
    attachments: [],
    parts: 0,
    troubles,
    answers: new Map(keys.map((key) => [key, { found: 0, examples: [], troubles }])),
  }
}
