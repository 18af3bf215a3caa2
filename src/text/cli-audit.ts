/** Words of the command `audit`. */

import type { InBothLanguages } from './language.ts'

interface CliAuditTexts {
  readonly description: string
  readonly examples: readonly { readonly line: string; readonly does: string }[]
  readonly exitCodes: readonly string[]
  readonly limitOption: string
  readonly empty: string
  readonly more: (shown: number) => string
}

export const cliAuditTexts: InBothLanguages<CliAuditTexts> = {
  en: {
    description: 'List who changed policies, lists, tokens and groups, when, and why: the newest first.',
    examples: [
      { line: 'sekisho audit --config sekisho.yaml', does: 'The last hundred changes' },
      {
        line: 'sekisho audit --limit 100000 --json --config sekisho.yaml',
        does: 'All of them, for an auditor',
      },
    ],
    exitCodes: ['listed', '(not used)', 'the database cannot be used, or wrong usage'],
    limitOption: 'list so many at most',
    empty: 'Nothing was changed yet.',
    more: (shown) => `The newest ${shown}; there are more (--limit).`,
  },
  ja: {
    description:
      'ポリシー、リスト、トークン、グループを、いつ、だれが、なぜ変更したかを新しい順に表示します。',
    examples: [
      { line: 'sekisho audit --config sekisho.yaml', does: '最近の変更 100 件を見る' },
      {
        line: 'sekisho audit --limit 100000 --json --config sekisho.yaml',
        does: '監査のためにすべて出力する',
      },
    ],
    exitCodes: ['表示した', '(使いません)', 'データベースを使えない、またはコマンドの指定誤り'],
    limitOption: '一覧に表示する件数の上限',
    empty: 'まだ何も変更されていません。',
    more: (shown) => `新しい順に ${shown} 件です。ほかにもあります (--limit)。`,
  },
}
