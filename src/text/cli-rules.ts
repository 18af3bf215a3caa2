/** Words of the help of `sekisho rules`. */

import type { InBothLanguages } from './language.ts'

type RulesHelp = {
  readonly description: string
  readonly documentDescription: string
  readonly outputOption: string
  readonly dateOption: string
  readonly examples: readonly { readonly line: string; readonly does: string }[]
  readonly exitCodes: readonly string[]
}

export const rulesHelp: InBothLanguages<RulesHelp> = {
  en: {
    description: 'Work with the rules of an organization.',
    documentDescription:
      'Write the rules as a paper that a compliance department can read, print and sign: one HTML file with patterns, tiers, exceptions and a chart for each pattern.',
    outputOption: 'file to write (default: standard output)',
    dateOption: 'day that exceptions and headcounts are told for, YYYY-MM-DD (default: today)',
    examples: [
      {
        line: 'sekisho rules document --org examples/demo --output rules.html',
        does: 'The paper in English',
      },
      {
        line: 'sekisho rules document --org examples/demo --language ja --output rules.html',
        does: 'The same in Japanese',
      },
    ],
    exitCodes: ['written', '(not used)', 'failed, or wrong usage'],
  },
  ja: {
    description: '組織のルールを扱います。',
    documentDescription:
      'コンプライアンス部門が読み、印刷し、押印できる文書としてルールを書き出します。パターン、階層、個別定義と、\nパターンごとの図を 1 つの HTML ファイルにまとめます。',
    outputOption: '書き出すファイル (既定: 標準出力)',
    dateOption: '個別定義と人数の基準日 (YYYY-MM-DD。既定: 今日)',
    examples: [
      {
        line: 'sekisho rules document --org examples/demo --language ja --output rules.html',
        does: '日本語の文書を作る',
      },
      {
        line: 'sekisho rules document --org examples/demo --language en --output rules.html',
        does: '英語の文書を作る',
      },
    ],
    exitCodes: ['書き出した', '(使いません)', '失敗、またはコマンドの指定誤り'],
  },
}
