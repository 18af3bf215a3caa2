/** Words of the command `history`. */

import type { InBothLanguages } from './language.ts'

type HistoryTexts = {
  readonly description: string
  readonly import: string
  readonly examples: readonly { readonly line: string; readonly does: string }[]
  readonly exitCodes: readonly string[]
  readonly fails: (path: string, why: string) => string
  readonly imported: (mails: number, path: string) => string
}

export const historyTexts: InBothLanguages<HistoryTexts> = {
  en: {
    description: 'Whom each sender has written to before, for the condition "newRecipient".',
    import: 'Fill the history from the decision log. May be repeated; may run beside the gate.',
    examples: [
      {
        line: 'sekisho history import --config sekisho.yaml',
        does: 'Once, before "history.enabled: true" is set: else everybody counts as new',
      },
    ],
    exitCodes: ['done', '(not used)', 'failed, or wrong usage'],
    fails: (path, why) =>
      `the history ${path} cannot be used (${why}). Look at the file and its folder, and run the command again; what was written stays.`,
    imported: (mails, path) => `${mails} mails of the decision log are in the history ${path}.`,
  },
  ja: {
    description: '各送信者が過去にだれに送ったかの記録です。条件「newRecipient」で使います。',
    import: '判定記録から送信履歴に取り込みます。繰り返し実行でき、関所の稼働中でもかまいません。',
    examples: [
      {
        line: 'sekisho history import --config sekisho.yaml',
        does: '「history.enabled: true」にする前に 1 回実行する (しないと全員が初めての宛先になります)',
      },
    ],
    exitCodes: ['成功', '(使いません)', '失敗、またはコマンドの指定誤り'],
    fails: (path, why) =>
      `送信履歴 ${path} を使用できません (${why})。ファイルとフォルダを確認し、もう一度実行してください。書き込み済みの分は残ります。`,
    imported: (mails, path) => `判定記録のメール ${mails} 通を送信履歴 ${path} に取り込みました。`,
  },
}
