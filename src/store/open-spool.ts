/**
 * Opens a spool and is its face on the main thread: values in, values out. Never rejects for what the folder holds or for
 * who holds it: that is a problem, as a value.
 */

import { createBodyFiles } from './spool-bodies.ts'
import { createGrouping, type Grouping } from './spool-grouping.ts'
import { openLine, type SpoolLine } from './spool-line.ts'
import type { MailRows } from './spool-messages.ts'
import { placesIn } from './spool-places.ts'
import { readContent } from './spool-reading.ts'
import { createReadings } from './spool-readings.ts'
import { createSegments } from './spool-segments.ts'
import { countOf, mailOf, summaryOf } from './spool-row-reading.ts'
import type { Spool, SpooledMail, SpoolOpening, SpoolSettings } from './spool.ts'

export async function openSpool({ directory, report }: SpoolSettings): Promise<SpoolOpening> {
  const { incoming } = placesIn(directory)
  const readings = createReadings()
  const bodies = createBodyFiles(incoming, readings)
  const segments = createSegments(directory, incoming, readings)
  const opening = await openLine(directory, {
    takeSpare: bodies.give,
    leaveSegment: segments.leave,
    rescued: () => report({ kind: 'rescued' }),
  })
  if (opening.kind === 'problem') return opening
  const { line } = opening
  segments.begin(line.run)
  const grouping = createGrouping(line, bodies, segments, report)
  void watchWorker(line, grouping)
  if (line.orphans > 0) report({ kind: 'orphans', files: line.orphans })

  /** A record that cannot be read does not keep the others from being delivered. */
  const readable = (rows: MailRows): SpooledMail | undefined => {
    try {
      return mailOf(rows)
    } catch {
      report({ kind: 'corrupt', id: String(rows.mail['id']), why: 'its record cannot be read' })
      return undefined
    }
  }

  let closing: Promise<void> | undefined
  const close = async (): Promise<void> => {
    await grouping.close()
    await line.ask('close', {}).catch(() => null)
    await line.ended
    await bodies.close()
    await segments.close()
  }

  const spool: Spool = {
    get isReady() {
      return grouping.isReady()
    },
    incoming,
    commit: grouping.commit,
    due: async (limit, now, window = Number.MAX_SAFE_INTEGER) => {
      const { mails, ...left } = await line.ask('due', { limit, now, window })
      return { mails: mails.map(readable).filter((mail) => mail !== undefined), ...left }
    },
    nextDueAt: async (after) => await line.ask('nextDueAt', { after }),
    read: async (id) => await readContent(id, line, directory, readings, report),
    list: async (filter, limit, after = '') =>
      (await line.ask('list', { filter, limit, after })).map(summaryOf),
    show: async (id) => {
      const rows = await line.ask('show', { id })
      return rows === undefined ? undefined : mailOf(rows)
    },
    count: async () => (await line.ask('count', {})).map(countOf),
    statistics: async () => ({ ...(await line.ask('statistics', {})), ...grouping.statistics() }),
    hold: async (ids, note) => await line.ask('change', { ids, change: { kind: 'hold', note } }),
    release: async (ids, now) => await line.ask('change', { ids, change: { kind: 'release', now } }),
    retry: async (ids, now) => await line.ask('change', { ids, change: { kind: 'retry', now } }),
    drop: async (ids) => await line.ask('change', { ids, change: { kind: 'drop' } }),
    close: async () => {
      closing ??= close()
      await closing
    },
  }
  return { kind: 'open', spool }
}

/** A worker that ended by a fault does not come back: the spool is not ready any more. */
async function watchWorker(line: SpoolLine, grouping: Grouping): Promise<void> {
  const why = await line.ended
  if (why !== undefined) grouping.giveUp(why)
}
