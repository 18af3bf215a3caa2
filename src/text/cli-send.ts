/** Words of `sekisho send`, for somebody who tries the gate for the first time. */

import type { InBothLanguages } from './language.ts'

type SendTexts = {
  readonly description: string
  readonly fromOption: string
  readonly toOption: string
  readonly ccOption: string
  readonly bccOption: string
  readonly subjectOption: string
  readonly bodyOption: string
  readonly attachOption: string
  readonly serverOption: string
  readonly examples: readonly { readonly line: string; readonly does: string }[]
  readonly exitCodes: readonly string[]
  readonly defaultSubject: string
  readonly defaultBody: string
  readonly accepted: (server: string) => string
  readonly acceptedInPart: (server: string) => string
  readonly refused: (server: string) => string
  readonly notNow: (server: string) => string
  readonly answer: string
  readonly refusedRecipients: string
  readonly tryWith: string
  readonly badServer: (server: string) => string
  readonly unreachable: (server: string, cause: string) => string
  readonly brokenOff: (server: string, cause: string) => string
  readonly tooManyAddresses: string
}

export const sendTexts: InBothLanguages<SendTexts> = {
  en: {
    description: 'Send a test mail through the gate and print what became of it.',
    fromOption: 'sender (From and envelope)',
    toOption: 'To; may be repeated or parted by commas',
    ccOption: 'Cc; may be repeated or parted by commas',
    bccOption: 'recipients of the envelope only; may be repeated or parted by commas',
    subjectOption: 'subject',
    bodyOption: 'text of the mail',
    attachOption: 'attach this file; may be repeated',
    serverOption: 'where the gate listens, host:port',
    examples: [
      {
        line: 'sekisho send --from a@example.co.jp --to client@example.com',
        does: 'Nobody in Cc: the gate refuses and says who would do',
      },
      {
        line: 'sekisho send --from a@example.co.jp --to client@example.com --cc boss@example.co.jp',
        does: 'With the supervisor in Cc it goes',
      },
    ],
    exitCodes: [
      'accepted for all recipients',
      'refused for good (5xx), wholly or in part',
      'failed: no connection, "try again later" (4xx), or wrong usage',
    ],
    defaultSubject: 'A test mail of Sekisho',
    defaultBody: 'This is a test mail, sent by "sekisho send".',
    accepted: (server) => `Accepted: the gate at ${server} let the mail go.`,
    acceptedInPart: (server) => `Accepted in part: ${server} took the mail for some recipients only.`,
    refused: (server) => `Refused: the gate at ${server} did not let the mail go.`,
    notNow: (server) => `Not now: ${server} asks to try again later. The mail was not taken.`,
    answer: 'Its answer:',
    refusedRecipients: 'Refused recipients:',
    tryWith: 'Try it again with one of the people it names in Cc:',
    badServer: (server) => `"${server}" is not a server. Write it as host:port, for example 127.0.0.1:2525.`,
    unreachable: (server, cause) =>
      `nothing answers at ${server} (${cause}). Start the gate (npm start), or name another one with --server.`,
    brokenOff: (server, cause) => `the conversation with ${server} broke off: ${cause}.`,
    tooManyAddresses: '--from takes one address.',
  },
  ja: {
    description: 'テストメールを関所へ送り、結果を表示します。',
    fromOption: '送信者 (From とエンベロープ)',
    toOption: '宛先 (To)。繰り返し、またはカンマ区切りで複数指定できます',
    ccOption: 'Cc。繰り返し、またはカンマ区切りで複数指定できます',
    bccOption: 'エンベロープだけの宛先。繰り返し、またはカンマ区切りで複数指定できます',
    subjectOption: '件名',
    bodyOption: '本文',
    attachOption: '添付するファイル。繰り返し指定できます',
    serverOption: '関所の待ち受け先 (ホスト:ポート)',
    examples: [
      {
        line: 'sekisho send --from a@example.co.jp --to client@example.com',
        does: 'Cc に誰もいない場合: 関所が拒否し、誰を入れればよいかを示します',
      },
      {
        line: 'sekisho send --from a@example.co.jp --to client@example.com --cc boss@example.co.jp --subject 見積書の件',
        does: '上司を Cc に入れると通ります',
      },
    ],
    exitCodes: [
      'すべての宛先について受理された',
      '全部または一部が拒否された (5xx)',
      '失敗: 接続できない、後で再試行するよう求められた (4xx)、またはコマンドの指定誤り',
    ],
    defaultSubject: 'Sekisho のテストメール',
    defaultBody: 'これは sekisho send で送信したテストメールです。',
    accepted: (server) => `受理されました: ${server} の関所はこのメールを通しました。`,
    acceptedInPart: (server) => `一部だけ受理されました: ${server} は一部の宛先についてのみ受け取りました。`,
    refused: (server) => `拒否されました: ${server} の関所はこのメールを通しませんでした。`,
    notNow: (server) =>
      `保留されました: ${server} は後で再試行するよう求めています。メールは渡っていません。`,
    answer: '応答:',
    refusedRecipients: '拒否された宛先:',
    tryWith: '応答に示された方を Cc に入れて、もう一度お試しください:',
    badServer: (server) =>
      `「${server}」はサーバとして読み取れません。ホスト:ポート の形で指定してください (例: 127.0.0.1:2525)。`,
    unreachable: (server, cause) =>
      `${server} から応答がありません (${cause})。関所を起動する (npm start) か、--server で別の関所を指定してください。`,
    brokenOff: (server, cause) => `${server} との通信が途中で切れました: ${cause}`,
    tooManyAddresses: '--from に指定できるアドレスは 1 つだけです。',
  },
}
