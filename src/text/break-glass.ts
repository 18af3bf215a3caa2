/** The letter that tells a second person at once that a mail went out by break-glass. */

import type { InBothLanguages } from './language.ts'

/** What it tells; safe text only. */
export interface BreakGlassFacts {
  readonly sender: string
  readonly recipients: readonly string[]
  /** Recipients that are not listed. */
  readonly more: number
  readonly subject: string
  /** Day and time in the company's time zone. */
  readonly moment: string
  /** Each policy that let it through: its name, or its id. */
  readonly policies: readonly string[]
  readonly decisionId: string
}

interface BreakGlassTexts {
  /** Name shown as the author. */
  readonly author: string
  readonly subject: (facts: BreakGlassFacts) => string
  readonly text: (facts: BreakGlassFacts) => string
}

function lines(values: readonly string[]): string {
  return values.map((value) => `  ${value}`).join('\n')
}

export const breakGlassTexts: InBothLanguages<BreakGlassTexts> = {
  en: {
    author: 'Mail gate (Sekisho)',
    subject: ({ sender }) => `A mail of ${sender} went out by break-glass`,
    text: ({ sender, recipients, more, subject, moment, policies, decisionId }) =>
      `A mail was sent without the approval that it would need otherwise, because an emergency policy lets it
through. You are told because this policy names you.

From: ${sender}
To:
${lines(recipients)}${more > 0 ? `\n  and ${more} more` : ''}
Subject: ${subject}
Time: ${moment}
Policy: ${policies.join(', ')}
Reference number: ${decisionId}

Please ask the sender whether it was needed. If it was not, tell your mail administrator the reference number;
the mail is also on the list for review (sekisho decisions review).
`,
  },
  ja: {
    author: '社外メール関所 (Sekisho)',
    subject: ({ sender }) => `緊急通過のお知らせ: ${sender} のメールが送信されました`,
    text: ({ sender, recipients, more, subject, moment, policies, decisionId }) =>
      `緊急時のポリシーにより、通常は必要な承認を経ずにメールが 1 通送信されました。
このポリシーの連絡先に指定されているため、お知らせしています。

差出人: ${sender}
宛先:
${lines(recipients)}${more > 0 ? `\n  ほか ${more} 件` : ''}
件名: ${subject}
日時: ${moment}
ポリシー: ${policies.join('、')}
受付番号: ${decisionId}

送信が必要であったか、差出人にご確認ください。必要でなかった場合は、受付番号をメール管理者にお知らせください。
このメールは確認待ちの一覧にも載っています (sekisho decisions review)。
`,
  },
}
