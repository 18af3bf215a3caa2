/** An outside recipient stands in no row of a reference table that is the sender's: each department has its own clients. */

import { z } from 'zod'

import { at } from '../../people/list-reading.ts'
import type { Post } from '../../people/person.ts'
import { conditionTableTexts } from '../../text/condition-tables.ts'
import { cannotTell, no, yes, type Answer } from '../answer.ts'
import { defineCondition, type NameUse } from '../condition.ts'
import type { Facts } from '../facts.ts'
import { valueAt } from '../matcher-value.ts'
import { recipientsOf, sendersOf } from '../seen-addresses.ts'
import { name } from '../setting-values.ts'
import { isOpen, openTable, rowsByRecipient, usesOfTable, type Row } from '../table-rows.ts'
import type { World } from '../world.ts'

const schema = z.strictObject({
  table: name,
  /** The column of domains. */
  domain: name,
  /** Unit keys, attributes or `role`, each with the column that holds its values; `*` in a cell is any. */
  sender: z.record(name, name).optional(),
})

export type NotInTableSettings = z.infer<typeof schema>

function prepare(settings: NotInTableSettings, world: World): (facts: Facts) => Answer {
  const { snapshot } = world
  const asked = Object.entries(settings.sender ?? {})
  const open = openTable(world, settings.table, [settings.domain, ...asked.map(([, column]) => column)])
  if (!isOpen(open)) return () => cannotTell(...open)
  const values: ((post: Post) => string)[] = []
  for (const [key] of asked) {
    const value = valueAt(snapshot.rules.layout, key)
    if (value === undefined) return () => cannotTell({ kind: 'unknown-name', detail: key })
    values.push(value)
  }
  const rowsOf = rowsByRecipient(open.table, at(open.columns, 0))
  const columns = open.columns.slice(1)
  const isOf = (row: Row, post: Post): boolean =>
    values.every((value, index) => {
      const cell = at(row, at(columns, index))
      return cell === '*' || cell === value(post)
    })
  return (facts) => {
    const senders = sendersOf(facts, world)
    const posts = senders.list.flatMap(({ holder = -1 }) =>
      holder < 0 ? [] : [snapshot.people.at(holder).main],
    )
    const { list, unreadable } = recipientsOf(facts, world)
    for (const recipient of list) {
      if (!recipient.outside) continue
      const rows = rowsOf(recipient)
      const isThere =
        values.length === 0
          ? rows.length > 0
          : posts.length > 0 && posts.every((post) => rows.some((row) => isOf(row, post)))
      if (!isThere) return yes({ kind: 'recipient', text: recipient.address.slice(0, 100) })
    }
    if (unreadable.shown + unreadable.bcc + unreadable.envelope > 0)
      return cannotTell({ kind: 'unreadable', detail: 'recipient' })
    return senders.unreadable && values.length > 0 && list.some(({ outside }) => outside)
      ? cannotTell({ kind: 'unreadable', detail: 'sender' })
      : no
  }
}

export const notInTable = defineCondition<NotInTableSettings>({
  kind: 'notInTable',
  schema,
  describe: (settings, language) => conditionTableTexts[language].notInTable(settings),
  examples: [
    { table: 'territories', domain: 'domain', sender: { department: 'department' } },
    { table: 'clients', domain: 'domain' },
  ],
  uses: ({ table, domain, sender = {} }) => [
    ...usesOfTable(table, [
      { name: domain, path: ['domain'] },
      ...Object.entries(sender).map(([key, column]) => ({ name: column, path: ['sender', key] })),
    ]),
    ...Object.keys(sender).map((key): NameUse => ({ kind: 'matcher-key', name: key, path: ['sender', key] })),
  ],
  prepare,
  implies: (settings, other) =>
    settings.table === other.table &&
    settings.domain === other.domain &&
    JSON.stringify(settings.sender) === JSON.stringify(other.sender),
})
