/**
 * Copies the decision log to a receiver: reads on from where it was, sends, notes the new place once the receiver has it. So
 * each record is sent at least once as long as its file is kept; the files are the buffer.
 */

import { setTimeout as pause } from 'node:timers/promises'

import { nextPiece, type Position } from '../store/decision-follow.ts'
import { readPosition, writePosition } from '../store/stream-position.ts'
import type { StreamEvent, StreamName } from './stream-events.ts'

export type Sending =
  /** `dropped`: records that it will never take, left out with `why`. */
  | { readonly kind: 'taken'; readonly dropped: number; readonly why?: string }
  /** To be sent again. */
  | { readonly kind: 'failed'; readonly why: string }

export interface Receiver {
  /** Lines in one call, at most. */
  readonly batch: number
  /** Lines of the log as they are. Never rejects. */
  readonly send: (lines: readonly string[]) => Promise<Sending>
  readonly close: () => Promise<void>
}

export interface StreamSettings {
  readonly stream: StreamName
  /** Of the decision log. */
  readonly directory: string
  /** Milliseconds until the first retry; each later pause is twice as long. */
  readonly firstPause: number
  readonly report: (event: StreamEvent) => void
}

export interface DecisionStream {
  /** Ends after what is being sent now; resolves once it has. */
  readonly close: () => Promise<void>
}

/** Milliseconds: between two looks at a log that has not grown, and between two tries at most. */
const idle = 500
const longestPause = 300_000

export function startStream(settings: StreamSettings, receiver: Receiver): DecisionStream {
  const ending = new AbortController()
  const running = run(settings, receiver, ending.signal)
  return {
    close: async () => {
      ending.abort()
      await running
      await receiver.close()
    },
  }
}

async function run(settings: StreamSettings, receiver: Receiver, signal: AbortSignal): Promise<void> {
  const { stream, directory, report, firstPause } = settings
  let position: Position | undefined
  let failures = 0
  while (!signal.aborted) {
    let milliseconds = 0
    try {
      if (position === undefined) {
        position = await readPosition(directory, stream)
        // A new stream that fails before it has sent anything begins here all the same.
        await writePosition(directory, stream, position)
      }
      const piece = await nextPiece(directory, position, receiver.batch)
      for (const file of piece.lost) {
        report({ kind: 'lost', stream, records: 0, file, why: 'the file was gone before it was sent' })
      }
      const known = position
      position = piece.before
      const sending = piece.lines.length === 0 ? undefined : await receiver.send(piece.lines)
      if (sending?.kind === 'failed') throw new Error(sending.why)
      if (sending !== undefined && sending.dropped > 0) {
        report({ kind: 'lost', stream, records: sending.dropped, file: undefined, why: sending.why ?? '' })
      }
      if (!isSame(piece.position, known)) await writePosition(directory, stream, piece.position)
      position = piece.position
      if (sending === undefined) milliseconds = idle
      else if (failures > 0) {
        report({ kind: 'recovered', stream })
        failures = 0
      }
    } catch (fault) {
      const why = fault instanceof Error ? fault.message : String(fault)
      if (failures === 0) report({ kind: 'failing', stream, why })
      milliseconds = Math.min(longestPause, firstPause * 2 ** failures) * (0.8 + Math.random() * 0.4)
      failures += 1
      // So that a file is missed that is gone before it could be sent.
      if (position !== undefined) await writePosition(directory, stream, position).catch(() => undefined)
    }
    if (milliseconds > 0) await pause(milliseconds, undefined, { signal }).catch(() => undefined)
  }
}

function isSame(one: Position, other: Position): boolean {
  if (one.from !== other.from || one.files.size !== other.files.size) return false
  return [...one.files].every(([name, { taken }]) => other.files.get(name)?.taken === taken)
}
