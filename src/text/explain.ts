/** A verdict with its reasoning, in sentences: for an audit, and for the morning after a mail was refused. */

import type { AllowReason, RejectReason } from '../people/verdict.ts'
import type { InBothLanguages } from './language.ts'

export interface ExplainTexts {
  readonly allowed: string
  readonly refused: string
  readonly allowReasons: Readonly<Record<AllowReason, string>>
  readonly rejectReasons: Readonly<Record<RejectReason, string>>
  readonly approvedBy: (address: string, place: string) => string
  readonly titles: {
    readonly mail: string
    readonly sender: string
    readonly reading: string
    readonly approvers: string
    readonly addresses: string
    readonly next: string
  }
  readonly labels: {
    readonly day: string
    readonly from: string
    readonly to: string
    readonly cc: string
    readonly bcc: string
    readonly snapshot: string
  }
  readonly noAddresses: string
  readonly person: (name: string, employee: string) => string
  readonly role: (role: string) => string
  readonly noUnit: string
  readonly mainPost: string
  readonly concurrentPosts: (count: number) => string
  readonly unknownSender: string
  readonly mailboxSender: (address: string) => string
  readonly notAsked: string
  readonly internalOnly: string

  /** How the rules read the sender, step by step. */
  readonly noException: string
  readonly exceptionExempts: (id: string, dates: string) => string
  readonly exceptionDecides: (id: string, dates: string) => string
  readonly exceptionAdds: (id: string, dates: string) => string
  readonly exceptionTooLate: (id: string, dates: string) => string
  readonly exceptionNotInForce: (id: string, dates: string) => string
  readonly dates: (from: string | undefined, until: string | undefined) => string
  readonly exemptByList: (number: number, matcher: string) => string
  readonly notExempt: string
  readonly exemptMailbox: string
  readonly mailboxAsks: string
  readonly patternMissed: (name: string, gaps: readonly { condition: string; found: string }[]) => string
  readonly patternCovers: (name: string, when: string) => string
  readonly noPattern: string
  readonly inTier: (role: string, tier: string) => string
  readonly inNoTier: (role: string) => string
  readonly rowApplies: (row: number, senders: string) => string
  readonly noRow: string

  /** Who may approve. */
  readonly standInList: (number: number) => string
  readonly namesNobody: string
  readonly andMore: (count: number) => string
  readonly standInsUnused: (count: number) => string
  readonly standInServes: (number: number) => string
  readonly standInsEmpty: (count: number) => string

  readonly counts: {
    readonly approver: string
    readonly 'hidden-approver': string
    readonly sender: string
    readonly 'same-unit': string
    readonly unrelated: string
    readonly mailbox: string
    readonly nobody: string
    readonly outside: string
    readonly unreadable: string
    readonly inside: string
  }
  readonly didYouMean: (address: string) => string

  /** What to do. */
  readonly nothingToDo: string
  readonly addOneOf: string
  readonly moreWouldDo: (count: number) => string
  readonly listsDoNotCount: string
  readonly hiddenDoesNotCount: string
  readonly askAdministrator: string
  readonly mendSender: string
  readonly mendPattern: string
  readonly mendApprover: string
  readonly allowedBySetting: (setting: string) => string
}

function english(count: number, one: string, more: string): string {
  return count === 1 ? one : more
}

export const explainTexts: InBothLanguages<ExplainTexts> = {
  en: {
    allowed: 'ALLOWED',
    refused: 'REFUSED',
    allowReasons: {
      'internal-only': 'No recipient is outside the company, so the rule does not apply.',
      exempt: 'The sender needs no approver.',
      'approver-present': 'Somebody who may approve mail of this sender is in To or Cc.',
      'sender-unknown':
        'The sender is not in the staff list; the rules let such mail go (unknownSender: allow).',
      'no-pattern': 'No rule covers the sender; the rules let such mail go (unmatchedSender: allow).',
      'no-approver-exists':
        'Nobody exists who could approve mail of this sender; the rules let such mail go (noApprover: allow).',
    },
    rejectReasons: {
      'sender-unknown': 'The sender is neither in the staff list nor a mailbox of the rules.',
      'no-pattern': 'No pattern (or no row of his pattern) covers the sender.',
      'no-approver-exists': 'Nobody exists who could approve mail of this sender.',
      'no-internal-recipient': 'Nobody of the company is in To or Cc.',
      'only-self': "The only company addresses in To and Cc are the sender's own.",
      'unrelated-unit': 'Nobody in To or Cc may approve, or even belongs to the units that are asked for.',
      'no-authority':
        'Somebody in To or Cc belongs to the units that are asked for, but nobody there may approve.',
    },
    approvedBy: (address, place) => `Approver: ${address}, named by ${place}.`,
    titles: {
      mail: 'The mail',
      sender: 'The sender',
      reading: 'How the rules read the sender',
      approvers: 'Who may approve',
      addresses: 'What each address counted for',
      next: 'What to do',
    },
    labels: { day: 'Day', from: 'From', to: 'To', cc: 'Cc', bcc: 'Bcc/envelope', snapshot: 'Roster' },
    noAddresses: '(none)',
    person: (name, employee) => (name === '' ? `employee ${employee}` : `${name} (${employee})`),
    role: (role) => (role === '' ? 'no role' : `role ${role}`),
    noUnit: 'no unit',
    mainPost: 'Main post',
    concurrentPosts: (count) =>
      english(
        count,
        'The concurrent post does not count for sending.',
        `The ${count} concurrent posts do not count for sending.`,
      ),
    unknownSender: 'Neither a person of the staff list nor a mailbox of the rules.',
    mailboxSender: (address) => `The mailbox ${address} of the rules: nobody's own address.`,
    notAsked: 'not asked',
    internalOnly: 'All recipients are inside the company: the rules are not asked.',

    noException: 'No exception matches the sender.',
    exceptionExempts: (id, dates) => `Exception "${id}"${dates} decides: the sender is exempt.`,
    exceptionDecides: (id, dates) =>
      `Exception "${id}"${dates} decides who may approve; patterns are not looked at.`,
    exceptionAdds: (id, dates) => `Exception "${id}"${dates} adds approvers.`,
    exceptionTooLate: (id, dates) => `Exception "${id}"${dates} matches too, but an earlier one has decided.`,
    exceptionNotInForce: (id, dates) => `Exception "${id}"${dates} matches, but is not in force on this day.`,
    dates: (from, until) => {
      if (from !== undefined && until !== undefined) return ` (${from} to ${until})`
      if (from !== undefined) return ` (from ${from})`
      return until === undefined ? '' : ` (until ${until})`
    },
    exemptByList: (number, matcher) => `Entry ${number} of the exempt list matches: ${matcher}.`,
    notExempt: 'The exempt list does not name the sender.',
    exemptMailbox: 'The rules exempt this mailbox.',
    mailboxAsks: 'The rules name approvers for this mailbox.',
    patternMissed: (name, gaps) =>
      `Pattern ${name} does not match: ${gaps.map(({ condition, found }) => `${condition} is asked, the sender has ${found === '' ? 'a blank' : found}`).join('; ')}.`,
    patternCovers: (name, when) => `Pattern ${name} is the first that matches the main post: ${when}.`,
    noPattern: 'No pattern matches the main post.',
    inTier: (role, tier) => `${role === '' ? 'No role' : `Role ${role}`} is in ${tier} there.`,
    inNoTier: (role) => `${role === '' ? 'A blank role' : `Role ${role}`} is in no tier there.`,
    rowApplies: (row, senders) => `Row ${row} of the pattern applies (${senders}).`,
    noRow: 'No row of the pattern is for such a sender, and later patterns are not tried.',

    standInList: (number) => `stand-in list ${number}`,
    namesNobody: 'names nobody',
    andMore: (count) => `… and ${count} more`,
    standInsUnused: (count) =>
      english(
        count,
        'There is a stand-in list (whenVacant); it is not needed, as somebody is named above.',
        `There are ${count} stand-in lists (whenVacant); they are not needed, as somebody is named above.`,
      ),
    standInServes: (number) => `All before it name nobody, so stand-in list ${number} (whenVacant) serves.`,
    standInsEmpty: (count) =>
      english(
        count,
        'The stand-in list names nobody either.',
        `All ${count} stand-in lists name nobody either.`,
      ),

    counts: {
      approver: 'may approve',
      'hidden-approver': 'may approve, but is not in To or Cc: does not count',
      sender: "the sender's own: does not count",
      'same-unit': 'belongs to the units, but may not approve',
      unrelated: 'does not belong to the units and may not approve',
      mailbox: 'a shared mailbox: does not count, whoever reads it',
      nobody: "inside, but no person's address (a list?): does not count",
      outside: 'outside the company',
      unreadable: 'cannot be read as an address: makes it outside mail, and counts for nobody',
      inside: 'inside the company',
    },
    didYouMean: (address) => `did you mean ${address}?`,

    nothingToDo: 'Nothing: the mail may go as it is.',
    addOneOf: 'Put one of these people into To or Cc and send the mail again:',
    moreWouldDo: (count) => `… and ${count} more would do.`,
    listsDoNotCount: 'A list or shared mailbox never counts, even if a supervisor reads it: name the person.',
    hiddenDoesNotCount: 'An approver in Bcc or in the envelope alone does not count: put him into To or Cc.',
    askAdministrator: 'Adding somebody to Cc cannot help; the administrator of the rules has to act:',
    mendSender:
      'Is the address right? If it is, the HR dump lacks it (or the person has left), or it is a shared mailbox that must be named under "mailboxes" in rules.yaml.',
    mendPattern:
      'Add a pattern (or a row) that covers this post to rules.yaml, or an exception for the sender.',
    mendApprover:
      'Look at the entries above: have the posts become vacant, or has somebody no address? Add a stand-in (whenVacant) or an exception to rules.yaml, or correct the HR data.',
    allowedBySetting: (setting) =>
      `Nothing for the sender. That such mail goes is the setting "${setting}" in rules.yaml; set it to "reject" if it should not.`,
  },
  ja: {
    allowed: '許可',
    refused: '拒否',
    allowReasons: {
      'internal-only': '社外の宛先がないため、このルールの対象ではありません。',
      exempt: '送信者は承認者を必要としません (適用除外)。',
      'approver-present': '送信者のメールを承認できる人が To または Cc に入っています。',
      'sender-unknown':
        '送信者は名簿にありませんが、ルールの設定 (unknownSender: allow) により送信できます。',
      'no-pattern':
        '送信者に当てはまる定義はありませんが、ルールの設定 (unmatchedSender: allow) により送信できます。',
      'no-approver-exists':
        '送信者のメールを承認できる人は存在しませんが、ルールの設定 (noApprover: allow) により送信できます。',
    },
    rejectReasons: {
      'sender-unknown': '送信者は名簿にも、ルールのメールボックスにもありません。',
      'no-pattern': '送信者に当てはまるパターン (またはその中の行) がありません。',
      'no-approver-exists': '送信者のメールを承認できる人が存在しません。',
      'no-internal-recipient': 'To・Cc に社内の人が 1 人も入っていません。',
      'only-self': 'To・Cc に入っている社内のアドレスが、送信者自身のものだけです。',
      'unrelated-unit': 'To・Cc に承認できる人がおらず、求められる部署の人も入っていません。',
      'no-authority': 'To・Cc に求められる部署の人は入っていますが、承認権限のある人がいません。',
    },
    approvedBy: (address, place) => `承認者: ${address} (根拠: ${place})`,
    titles: {
      mail: 'メール',
      sender: '送信者',
      reading: 'ルールの適用',
      approvers: '承認できる人',
      addresses: '各アドレスの扱い',
      next: '次にすること',
    },
    labels: { day: '日付', from: 'From', to: 'To', cc: 'Cc', bcc: 'Bcc/エンベロープ', snapshot: '名簿' },
    noAddresses: '(なし)',
    person: (name, employee) => (name === '' ? `社員番号 ${employee}` : `${name} (${employee})`),
    role: (role) => (role === '' ? '役職なし' : `役職 ${role}`),
    noUnit: '部署なし',
    mainPost: '主務',
    concurrentPosts: (count) => `兼務 ${count} 件は、送信の判定では見ません。`,
    unknownSender: '名簿の社員でも、ルールのメールボックスでもありません。',
    mailboxSender: (address) =>
      `ルールに登録されたメールボックス ${address} (個人のものではないアドレス) です。`,
    notAsked: '判定なし',
    internalOnly: '宛先がすべて社内のため、ルールは適用しません。',

    noException: '送信者に当てはまる個別定義はありません。',
    exceptionExempts: (id, dates) => `個別定義「${id}」${dates}により、送信者は適用除外です。`,
    exceptionDecides: (id, dates) => `個別定義「${id}」${dates}が承認者を定めています。パターンは見ません。`,
    exceptionAdds: (id, dates) => `個別定義「${id}」${dates}により、承認者が追加されています。`,
    exceptionTooLate: (id, dates) =>
      `個別定義「${id}」${dates}にも当てはまりますが、先に書かれた個別定義で決まっています。`,
    exceptionNotInForce: (id, dates) => `個別定義「${id}」${dates}にも当てはまりますが、この日は期間外です。`,
    dates: (from, until) => {
      if (from !== undefined && until !== undefined) return ` (${from} ～ ${until}) `
      if (from !== undefined) return ` (${from} から) `
      return until === undefined ? '' : ` (${until} まで) `
    },
    exemptByList: (number, matcher) => `適用除外リストの ${number} 番目に当てはまります: ${matcher}`,
    notExempt: '適用除外リストには当てはまりません。',
    exemptMailbox: 'ルールでこのメールボックスは適用除外とされています。',
    mailboxAsks: 'ルールでこのメールボックスの承認者が定められています。',
    patternMissed: (name, gaps) =>
      `パターン ${name} には当てはまりません: ${gaps.map(({ condition, found }) => `条件「${condition}」に対し、送信者は${found === '' ? '空欄' : ` ${found} `}です`).join('、')}。`,
    patternCovers: (name, when) => `主務に最初に当てはまるパターンは ${name} です: ${when}`,
    noPattern: '主務に当てはまるパターンがありません。',
    inTier: (role, tier) =>
      `${role === '' ? '空欄の役職' : `役職 ${role}`} は、このパターンでは ${tier} です。`,
    inNoTier: (role) =>
      `${role === '' ? '空欄の役職' : `役職 ${role}`} は、このパターンのどの階層にも入っていません。`,
    rowApplies: (row, senders) => `このパターンの ${row} 行目 (${senders}) を適用します。`,
    noRow: 'このパターンには、この送信者に当てはまる行がありません。後のパターンは見ません。',

    standInList: (number) => `代理リスト ${number}`,
    namesNobody: '該当者なし',
    andMore: (count) => `… ほか ${count} 名`,
    standInsUnused: (count) =>
      `代理リスト (whenVacant) が ${count} 件ありますが、上に該当者がいるため使いません。`,
    standInServes: (number) =>
      `それより前に該当者がいないため、代理リスト ${number} (whenVacant) を使います。`,
    standInsEmpty: (count) => `代理リスト ${count} 件にも該当者がいません。`,

    counts: {
      approver: '承認できます',
      'hidden-approver': '承認できる人ですが、To・Cc にいないため数えません',
      sender: '送信者自身のため数えません',
      'same-unit': '部署は関係しますが、承認権限がありません',
      unrelated: '関係のない部署で、承認権限もありません',
      mailbox: '共有メールボックスのため、誰が読んでいても数えません',
      nobody: '社内ですが個人のアドレスではないため (メーリングリスト等) 数えません',
      outside: '社外',
      unreadable: 'アドレスとして読み取れません。社外宛てとみなし、承認者としては数えません',
      inside: '社内',
    },
    didYouMean: (address) => `${address} ではありませんか`,

    nothingToDo: '何も必要ありません。このまま送信できます。',
    addOneOf: '次のいずれかの方を To または Cc に入れて、送り直してください:',
    moreWouldDo: (count) => `… ほか ${count} 名の方でも送信できます。`,
    listsDoNotCount:
      'メーリングリストや共有メールボックスは、上司が読んでいても数えません。個人のアドレスを入れてください。',
    hiddenDoesNotCount: 'Bcc やエンベロープだけにいる承認者は数えません。To または Cc に入れてください。',
    askAdministrator: 'Cc に人を加えても送信できません。ルールの管理者の対応が必要です:',
    mendSender:
      'アドレスに間違いがないか確認してください。正しい場合は、人事データにない (または退職済み) か、rules.yaml の mailboxes に登録すべき共有メールボックスです。',
    mendPattern:
      'この所属に当てはまるパターン (または行) か、送信者の個別定義を rules.yaml に追加してください。',
    mendApprover:
      '上の定義を確認してください。役職が空席になったか、メールアドレスのない人かもしれません。rules.yaml に代理 (whenVacant) か個別定義を追加するか、人事データを直してください。',
    allowedBySetting: (setting) =>
      `送信者がすることはありません。送信できるのは rules.yaml の設定「${setting}」によるものです。送信させない場合は reject にしてください。`,
  },
}
