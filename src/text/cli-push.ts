/** Words of the command `push`. */

import type { InBothLanguages } from './language.ts'

interface Example {
  readonly line: string
  readonly does: string
}

interface CliPushTexts {
  readonly description: string
  readonly directory: string
  readonly toOption: string
  readonly tokenOption: string
  readonly waitOption: string
  readonly completeOption: string
  readonly restOption: string
  readonly newerOption: string
  readonly everyOption: string
  readonly effectiveOption: string
  readonly detachOption: string
  readonly deadlineOption: string
  readonly timezoneOption: string
  readonly holidaysOption: string
  readonly giveUpOption: string
  readonly alarmsOption: string
  readonly jsonOption: string
  readonly examples: readonly Example[]
  readonly exitCodes: readonly string[]
  readonly badMoment: (typed: string) => string
  readonly badTimezone: (typed: string) => string
  readonly badSeconds: (option: string, typed: string) => string
  readonly badEffective: (typed: string) => string
  readonly badAlarms: (file: string, why: string) => string
  readonly waits: (folder: string) => string
  readonly sends: (file: string, octets: number, hash: string) => string
  readonly rulesSame: string
  readonly begun: (run: number) => string
  readonly held: (detail: string) => string
  readonly fileChanged: (detail: string) => string
  readonly otherImport: (detail: string) => string
  readonly step: (run: number, step: string, outcome: string) => string
  readonly busy: (status: number, seconds: number) => string
  readonly garbage: (status: number, seconds: number) => string
  readonly unreachable: (why: string, seconds: number) => string
  readonly ended: (run: number, state: string) => string
  readonly detached: (run: number) => string
  readonly refused: (status: number, detail: string) => string
  readonly noDump: (folder: string) => string
  readonly noneExpected: (folder: string, day: string) => string
  readonly holiday: (day: string) => string
  readonly givenUp: (why: string) => string
  readonly alarm: (subject: string) => string
  readonly alarmNotSent: (channel: string, why: string) => string
  readonly outcomes: Readonly<Record<'done' | 'failed' | 'stopped', string>>
  readonly alarms: Readonly<
    Record<
      'push-late' | 'push-failed' | 'all-clear',
      {
        readonly subject: string
        readonly what: (folder: string, url: string) => string
        readonly now: string
      }
    >
  >
  readonly still: string
  readonly subject: (hostname: string, text: string) => string
  readonly last: (line: string) => string
  readonly since: (moment: string) => string
}

export const cliPushTexts: InBothLanguages<CliPushTexts> = {
  en: {
    description:
      'Send a dump of the people to a gate by its API, let it be imported, and say how that ended. For the machine where the dump is made; needs no configuration.',
    directory: 'folder with hr.csv and, where there is one, rules.yaml',
    toOption: 'URL of the API of the gate',
    tokenOption: 'file with the token (scopes roster:read and roster:write)',
    waitOption: 'wait for a dump, until --give-up',
    completeOption: 'when hr.csv is whole: rename, rest or done-mark',
    restOption: 'seconds without a change, for rest',
    newerOption:
      'a dump that has not changed since then is that of yesterday: 12h, 20:00 or YYYY-MM-DDThh:mm (default: with --wait 12h, else any)',
    everyOption: 'seconds between two looks, into the folder and at the import',
    effectiveOption:
      'takes force at this time of the company: YYYY-MM-DDThh:mm (default: what effective.txt in the folder says, else at once)',
    detachOption: 'do not wait for the end of the import',
    deadlineOption: 'raise the alarm if it is not done by then: 07:00, YYYY-MM-DDThh:mm or 3h',
    timezoneOption:
      'time zone of --deadline, --give-up, --newer-than and --holidays (default: that of this machine)',
    holidaysOption:
      'file of days on which no dump is expected, as in night.schedule.holidays: if none comes, that is no alarm; may be given several times',
    giveUpOption: 'try no longer than until then (default: 4h, or 2 hours after --deadline)',
    alarmsOption: 'YAML file with whom alarms go to: mail, webhook, syslog as in night.alarms',
    jsonOption: 'log and result as JSON',
    examples: [
      {
        line: 'sekisho push /srv/hr --to https://gate.example --token-file /etc/sekisho/push.token',
        does: 'Send the dump that is there',
      },
      {
        line: 'sekisho push /srv/hr --to https://gate.example --token-file /etc/sekisho/push.token --wait --deadline 07:00 --timezone Asia/Tokyo --alarms /etc/sekisho/push-alarms.yaml',
        does: 'Each night, from cron or a timer: wait for it, and raise the alarm at seven',
      },
    ],
    exitCodes: [
      'in force, or ready for its moment (with --detach: the import has begun); or none came on a holiday',
      'the gate has the dump and did not put it in force: the guard, or errors; or its groups are not published',
      'nothing was done: refused by the gate, the folder cannot be read, or wrong usage',
      'as 0, but after the deadline',
      'given up: no dump came, or the gate could not be reached to the end',
    ],
    badMoment: (typed) => `"${typed}" is no time. Write 07:00, 2026-04-01T07:00 or 90m.`,
    badTimezone: (typed) => `"${typed}" is no time zone (for example Asia/Tokyo).`,
    badSeconds: (option, typed) => `${option} takes seconds, not "${typed}".`,
    badEffective: (typed) => `"${typed}" is no day and hour. Write YYYY-MM-DDThh:mm: 2026-04-01T08:00.`,
    badAlarms: (file, why) => `${file} does not say whom alarms go to:\n${why}`,
    waits: (folder) => `Waits for a whole dump in ${folder}.`,
    sends: (file, octets, hash) => `Sends ${file}: ${octets} octets, SHA-256 ${hash}.`,
    rulesSame: 'rules.yaml is the one that the gate has; it is not sent.',
    begun: (run) => `The gate imports it as night ${run}.`,
    held: (detail) => `The gate cannot begin yet: ${detail} Tries again.`,
    fileChanged: (detail) => `A file has changed while it was sent (${detail}). Sends it again.`,
    otherImport: (detail) =>
      `The gate has imported something else in between (${detail}). Sends the dump again.`,
    step: (run, step, outcome) => `Night ${run}: ${step}: ${outcome}.`,
    busy: (status, seconds) => `The gate cannot take it just now (${status}). Tries again in ${seconds} s.`,
    garbage: (status, seconds) =>
      `The answer (${status}) is not one of a gate; is a proxy in the way? Tries again in ${seconds} s.`,
    unreachable: (why, seconds) => `The gate cannot be reached (${why}). Tries again in ${seconds} s.`,
    ended: (run, state) => `Night ${run}: ${state}.`,
    detached: (run) => `Night ${run} has begun.`,
    refused: (status, detail) => `The gate refuses (${status}). ${detail}`.trim(),
    noDump: (folder) =>
      `There is no whole new dump in ${folder}: hr.csv is not there, is not complete yet (--complete), or is older than asked for (--newer-than).`,
    noneExpected: (folder, day) =>
      `No dump has come in ${folder}, and none was expected: ${day} is in the files of holidays.`,
    holiday: (day) =>
      `${day} is in the files of holidays: no dump is expected, and one that comes is sent all the same.`,
    givenUp: (why) => `Given up: the time is over.${why === '' ? '' : ` The last attempt: ${why}.`}`,
    alarm: (subject) => `Alarm: ${subject}`,
    alarmNotSent: (channel, why) => `The alarm could not be sent by ${channel}: ${why}`,
    outcomes: { done: 'done', failed: 'failed', stopped: 'stopped' },
    alarms: {
      'push-late': {
        subject: 'the HR dump is late',
        what: (folder, url) => `The dump of ${folder} is not in force at ${url}. It is still being tried.`,
        now: 'Ask the HR system whether its export has run, and look whether the gate can be reached.',
      },
      'push-failed': {
        subject: 'the HR dump did not take force',
        what: (folder, url) =>
          `The dump of ${folder} has not taken force at ${url}, and it is tried no longer. The gate keeps its last good one.`,
        now: 'See what was said last, put it right, and run "sekisho push" again.',
      },
      'all-clear': {
        subject: 'all clear',
        what: (folder, url) => `The dump of ${folder} is ready at ${url} after all.`,
        now: '',
      },
    },
    still: 'Still: ',
    subject: (hostname, text) => `[Sekisho push ${hostname}] ${text}`,
    last: (line) => `Said last: ${line}`,
    since: (moment) => `Since ${moment}.`,
  },
  ja: {
    description:
      '人事データを API で関所に送り、取り込みを開始して結果を表示します。人事データを作成するサーバーで使います。\n設定ファイルは不要です。',
    directory: 'hr.csv と (あれば) rules.yaml を置いたフォルダ',
    toOption: '関所の API の URL',
    tokenOption: 'トークンを書いたファイル (roster:read と roster:write の権限が必要です)',
    waitOption: '人事データが届くまで、--give-up の時刻を限度に待ちます',
    completeOption: 'hr.csv が揃ったと判断する方法: rename、rest、done-mark',
    restOption: 'rest の場合に、変更がないことを確認する秒数',
    newerOption:
      'この時刻より後に更新されていないものは前日分とみなします: 12h、20:00、YYYY-MM-DDThh:mm (既定: --wait では 12h、それ以外は制限なし)',
    everyOption: 'フォルダと取り込みを確認する間隔 (秒)',
    effectiveOption:
      '会社の時刻でこの日時に有効にします: YYYY-MM-DDThh:mm (既定: フォルダの effective.txt の日時、なければすぐに)',
    detachOption: '取り込みの終了を待ちません',
    deadlineOption: 'この時刻までに終わらなければ警報を出します: 07:00、YYYY-MM-DDThh:mm、3h',
    timezoneOption:
      '--deadline、--give-up、--newer-than、--holidays のタイムゾーン (既定: このサーバーのもの)',
    holidaysOption:
      '人事データが届かない日を書いたファイル (night.schedule.holidays と同じ形式)。その日は届かなくても警報を出しません。複数回指定できます',
    giveUpOption: 'この時刻を過ぎたら再試行をやめます (既定: 4h、または --deadline の 2 時間後)',
    alarmsOption: '警報の送り先を書いた YAML ファイル (night.alarms と同じ形式: mail、webhook、syslog)',
    jsonOption: 'ログと結果を JSON で出力します',
    examples: [
      {
        line: 'sekisho push /srv/hr --to https://gate.example --token-file /etc/sekisho/push.token',
        does: '今ある人事データを送る',
      },
      {
        line: 'sekisho push /srv/hr --to https://gate.example --token-file /etc/sekisho/push.token --wait --deadline 07:00 --timezone Asia/Tokyo --alarms /etc/sekisho/push-alarms.yaml',
        does: '毎晩 cron やタイマーから実行: 届くまで待ち、7 時までに終わらなければ警報を出す',
      },
    ],
    exitCodes: [
      '有効になった、または有効化の時刻を待っている (--detach では取り込みを開始した)。休日に人事データが届かなかった場合も同じ',
      '関所に届いたが有効になっていない (確認待ち、または誤りがある)、またはグループを配布できていない',
      '何も行っていない (関所が拒否した、フォルダを読めない、またはコマンドの指定誤り)',
      '0 と同じ。ただし期限を過ぎた',
      '断念した (人事データが届かない、または最後まで関所に接続できなかった)',
    ],
    badMoment: (typed) =>
      `「${typed}」は時刻として読み取れません。07:00、2026-04-01T07:00、90m のように指定してください。`,
    badTimezone: (typed) => `「${typed}」というタイムゾーンはありません (例: Asia/Tokyo)。`,
    badSeconds: (option, typed) => `${option} には秒数を指定してください (「${typed}」は使えません)。`,
    badEffective: (typed) =>
      `「${typed}」は日時として読み取れません。YYYY-MM-DDThh:mm の形で指定してください (例: 2026-04-01T08:00)。`,
    badAlarms: (file, why) => `${file} から警報の送り先を読み取れません。\n${why}`,
    waits: (folder) => `${folder} に人事データが揃うのを待っています。`,
    sends: (file, octets, hash) => `${file} を送ります (${octets} オクテット、SHA-256 ${hash})。`,
    rulesSame: 'rules.yaml は関所にあるものと同じため、送りません。',
    begun: (run) => `関所が第 ${run} 回の取り込みとして処理しています。`,
    held: (detail) => `関所はまだ取り込みを開始できません。${detail} 再試行します。`,
    fileChanged: (detail) => `送信中にファイルが変更されました (${detail})。送り直します。`,
    otherImport: (detail) => `その間に関所が別のデータを取り込みました (${detail})。送り直します。`,
    step: (run, step, outcome) => `第 ${run} 回: ${step}: ${outcome}`,
    busy: (status, seconds) => `関所は今は受け付けられません (${status})。${seconds} 秒後に再試行します。`,
    garbage: (status, seconds) =>
      `応答 (${status}) が関所のものではありません。途中のプロキシを確認してください。${seconds} 秒後に再試行します。`,
    unreachable: (why, seconds) => `関所に接続できません (${why})。${seconds} 秒後に再試行します。`,
    ended: (run, state) => `第 ${run} 回の取り込み: ${state}`,
    detached: (run) => `第 ${run} 回の取り込みを開始しました。`,
    refused: (status, detail) => `関所に拒否されました (${status})。${detail}`.trim(),
    noDump: (folder) =>
      `${folder} に新しい人事データが揃っていません。hr.csv がないか、まだ書き終わっていないか（--complete）、指定より古いものです（--newer-than）。`,
    noneExpected: (folder, day) =>
      `${folder} に人事データは届いていませんが、${day} は休日のため問題ありません。`,
    holiday: (day) =>
      `${day} は休日ファイルにあるため、人事データは届かなくてかまいません。届いた場合は通常どおり送ります。`,
    givenUp: (why) => `時間切れのため断念しました。${why === '' ? '' : `最後の結果: ${why}`}`,
    alarm: (subject) => `警報: ${subject}`,
    alarmNotSent: (channel, why) => `警報を ${channel} で送れませんでした: ${why}`,
    outcomes: { done: '完了', failed: '失敗', stopped: '停止' },
    alarms: {
      'push-late': {
        subject: '人事データが遅れています',
        what: (folder, url) =>
          `${folder} の人事データが ${url} でまだ有効になっていません。再試行を続けています。`,
        now: '人事システムの出力が動いたか、関所に接続できるかを確認してください。',
      },
      'push-failed': {
        subject: '人事データが有効になりませんでした',
        what: (folder, url) =>
          `${folder} の人事データは ${url} で有効にならず、再試行も終了しました。関所では直前の正常な人事データが引き続き有効です。`,
        now: '最後のメッセージを確認して原因を取り除き、「sekisho push」をもう一度実行してください。',
      },
      'all-clear': {
        subject: '復旧しました',
        what: (folder, url) => `${folder} の人事データは、${url} で準備が整いました。`,
        now: '',
      },
    },
    still: '継続中: ',
    subject: (hostname, text) => `[関所 push ${hostname}] ${text}`,
    last: (line) => `最後のメッセージ: ${line}`,
    since: (moment) => `発生: ${moment}`,
  },
}
