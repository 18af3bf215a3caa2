/** Alarms of the night in words: subject and text of a mail, and the message of the webhook. */

import type { InBothLanguages } from './language.ts'

type Kind =
  | 'stopped'
  | 'failed'
  | 'unpublished'
  | 'late'
  | 'missing'
  | 'gate-down'
  | 'unreadable'
  | 'calendar'

interface Alarm {
  readonly kind: Kind | 'all-clear'
  /** What it is about, or what is over. */
  readonly of: Kind
  readonly isReminder: boolean
  readonly run: number | undefined
  /** Names of the targets that lack groups. */
  readonly targets: readonly string[]
}

interface NightAlarmTexts {
  readonly subject: (alarm: Alarm, hostname: string) => string
  readonly what: (alarm: Alarm) => string
  /** Behind the reasons that are told. */
  readonly more: (count: number) => string
  readonly now: (alarm: Alarm) => string
  readonly since: (moment: string) => string
  readonly notSent: (channel: string, why: string) => string
}

export const nightAlarmTexts: InBothLanguages<NightAlarmTexts> = {
  en: {
    subject: ({ kind, isReminder }, hostname) =>
      `[Sekisho ${hostname}] ${isReminder ? 'Still: ' : ''}${
        {
          stopped: 'the guard keeps the HR dump back',
          failed: 'the import of the HR dump has failed',
          unpublished: 'groups could not be published',
          late: 'the HR dump is late',
          missing: 'no HR dump is in force for today',
          'gate-down': 'the gate does not answer',
          unreadable: 'the folder for HR dumps cannot be read',
          calendar: 'the files of holidays cannot be used',
          'all-clear': 'all clear',
        }[kind]
      }`,
    what: ({ kind, of, run = 0, targets }) =>
      ({
        stopped: `The dump of night ${run} does not look like that of a usual day, and the guard keeps it back. The last good dump stays in force.`,
        failed: `Night ${run} has failed. The last good dump stays in force.`,
        unpublished: `Night ${run} is in force at this gate, but not all its groups are at: ${targets.join(', ')}. It is tried again every few minutes.`,
        late: 'The dump of this night is not in force yet. The last good dump is.',
        missing: 'The day begins, and the dump of this night is not in force. The last good dump is.',
        'gate-down': 'The gate does not answer on its control socket: mail is probably not taken.',
        unreadable:
          'The folder in which dumps arrive cannot be read: no dump can be imported from it. The last good dump stays in force.',
        calendar:
          'A file of holidays cannot be used. Until it can, a dump is expected on every night of the schedule.',
        'all-clear': {
          stopped: 'All clear: the dump of the night is ready.',
          failed: 'All clear: the dump of the night is ready.',
          late: 'All clear: the dump of the night is ready.',
          missing: 'All clear: the dump of the night is ready.',
          unpublished: 'All clear: every target has all groups.',
          'gate-down': 'All clear: the gate answers again.',
          unreadable: 'All clear: the folder in which dumps arrive can be read again.',
          calendar: 'All clear: the files of holidays can be used again.',
        }[of],
      })[kind],
    more: (count) => `… and ${count} more.`,
    now: ({ kind, run = 0 }) =>
      ({
        stopped: `Look at it with "sekisho night show ${run}"; if it is right: "sekisho night approve ${run} --reason …".`,
        failed: `Correct it and deliver the dump again. "sekisho night show ${run}" shows each step and the whole log.`,
        unpublished:
          'Put right what is in the way; "sekisho night status" shows each target and its last attempt.',
        late: 'Ask the HR system whether its export has run.',
        missing: 'Ask the HR system for the dump, deliver it, and look at "sekisho night status".',
        'gate-down': 'Start it again, and look at its log.',
        unreadable:
          'Let the user of the gate enter and write to it, or put the folder back in its place; what has come is then taken by itself.',
        calendar: 'Correct it, or put the last good one back; it is read again by itself.',
        'all-clear': '',
      })[kind],
    since: (moment) => `Since ${moment}.`,
    notSent: (channel, why) => `the alarm could not be sent by ${channel}: ${why}`,
  },
  ja: {
    subject: ({ kind, isReminder }, hostname) =>
      `[関所 ${hostname}] ${isReminder ? '継続中: ' : ''}${
        {
          stopped: '人事データの有効化を見送りました',
          failed: '人事データの取り込みに失敗しました',
          unpublished: 'グループを配布できません',
          late: '人事データが遅れています',
          missing: '本日分の人事データが有効になっていません',
          'gate-down': '関所が応答しません',
          unreadable: '人事データの受け取りフォルダを読み取れません',
          calendar: '休日ファイルを使えません',
          'all-clear': '復旧しました',
        }[kind]
      }`,
    what: ({ kind, of, run = 0, targets }) =>
      ({
        stopped: `第 ${run} 回の人事データは、通常の 1 日分とは異なる点があるため、安全確認により有効にしていません。直前の正常な人事データが引き続き有効です。`,
        failed: `第 ${run} 回の取り込みに失敗しました。直前の正常な人事データが引き続き有効です。`,
        unpublished: `第 ${run} 回の人事データはこの関所では有効ですが、次の配布先にグループが揃っていません: ${targets.join('、')}。数分おきに自動で再試行します。`,
        late: '今夜の人事データがまだ有効になっていません。直前の正常な人事データが引き続き有効です。',
        missing:
          '始業時刻になりましたが、今夜の人事データが有効になっていません。直前の正常な人事データが引き続き有効です。',
        'gate-down': '関所が制御ソケットで応答しません。メールを受け付けていないおそれがあります。',
        unreadable:
          '人事データの受け取りフォルダを読み取れないため、届いた人事データを取り込めません。直前の正常な人事データが引き続き有効です。',
        calendar:
          '休日ファイルを使えません。使えるようになるまで、設定した時刻には毎回人事データが届くものとして扱います。',
        'all-clear': {
          stopped: '復旧しました。今夜の人事データは準備が整っています。',
          failed: '復旧しました。今夜の人事データは準備が整っています。',
          late: '復旧しました。今夜の人事データは準備が整っています。',
          missing: '復旧しました。今夜の人事データは準備が整っています。',
          unpublished: '復旧しました。すべての配布先にグループが揃っています。',
          'gate-down': '復旧しました。関所は再び応答しています。',
          unreadable: '復旧しました。人事データの受け取りフォルダは再び読み取れます。',
          calendar: '復旧しました。休日ファイルは再び使えます。',
        }[of],
      })[kind],
    more: (count) => `… ほか ${count} 件`,
    now: ({ kind, run = 0 }) =>
      ({
        stopped: `「sekisho night show ${run}」で内容を確認し、問題がなければ「sekisho night approve ${run} --reason …」で承認してください。`,
        failed: `原因を直してから、人事データをもう一度届けてください。各手順と記録の全体は「sekisho night show ${run}」で確認できます。`,
        unpublished:
          '原因を取り除いてください。配布先ごとの状況と直近の結果は「sekisho night status」で確認できます。',
        late: '人事システムの出力が動いたかを確認してください。',
        missing:
          '人事システムから人事データを取得して届け、「sekisho night status」で状況を確認してください。',
        'gate-down': '関所を起動し、ログを確認してください。',
        unreadable:
          '関所の実行ユーザーがフォルダに入って書き込めるように権限を直すか、フォルダを元に戻してください。届いている人事データは、その後自動で取り込みます。',
        calendar: 'ファイルを直すか、前の正しいファイルに戻してください。自動で読み直します。',
        'all-clear': '',
      })[kind],
    since: (moment) => `発生: ${moment}`,
    notSent: (channel, why) => `警報を ${channel} で送れませんでした: ${why}`,
  },
}
