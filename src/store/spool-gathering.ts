/**
 * Gathers small contents while a segment is on its way, and writes all that wait into the next one. Runs beside the worker:
 * outcomes need not wait for contents.
 */

import type { ReadyChange } from './spool-layout.ts'
import type { SegmentFile, Segments } from './spool-segments.ts'

export interface Gathering<One extends ReadyChange> {
  readonly add: (one: One) => void
  /** Writes what waits, where that may be: to be called when a group has been committed or not. */
  readonly next: () => void
  /** Nothing waits, and nothing is being written. */
  readonly isIdle: () => boolean
}

export interface GatheringHearers<One> {
  /** The contents of these lie in this file, one behind the other. */
  readonly written: (taken: readonly One[], file: SegmentFile) => void
  readonly failed: (taken: readonly One[], fault: unknown) => void
}

/** A segment is closed at this many octets or changes; the rest waits for the next. */
const octetsAtMost = 16_777_216
const changesAtMost = 1_000

export function createGathering<One extends ReadyChange>(
  segments: Segments,
  { written, failed }: GatheringHearers<One>,
): Gathering<One> {
  let waiting: One[] = []
  let isWriting = false

  const take = (): readonly One[] => {
    let octets = 0
    let count = 0
    for (const one of waiting) {
      octets += one.octets
      if (count === changesAtMost || (count > 0 && octets > octetsAtMost)) break
      count += 1
    }
    const taken = waiting.slice(0, count)
    waiting = waiting.slice(count)
    return taken
  }

  const write = async (taken: readonly One[]): Promise<void> => {
    const chunks: Buffer[] = []
    let octets = 0
    for (const { mails } of taken) {
      for (const { content } of mails) {
        if (content.kind !== 'chunks') continue
        octets += content.size
        for (const chunk of content.chunks) chunks.push(chunk)
      }
    }
    const writing = await segments.write(chunks, octets).then(
      (file) => () => written(taken, file),
      (fault: unknown) => () => failed(taken, fault),
    )
    isWriting = false
    writing()
    next()
  }

  const next = (): void => {
    if (waiting.length === 0 || isWriting || !segments.mayWrite()) return
    isWriting = true
    void write(take())
  }

  return {
    add: (one) => {
      waiting.push(one)
      // What arrives in the same turn goes together.
      if (waiting.length === 1 && !isWriting) setImmediate(next)
    },
    next,
    isIdle: () => waiting.length === 0 && !isWriting,
  }
}
