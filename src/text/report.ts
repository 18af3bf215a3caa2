/** Text of delivery reports (RFC 3464) to senders: subject and what a person reads. */

import type { InBothLanguages } from './language.ts'

/** `failed`: it went back; `delayed`: it is still tried; `relayed`: passed on to a server that does not report. */
export type ReportAction = 'failed' | 'delayed' | 'relayed'

/** A length of time in the largest unit of which there are two at least. */
export interface Duration {
  readonly count: number
  readonly unit: 'days' | 'hours' | 'minutes' | 'seconds'
}

export interface ReportTexts {
  readonly subject: Readonly<Record<ReportAction, string>>
  readonly greeting: (hostname: string) => string
  /** What happened, and what to do. `until`: when the gate gives up. */
  readonly said: (action: ReportAction, until: string) => readonly string[]
  /** To the postmaster, of a mail without a sender. */
  readonly toPostmaster: string
  readonly answer: (reply: string) => string
  readonly answeredBy: (host: string, reply: string) => string
  /** Of a recipient at whom the gate gave up: for how long it has tried. */
  readonly triedFor: (duration: Duration) => string
  /** What stands in the third part. */
  readonly enclosed: Readonly<Record<'full' | 'headers', string>>
  readonly id: (id: string) => string
}

const japaneseUnits: Readonly<Record<Duration['unit'], string>> = {
  days: '日間',
  hours: '時間',
  minutes: '分間',
  seconds: '秒間',
}

export const reportTexts: InBothLanguages<ReportTexts> = {
  en: {
    subject: {
      failed: 'Your mail could not be delivered',
      delayed: 'Your mail is delayed (it is still being sent)',
      relayed: 'Your mail has been passed on',
    },
    greeting: (hostname) => `This is the mail server ${hostname}.`,
    said: (action, until) => {
      switch (action) {
        case 'failed':
          return [
            'Your mail could not be delivered to the following recipients. It will not be tried again.',
            'Check the addresses and the reasons below, and send the mail again. If the reason tells you nothing, show this report to your mail administrator.',
          ]
        case 'delayed':
          return [
            'Your mail has not been delivered to the following recipients yet.',
            `You need not send it again: it is tried until ${until}. If it cannot be delivered by then, you will get another report.`,
          ]
        case 'relayed':
          return [
            'As you asked, we report that your mail has been passed on for the following recipients. The next server sends no reports, so you will hear nothing more of a successful delivery.',
          ]
      }
    },
    toPostmaster:
      'The following could not be delivered, and it has no sender to whom it could go back. You get this as the postmaster.',
    answer: (reply) => `Reason: ${reply}`,
    answeredBy: (host, reply) => `${host} answered: ${reply}`,
    triedFor: ({ count, unit }) =>
      `It was tried again and again for ${count} ${count === 1 ? unit.slice(0, -1) : unit}, without success.`,
    enclosed: {
      full: 'Your mail is enclosed.',
      headers: 'The header of your mail is enclosed.',
    },
    id: (id) => `Id: ${id}`,
  },
  ja: {
    subject: {
      failed: 'メールを配送できませんでした',
      delayed: 'メールの配送が遅れています (再送中です)',
      relayed: 'メールを次のサーバへ渡しました',
    },
    greeting: (hostname) => `メールサーバ ${hostname} からのお知らせです。`,
    said: (action, until) => {
      switch (action) {
        case 'failed':
          return [
            '次の宛先にメールを配送できませんでした。これ以上の再送は行いません。',
            '宛先のアドレスと下記の理由を確認し、必要に応じてもう一度送信してください。理由がわからない場合は、この通知をメール管理者に見せてください。',
          ]
        case 'delayed':
          return [
            '次の宛先には、まだメールを配送できていません。',
            `${until} まで自動で再送しますので、送り直す必要はありません。それまでに配送できない場合は、あらためてお知らせします。`,
          ]
        case 'relayed':
          return [
            'ご希望により、次の宛先のメールを次のサーバへ渡したことをお知らせします。次のサーバは配送通知に対応していないため、この後の配送完了の通知は届きません。',
          ]
      }
    },
    toPostmaster:
      '次のメールを配送できませんでした。返送先となる送信者がないため、ポストマスターにお知らせします。',
    answer: (reply) => `理由: ${reply}`,
    answeredBy: (host, reply) => `${host} の応答: ${reply}`,
    triedFor: ({ count, unit }) =>
      `${count}${japaneseUnits[unit]}にわたって再送を繰り返しましたが、配送できませんでした。`,
    enclosed: {
      full: '元のメールを添付します。',
      headers: '元のメールのヘッダを添付します。',
    },
    id: (id) => `管理番号: ${id}`,
  },
}
