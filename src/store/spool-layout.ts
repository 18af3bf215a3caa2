/** Lays the changes of a group out: their traces in one piece, everything else as rows. */

import type { BodyFiles } from './spool-bodies.ts'
import { prepareContent, type ReadyContent } from './spool-contents.ts'
import type { AcceptRows, ChangeRows, Group, NewFile } from './spool-messages.ts'
import { mailCells, recipientCells, settleRows } from './spool-rows.ts'
import type { Change, NewMail } from './spool.ts'

interface ReadyMail {
  readonly mail: NewMail
  readonly content: ReadyContent
}

/** A change whose large contents are on disk. */
export interface ReadyChange {
  readonly change: Change
  readonly mails: readonly ReadyMail[]
  /** Octets that it adds to a segment. */
  readonly octets: number
}

/** A content that is on disk. */
export interface PlacedContent {
  /** `name` of the file that it lies in. */
  readonly file: string
  readonly start: number
  readonly checksum: number
}

/** A change all of whose contents are on disk. */
export interface PlacedChange {
  readonly change: Change
  /** In the order of `mails`. */
  readonly mails: readonly { readonly mail: NewMail; readonly content: PlacedContent }[]
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
  for (const { content } of mails) {
    if (content.kind === 'chunks') octets += content.size
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

/** The files that these changes brought with them; segments come besides. */
export function bodiesOf({ mails }: ReadyChange): readonly NewFile[] {
  return mails.flatMap(({ content }) =>
    content.kind === 'file' ? [{ kind: 'body' as const, name: content.name }] : [],
  )
}

/** `segment`: the name of the one that these changes are in; their contents lie there one behind the other from `start`. */
export function placeContents(
  ready: readonly ReadyChange[],
  segment: string,
  start: number,
): readonly PlacedChange[] {
  let position = start
  const place = (content: ReadyContent): PlacedContent => {
    const { checksum } = content
    if (content.kind === 'file') return { file: content.name, start: 0, checksum }
    position += content.size
    return { file: segment, start: position - content.size, checksum }
  }
  return ready.map(({ change, mails }) => ({
    change,
    mails: mails.map(({ mail, content }) => ({ mail, content: place(content) })),
  }))
}

export function layOut(placed: readonly PlacedChange[], files: readonly NewFile[], take: TakeBytes): Group {
  let octets = 0
  for (const { mails } of placed) for (const { mail } of mails) octets += mail.trace.length
  const bytes = take(octets)
  let traceAt = 0

  const rowsOf = ({ mail, content }: PlacedChange['mails'][number]): AcceptRows => {
    const { id, at, isActive = false, once, recipients, trace, dueAt = at } = mail
    bytes.set(trace, traceAt)
    traceAt += trace.length
    return {
      id,
      mail: mailCells(mail, content.checksum),
      recipients: recipients.map((recipient, position) => recipientCells(recipient, position, dueAt)),
      trace: [traceAt - trace.length, traceAt],
      file: content.file,
      start: content.start,
      isActive,
      once,
    }
  }

  const changes = placed.map(({ change, mails }): ChangeRows => ({
    accept: mails.map(rowsOf),
    settle: (change.settle ?? []).map(settleRows),
  }))
  return { changes, files, bytes }
}
