/** What is wrong with a line of a file of cases. */

import type { InBothLanguages } from './language.ts'

export type ExplainCasesTexts = {
  readonly line: (number: number, fault: string) => string
  readonly notJson: string
  readonly tooLong: string
  /** `key` is the one at fault; `''`: the line is no JSON object. */
  readonly expected: (key: string) => string
}

export const explainCasesTexts: InBothLanguages<ExplainCasesTexts> = {
  en: {
    line: (number, fault) => `line ${number}: ${fault}`,
    notJson:
      'this is not JSON; expected one object on one line, for example {"id":"1","from":"a@example.co.jp","to":["b@example.com"]}',
    tooLong: 'this line is longer than 4 MiB',
    expected: (key) => {
      switch (key) {
        case 'id':
          return '"id" must be a text or a number'
        case 'from':
          return '"from" is missing or no text; expected the address of the sender'
        case 'date':
          return '"date" is no day; expected YYYY-MM-DD'
        case 'to':
        case 'cc':
        case 'bcc':
          return `"${key}" must be an address or a list of addresses`
        default:
          return 'expected a JSON object with "from" and "to", "cc" or "bcc"'
      }
    },
  },
  ja: {
    line: (number, fault) => `${number} 行目: ${fault}`,
    notJson:
      'JSON として読み取れません。1 行に 1 つのオブジェクトを記述してください (例: {"id":"1","from":"a@example.co.jp","to":["b@example.com"]})',
    tooLong: '4 MiB を超える行です',
    expected: (key) => {
      switch (key) {
        case 'id':
          return '"id" には文字列または数値を記述してください'
        case 'from':
          return '"from" がないか、文字列ではありません。送信者のアドレスを記述してください'
        case 'date':
          return '"date" が日付ではありません。YYYY-MM-DD の形で記述してください'
        case 'to':
        case 'cc':
        case 'bcc':
          return `"${key}" にはアドレス、またはアドレスのリストを記述してください`
        default:
          return '"from" と、"to"、"cc"、"bcc" のいずれかを持つ JSON オブジェクトを記述してください'
      }
    },
  },
}
