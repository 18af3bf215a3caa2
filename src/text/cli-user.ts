/** Words of the command `user`. */

import type { InBothLanguages } from './language.ts'

type UserTexts = {
  readonly description: string
  readonly hashDescription: string
  readonly examples: readonly { readonly line: string; readonly does: string }[]
  readonly exitCodes: readonly string[]
  readonly ask: string
  readonly askAgain: string
  readonly differ: string
  readonly tooShort: (characters: number) => string
  readonly tooLong: (octets: number) => string
}

export const userTexts: InBothLanguages<UserTexts> = {
  en: {
    description: 'Users who may authenticate (AUTH).',
    hashDescription:
      'Print the hash of a password for "users" of the configuration. Asks for the password, or reads it from standard input.',
    examples: [
      { line: 'sekisho user hash', does: 'Ask for the password twice' },
      { line: 'pass show mail/erp | sekisho user hash', does: 'Take the first line of another program' },
    ],
    exitCodes: ['printed', '(not used)', 'failed, or wrong usage'],
    ask: 'Password: ',
    askAgain: 'Once more: ',
    differ: 'the two passwords differ. Nothing was printed; try again.',
    tooShort: (characters) => `a password needs ${characters} characters at least.`,
    tooLong: (octets) => `a password may have ${octets} octets at most.`,
  },
  ja: {
    description: '認証 (AUTH) できる利用者に関するコマンドです。',
    hashDescription:
      '設定の「users」に書くパスワードのハッシュを表示します。パスワードは入力するか、標準入力から渡します。',
    examples: [
      { line: 'sekisho user hash', does: 'パスワードを 2 回入力する' },
      { line: 'pass show mail/erp | sekisho user hash', does: '別のプログラムの出力の 1 行目を使う' },
    ],
    exitCodes: ['表示した', '(使いません)', '失敗、またはコマンドの指定誤り'],
    ask: 'パスワード: ',
    askAgain: 'もう一度: ',
    differ: '2 回の入力が一致しません。何も表示していません。もう一度実行してください。',
    tooShort: (characters) => `パスワードは ${characters} 文字以上にしてください。`,
    tooLong: (octets) => `パスワードは ${octets} オクテットまでです。`,
  },
}
