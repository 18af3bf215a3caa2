/** The Japanese words of a refusal. They say the same as the English ones, behind which they stand. */

import type { RejectReason } from '../people/verdict.ts'
import type { CannotTell } from '../policy/answer.ts'
import type { PolicyReason } from '../policy/decision.ts'
import { explainMailTexts } from './explain-mail.ts'
import { within } from './octets.ts'
import type { RefusalTexts } from './refusal.ts'

/** What is wrong, in one clause. */
const why: Readonly<Record<RejectReason, string>> = {
  'sender-unknown': '差出人が社員名簿に見つかりません',
  'no-pattern': '差出人に当てはまる承認ルールがありません',
  'no-approver-exists': '差出人のメールを承認できる方が社員名簿に見つかりません',
  'no-internal-recipient': 'To にも Cc にも社内の方がおらず、上司が入っていません',
  'only-self': 'To と Cc にある社内のアドレスは、差出人ご本人のものだけです',
  'unrelated-unit': 'To にも Cc にも、上司も同じ部署の方も入っていません',
  'no-authority': 'To または Cc にいる同じ部署の方は、このメールを承認できません',
}

const addSupervisor = '上司を Cc に入れて再送してください。'
const askAdministrator = 'メール管理者にお問い合わせください。'

/** What to do where no address can be named. */
const remedy: Readonly<Record<RejectReason, string>> = {
  'sender-unknown': `ご自身の社内アドレスから送信するか、${askAdministrator}`,
  'no-pattern': askAdministrator,
  'no-approver-exists': askAdministrator,
  'no-internal-recipient': addSupervisor,
  'only-self': addSupervisor,
  'unrelated-unit': addSupervisor,
  'no-authority': addSupervisor,
}

const doubts: Readonly<Record<CannotTell['kind'], string>> = {
  encrypted: '暗号化されている',
  corrupt: '壊れている',
  'over-bound': '上限を超えている',
  'unknown-charset': '文字コードが不明',
  unsupported: '読めない形式',
  'timed-out': '時間内に読み終わらない',
  unreadable: '読み取れない',
  'not-recorded': '記録がない',
  'not-gathered': '情報を取得できない',
  'unknown-name': '名前が見つからない',
}

const ambiguitiesShown = 3
const reasonsShown = 3
const evidenceShown = 2
const dots = '…'

/** What a policy rests on, with what was found. */
function reasonText({ description, evidence, why: unsure }: PolicyReason): string {
  const found = [
    ...evidence.flatMap((each) => ('text' in each ? [each.text] : [])),
    ...unsure.map(({ kind, detail }) => (detail === '' ? doubts[kind] : `${doubts[kind]}: ${detail}`)),
  ]
  const shown = [...new Set(found)].slice(0, evidenceShown)
  return shown.length === 0 ? description.ja : `${description.ja} (${shown.join(', ')})`
}

function reasonsText(reasons: readonly PolicyReason[]): string {
  return reasons.slice(0, reasonsShown).map(reasonText).join('、')
}

export const japaneseRefusals: RefusalTexts = {
  noSupervisor: (id, sender, reason, wouldDo) =>
    `${id} 社外には送信されませんでした (社内の宛先には届いている場合があります)。` +
    `差出人 ${sender} [${reason}]: ${why[reason]}。` +
    (wouldDo.length === 0
      ? remedy[reason]
      : `${wouldDo.length === 1 ? '次の方' : '次のいずれかの方'}を Cc に入れて再送してください: ${wouldDo.join(', ')}`),

  doesNotCount: (id, addresses) =>
    `${id} メーリングリストや共有メールボックスは、上司が読んでいても上司を入れたことになりません: ${addresses.join(', ')}`,

  cannotBeRead: (id, texts) =>
    `${id} To または Cc に、アドレスとして読み取れない部分があり、宛先として数えられません: ${texts.join(' | ')} ` +
    '(name@domain の形で書き、複数のときはコンマで区切ってください)',

  ambiguous: (id, ambiguities) =>
    `${id} 送信されませんでした。メールソフトによって読み方が変わるおそれのあるメールです: ` +
    ambiguities.slice(0, ambiguitiesShown).map(explainMailTexts.ja.ambiguity).join('') +
    'メールを新しく作成して送り直すか、作成したプログラムを直してください。',

  loop: (id) =>
    `${id} 送信されませんでした。メールが循環しています。メール管理者による配送経路の修正が必要です。`,

  foreignTenant: (id) =>
    `${id} 受け付けませんでした。このゲートは自組織のメールだけを受け付けます。テナントと差出人のドメインを確認してください。`,

  byPolicy: (id, { policy, text, isUnsure, reasons }, longest) => {
    const start = `${id} 送信されませんでした [ポリシー ${policy}]`
    if (text?.ja !== undefined) return within(longest, `${start}: `, text.ja, '', dots)
    if (isUnsure) {
      const middle = reasons.length === 0 ? '' : `。次の点を確認できませんでした: ${reasonsText(reasons)}`
      return within(longest, start, middle, `。内容を確認できる形で送り直すか、${askAdministrator}`, dots)
    }
    if (reasons.length === 0) return `${start}。このポリシーで何が必要かは、${askAdministrator}`
    const middle = `。理由: ${reasonsText(reasons)}`
    return within(longest, start, middle, `。この点を直して再送するか、${askAdministrator}`, dots)
  },

  cannotTell: (id, policy, reasons, longest) => {
    const middle = reasons.length === 0 ? '' : `。次の点を今は確認できません: ${reasonsText(reasons)}`
    return within(
      longest,
      `${id} まだ送信されていません [ポリシー ${policy}]`,
      middle,
      '。後ほど自動的に再送されます。',
      dots,
    )
  },

  notTold: (id) =>
    `${id} まだ送信されていません。知らせるべき方に今は連絡できません。しばらくしてから再送してください。`,
}
