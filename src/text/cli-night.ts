/** Words of the command group `night`. */

import type { InBothLanguages } from './language.ts'

interface Example {
  readonly line: string
  readonly does: string
}

type NightCommand = 'run' | 'status' | 'history' | 'show' | 'approve' | 'rollback' | 'withdraw' | 'watch'

interface CliNightTexts {
  readonly description: string
  readonly commands: Readonly<Record<NightCommand, string>>
  readonly examples: Readonly<Record<NightCommand, readonly Example[]>>
  readonly exitCodes: Readonly<Record<NightCommand, readonly string[]>>
  readonly directory: string
  readonly run: string
  readonly runBack: string
  readonly effectiveOption: string
  readonly dueOption: string
  readonly noGateOption: string
  readonly watched: Readonly<Record<'ready' | 'expected', string>>
  readonly reasonOption: string
  readonly authorOption: string
  readonly limitOption: string
  readonly quietOption: string
  readonly showAs: string

  readonly notEnabled: (file: string) => string
  readonly notANumber: (typed: string) => string
  readonly nothingArrived: (folder: string) => string
  readonly held: (by: string | undefined) => string
  readonly holder: (who: string, pid: number, since: string) => string
  readonly runBegins: (number: number, source: string) => string
  readonly runResumed: (number: number) => string
  readonly runRests: (number: number, state: string) => string
  readonly begunBy: (who: string, at: string) => string
  readonly hashes: (dump: string, rules: string) => readonly string[]
  /** Of one step, on a terminal. `percent` is of the step. */
  readonly progress: (step: number, steps: number, name: string, percent: number | undefined) => string
  readonly lookAtIt: (number: number) => string
  readonly whyFailed: (number: number) => string
  readonly dumpGone: (number: number, folder: string) => string
  readonly waitsUntil: (moment: string) => string
  /** Said behind the state of what the guard keeps. */
  readonly keptFor: (moment: string) => string
  readonly unknownRun: (number: number) => string
  readonly notStopped: (number: number, state: string) => string
  readonly outdated: (number: number, inForce: number) => string
  readonly noneYet: string
  readonly inForce: (number: number, since: string, who: string) => string
  readonly organizationInForce: (folder: string) => string
  readonly last: string
  readonly pending: string
  readonly cutOff: string
  readonly columns: (timezone: string) => readonly string[]
  readonly more: (shown: number) => string
  readonly approvedBy: (who: string, at: string, why: string) => string
  /** Above a table of who decided what. */
  readonly decisions: string
  readonly rolledBack: (to: string) => string
  readonly nothingBefore: string
  readonly neverInForce: (number: number) => string
  readonly alreadyInForce: (number: number) => string
  readonly nightNumber: (number: number) => string
  readonly withdrawn: (number: number) => string
  readonly notToWithdraw: (number: number, state: string) => string
  readonly noComparison: (number: number) => string
}

export const cliNightTexts: InBothLanguages<CliNightTexts> = {
  en: {
    description: 'Import dumps of the people as a job: check, compare, guard, put in force, look back.',
    commands: {
      run: 'Import a dump: finishes what was cut off first, and puts in force what is due.',
      status: 'What is in force, what is under way, and how the last run ended.',
      history: 'The runs so far, the newest first.',
      show: 'A run with its steps, and what its dump changes.',
      approve: 'Let a dump pass that the guard has stopped. Name and reason go on record.',
      rollback: 'Put an earlier dump in force again.',
      withdraw: 'Take back a dump that is stopped or waits for its moment.',
      watch: 'Look once whether the night goes well, and raise the alarm; for a timer beside the gate.',
    },
    examples: {
      run: [
        {
          line: 'sekisho night run --config sekisho.yaml',
          does: 'What has arrived in night.directory/incoming',
        },
        { line: 'sekisho night run /srv/hr --config sekisho.yaml', does: 'The dump in a folder' },
        {
          line: 'sekisho night run /srv/hr --effective 2026-04-01T08:00 --config sekisho.yaml',
          does: 'Load the transfers ahead; they take force on the day and hour of the announcement',
        },
      ],
      status: [
        { line: 'sekisho night status --config sekisho.yaml', does: 'Is everything ready for the day?' },
      ],
      history: [{ line: 'sekisho night history --config sekisho.yaml', does: 'The nights so far' }],
      show: [
        { line: 'sekisho night show 12 --config sekisho.yaml', does: 'Steps and changes of night 12' },
        {
          line: 'sekisho night show 12 --as html --config sekisho.yaml > changes.html',
          does: 'The comparison as a page',
        },
      ],
      approve: [
        {
          line: 'sekisho night approve 12 --reason "Sales company sold, 400 people left" --config sekisho.yaml',
          does: 'After a look at sekisho night show 12',
        },
      ],
      rollback: [
        {
          line: 'sekisho night rollback --reason "Dump of the wrong company" --config sekisho.yaml',
          does: 'Back to the dump before',
        },
        {
          line: 'sekisho night rollback 9 --reason "Dump of the wrong company" --config sekisho.yaml',
          does: 'Back to that of night 9',
        },
      ],
      withdraw: [
        {
          line: 'sekisho night withdraw 13 --reason "Transfers postponed" --config sekisho.yaml',
          does: 'It does not take force',
        },
      ],
      watch: [
        {
          line: '*/5 * * * * sekisho sekisho night watch --config /etc/sekisho/sekisho.yaml',
          does: 'A line of /etc/cron.d: every five minutes, as the user of the gate',
        },
      ],
    },
    exitCodes: {
      run: [
        'every dump is in force or waits for its moment',
        'nothing has arrived, a dump is faulty, or the guard keeps it',
        'failed, another run is under way, or wrong usage',
      ],
      status: [
        'the last run ended well',
        'it failed, the guard keeps a dump, a target lacks groups, "incoming" cannot be read, or there was none',
        'failed, or wrong usage',
      ],
      history: ['listed', 'not used', 'failed, or wrong usage'],
      show: ['shown', 'there is no such run', 'failed, or wrong usage'],
      approve: [
        'it is in force or waits for its moment',
        'it is not one that may be let pass, or a later step failed',
        'failed, another run is under way, or wrong usage',
      ],
      rollback: [
        'it is in force',
        'there is nothing to go back to, or that dump is not on disk as it was taken',
        'failed, or wrong usage',
      ],
      withdraw: ['taken back', 'it is neither stopped nor waiting', 'failed, or wrong usage'],
      watch: [
        'the night is ready, or it is too early to tell',
        'late, missing, stopped, failed, a target lacks groups, "incoming" cannot be read, a file of holidays is broken, or the gate does not answer',
        'failed, or wrong usage',
      ],
    },
    directory:
      'folder with hr.csv and, if they have changed, rules.yaml (default: what is complete in night.directory/incoming)',
    run: 'number of a run',
    runBack: 'number of a run whose dump was in force (default: the one before)',
    effectiveOption:
      'day and hour at which it takes force, in the time zone of the company: 2026-04-01T08:00',
    dueOption: 'only finish what was cut off or is due; take no new dump',
    noGateOption: 'do not ask the gate whether it is alive',
    watched: {
      ready: 'The dump of this night is ready, and the gate answers.',
      expected: 'The dump of this night is still waited for; it is not late.',
    },
    reasonOption: 'why, for the record',
    authorOption: 'who it is, for the record (default: the user of this terminal)',
    limitOption: 'how many runs',
    quietOption: 'say nothing but errors',
    showAs: 'the comparison alone, as text, html or json',
    notEnabled: (file) =>
      `the night is not in use: night.enabled is not true in ${file}. The gate judges by "organization".`,
    notANumber: (typed) => `"${typed}" is no number of a run. "sekisho night history" lists them.`,
    nothingArrived: (folder) => `no complete dump has arrived in ${folder}.`,
    held: (by) => `another import is under way${by === undefined ? '' : ` (${by})`}. Nothing was done.`,
    holder: (who, pid, since) => `started by ${who}, process ${pid}, since ${since}`,
    runBegins: (number, source) => `Night ${number}: ${source}`,
    runResumed: (number) => `Night ${number} goes on.`,
    runRests: (number, state) => `Night ${number}: ${state}.`,
    begunBy: (who, at) => `Begun by ${who} at ${at}.`,
    hashes: (dump, rules) => [`SHA-256 of hr.csv: ${dump}`, `SHA-256 of rules.yaml: ${rules}`],
    progress: (step, steps, name, percent) =>
      `step ${step} of ${steps}: ${name}${percent === undefined ? '' : ` ${percent} %`}`,
    whyFailed: (number) =>
      `Why it has failed: sekisho night show ${number}. Correct it, and deliver the dump again.`,
    lookAtIt: (number) =>
      `Look at it: sekisho night show ${number}. Then "sekisho night approve ${number}" lets it pass, and "sekisho night withdraw ${number}" takes it back; both with --reason "…".`,
    dumpGone: (number, folder) =>
      `the dump of night ${number} in ${folder} is not there any more, or not as it was taken. Import a dump that is good instead.`,
    keptFor: (moment) => `for ${moment} (time of the company)`,
    waitsUntil: (moment) => `waits until ${moment} (time of the company)`,
    unknownRun: (number) => `there is no night ${number}. "sekisho night history" lists them.`,
    notStopped: (number, state) =>
      `night ${number} is not stopped by the guard (${state}). Only what the guard keeps can be let pass; a dump with errors is mended and imported again.`,
    outdated: (number, inForce) =>
      `night ${number} is older than what is in force (night ${inForce}). Import the newest dump instead.`,
    noneYet: 'There was no night yet.',
    inForce: (number, since, who) => `In force: the dump of night ${number}, since ${since}, by ${who}.`,
    organizationInForce: (folder) => `In force: the organization in ${folder}; no dump of a night is.`,
    last: 'Last run:',
    pending: 'Stopped or waiting:',
    cutOff: 'cut off',
    columns: (timezone) => ['NIGHT', `BEGUN (${timezone})`, 'STATE', 'BY', 'SNAPSHOT', 'FROM'],
    more: (shown) => `Only the newest ${shown}; --limit shows more.`,
    decisions: 'Decided, by the audit log:',
    approvedBy: (who, at, why) => `Let pass by ${who} at ${at}: ${why}`,
    rolledBack: (to) => `In force again: ${to}.`,
    nothingBefore: 'nothing was in force before: there is no dump to go back to.',
    neverInForce: (number) =>
      `the dump of night ${number} was never in force. Going back is for what was; "sekisho night history" lists the runs.`,
    alreadyInForce: (number) => `The dump of night ${number} is in force already.`,
    nightNumber: (number) => `the dump of night ${number}`,
    withdrawn: (number) => `Night ${number} is taken back: its dump does not take force.`,
    notToWithdraw: (number, state) => `night ${number} is neither stopped nor waiting (${state}).`,
    noComparison: (number) => `night ${number} has not come to the comparison.`,
  },
  ja: {
    description: '人事データの取り込み (検査・比較・安全確認・有効化) を行い、経過を確認します。',
    commands: {
      run: '人事データを取り込みます。中断された取り込みがあれば先に再開し、発令日時を過ぎたものを有効にします。',
      status: '現在有効なもの、実行中のもの、前回の結果を表示します。',
      history: 'これまでの取り込みを新しい順に表示します。',
      show: '取り込みの各段階と、その人事データによる変更点を表示します。',
      approve: '安全確認で停止した人事データを承認します。氏名と理由が記録に残ります。',
      rollback: '以前の人事データを再び有効にします。',
      withdraw: '停止中または発令日時待ちの人事データを取り下げます。',
      watch:
        '夜間の取り込みが順調かを 1 回確認し、異常があれば警報を出します。関所とは別のタイマーから実行してください。',
    },
    examples: {
      run: [
        {
          line: 'sekisho night run --config sekisho.yaml',
          does: 'night.directory の incoming に届いたものを取り込む',
        },
        { line: 'sekisho night run /srv/hr --config sekisho.yaml', does: 'フォルダを指定して取り込む' },
        {
          line: 'sekisho night run /srv/hr --effective 2026-04-01T08:00 --config sekisho.yaml',
          does: '異動後の人事データを先に取り込み、発令日時に有効にする',
        },
      ],
      status: [
        { line: 'sekisho night status --config sekisho.yaml', does: '始業の準備ができているかを確認する' },
      ],
      history: [{ line: 'sekisho night history --config sekisho.yaml', does: 'これまでの取り込みを見る' }],
      show: [
        { line: 'sekisho night show 12 --config sekisho.yaml', does: '第 12 回の経過と変更点を見る' },
        {
          line: 'sekisho night show 12 --as html --config sekisho.yaml > changes.html',
          does: '変更点を HTML で保存する',
        },
      ],
      approve: [
        {
          line: 'sekisho night approve 12 --reason "営業会社の売却により 400 名が退職" --config sekisho.yaml',
          does: '内容を確認したうえで承認する',
        },
      ],
      rollback: [
        {
          line: 'sekisho night rollback --reason "別会社のデータだった" --config sekisho.yaml',
          does: '1 つ前の人事データに戻す',
        },
        {
          line: 'sekisho night rollback 9 --reason "別会社のデータだった" --config sekisho.yaml',
          does: '第 9 回の人事データに戻す',
        },
      ],
      withdraw: [
        {
          line: 'sekisho night withdraw 13 --reason "異動の延期" --config sekisho.yaml',
          does: '有効にしないことにする',
        },
      ],
      watch: [
        {
          line: '*/5 * * * * sekisho sekisho night watch --config /etc/sekisho/sekisho.yaml',
          does: '/etc/cron.d の 1 行。5 分ごとに、関所のユーザーで実行する',
        },
      ],
    },
    exitCodes: {
      run: [
        'すべて有効になった、または発令日時を待っている',
        '何も届いていない、誤りがある、または安全確認で停止した',
        '失敗、別の取り込みが実行中、またはコマンドの指定誤り',
      ],
      status: [
        '前回は正常に終わった',
        '失敗または停止している、グループの揃わない配布先がある、incoming を読み取れない、または一度も実行していない',
        '失敗、またはコマンドの指定誤り',
      ],
      history: ['表示した', '(使用しません)', '失敗、またはコマンドの指定誤り'],
      show: ['表示した', '該当する取り込みがない', '失敗、またはコマンドの指定誤り'],
      approve: [
        '有効になった、または発令日時を待っている',
        '承認できる状態ではない、または後の段階で失敗した',
        '失敗、別の取り込みが実行中、またはコマンドの指定誤り',
      ],
      rollback: [
        '有効になった',
        '戻す先がない、またはその人事データが取り込み時のまま残っていない',
        '失敗、またはコマンドの指定誤り',
      ],
      withdraw: ['取り下げた', '停止中でも発令日時待ちでもない', '失敗、またはコマンドの指定誤り'],
      watch: [
        '準備ができている、またはまだ判断する時刻ではない',
        '遅れ・未着・停止・失敗、グループの揃わない配布先がある、incoming を読み取れない、休日ファイルを使えない、または関所が応答しない',
        '失敗、またはコマンドの指定誤り',
      ],
    },
    directory:
      'hr.csv と (変更があれば) rules.yaml のあるフォルダ (既定: night.directory の incoming に揃っているもの)',
    run: '取り込みの番号',
    runBack: '有効だったことのある取り込みの番号 (既定: 1 つ前)',
    effectiveOption: '有効にする日時 (会社のタイムゾーン): 2026-04-01T08:00',
    dueOption: '中断されたもの・発令日時を過ぎたものだけを処理し、新しい人事データは取り込まない',
    noGateOption: '関所が応答するかどうかは確認しない',
    watched: {
      ready: '今夜の人事データは準備ができており、関所も応答しています。',
      expected: '今夜の人事データを待っています。まだ遅れてはいません。',
    },
    reasonOption: '記録に残す理由',
    authorOption: '記録に残す氏名 (既定: この端末のユーザー)',
    limitOption: '表示する件数',
    quietOption: 'エラー以外は表示しない',
    showAs: '変更点だけを text、html、json のいずれかで出力する',
    notEnabled: (file) =>
      `夜間の取り込みは使われていません。${file} の night.enabled が true ではなく、関所は organization のデータで判定しています。`,
    notANumber: (typed) =>
      `「${typed}」は取り込みの番号ではありません。一覧は「sekisho night history」で確認できます。`,
    nothingArrived: (folder) => `${folder} に、揃った人事データは届いていません。`,
    held: (by) => `別の取り込みが実行中です${by === undefined ? '' : ` (${by})`}。何も行っていません。`,
    holder: (who, pid, since) => `実行者 ${who}、プロセス ${pid}、開始 ${since}`,
    runBegins: (number, source) => `第 ${number} 回: ${source}`,
    runResumed: (number) => `第 ${number} 回を再開します。`,
    runRests: (number, state) => `第 ${number} 回: ${state}`,
    begunBy: (who, at) => `開始 ${at} (実行者 ${who})`,
    hashes: (dump, rules) => [`hr.csv の SHA-256: ${dump}`, `rules.yaml の SHA-256: ${rules}`],
    progress: (step, steps, name, percent) =>
      `${steps} 段階中 ${step}: ${name}${percent === undefined ? '' : ` ${percent} %`}`,
    whyFailed: (number) =>
      `失敗の原因は「sekisho night show ${number}」で確認できます。直してから、人事データをもう一度届けてください。`,
    lookAtIt: (number) =>
      `内容の確認は「sekisho night show ${number}」、承認は「sekisho night approve ${number} --reason "…"」、取り下げは「sekisho night withdraw ${number} --reason "…"」です。`,
    dumpGone: (number, folder) =>
      `${folder} にあるはずの第 ${number} 回の人事データは、残っていないか、取り込み時のものと異なります。正しい人事データを取り込んでください。`,
    keptFor: (moment) => `${moment} (会社の時刻) に有効になる予定`,
    waitsUntil: (moment) => `${moment} (会社の時刻) まで待機`,
    unknownRun: (number) =>
      `第 ${number} 回の取り込みはありません。一覧は「sekisho night history」で確認できます。`,
    notStopped: (number, state) =>
      `第 ${number} 回は安全確認で停止していません (${state})。承認できるのは安全確認で停止したものだけです。誤りのある人事データは、直してから取り込み直してください。`,
    outdated: (number, inForce) =>
      `第 ${number} 回は、現在有効な第 ${inForce} 回より古いものです。最新の人事データを取り込んでください。`,
    noneYet: 'まだ一度も取り込んでいません。',
    inForce: (number, since, who) => `有効: 第 ${number} 回の人事データ (${since} から、実行者 ${who})`,
    organizationInForce: (folder) =>
      `有効: ${folder} の組織データ (取り込んだ人事データで有効なものはありません)`,
    last: '前回の取り込み:',
    pending: '停止中・待機中:',
    cutOff: '中断',
    columns: (timezone) => ['回', `開始 (${timezone})`, '状態', '実行者', '名簿', '取り込み元'],
    more: (shown) => `新しいものから ${shown} 件を表示しました。--limit で件数を増やせます。`,
    decisions: '判断の記録 (監査ログ):',
    approvedBy: (who, at, why) => `${who} が ${at} に承認: ${why}`,
    rolledBack: (to) => `再び有効にしました: ${to}`,
    nothingBefore: '以前に有効だったものがないため、戻せません。',
    neverInForce: (number) =>
      `第 ${number} 回の人事データが有効だったことはありません。戻せるのは有効だったものだけです。一覧は「sekisho night history」で確認できます。`,
    alreadyInForce: (number) => `第 ${number} 回の人事データはすでに有効です。`,
    nightNumber: (number) => `第 ${number} 回の人事データ`,
    withdrawn: (number) => `第 ${number} 回を取り下げました。この人事データは有効になりません。`,
    notToWithdraw: (number, state) => `第 ${number} 回は停止中でも発令日時待ちでもありません (${state})。`,
    noComparison: (number) => `第 ${number} 回は比較まで進んでいません。`,
  },
}
