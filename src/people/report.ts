/**
 * The report of an import: what a roster holds, and what its administrator should look at. Nothing in it is an
 * error: people leave, and rules are written ahead of people. The words are in `text/import-report.ts`.
 */

import { at } from './list-reading.ts'
import type { Person } from './person.ts'
import { reportOnRules } from './report-rules.ts'
import type { RulesReport } from './report-rules.ts'
import { reportOnSenders } from './report-senders.ts'
import type { SendersReport } from './report-senders.ts'
import type { Snapshot } from './snapshot.ts'

/** A person as reports show him. */
export interface ReportedPerson {
  readonly employee: string
  readonly name: string
  /** Of the main post, outermost first; `''` is blank. */
  readonly units: readonly string[]
  /** Of the main post. */
  readonly role: string
}

export interface ImportReport extends SendersReport, RulesReport {
  /** Tells this import from all others. */
  readonly snapshot: string
  /** `YYYY-MM-DD`: the day the rules were asked for. */
  readonly day: string
  readonly people: number
  readonly posts: number
  /** Posts that are not a main post. */
  readonly concurrentPosts: number
  /** Different units of all levels. */
  readonly units: number
  readonly unitsByLevel: readonly { readonly key: string; readonly units: number }[]
  readonly mailboxes: number
  readonly withoutMailbox: readonly ReportedPerson[]
}

export function reportedPerson({ employee, name, main }: Person): ReportedPerson {
  return { employee, name, units: main.units, role: main.role }
}

/** A unit is told from others by its own code and all codes above it; a blank code is no unit. */
function unitsByLevel({ table, rules }: Snapshot): ImportReport['unitsByLevel'] {
  const { units } = rules.layout
  const counts = units.map(() => 0)
  const paths = units.map(() => new Map<number, number>())
  for (let post = 0; post < table.posts.length; post += 1) {
    let above = 0
    for (let level = 0; level < units.length; level += 1) {
      const column = at(table.units, level)
      const code = at(column.values, post)
      const known = at(paths, level)
      const key = above * column.numbers.size + code
      let path = known.get(key)
      if (path === undefined) {
        path = known.size
        known.set(key, path)
        if (code !== 0) counts[level] = at(counts, level) + 1
      }
      above = path
    }
  }
  return units.map(({ key }, level) => ({ key, units: at(counts, level) }))
}

/** @param day `YYYY-MM-DD`: exceptions with dates are in force on it, or not. */
export function reportOn(snapshot: Snapshot, day: string): ImportReport {
  const { people, table, rules } = snapshot
  const byLevel = unitsByLevel(snapshot)
  return {
    snapshot: snapshot.name,
    day,
    people: people.length,
    posts: table.posts.length,
    concurrentPosts: table.posts.length - people.length,
    units: byLevel.reduce((sum, { units }) => sum + units, 0),
    unitsByLevel: byLevel,
    mailboxes: rules.mailboxes.length,
    withoutMailbox: [...people].filter(({ addresses }) => addresses.length === 0).map(reportedPerson),
    ...reportOnSenders(snapshot, day),
    ...reportOnRules(snapshot, day),
  }
}
