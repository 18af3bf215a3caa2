/** What stands around the manual of the conditions. */

import type { Need } from '../policy/condition.ts'
import type { InBothLanguages } from './language.ts'

interface ConditionManualPage {
  readonly head: string
  readonly tableHead: string
  readonly needs: Readonly<Record<Need, string>>
}

export const conditionManualPage: InBothLanguages<ConditionManualPage> = {
  en: {
    head: `# Conditions

What the policies of \`policies.yaml\` may ask about a mail. This page is made of the program by \`npm run generate\`.
日本語版は [conditions.ja.md](conditions.ja.md) です。

A condition is a map with one key. A list of conditions holds if all of them hold; \`all\`, \`any\`, \`not\` and \`set\` join them.
Each answers **yes**, **no** or **cannot tell**. "No" means that everything was looked at that matters; what could not be read
is never "no", and the policy's \`onCannotTell\` says what follows.

- Where several values are allowed, one may stand without brackets: any of them will do.
- \`{ list: name }\` takes the entries of a list of the same file in their place.
- \`atLeast\` and \`atMost\` are both included. Sizes are octets or \`10 MB\` (a KB is 1,024 octets).
- Words are compared without case, full-width letters as half-width ones, without letters that nobody sees, over line ends. A
  word in letters that are written with spaces must stand alone (\`secret\` is not in "secretary"); Japanese is found anywhere.
- Regular expressions are those of RE2, which takes time in proportion to the text whatever it is: no look-around, no
  back-references. They see case unless they begin with \`(?i)\`. One that the engine does not take is an error when the file is
  checked.`,
    tableHead: '| Setting | Meaning |',
    needs: {
      content: 'The content of the mail is inspected for it.',
      tls: 'Servers are asked for it.',
      history: 'The history is asked for it.',
    },
  },
  ja: {
    head: `# 条件

\`policies.yaml\` のポリシーがメールについて調べられることの一覧です。このページは \`npm run generate\` でプログラムから作られます。
The English edition is [conditions.md](conditions.md).

条件は、キーが 1 つのマップです。条件のリストは、すべてが成り立つときに成り立ちます。\`all\`、\`any\`、\`not\`、\`set\` で組み合わせます。
答えは**はい**・**いいえ**・**判定できない**の 3 つです。「いいえ」は、関係するものをすべて調べたうえでの答えです。読めなかったものが
「いいえ」になることはなく、その後どうするかはポリシーの \`onCannotTell\` で決まります。

- 複数の値を書けるところでは、1 つだけなら角かっこを省けます。いずれかに合えば成り立ちます。
- \`{ list: 名前 }\` は、同じファイルのリストの中身に置き換わります。
- \`atLeast\` (以上) と \`atMost\` (以下) は、どちらもその値を含みます。サイズはオクテット数、または \`10 MB\` のように書きます (1 KB は 1,024 オクテット)。
- 語は、大文字と小文字、全角と半角を区別せず、見えない文字を除き、改行をまたいで比べます。空白で区切って書く文字の語は、独立した語として
  現れる必要があります (\`secret\` は "secretary" には含まれません)。日本語の語はどこにあっても見つかります。
- 正規表現は RE2 のものです。どんな文でも、長さに比例した時間で終わります。先読み・後読みと後方参照はありません。大文字と小文字は区別します
  (\`(?i)\` で始めると区別しません)。使えない正規表現は、ファイルの検査で誤りになります。`,
    tableHead: '| 設定 | 意味 |',
    needs: {
      content: '調べるには、メールの内容の検査が必要です。',
      tls: '調べるには、相手サーバへの問い合わせが必要です。',
      history: '調べるには、送信の履歴が必要です。',
    },
  },
}
