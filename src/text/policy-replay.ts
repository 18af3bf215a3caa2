/** Words of `policy replay`. */

import type { InBothLanguages } from './language.ts'

interface Example {
  readonly line: string
  readonly does: string
}

interface PolicyReplayTexts {
  readonly description: string
  readonly examples: readonly Example[]
  readonly exitCodes: readonly string[]
  readonly revisionOption: string
  readonly sinceOption: string
  readonly untilOption: string
  readonly examplesOption: string
  readonly wrongExamples: (value: string) => string
  readonly doesNotFit: (name: string) => string

  readonly head: (revision: string, decisions: number, since: string) => string
  readonly none: (since: string) => string
  readonly same: (count: number) => string
  readonly changed: (count: number) => string
  readonly otherPolicy: (count: number) => string
  readonly cannotTell: (count: number) => string
  readonly titles: Readonly<Record<'changes' | 'otherPolicies' | 'missing', string>>
  readonly actions: Readonly<Record<'deliver' | 'refuse' | 'discard' | 'tempfail', string>>
  readonly by: (policy: string) => string
  readonly over: (delivery: string) => string
  readonly missing: Readonly<
    Record<
      'recipients' | 'subject' | 'field' | 'content' | 'question' | 'tls' | 'history' | 'facts',
      (detail: string) => string
    >
  >
  readonly note: string
  readonly damaged: (count: number) => string
}

const en = new Intl.NumberFormat('en')
const ja = new Intl.NumberFormat('ja')

export const policyReplayTexts: InBothLanguages<PolicyReplayTexts> = {
  en: {
    description: 'Judge the mails of the decision log by other policies, and say what would change.',
    examples: [
      {
        line: 'sekisho policy replay --revision draft --since 30d --config sekisho.yaml',
        does: 'What would the draft have done to the mails of a month?',
      },
      {
        line: 'sekisho policy replay --revision policies.yaml --since 7d --json --config sekisho.yaml',
        does: 'The same for a file, for a script',
      },
    ],
    exitCodes: [
      'the same would happen to every mail',
      'something would change or cannot be told, or there is no such revision',
      'the log or the policies cannot be read, or wrong usage',
    ],
    revisionOption: 'number of a revision, "active", "newest", "draft", "default", or a file',
    sinceOption: 'mails from then on: 7d, 12h, 2w, a day or a time',
    untilOption: 'mails up to then, a day with its end',
    examplesOption: 'show so many mails of each group',
    wrongExamples: (value) => `--examples takes a whole number from 0 to 100, not "${value}"`,
    doesNotFit: (name) =>
      `${name} does not fit the organization and the configuration, so nothing was replayed:`,

    head: (revision, decisions, since) =>
      `${en.format(decisions)} decision${decisions === 1 ? '' : 's'} since ${since}, judged by ${revision}:`,
    none: (since) => `There is no decision since ${since}.`,
    same: (count) => `${en.format(count)} the same`,
    changed: (count) => `${en.format(count)} would end otherwise`,
    otherPolicy: (count) => `${en.format(count)} would end the same, by another policy`,
    cannotTell: (count) => `${en.format(count)} cannot be told, since too little was recorded`,
    titles: {
      changes: 'What would end otherwise:',
      otherPolicies: 'What would end the same, by another policy:',
      missing: 'What was not recorded:',
    },
    actions: { deliver: 'delivered', refuse: 'refused', discard: 'discarded', tempfail: 'put off' },
    by: (policy) => `by ${policy}`,
    over: (delivery) => `over ${delivery}`,
    missing: {
      recipients: () => 'recipients beyond the first 1,000',
      subject: () => 'the end of a long subject',
      field: (detail) => `the header field ${detail}`,
      content: () => 'the content: no policy asked for it then',
      question: () => 'words, patterns or personal data of the text that no policy asked for then',
      tls: () => 'whether the servers of the recipients offered TLS',
      history: () => 'whom the sender had written to before',
      facts: () => 'everything: an earlier version of the gate wrote the record',
    },
    note: 'A condition that was asked then keeps its answer; others are asked of what was recorded and of the organization as it is today.',
    damaged: (count) =>
      `${en.format(count)} place${count === 1 ? '' : 's'} of the log cannot be read; their mails are not counted.`,
  },
  ja: {
    description: '判定記録にあるメールを別のポリシーで判定し直し、何が変わるかを示します。',
    examples: [
      {
        line: 'sekisho policy replay --revision draft --since 30d --config sekisho.yaml',
        does: '下書きのポリシーなら、この 1 か月のメールがどうなっていたかを見る',
      },
      {
        line: 'sekisho policy replay --revision policies.yaml --since 7d --json --config sekisho.yaml',
        does: 'ファイルのポリシーについて、スクリプト向けに出力する',
      },
    ],
    exitCodes: [
      'どのメールも同じ結果になる',
      '結果が変わるメール、または判断できないメールがある。もしくはそのリビジョンがない',
      '記録またはポリシーを読めない、もしくはコマンドの指定誤り',
    ],
    revisionOption: 'リビジョンの番号、active、newest、draft、default のいずれか、またはファイル',
    sinceOption: 'いつからのメールか (7d、12h、2w、日付、日時)',
    untilOption: 'いつまでのメールか (日付ならその日の終わりまで)',
    examplesOption: '各グループに表示するメールの件数',
    wrongExamples: (value) =>
      `--examples には 0 から 100 までの整数を指定してください (指定された値: 「${value}」)`,
    doesNotFit: (name) => `${name} は組織や設定に合わないため、判定し直していません:`,

    head: (revision, decisions, since) =>
      `${since} 以降の ${ja.format(decisions)} 件を ${revision} で判定し直しました。`,
    none: (since) => `${since} 以降の判定はありません。`,
    same: (count) => `${ja.format(count)} 件は同じ結果です`,
    changed: (count) => `${ja.format(count)} 件は結果が変わります`,
    otherPolicy: (count) => `${ja.format(count)} 件は結果は同じですが、決めるポリシーが変わります`,
    cannotTell: (count) => `${ja.format(count)} 件は記録が足りないため判断できません`,
    titles: {
      changes: '結果が変わるもの:',
      otherPolicies: '結果は同じで、決めるポリシーが変わるもの:',
      missing: '記録されていなかったもの:',
    },
    actions: { deliver: '配送', refuse: '拒否', discard: '破棄', tempfail: '一時拒否' },
    by: (policy) => `(${policy})`,
    over: (delivery) => `[${delivery}]`,
    missing: {
      recipients: () => '1,001 件目以降の宛先',
      subject: () => '長い件名の末尾',
      field: (detail) => `ヘッダ ${detail}`,
      content: () => '本文と添付ファイル (当時はどのポリシーも調べていません)',
      question: () => '本文の語句・パターン・個人情報のうち、当時どのポリシーも調べていないもの',
      tls: () => '宛先のサーバが TLS に対応していたか',
      history: () => '送信者がその宛先に以前送ったことがあるか',
      facts: () => 'すべて (以前のバージョンの関所による記録です)',
    },
    note: '当時も調べた条件は、当時の答えを使います。ほかの条件は、記録された内容と現在の組織で判定しています。',
    damaged: (count) => `記録に読めない箇所が ${ja.format(count)} か所あり、そのメールは数えていません。`,
  },
}
