/** Words of the command `check`. */

import type { InBothLanguages } from './language.ts'

interface CheckTexts {
  readonly description: string
  readonly dateOption: string
  readonly allOption: string
  readonly examples: readonly { readonly line: string; readonly does: string }[]
  readonly exitCodes: readonly string[]
}

export const checkTexts: InBothLanguages<CheckTexts> = {
  en: {
    description:
      'Read the HR dump and the rules as an import would: all errors with their places, or a report of what was found.',
    dateOption: 'day on which exceptions are looked at, YYYY-MM-DD (default: today in the company)',
    allOption: 'show long lists in full',
    examples: [
      { line: 'sekisho check --org examples/demo', does: 'Are the HR dump and the rules in order?' },
      { line: 'sekisho check --org /etc/sekisho/organization --json', does: 'The same, for a script' },
    ],
    exitCodes: [
      'the organization can be used',
      'there are errors',
      'a file could not be read, or wrong usage',
    ],
  },
  ja: {
    description:
      '人事データとルールを取り込みと同じ手順で読み、すべての誤りとその場所、または内容のまとめを表示します。',
    dateOption: '個別定義の期間を判定する日 YYYY-MM-DD (既定: 会社のタイムゾーンでの今日)',
    allOption: '長い一覧を省略せずに表示します',
    examples: [
      { line: 'sekisho check --org examples/demo', does: '人事データとルールに誤りがないか確認する' },
      {
        line: 'sekisho check --org /etc/sekisho/organization --json',
        does: '同じ内容をスクリプト向けに出力する',
      },
    ],
    exitCodes: ['使用できる (誤りなし)', '誤りがある', 'ファイルを読めない、またはコマンドの指定誤り'],
  },
}
