/**
 * The open spool as its worker thread sees it: answers every question, one after the other. Owns which mails are in
 * delivery; that is kept in memory only, so that a kill makes them due again.
 */

import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'

import type { RecordsWatch } from './records-in-place.ts'
import type { AcknowledgedGroups } from './spool-acknowledged.ts'
import type { ActiveMails } from './spool-active.ts'
import { createAsking } from './spool-asking.ts'
import { createGroupCommit } from './spool-group.ts'
import type { SpareFile } from './spool-bodies.ts'
import type { AcceptRows, Group, GroupAnswer, Question, Questions } from './spool-messages.ts'
import { removeFile, writeNewFile, type SpoolPlaces } from './spool-places.ts'
import { recipientColumns } from './spool-rows.ts'
import { clearAway, layAside, runIn } from './spool-sweep.ts'
import { segmentHeader } from './spool-segment-header.ts'
import { faultOfContent } from './spool-verify.ts'
import { createWriting } from './spool-writing.ts'

type Answer = Questions[Question['name']]['answer']

/** Files that have lost their last mail. Once nobody reads them they may be written over, or are taken away. */
interface Left {
  readonly spares: readonly SpareFile[]
  readonly segments: readonly string[]
}

export interface Desk {
  /** Throws where the question cannot be answered. A promise where what it takes must be loaded first. */
  readonly answer: (question: Question) => Answer | Promise<Answer>
  /** Takes away files that the last answers made needless; for when nobody waits. */
  readonly tidy: () => Left
}

/** Milliseconds for which a `once` key is remembered. */
const onceLasts = 30 * 86_400_000

/** `active`: what is in delivery while the desk is opened. */
export function createDesk(
  database: DatabaseSync,
  watch: RecordsWatch,
  places: SpoolPlaces,
  active: ActiveMails,
  acknowledged: AcknowledgedGroups,
): Desk {
  const asking = createAsking(database, active)
  const writing = createWriting(database)
  const run = runIn(database)
  const { commit, transact } = createGroupCommit(database, writing, watch, places, run, acknowledged)
  /** By whether they are sound enough to be written over. */
  const left = new Map<string, boolean>()
  let sparesWanted = 0

  transact(() => {
    writing.forgetOnce(Date.now() - onceLasts)
  })

  const leave = (files: readonly string[]): void => {
    for (const file of files) if (!left.has(file)) left.set(file, true)
  }

  const commitGroup = (group: Group): GroupAnswer => {
    const { left: leftNow, ...committed } = commit(group)
    leave(leftNow)
    for (const [index, { accept, settle }] of group.changes.entries()) {
      const answer = committed.answers[index]
      if (answer?.kind !== 'committed') continue
      for (const { id, isActive, recipients } of accept)
        if (isActive && !answer.known.some((known) => known.id === id)) active.add(id, routesOf(recipients))
      for (const { id, staysActive } of settle) if (!staysActive) active.delete(id)
    }
    return committed
  }

  /** Puts on disk, with fresh files, everything that a group needs. */
  const probe = (): null => {
    // The log goes over into the records and starts anew: nothing is built on frames whose fsync failed.
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    const name = 'probe'
    removeFile(join(places.incoming, name))
    writeNewFile(join(places.incoming, name), segmentHeader({ ...run, group: 0 }))
    const files = [{ kind: 'segment', name, group: 0 }] as const
    commitGroup({ changes: [], files, bytes: new Uint8Array(new SharedArrayBuffer(0)) })
    return null
  }

  const makeCorrupt = (id: string): string | undefined => {
    const place = asking.place(id)
    if (place === undefined) return undefined
    if (place.state === 'corrupt') return place.note
    const why = faultOfContent(place, places)
    if (why === undefined) return undefined
    const aside = layAside(place.file, places)
    transact(() => {
      writing.makeCorrupt(id, aside, why)
    })
    active.delete(id)
    left.set(place.file, false)
    return why
  }

  const changeState = ({ ids, change }: Questions['change']['ask']): readonly string[] => {
    const changed = transact(() => writing.changeState(ids, change))
    leave(changed.left)
    if (change.kind === 'drop') for (const id of changed.ids) active.delete(id)
    return changed.ids
  }

  return {
    answer: (question) => {
      switch (question.name) {
        case 'group':
          sparesWanted = question.spares
          return commitGroup(question.group)
        case 'probe':
          return probe()
        case 'due':
          return asking.due(question.limit, question.now, question.window)
        case 'nextDueAt':
          return asking.nextDueAt(question.after)
        case 'place':
          return asking.place(question.id)
        case 'damaged':
          return makeCorrupt(question.id)
        case 'list':
          return asking.list(question.filter, question.limit, question.after)
        case 'show':
          return asking.show(question.id)
        case 'count':
          return asking.count()
        case 'statistics':
          return asking.statistics()
        case 'change':
          return changeState(question)
        case 'close':
          return null
      }
    },
    tidy: () => {
      const spares: SpareFile[] = []
      const segments: string[] = []
      if (left.size > 0) {
        for (const file of asking.unused(left.keys())) {
          const isSound = left.get(file) === true
          if (isSound && file.startsWith('segments/')) segments.push(file)
          else {
            const spare = clearAway(file, places, isSound && spares.length < sparesWanted)
            if (spare !== undefined) spares.push(spare)
          }
        }
        sparesWanted -= spares.length
        left.clear()
      }
      return { spares, segments }
    },
  }
}

const routeCell = recipientColumns.indexOf('route')

function routesOf(recipients: AcceptRows['recipients']): readonly string[] {
  const [first] = recipients
  if (recipients.length === 1 && first !== undefined) return [String(first[routeCell])]
  return [...new Set(recipients.map((cells) => String(cells[routeCell])))]
}
