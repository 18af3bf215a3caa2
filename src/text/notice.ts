/**
 * What a refusal notice says that depends on the refusal: headline, reason, steps. The sentences around them
 * stand in the templates (`notice-templates/`), which a customer may replace.
 */

import type { Ambiguity } from '../mail/mail.ts'
import type { RejectReason } from '../people/verdict.ts'
import type { PolicyReason, PolicyRefusal } from '../policy/decision.ts'
import { explainMailTexts } from './explain-mail.ts'
import type { InBothLanguages, Language } from './language.ts'

/** Why the mail was not sent. */
export type NoticeReason =
  | {
      readonly kind: 'no-supervisor'
      readonly reason: RejectReason
      /** The identity that was judged: usually the recipient of the notice, not always. */
      readonly sender: string
      /** It is another than the recipient of the notice: a mail written for somebody else. */
      readonly isForAnother: boolean
    }
  | { readonly kind: 'ambiguous'; readonly ambiguities: readonly Ambiguity[] }
  | PolicyRefusal

export interface NoticeTexts {
  /** Name shown as the author of the notice. */
  readonly author: string
  /** What to do, in a few words: for the subject and the first line. */
  readonly headline: (reason: NoticeReason) => string
  readonly reason: (reason: NoticeReason) => string
  /** What to do, step by step. */
  readonly steps: (reason: NoticeReason) => readonly string[]
  /** One thing that is wrong with the structure. */
  readonly problem: (ambiguity: Ambiguity) => string
  /** `parts` are of the calendar and the clock in `timezone`. */
  readonly moment: (parts: Moment, timezone: string) => string
}

export interface Moment {
  readonly year: string
  /** From 1, without a leading zero; so is the day. */
  readonly month: string
  readonly day: string
  readonly hour: string
  readonly minute: string
}

const englishMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const englishWhy: Record<RejectReason, (sender: string) => string> = {
  'sender-unknown': (sender) =>
    `The sender ${sender} is not in the staff list, so the mail may not go outside.`,
  'no-pattern': (sender) => `No approval rule covers the post of ${sender}, so the mail may not go outside.`,
  'no-approver-exists': (sender) => `The staff list names nobody who may approve outside mail of ${sender}.`,
  'no-internal-recipient': () =>
    'Mail to the outside needs your supervisor in To or Cc. This mail had nobody of the company there.',
  'only-self': () =>
    'Mail to the outside needs your supervisor in To or Cc. The only company address there was your own.',
  'unrelated-unit': () =>
    'Mail to the outside needs your supervisor in To or Cc. Nobody there is a supervisor or of your unit.',
  'no-authority': () =>
    'Mail to the outside needs your supervisor in To or Cc. Colleagues of your unit were there, but none of them may approve it.',
}

const japaneseWhy: Record<RejectReason, (sender: string) => string> = {
  'sender-unknown': (sender) => `差出人 ${sender} が社員名簿にないため、社外へは送信できません。`,
  'no-pattern': (sender) =>
    `差出人 ${sender} の所属・役職に当てはまる承認ルールがないため、社外へは送信できません。`,
  'no-approver-exists': (sender) =>
    `差出人 ${sender} の社外メールを承認できる方が、社員名簿に見つかりませんでした。`,
  'no-internal-recipient': () =>
    '社外へのメールには、上司を To または Cc に入れる必要があります。このメールには社内の方が入っていませんでした。',
  'only-self': () =>
    '社外へのメールには、上司を To または Cc に入れる必要があります。このメールに入っていた社内のアドレスは、差出人ご本人のものだけでした。',
  'unrelated-unit': () =>
    '社外へのメールには、上司を To または Cc に入れる必要があります。このメールには、差出人の部署の方も、承認できる上司も入っていませんでした。',
  'no-authority': () =>
    '社外へのメールには、上司を To または Cc に入れる必要があります。同じ部署の方は入っていましたが、承認できる上司ではありませんでした。',
}

const englishAddSupervisor = [
  'Open the mail in your Sent Items and send it again (in Outlook: Resend This Message).',
  'Add one of the people below to Cc or To. Bcc does not count.',
  'Send it.',
]
const japaneseAddSupervisor = [
  '「送信済みアイテム」からこのメールを開き、再送信してください (Outlook では「このメッセージを再送」)。',
  '送信する前に、下のどなたか 1 名を Cc または To に加えてください。Bcc では認められません。',
]

const englishAdministrator = [
  'Tell your mail administrator the reference number below. Sending again will not help until then.',
]
const japaneseAdministrator = [
  '下の受付番号をメール管理者にお知らせください。対応が済むまでは、再送しても送信されません。',
]

type Case = 'add-supervisor' | 'unknown-sender' | 'administrator' | 'ambiguous' | 'policy'

function caseOf(reason: NoticeReason): Case {
  if (reason.kind !== 'no-supervisor') return reason.kind
  switch (reason.reason) {
    case 'sender-unknown':
      return 'unknown-sender'
    case 'no-pattern':
    case 'no-approver-exists':
      return 'administrator'
    case 'no-internal-recipient':
    case 'only-self':
    case 'unrelated-unit':
    case 'no-authority':
      return 'add-supervisor'
  }
}

const englishHeadlines: Record<Case, string> = {
  'add-supervisor': 'Add your supervisor to Cc and send again',
  'unknown-sender': 'Send from your own company address',
  administrator: 'Please tell your mail administrator',
  ambiguous: 'Please write the mail anew',
  policy: 'Please change the mail and send again',
}

const japaneseHeadlines: Record<Case, string> = {
  'add-supervisor': '上司を Cc に入れて再送してください',
  'unknown-sender': 'ご自身の社内アドレスから送信してください',
  administrator: 'メール管理者にご連絡ください',
  ambiguous: 'メールを作り直してください',
  policy: 'メールを直して再送してください',
}

const englishSteps: Record<Case, readonly string[]> = {
  'add-supervisor': englishAddSupervisor,
  'unknown-sender': [
    'Send the mail again from your own company address, with your supervisor in Cc.',
    'If it was your own address, tell your mail administrator the reference number below.',
  ],
  administrator: englishAdministrator,
  ambiguous: [
    'Write the mail anew in your mail program (do not forward or copy it) and send it.',
    'If a business system sent it, or if it happens again, give this notice to your mail administrator.',
  ],
  policy: [
    'Change what is named above, and send the mail again.',
    'If it must go as it is, or if you think that this is a mistake, tell your mail administrator the reference number below.',
  ],
}

const japaneseSteps: Record<Case, readonly string[]> = {
  'add-supervisor': japaneseAddSupervisor,
  'unknown-sender': [
    'ご自身の社内アドレスから、上司を Cc に入れて送信し直してください。',
    'ご自身のアドレスから送信していた場合は、下の受付番号をメール管理者にお知らせください。',
  ],
  administrator: japaneseAdministrator,
  ambiguous: [
    'メールソフトで新しくメールを作成し (転送やコピーは使わずに)、送信し直してください。',
    '業務システムから送信された場合や、繰り返し起きる場合は、この通知をメール管理者にお渡しください。',
  ],
  policy: [
    '上に示した点を直し、メールを送信し直してください。',
    'このまま送る必要がある場合や、誤りと思われる場合は、下の受付番号をメール管理者にお知らせください。',
  ],
}

const reasonsShown = 5

function descriptionsOf(reasons: readonly PolicyReason[], language: Language): readonly string[] {
  return reasons.slice(0, reasonsShown).map(({ description, evidence }) => {
    const found = evidence.flatMap((each) => ('text' in each ? [each.text] : [])).slice(0, 2)
    return found.length === 0 ? description[language] : `${description[language]} (${found.join(', ')})`
  })
}

function englishPolicy({ policy, name, text, isUnsure, reasons }: PolicyRefusal): string {
  const words = text?.en ?? text?.ja
  if (words !== undefined) return words
  const named = name === '' ? policy : name
  const why = descriptionsOf(reasons, 'en').join('; ')
  if (isUnsure) {
    return `The company's mail policy "${named}" could not be applied to this mail${why === '' ? '' : `, because it cannot be told whether ${why}`}. Such mail is not sent.`
  }
  return `The company's mail policy "${named}" does not let this mail go${why === '' ? '.' : `: ${why}.`}`
}

function japanesePolicy({ policy, name, text, isUnsure, reasons }: PolicyRefusal): string {
  const words = text?.ja ?? text?.en
  if (words !== undefined) return words
  const named = name === '' ? policy : name
  const why = descriptionsOf(reasons, 'ja').join('、')
  if (isUnsure) {
    return `会社のメールポリシー「${named}」に照らして確認できない点があるため、送信できませんでした。${why === '' ? '' : `確認できなかった点: ${why}。`}`
  }
  return `会社のメールポリシー「${named}」により、送信できませんでした。${why === '' ? '' : `理由: ${why}。`}`
}

export const noticeTexts: InBothLanguages<NoticeTexts> = {
  en: {
    author: 'Mail gate (Sekisho)',
    headline: (reason) => englishHeadlines[caseOf(reason)],
    reason: (reason) =>
      reason.kind === 'policy'
        ? englishPolicy(reason)
        : reason.kind === 'ambiguous'
          ? 'The mail is put together in a way that mail programs read differently, so nobody can tell for sure whom it names.'
          : `${reason.isForAnother ? `This mail was judged as mail of ${reason.sender}. ` : ''}${englishWhy[reason.reason](reason.sender)}`,
    steps: (reason) => englishSteps[caseOf(reason)],
    problem: explainMailTexts.en.ambiguity,
    moment: ({ year, month, day, hour, minute }, timezone) =>
      `${day} ${englishMonths[Number(month) - 1] ?? month} ${year}, ${hour}:${minute} (${timezone})`,
  },
  ja: {
    author: '社外メール関所 (Sekisho)',
    headline: (reason) => japaneseHeadlines[caseOf(reason)],
    reason: (reason) =>
      reason.kind === 'policy'
        ? japanesePolicy(reason)
        : reason.kind === 'ambiguous'
          ? 'メールの形式に誤りがあり、メールソフトによって宛先や差出人の読み方が変わるおそれがあるため、送信できませんでした。'
          : `${reason.isForAnother ? `差出人 ${reason.sender} として判定しました。` : ''}${japaneseWhy[reason.reason](reason.sender)}`,
    steps: (reason) => japaneseSteps[caseOf(reason)],
    problem: explainMailTexts.ja.ambiguity,
    moment: ({ year, month, day, hour, minute }, timezone) =>
      `${year}年${month}月${day}日 ${hour}:${minute} (${timezone === 'Asia/Tokyo' ? '日本時間' : timezone})`,
  },
}
