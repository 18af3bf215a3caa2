/** Alarms of the night in words: subject and text of a mail, and the message of the webhook. */

import type { InBothLanguages } from './language.ts'

type Kind = 'stopped' | 'failed' | 'unpublished' | 'late' | 'missing' | 'gate-down' | 'all-clear'

interface NightAlarmTexts {
  readonly subject: (kind: Kind, hostname: string, isReminder: boolean) => string
  readonly what: (kind: Kind, run: number) => string
  readonly now: (kind: Kind, run: number) => string
  readonly since: (moment: string) => string
  readonly notSent: (channel: string, why: string) => string
}

export const nightAlarmTexts: InBothLanguages<NightAlarmTexts> = {
  en: {
    subject: (kind, hostname, isReminder) =>
      `[Sekisho ${hostname}] ${isReminder ? 'Still: ' : ''}${
        {
          stopped: 'the guard keeps the HR dump back',
          failed: 'the import of the HR dump has failed',
          unpublished: 'groups could not be published',
          late: 'the HR dump is late',
          missing: 'no HR dump is in force for today',
          'gate-down': 'the gate does not answer',
          'all-clear': 'all clear',
        }[kind]
      }`,
    what: (kind, run) =>
      ({
        stopped: `Night ${run} is ready, but its changes do not look like a day's work. The last good dump stays in force.`,
        failed: `Night ${run} has failed. The last good dump stays in force.`,
        unpublished: `Night ${run} is in force at this gate, but the target does not have all its groups. It is tried again.`,
        late: 'The dump of this night is not in force yet. The last good dump is.',
        missing: 'The day begins, and the dump of this night is not in force. The last good dump is.',
        'gate-down': 'The gate does not answer on its control socket: mail is probably not taken.',
        'all-clear': 'What was wrong is over: the dump of the night is ready, and the gate answers.',
      })[kind],
    now: (kind, run) =>
      ({
        stopped: `Look at it with "sekisho night show ${run}"; if it is right: "sekisho night approve ${run} --reason …".`,
        failed: `"sekisho night show ${run}" says why. Correct it and deliver the dump again.`,
        unpublished: `"sekisho night show ${run}" says why.`,
        late: 'Ask the HR system whether its export has run.',
        missing: 'Ask the HR system for the dump, deliver it, and look at "sekisho night status".',
        'gate-down': 'Start it again, and look at its log.',
        'all-clear': '',
      })[kind],
    since: (moment) => `Since ${moment}.`,
    notSent: (channel, why) => `the alarm could not be sent by ${channel}: ${why}`,
  },
  ja: {
    subject: (kind, hostname, isReminder) =>
      `[関所 ${hostname}] ${isReminder ? '継続中: ' : ''}${
        {
          stopped: '人事データの有効化を見送りました',
          failed: '人事データの取り込みに失敗しました',
          unpublished: 'グループを配布できません',
          late: '人事データが遅れています',
          missing: '本日分の人事データが有効になっていません',
          'gate-down': '関所が応答しません',
          'all-clear': '復旧しました',
        }[kind]
      }`,
    what: (kind, run) =>
      ({
        stopped: `第 ${run} 回の取り込みは、変更内容が通常の範囲を超えるため有効にしていません。直前の正常な人事データが引き続き有効です。`,
        failed: `第 ${run} 回の取り込みに失敗しました。直前の正常な人事データが引き続き有効です。`,
        unpublished: `第 ${run} 回の人事データはこの関所では有効ですが、配布先にグループが揃っていません。配布は自動で再試行します。`,
        late: '今夜の人事データがまだ有効になっていません。直前の正常な人事データが引き続き有効です。',
        missing:
          '始業時刻になりましたが、今夜の人事データが有効になっていません。直前の正常な人事データが引き続き有効です。',
        'gate-down': '関所が制御ソケットで応答しません。メールを受け付けていないおそれがあります。',
        'all-clear': '問題は解消しました。今夜の人事データは準備が整い、関所も応答しています。',
      })[kind],
    now: (kind, run) =>
      ({
        stopped: `「sekisho night show ${run}」で内容を確認し、問題がなければ「sekisho night approve ${run} --reason …」で承認してください。`,
        failed: `原因は「sekisho night show ${run}」で確認できます。直してから、人事データをもう一度届けてください。`,
        unpublished: `原因は「sekisho night show ${run}」で確認できます。`,
        late: '人事システムの出力が動いたかを確認してください。',
        missing:
          '人事システムから人事データを取得して届け、「sekisho night status」で状況を確認してください。',
        'gate-down': '関所を起動し、ログを確認してください。',
        'all-clear': '',
      })[kind],
    since: (moment) => `発生: ${moment}`,
    notSent: (channel, why) => `警報を ${channel} で送れませんでした: ${why}`,
  },
}
