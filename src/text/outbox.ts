/** The page that shows the outbox. */

import type { InBothLanguages } from './language.ts'

export const outboxTexts: InBothLanguages<{
  readonly title: string
  /** Under the title: what this page is. */
  readonly about: string
  readonly empty: string
  readonly time: string
  readonly from: string
  readonly recipients: string
  readonly subject: string
  readonly noSubject: string
  readonly nullSender: string
  readonly envelopeFrom: string
  readonly envelopeTo: string
  readonly source: string
  readonly sourceCut: (octets: number) => string
  readonly download: string
  readonly back: string
  readonly more: (shown: number, all: number) => string
  readonly notFound: string
}> = {
  en: {
    title: 'Outbox',
    about: 'Mail that passed the gate. It is kept here and goes no further.',
    empty: 'Nothing has passed yet. Send a mail to the gate and it will appear here.',
    time: 'Time',
    from: 'From',
    recipients: 'Recipients',
    subject: 'Subject',
    noSubject: '(no subject)',
    nullSender: '(null sender)',
    envelopeFrom: 'Envelope sender',
    envelopeTo: 'Envelope recipients',
    source: 'Source',
    sourceCut: (octets) => `Only the first ${octets} octets are shown.`,
    download: 'Download as .eml',
    back: 'Back to the list',
    more: (shown, all) => `The ${shown} latest of ${all} mails.`,
    notFound: 'There is no such mail in the outbox.',
  },
  ja: {
    title: '送信箱',
    about: '関所を通過したメールです。ここに保管され、外部には送信されません。',
    empty: '通過したメールはまだありません。関所にメールを送ると、ここに表示されます。',
    time: '日時',
    from: '差出人',
    recipients: '宛先',
    subject: '件名',
    noSubject: '(件名なし)',
    nullSender: '(空の差出人)',
    envelopeFrom: 'エンベロープの差出人',
    envelopeTo: 'エンベロープの宛先',
    source: 'ソース',
    sourceCut: (octets) => `先頭の ${octets} オクテットだけを表示しています。`,
    download: '.eml ファイルをダウンロード',
    back: '一覧へ戻る',
    more: (shown, all) => `全 ${all} 通のうち、新しい ${shown} 通を表示しています。`,
    notFound: 'このメールは送信箱にありません。',
  },
}
