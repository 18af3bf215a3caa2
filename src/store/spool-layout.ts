/** Lays the changes of a group out: their contents and traces in one piece, everything else as rows. */

import type { BodyFiles } from './spool-bodies.ts'
import { prepareContent, type ReadyContent } from './spool-contents.ts'
import type { AcceptRows, ChangeRows, Group } from './spool-messages.ts'
import { mailCells, recipientCells, settleRows } from './spool-rows.ts'
import { segmentHeaderSize } from './spool-segment-header.ts'
import type { Change, NewMail } from './spool.ts'

interface ReadyMail {
  readonly mail: NewMail
  readonly content: ReadyContent
}

/** A change whose large contents are on disk. */
export interface ReadyChange {
  readonly change: Change
  readonly mails: readonly ReadyMail[]
  /** Octets that it adds to the group. */
  readonly octets: number
}

/** At once where all contents are small and in memory. */
export function prepareChange(change: Change, bodies: BodyFiles): ReadyChange | Promise<ReadyChange> {
  const mails: ReadyMail[] = []
  const late: Promise<ReadyMail>[] = []
  const lost = change.accept?.find(({ recipients }) => recipients.length === 0)
  if (lost !== undefined) throw new TypeError(`mail ${lost.id} has no recipients`)
  for (const mail of change.accept ?? []) {
    const content = prepareContent(mail, bodies)
    if (content instanceof Promise) late.push(content.then((ready) => ({ mail, content: ready })))
    else mails.push({ mail, content })
  }
  return late.length === 0 ? withOctets(change, mails) : prepareLate(change, mails, late, bodies)
}

async function prepareLate(
  change: Change,
  mails: readonly ReadyMail[],
  late: readonly Promise<ReadyMail>[],
  bodies: BodyFiles,
): Promise<ReadyChange> {
  const settled = await Promise.allSettled(late)
  const done = settled.filter((one) => one.status === 'fulfilled').map((one) => one.value)
  const failed = settled.find((one) => one.status === 'rejected')
  if (failed === undefined) return withOctets(change, [...mails, ...done])
  for (const { content } of done) if (content.kind === 'file') await bodies.remove(content.name)
  throw failed.reason
}

function withOctets(change: Change, mails: readonly ReadyMail[]): ReadyChange {
  let octets = 0
  for (const { mail, content } of mails) {
    octets += mail.trace.length + (content.kind === 'chunks' ? content.size : 0)
  }
  return { change, mails, octets }
}

/** Gives room for one group. It holds what the last one left. */
export type TakeBytes = (octets: number) => Uint8Array<SharedArrayBuffer>

const keptAtMost = 4_194_304

/**
 * Memory that the worker sees too, and that serves one group after the other: that spares the pages of a fresh piece
 * for each, which costs more than the copy. Only one group may be under way.
 */
export function createGroupMemory(): TakeBytes {
  let kept = new SharedArrayBuffer(0)
  return (octets) => {
    if (octets > keptAtMost) return new Uint8Array(new SharedArrayBuffer(octets))
    if (kept.byteLength < octets) kept = new SharedArrayBuffer(Math.min(octets * 2, keptAtMost))
    return new Uint8Array(kept, 0, octets)
  }
}

/** The one copy of a small content: room for a header, all contents, then all traces, in one piece that the worker sees. */
export function layOut(ready: readonly ReadyChange[], take: TakeBytes): Group {
  const hasSegment = ready.some(({ mails }) => mails.some(({ content }) => content.kind === 'chunks'))
  let segmentSize = hasSegment ? segmentHeaderSize : 0
  let octets = segmentSize
  for (const one of ready) {
    octets += one.octets
    for (const { content } of one.mails) if (content.kind === 'chunks') segmentSize += content.size
  }
  const bytes = take(octets)
  let contentAt = segmentHeaderSize
  let traceAt = segmentSize

  const rowsOf = ({ mail, content }: ReadyMail): AcceptRows => {
    const { id, at, isActive = false, once, recipients, trace, dueAt = at } = mail
    const body = content.kind === 'file' ? content.name : contentAt
    if (content.kind === 'chunks') {
      for (const chunk of content.chunks) {
        bytes.set(chunk, contentAt)
        contentAt += chunk.length
      }
    }
    bytes.set(trace, traceAt)
    traceAt += trace.length
    return {
      id,
      mail: mailCells(mail, content.checksum),
      recipients: recipients.map((recipient, position) => recipientCells(recipient, position, dueAt)),
      trace: [traceAt - trace.length, traceAt],
      body,
      isActive,
      once,
    }
  }

  const changes = ready.map(({ change, mails }): ChangeRows => ({
    accept: mails.map(rowsOf),
    settle: (change.settle ?? []).map(settleRows),
  }))
  return { changes, bytes, segmentSize: hasSegment ? segmentSize : undefined }
}
