/**
 * Collects changes whose contents are on disk while a group is being committed, and hands all that wait over as the next
 * one. Owns the order of groups and whether the spool is ready; a group's way to the disk is `spool-group.ts`.
 */

import { codeOf } from './fault-code.ts'
import type { BodyFiles } from './spool-bodies.ts'
import { createGathering } from './spool-gathering.ts'
import {
  bodiesOf,
  createGroupMemory,
  layOut,
  placeContents,
  prepareChange,
  type ReadyChange,
} from './spool-layout.ts'
import type { SpoolLine } from './spool-line.ts'
import type { NewFile } from './spool-messages.ts'
import { segmentHeaderSize } from './spool-segment-header.ts'
import type { Segments } from './spool-segments.ts'
import { SpoolFault, type Change, type Committed, type SpoolEvent } from './spool.ts'

export interface Grouping {
  readonly commit: (change: Change) => Promise<Committed>
  readonly isReady: () => boolean
  readonly statistics: () => { readonly groups: number; readonly changes: number; readonly failures: number }
  /** Takes no more changes; resolves once all that waited are on disk or rejected. */
  readonly close: () => Promise<void>
  /** Nothing can be put on disk any more. */
  readonly giveUp: (why: string) => void
}

interface Waiting extends ReadyChange {
  readonly resolve: (committed: Committed) => void
  readonly reject: (fault: SpoolFault) => void
}

/** Changes that go together, since their contents lie in one segment; or a single one that has none there. */
interface Batch {
  readonly changes: readonly Waiting[]
  readonly segment: Exclude<NewFile, { readonly kind: 'body' }> | undefined
}

/** A group is closed at this many changes; the rest waits for the next. */
const changesAtMost = 1_000
/** Milliseconds between two tries to put a fresh file on disk. */
const probeInterval = 1_000

export function createGrouping(
  line: SpoolLine,
  bodies: BodyFiles,
  segments: Segments,
  report: (event: SpoolEvent) => void,
): Grouping {
  const memory = createGroupMemory()
  let waiting: Batch[] = []
  let isUnderWay = false
  let failing: string | undefined
  let isClosed = false
  let isGivenUp = false
  let underPreparation = 0
  let probing: NodeJS.Timeout | undefined
  let idle: (() => void)[] = []
  const counts = { groups: 0, changes: 0, failures: 0 }

  const fail = (why: string): void => {
    counts.failures += 1
    if (failing === undefined) report({ kind: 'failing', why })
    failing = why
    void bodies.forgetSpares()
    segments.failed([])
    if (probing === undefined && !isClosed && !isGivenUp) {
      probing = setTimeout(() => void probe(), probeInterval)
      probing.unref()
    }
  }

  const recover = (): void => {
    clearTimeout(probing)
    probing = undefined
    if (failing === undefined || isGivenUp) return
    failing = undefined
    report({ kind: 'recovered' })
  }

  const probe = async (): Promise<void> => {
    try {
      await line.ask('probe', {})
      recover()
    } catch (fault) {
      probing = undefined
      fail(codeOf(fault))
    }
  }

  const next = (): void => {
    if (isUnderWay) return
    const taken = takeGroup()
    if (taken.length > 0) {
      isUnderWay = true
      void putOnDisk(taken)
    } else if (underPreparation === 0 && gathering.isIdle()) {
      for (const resolve of idle) resolve()
      idle = []
    }
  }

  const takeGroup = (): readonly Batch[] => {
    let changes = 0
    let count = 0
    for (const batch of waiting) {
      changes += batch.changes.length
      if (count > 0 && changes > changesAtMost) break
      count += 1
    }
    const taken = waiting.slice(0, count)
    waiting = waiting.slice(count)
    return taken
  }

  const putOnDisk = async (batches: readonly Batch[]): Promise<void> => {
    const taken = batches.flatMap(({ changes }) => changes)
    const files = batches.flatMap(({ changes, segment }) => [
      ...(segment === undefined ? [] : [segment]),
      ...changes.flatMap(bodiesOf),
    ])
    try {
      const placed = batches.flatMap(({ changes, segment }) =>
        placeContents(changes, segment?.name ?? '', segmentHeaderSize),
      )
      const group = layOut(placed, files, memory)
      const { answers, places, lastGroup } = await line.ask('group', { group, spares: bodies.wanted() })
      segments.committed(files, places, lastGroup)
      counts.groups += 1
      if (files.some(({ kind }) => kind === 'segment')) recover()
      for (const [index, { resolve, reject }] of taken.entries()) {
        const answer = answers[index]
        if (answer?.kind === 'committed') {
          counts.changes += 1
          resolve({ known: answer.known })
        } else {
          reject(new SpoolFault(answer?.why ?? 'no answer'))
        }
      }
    } catch (fault) {
      segments.failed(files)
      failAll(taken, fault)
    }
    isUnderWay = false
    gathering.next()
    next()
  }

  const failAll = (taken: readonly Waiting[], fault: unknown): void => {
    const why = codeOf(fault)
    fail(why)
    for (const { reject } of taken) reject(new SpoolFault(why))
  }

  const gathering = createGathering<Waiting>(segments, {
    written: (changes, segment) => {
      waiting.push({ changes, segment })
      next()
    },
    failed: (changes, fault) => {
      for (const { name } of changes.flatMap(bodiesOf)) void bodies.remove(name)
      failAll(changes, fault)
      next()
    },
  })

  const enqueue = async (ready: ReadyChange): Promise<Committed> =>
    await new Promise((resolve, reject) => {
      const one = { ...ready, resolve, reject }
      if (ready.mails.some(({ content }) => content.kind === 'chunks')) gathering.add(one)
      else {
        waiting.push({ changes: [one], segment: undefined })
        // What arrives in the same turn goes together.
        if (waiting.length === 1 && !isUnderWay) setImmediate(next)
      }
    })

  const waitFor = async (preparation: Promise<ReadyChange>): Promise<ReadyChange> => {
    underPreparation += 1
    try {
      return await preparation
    } catch (fault) {
      const why = codeOf(fault)
      fail(why)
      throw new SpoolFault(why)
    } finally {
      underPreparation -= 1
      if (idle.length > 0) setImmediate(next)
    }
  }

  const commit = async (change: Change): Promise<Committed> => {
    if (isClosed || isGivenUp) throw new SpoolFault(failing ?? 'the spool is closed')
    const ready = prepareChange(change, bodies)
    return await enqueue(ready instanceof Promise ? await waitFor(ready) : ready)
  }

  return {
    commit,
    isReady: () => failing === undefined && !isClosed,
    statistics: () => ({ ...counts }),
    close: async () => {
      isClosed = true
      clearTimeout(probing)
      await new Promise<void>((resolve) => {
        idle.push(resolve)
        next()
      })
    },
    giveUp: (why) => {
      isGivenUp = true
      clearTimeout(probing)
      fail(why)
    },
  }
}
