/** Conditions on reference tables in words. */

import type { NotInTableSettings } from '../policy/conditions/not-in-table.ts'
import type { TableValuesSettings } from '../policy/conditions/table-values.ts'
import { conditionWords } from './condition-words.ts'
import type { InBothLanguages } from './language.ts'
import { ruleWords } from './rule-words.ts'

interface ConditionTableTexts {
  readonly tableValues: (settings: TableValuesSettings) => string
  readonly notInTable: (settings: NotInTableSettings) => string
}

const english = conditionWords.en
const japanese = conditionWords.ja

export const conditionTableTexts: InBothLanguages<ConditionTableTexts> = {
  en: {
    tableValues: ({ table, value, count }) =>
      `the outside recipients stand for ${english.bounds(count, 'different value')} of “${value}” in the table “${table}”`,
    notInTable: ({ table, sender }) => {
      const keys = Object.keys(sender ?? {})
      const own = keys.length === 0 ? '' : ` for the sender's ${keys.join(' and ')}`
      return `an outside recipient is in no row of the table “${table}”${own}`
    },
  },
  ja: {
    tableValues: ({ table, value, count }) =>
      `社外の受信者が、表「${table}」の「${value}」で ${japanese.bounds(count, '種類')}にわたる`,
    notInTable: ({ table, sender }) => {
      const keys = Object.keys(sender ?? {}).map((key) => ruleWords.ja.key(key))
      const own = keys.length === 0 ? '' : `、送信者の${keys.join('と')}に対応する`
      return `表「${table}」の${own === '' ? '' : `うち${own}`}どの行にもない社外の受信者がいる`
    },
  },
}
