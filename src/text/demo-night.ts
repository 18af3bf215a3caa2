/** What `npm run demo:night` says around its days. */

import type { InBothLanguages } from './language.ts'

/** What happens to the gates. */
type DemoNightEvent =
  | 'asks-for-groups'
  | 'second-killed'
  | 'second-started'
  | 'first-killed'
  | 'first-started'

interface DemoNightTexts {
  readonly begin: (people: number) => string
  readonly kept: (folder: string) => string
  readonly usage: string
  readonly badDays: (typed: string, days: number) => string
  readonly unknownOption: (typed: string) => string
  readonly pause: string
  readonly passed: (days: number) => string
  readonly weekdays: readonly [string, string, string, string, string, string, string]
  readonly night: (number: number, state: string, seconds: string) => string
  /** Nothing but its groups was done. */
  readonly groupsAnew: (number: number, seconds: string) => string
  readonly approved: (reason: string) => string
  readonly rolledBack: (reason: string) => string
  readonly events: Readonly<Record<DemoNightEvent, string>>
  readonly alarm: (message: string, isReminder: boolean) => string
  readonly warning: (message: string, isReminder: boolean) => string
  readonly second: string
  readonly labels: Readonly<Record<'people' | 'units' | 'approvers' | 'groups' | 'mails', string>>
  readonly firstRoster: (people: number, groups: number) => string
  readonly nothing: string
  readonly andMore: (count: number) => string
  readonly groups: (created: number, overwritten: number, deleted: number) => string
  readonly agreed: (mails: number, passed: number, seconds: string) => string
  readonly differ: (mails: number, count: number) => string
  readonly difference: (from: string, to: string, gate: 'first' | 'second', mayGo: boolean) => string
  readonly end: (days: number, mails: number, differences: number, seconds: string) => string
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

export const demoNightTexts: InBothLanguages<DemoNightTexts> = {
  en: {
    begin: (people) =>
      `A year at the demo company (${people} people at first), before two gates: the first has the HR dump and the rules, the second only the groups that the first publishes to it. After each day both are asked the same mails by SMTP. Their clocks show the day that is played; nothing reaches the network.`,
    kept: (folder) => `Everything is kept in ${folder}`,
    usage:
      'npm run demo:night [-- --days 5,22-24] [-- --pause] [-- --keep] [-- --language en|ja]\n  --days      only these of the thirty days; what happens between them is made up for\n  --pause     waits for Enter after each day\n  --keep      keeps the folder with both gates, their dumps, comparisons and records',
    badDays: (typed, days) =>
      `"${typed}" names no days: write numbers from 1 to ${days}, such as 1,5,20-24, each after the one before.`,
    unknownOption: (typed) => `${typed}. What there is:`,
    pause: 'Enter: the next day ',
    passed: (days) => `(${counted(days, 'day', 'days')} left out; what happened then is loaded at once.)`,
    weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
    night: (number, state, seconds) => `night ${number}: ${state} (${seconds} s)`,
    groupsAnew: (number, seconds) =>
      `night ${number} is in force: its groups, brought up to date (${seconds} s)`,
    approved: (reason) => `A person has looked at it and lets it pass: ${reason}`,
    rolledBack: (reason) => `A person rolls back to the dump before: ${reason}`,
    events: {
      'asks-for-groups': 'From now on the second gate asks for the groups.',
      'second-killed': 'SIGKILL to the second gate, in the midst of the publication.',
      'second-started': 'The second gate is started again.',
      'first-killed': 'SIGKILL to the first gate, as well.',
      'first-started': 'The first gate is started again.',
    },
    alarm: (message, isReminder) => `ALARM${isReminder ? ' (again)' : ''}: ${message}`,
    warning: (message, isReminder) => `WARNING${isReminder ? ' (again)' : ''}: ${message}`,
    second: 'The second gate',
    labels: { people: 'people', units: 'units', approvers: 'approvers', groups: 'groups', mails: 'mails' },
    firstRoster: (people, groups) => `${people} people, ${groups} groups: everything is new`,
    nothing: 'no changes',
    andMore: (count) => `and ${count} more`,
    groups: (created, overwritten, deleted) =>
      `${created} created, ${overwritten} overwritten, ${deleted} deleted`,
    agreed: (mails, passed, seconds) =>
      `${mails} through each gate: ${passed} go, ${mails - passed} are refused. Both gates agree on all, as the rules say (${seconds} s)`,
    differ: (mails, count) => `${count} WRONG ANSWERS to ${mails} mails:`,
    difference: (from, to, gate, mayGo) =>
      `from ${from} to ${to}: by the rules it ${mayGo ? 'may' : 'must not'} go, and the ${gate} gate ${mayGo ? 'refuses' : 'takes'} it`,
    end: (days, mails, differences, seconds) =>
      `${counted(days, 'day', 'days')}, ${mails} mails through each gate, ${differences === 0 ? 'no wrong answer' : counted(differences, 'wrong answer', 'wrong answers')}, ${seconds} s. What a night does is in docs/night.md.`,
  },
  ja: {
    begin: (people) =>
      `デモ会社 (当初 ${people} 人) の 1 年を、2 台のゲートで再現します。1 台目は人事データとルールを持ち、2 台目は 1 台目から配布されるグループだけを持ちます。1 日ごとに同じメールを両方に SMTP で送り、判定を比べます。ゲートの時計はその日の日時を示します。外部には何も送信しません。`,
    kept: (folder) => `すべてのファイルを ${folder} に残します`,
    usage:
      'npm run demo:night [-- --days 5,22-24] [-- --pause] [-- --keep] [-- --language en|ja]\n  --days      30 日のうち指定した日だけを再現します (間の変更はまとめて取り込みます)\n  --pause     1 日ごとに Enter を待ちます\n  --keep      ゲート、人事データ、比較結果、記録のフォルダーを残します',
    badDays: (typed, days) =>
      `「${typed}」は日の指定として読めません。1 から ${days} までの番号を 1,5,20-24 のように小さい順に指定してください。`,
    unknownOption: (typed) => `${typed}。使い方:`,
    pause: 'Enter で次の日へ ',
    passed: (days) => `(${days} 日を省略しました。その間の変更はまとめて取り込みます。)`,
    weekdays: ['月', '火', '水', '木', '金', '土', '日'],
    night: (number, state, seconds) => `夜間処理 ${number}: ${state} (${seconds} 秒)`,
    groupsAnew: (number, seconds) =>
      `夜間処理 ${number} の人事データが有効です。そのグループを最新にしました (${seconds} 秒)`,
    approved: (reason) => `担当者が内容を確認し、承認しました: ${reason}`,
    rolledBack: (reason) => `担当者が 1 つ前の人事データに戻しました: ${reason}`,
    events: {
      'asks-for-groups': '2 台目のゲートは、ここからグループで判定します。',
      'second-killed': '配布の途中で、2 台目のゲートを SIGKILL で停止しました。',
      'second-started': '2 台目のゲートを起動し直しました。',
      'first-killed': '1 台目のゲートも SIGKILL で停止しました。',
      'first-started': '1 台目のゲートを起動し直しました。',
    },
    alarm: (message, isReminder) => `警報${isReminder ? ' (再通知)' : ''}: ${message}`,
    warning: (message, isReminder) => `警告${isReminder ? ' (再通知)' : ''}: ${message}`,
    second: '2 台目のゲート',
    labels: { people: '社員', units: '部署', approvers: '上司', groups: 'グループ', mails: 'メール' },
    firstRoster: (people, groups) => `社員 ${people} 人、グループ ${groups} 個 (すべて新規)`,
    nothing: '変更なし',
    andMore: (count) => `ほか ${count} 人`,
    groups: (created, overwritten, deleted) => `作成 ${created}、上書き ${overwritten}、削除 ${deleted}`,
    agreed: (mails, passed, seconds) =>
      `両方のゲートに ${mails} 通: 通過 ${passed}、拒否 ${mails - passed}。判定はすべてルールどおりで一致 (${seconds} 秒)`,
    differ: (mails, count) => `${mails} 通に対し、誤った判定が ${count} 件あります:`,
    difference: (from, to, gate, mayGo) =>
      `差出人 ${from}、宛先 ${to}: ルールでは${mayGo ? '通過' : '拒否'}ですが、${gate === 'first' ? 1 : 2} 台目のゲートは${mayGo ? '拒否しました' : '通過させました'}`,
    end: (days, mails, differences, seconds) =>
      `${days} 日、各ゲートに ${mails} 通、誤った判定 ${differences} 件、${seconds} 秒。夜間処理の詳細は docs/night.md をご覧ください。`,
  },
}
