/**
 * Chooses the mails that are due. The longest overdue go first, but no way gets more places in delivery than are still
 * free: a destination that is slow leaves room for all others, however many mails wait for it.
 */

import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'

import type { ActiveMails } from './spool-active.ts'
import type { MailRows, Questions } from './spool-messages.ts'

/** They are active from now on. `window`: places in delivery. */
export type TakeDue = (limit: number, now: number, window: number) => Questions['due']['answer']

export function createTakeDue(
  database: DatabaseSync,
  active: ActiveMails,
  rowsOf: (id: SQLOutputValue) => MailRows | undefined,
): TakeDue {
  const overdue = database.prepare(
    "SELECT id FROM mails WHERE state = 'deferred' AND due_at <= ? ORDER BY due_at LIMIT ?",
  )
  const firstRoute = database.prepare("SELECT MIN(route) AS route FROM recipients WHERE state = 'waiting'")
  const routeBehind = database.prepare(
    "SELECT MIN(route) AS route FROM recipients WHERE state = 'waiting' AND route > ?",
  )
  const overdueBy = database.prepare(
    `SELECT mails.id AS id, recipients.due_at AS due_at FROM recipients JOIN mails ON mails.number = recipients.mail
      WHERE recipients.state = 'waiting' AND recipients.route = ? AND recipients.due_at <= ? AND mails.state = 'deferred'
      ORDER BY recipients.due_at LIMIT ?`,
  )

  /** The route that was looked at last: where there are very many, the next look goes on behind it. */
  let lookedAt = ''
  const routeAfter = (route: string): string | undefined => {
    const next = routeBehind.get(route)?.['route'] ?? firstRoute.get()?.['route']
    return typeof next === 'string' ? next : undefined
  }

  return (limit, now, window) => {
    const mails: MailRows[] = []
    const isCrowded = (route: string): boolean => active.goingBy(route) >= window - active.size()

    /** False: all its ways are crowded. */
    const take = (id: SQLOutputValue): boolean => {
      const rows = rowsOf(id)
      if (rows === undefined) return true
      const routes = waitingRoutes(rows)
      if (routes.length > 0 && routes.every(isCrowded)) return false
      active.add(String(rows.mail['id']), routes)
      mails.push(rows)
      return true
    }

    /** False: some way is crowded, and its mails were left in front of others. */
    const takeInOrder = (): boolean => {
      // Active mails are due still: so many more must be looked at to find `limit` others.
      const ids = overdue.all(now, limit + active.size()).map(({ id }) => id ?? null)
      for (const id of ids) {
        if (mails.length === limit) break
        if (!active.has(String(id)) && !take(id)) return false
      }
      return true
    }

    const takeBeside = (): void => {
      const others: { readonly id: SQLOutputValue; readonly dueAt: number }[] = []
      const first = routeAfter(lookedAt)
      let route = first
      while (route !== undefined) {
        lookedAt = route
        if (!isCrowded(route)) {
          const most = limit - mails.length + active.goingBy(route)
          for (const { id = null, due_at: dueAt } of overdueBy.all(route, now, most))
            others.push({ id, dueAt: Number(dueAt) })
        }
        route = routeAfter(route)
        if (route === first || others.length >= 2 * limit) break
      }
      others.sort((one, other) => one.dueAt - other.dueAt)
      for (const { id } of others) {
        if (mails.length === limit) break
        if (!active.has(String(id))) take(id)
      }
    }

    const isInOrder = active.crowded(window - active.size()).length === 0 && takeInOrder()
    if (!isInOrder && limit > 0) takeBeside()
    return {
      mails,
      isCut: mails.length === limit,
      crowded: isInOrder ? [] : active.crowded(window - active.size()),
    }
  }
}

function waitingRoutes({ recipients }: MailRows): readonly string[] {
  const routes = new Set<string>()
  for (const { route, state } of recipients) if (state === 'waiting') routes.add(String(route))
  return [...routes]
}
