/** Words of the page that shows one decision, and of its line in a list. */

import type { InBothLanguages } from './language.ts'

interface DecisionPageTexts {
  readonly outcomes: Readonly<Record<string, string>>
  readonly actions: Readonly<Record<string, string>>
  readonly policyAnswers: Readonly<Record<string, string>>
  readonly answers: Readonly<Record<string, string>>
  readonly nullSender: string
  readonly moreRecipients: (count: number) => string
  readonly noSubject: string
  readonly labels: Readonly<
    Record<
      | 'time'
      | 'client'
      | 'login'
      | 'from'
      | 'subject'
      | 'messageId'
      | 'size'
      | 'decided'
      | 'judgedBy'
      | 'rules'
      | 'policies'
      | 'recipients'
      | 'answer'
      | 'nextHop'
      | 'notice'
      | 'later'
      | 'became',
      string
    >
  >
  readonly octets: (count: number) => string
  readonly client: (address: string, helo: string, listener: string, tls: string | undefined) => string
  readonly judgedBy: (revision: string, snapshot: string, day: string) => string
  readonly outside: (outside: boolean) => string
  readonly shadow: string
  readonly wanted: (action: string) => string
  readonly unlisted: (count: number) => string
}

export const decisionPageTexts: InBothLanguages<DecisionPageTexts> = {
  en: {
    outcomes: {
      delivered: 'delivered',
      queued: 'waits in the queue',
      refused: 'refused',
      deferred: 'put off (the client tries again)',
      failed: 'returned to the sender',
      discarded: 'discarded',
      unknown: 'not recorded',
    },
    actions: { deliver: 'deliver', refuse: 'refuse', discard: 'discard', tempfail: 'put off' },
    policyAnswers: {
      match: 'matched',
      'no-match': 'did not match',
      'cannot-tell': 'could not tell',
      'not-in-force': 'not in force',
      'passed-over': 'passed over',
    },
    answers: { yes: 'yes', no: 'no', 'cannot-tell': 'cannot tell' },
    nullSender: '<> (null sender)',
    moreRecipients: (count) => `and ${count} more`,
    noSubject: '(no subject)',
    labels: {
      time: 'Time',
      client: 'Client',
      login: 'Login',
      from: 'Sender',
      subject: 'Subject',
      messageId: 'Message-ID',
      size: 'Size',
      decided: 'Decided',
      judgedBy: 'Judged by',
      rules: 'Rules:',
      policies: 'Policies:',
      recipients: 'Recipients:',
      answer: 'Answer',
      nextHop: 'Next hop',
      notice: 'Notice',
      later: 'Later:',
      became: 'Became',
    },
    octets: (count) => `${count} octets`,
    client: (address, helo, listener, tls) =>
      `${address} (${helo}), listener ${listener}, ${tls ?? 'without TLS'}`,
    judgedBy: (revision, snapshot, day) => `revision ${revision}, organization ${snapshot}, rules of ${day}`,
    outside: (outside) => (outside ? 'outside' : 'inside'),
    shadow: 'in shadow',
    wanted: (action) => `action ${action}`,
    unlisted: (count) => `${count} more recipients were counted, not listed`,
  },
  ja: {
    outcomes: {
      delivered: '配送済み',
      queued: '配送待ち',
      refused: '拒否',
      deferred: '一時拒否 (送信元が再送します)',
      failed: '不達 (送信者に返送)',
      discarded: '破棄',
      unknown: '記録なし',
    },
    actions: { deliver: '配送', refuse: '拒否', discard: '破棄', tempfail: '一時拒否' },
    policyAnswers: {
      match: '該当',
      'no-match': '非該当',
      'cannot-tell': '判断できない',
      'not-in-force': '適用期間外',
      'passed-over': '対象外 (前のポリシーが終えた)',
    },
    answers: { yes: 'はい', no: 'いいえ', 'cannot-tell': '判断できない' },
    nullSender: '<> (空の送信者)',
    moreRecipients: (count) => `ほか ${count} 件`,
    noSubject: '(件名なし)',
    labels: {
      time: '日時',
      client: '接続元',
      login: 'ログイン',
      from: '送信者',
      subject: '件名',
      messageId: 'Message-ID',
      size: 'サイズ',
      decided: '判定',
      judgedBy: '判定の基準',
      rules: 'ルール:',
      policies: 'ポリシー:',
      recipients: '宛先:',
      answer: '応答',
      nextHop: '次のサーバ',
      notice: '通知',
      later: 'その後:',
      became: '結果',
    },
    octets: (count) => `${count} オクテット`,
    client: (address, helo, listener, tls) =>
      `${address} (${helo})、受け口 ${listener}、${tls ?? 'TLS なし'}`,
    judgedBy: (revision, snapshot, day) => `版 ${revision}、組織 ${snapshot}、${day} の規則`,
    outside: (outside) => (outside ? '社外' : '社内'),
    shadow: '試行 (shadow)',
    wanted: (action) => `アクション ${action}`,
    unlisted: (count) => `ほかに ${count} 件の宛先があります (件数だけを記録)`,
  },
}
