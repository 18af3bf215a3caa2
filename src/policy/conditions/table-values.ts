/** How many different parties of a reference table the outside recipients stand for: mail to two clients at once. */

import { z } from 'zod'

import { at } from '../../people/list-reading.ts'
import { conditionTableTexts } from '../../text/condition-tables.ts'
import { cannotTell } from '../answer.ts'
import { answerAtLeast, boundsFaults, boundsImply } from '../bounds.ts'
import { defineCondition } from '../condition.ts'
import { recipientsOf } from '../seen-addresses.ts'
import { countBounds, name } from '../setting-values.ts'
import { isOpen, openTable, rowsByRecipient, usesOfTable } from '../table-rows.ts'

const schema = z.strictObject({
  table: name,
  /** The column of domains. */
  domain: name,
  /** The column whose different values are counted. */
  value: name,
  count: countBounds.default({ atLeast: 2 }),
})

export type TableValuesSettings = z.infer<typeof schema>

export const tableValues = defineCondition<TableValuesSettings>({
  kind: 'tableValues',
  schema,
  describe: (settings, language) => conditionTableTexts[language].tableValues(settings),
  examples: [
    { table: 'clients', domain: 'domain', value: 'client' },
    { table: 'clients', domain: 'domain', value: 'client', count: { atLeast: 1 } },
  ],
  uses: ({ table, domain, value }) =>
    usesOfTable(table, [
      { name: domain, path: ['domain'] },
      { name: value, path: ['value'] },
    ]),
  faults: ({ count }) => boundsFaults(count, ['count']),
  prepare: ({ table, domain, value, count }, world) => {
    const open = openTable(world, table, [domain, value])
    if (!isOpen(open)) return () => cannotTell(...open)
    const rowsOf = rowsByRecipient(open.table, at(open.columns, 0))
    const column = at(open.columns, 1)
    return (facts) => {
      const { list, unreadable } = recipientsOf(facts, world)
      const values = new Set<string>()
      for (const recipient of list) {
        const [row] = recipient.outside ? rowsOf(recipient) : []
        if (row !== undefined) values.add(at(row, column))
      }
      const isWhole = unreadable.shown + unreadable.bcc + unreadable.envelope === 0
      return answerAtLeast(count, values.size, isWhole ? [] : [{ kind: 'unreadable', detail: 'recipient' }])
    }
  },
  implies: (settings, other) =>
    settings.table === other.table &&
    settings.domain === other.domain &&
    settings.value === other.value &&
    boundsImply(settings.count, other.count),
})
