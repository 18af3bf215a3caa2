/** What `npm run demo` says between the commands that it runs. */

import type { InBothLanguages } from './language.ts'

type DemoTexts = {
  readonly begin: (url: string) => string
  readonly steps: Readonly<
    Record<
      | 'shipped'
      | 'mistake'
      | 'cases'
      | 'save'
      | 'replay'
      | 'activate'
      | 'again'
      | 'explain'
      | 'search'
      | 'lists'
      | 'api'
      | 'rollback',
      string
    >
  >
  readonly more: (lines: number) => string
  readonly end: string
}

export const demoTexts: InBothLanguages<DemoTexts> = {
  en: {
    begin: (url) =>
      `A gate in front of the demo company (260 people), for this demonstration alone. Nothing reaches the network; what passes shows at ${url}`,
    steps: {
      shipped:
        'The shipped policies ask for a supervisor in To or Cc, and for nothing else. Seven mails, all with the right supervisor in Cc but for the last:',
      mistake: 'A draft of policies with three mistakes. The check names them, with their lines:',
      cases: 'Policies without mistakes, and the cases that prove them before they are in force:',
      save: 'They are saved as a revision. Nothing has changed yet for anybody:',
      replay: 'What would they have done to the mails that went through a moment ago?',
      activate: 'Agreed. From the next mail on they are in force:',
      again: 'The same seven mails once more:',
      explain: 'Why was the encrypted file refused? Every policy, every condition, each with its answer:',
      search: 'The record of all of it:',
      lists: 'Sales names another competitor. The list is changed in force, as a revision of its own:',
      api: 'A program asks beforehand, by the API, whether a mail would pass and what is missing:',
      rollback: 'Too strict after all? One step back, and everything is on record with its reason:',
    },
    more: (lines) => `  … ${lines} more lines`,
    end: 'That was all. The recipes are in docs/policies.md, the policies of this demonstration in examples/policies.',
  },
  ja: {
    begin: (url) =>
      `デモ会社 (260 人) の前にゲートを置きました。このデモ専用で、外部には何も送信しません。通過したメールは ${url} に表示されます。`,
    steps: {
      shipped:
        '出荷時のポリシーが求めるのは、To か Cc に上司がいることだけです。7 通のメールを送ります。最後の 1 通を除き、正しい上司を Cc に入れています。',
      mistake: '誤りが 3 つあるポリシーの下書きです。チェックすると、行番号とともに指摘されます。',
      cases: '誤りのないポリシーと、有効にする前に確かめるためのテストケースです。',
      save: 'リビジョンとして保存します。まだ誰にも影響はありません。',
      replay: '先ほどのメールが、このポリシーだったらどうなっていたかを調べます。',
      activate: '承認されたので有効にします。次のメールから適用されます。',
      again: '同じ 7 通をもう一度送ります。',
      explain: '暗号化ファイルはなぜ拒否されたのでしょうか。すべてのポリシーと条件の答えを表示します。',
      search: 'ここまでの記録です。',
      lists:
        '営業部から競合先の追加がありました。リストの変更は、それ自体が 1 つのリビジョンとして有効になります。',
      api: '別のプログラムが、メールが通るか、何が足りないかを API で事前に問い合わせます。',
      rollback: 'やはり厳しすぎた場合は、1 手順で戻せます。すべて理由とともに記録に残ります。',
    },
    more: (lines) => `  … ほか ${lines} 行`,
    end: 'デモは以上です。ポリシーの書き方は docs/policies.md に、このデモのポリシーは examples/policies にあります。',
  },
}
