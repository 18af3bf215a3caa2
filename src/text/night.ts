/** What the import of a night says about its steps, on the terminal and in its record. */

import type { InBothLanguages } from './language.ts'

type Step = 'found' | 'read' | 'checked' | 'compared' | 'guarded' | 'activated' | 'published'
/** Counts of a step. */
type Fact =
  | 'octets'
  | 'dumpOctets'
  | 'rulesOctets'
  | 'errors'
  | 'people'
  | 'posts'
  | 'joined'
  | 'left'
  | 'moved'
  | 'promoted'
  | 'demoted'
  | 'unitsBorn'
  | 'unitsGone'
  | 'loseEveryApprover'
  | 'groupsCreate'
  | 'groupsOverwrite'
  | 'groupsDelete'
  | 'findings'
  | 'comparedWith'
  | 'joinedSince'
  | 'leftSince'
  | 'peopleGone'
  | 'groupsGone'
  | 'exemptGained'
  | 'newlyWithoutApprover'
  | 'withoutApprover'
  | 'activation'
  | 'groups'
  | 'steps'
  | 'stepsDone'
  | 'stepsLeft'
  | 'targets'
  | 'targetsLeft'
type State = 'under-way' | 'stopped' | 'waiting' | 'failed' | 'unpublished' | 'done' | 'withdrawn'

interface NightTexts {
  readonly steps: Readonly<Record<Step, string>>
  readonly states: Readonly<Record<State, string>>
  readonly facts: Readonly<Record<Fact, string>>
  readonly missing: (path: string) => string
  readonly unreadable: (path: string, why: string) => string
  readonly changes: (path: string) => string
  /** The moment beside the dump names another dump. */
  readonly momentOfAnother: (path: string) => string
  /** It gives this dump another moment than was asked for. */
  readonly otherMoment: (path: string, asked: string) => string
  readonly noRules: (path: string) => string
  readonly rulesKept: (folder: string) => string
  readonly rulesRenewed: (folder: string) => string
  readonly damaged: (folder: string) => string
  readonly badEffective: (typed: string) => string
  readonly longOver: (effective: string, timezone: string) => string
  readonly errors: (count: number) => string
  readonly policiesMisfit: string
  readonly first: string
  /** Compared before, with another. `undefined`: with the folder of the configuration now. */
  readonly comparedAgain: (run: number | undefined) => string
  /** Between the import of a dump that waited and its moment. */
  readonly changedSince: (joined: number, left: number) => string
  readonly moreThanApproved: (who: string) => string
  /** The reason on record for an earlier dump of the same moment. */
  readonly replaced: (by: number) => string
  readonly guardFound: string
  /** The dump is the one in force, the rules are not. */
  readonly onlyRules: string
  readonly approved: (who: string, why: string) => string
  readonly approveHow: (run: number) => string
  readonly waits: (effective: string, timezone: string) => string
  readonly atGate: (snapshot: string) => string
  readonly noGate: string
  readonly gateCut: string
  readonly gateRefused: string
  readonly noTarget: string
  readonly notInForce: string
  readonly resumed: string
  readonly fault: (why: string) => string
}

export const nightTexts: InBothLanguages<NightTexts> = {
  en: {
    steps: {
      found: 'found',
      read: 'read',
      checked: 'checked',
      compared: 'compared',
      guarded: 'guarded',
      activated: 'activated',
      published: 'published',
    },
    states: {
      'under-way': 'under way',
      stopped: 'stopped by the guard',
      waiting: 'waits for its moment',
      failed: 'failed',
      unpublished: 'in force, groups not published',
      done: 'done',
      withdrawn: 'withdrawn',
    },
    facts: {
      octets: 'octets',
      dumpOctets: 'octets of hr.csv',
      rulesOctets: 'octets of rules.yaml',
      errors: 'errors',
      people: 'people',
      posts: 'posts',
      joined: 'joined',
      left: 'left',
      moved: 'moved',
      promoted: 'promoted',
      demoted: 'demoted',
      unitsBorn: 'units born',
      unitsGone: 'units gone',
      loseEveryApprover: 'lose every approver',
      groupsCreate: 'groups to create',
      groupsOverwrite: 'groups to overwrite',
      groupsDelete: 'groups to delete',
      findings: 'findings',
      comparedWith: 'compared with night',
      joinedSince: 'joined since it came, not in it',
      leftSince: 'left since it came, in it',
      peopleGone: 'people gone',
      groupsGone: 'groups gone',
      exemptGained: 'newly exempt',
      newlyWithoutApprover: 'newly without an approver',
      withoutApprover: 'without an approver',
      activation: 'activation',
      groups: 'groups',
      steps: 'steps',
      stepsDone: 'steps done',
      stepsLeft: 'steps left',
      targets: 'targets',
      targetsLeft: 'targets left',
    },
    missing: (path) => `${path} is not there.`,
    unreadable: (path, why) => `${path} cannot be read (${why}).`,
    changes: (path) =>
      `${path} changes while it is read: it is still being written. Put it there under another name and rename it when it is whole.`,
    momentOfAnother: (path) =>
      `The moment in ${path} belongs to another hr.csv than the one beside it, so this one must not take force by it, nor at once. The other was probably cut off: send it again. If this one counts, send it again with its moment, or correct ${path}, or remove it to have the dump in force at once.`,
    otherMoment: (path, asked) =>
      `${path} gives this dump another moment than ${asked}, which was asked for. Import it without a moment, or send the dump again with the moment that counts.`,
    noRules: (path) => `no rules.yaml came with the dump, and there is none in ${path}.`,
    rulesKept: (folder) => `No rules.yaml came: the one in force is kept (${folder}).`,
    rulesRenewed: (folder) =>
      `No rules.yaml had come with it, and the rules have changed since: those in force now are taken (${folder}).`,
    damaged: (folder) => `The files in ${folder} are not those that were taken. Import the dump again.`,
    badEffective: (typed) =>
      `"${typed}" is no day and hour. Write YYYY-MM-DDThh:mm, in the time zone of the company: 2026-04-01T08:00.`,
    longOver: (effective, timezone) =>
      `${effective} (${timezone}) was more than a day ago. Is it the right year? To have the dump in force at once, import it without a moment.`,
    errors: (count) =>
      `${count === 1 ? 'One error' : `${count} errors`} in the dump or the rules; "sekisho check" explains them.`,
    policiesMisfit: 'The policies in force do not fit this organization:',
    first: 'No earlier dump can be compared with: everything is new.',
    comparedAgain: (run) =>
      `Compared again, since something else has taken force in the meantime: ${run === undefined ? 'the organization of the configuration' : `the dump of night ${run}`}.`,
    changedSince: (joined, left) =>
      `Since this dump came, people have joined who are not in it (${joined}), and left who are still in it (${left}): the comparison names them under "left" and "joined". The next ordinary dump puts that right.`,
    moreThanApproved: (who) =>
      `${who} has let it pass, but what is found now goes further than what was found then. Somebody has to look again.`,
    replaced: (by) => `night ${by} is for the same moment and takes its place`,
    onlyRules:
      'The rules are new, the dump is the one in force, octet for octet: it passes for the sake of the rules. If the HR system was to deliver another one, its export has not run.',
    guardFound: 'The guard keeps this dump back; the last good one stays in force.',
    approved: (who, why) => `Let pass by ${who}: ${why}`,
    approveHow: (run) =>
      `Look at it: sekisho night show ${run}. If it is right: sekisho night approve ${run} --reason "…".`,
    waits: (effective, timezone) => `Takes force at ${effective} (${timezone}).`,
    atGate: (snapshot) => `The gate judges by it now (snapshot ${snapshot}).`,
    noGate: 'No gate is running: the next start judges by it.',
    gateCut: 'The gate went away before it answered: its next start judges by it.',
    gateRefused: 'The gate does not take it; the last good dump stays in force:',
    noTarget: 'Groups are published nowhere.',
    notInForce: 'It is not in force any more: its groups are not published.',
    resumed: 'Begun again after it was cut off.',
    fault: (why) => `Fault: ${why}`,
  },
  ja: {
    steps: {
      found: '検出',
      read: '取り込み',
      checked: '検査',
      compared: '比較',
      guarded: '安全確認',
      activated: '有効化',
      published: '配布',
    },
    states: {
      'under-way': '実行中',
      stopped: '安全確認により停止',
      waiting: '発令日時待ち',
      failed: '失敗',
      unpublished: '有効 (グループは未配布)',
      done: '完了',
      withdrawn: '取り下げ',
    },
    facts: {
      octets: 'オクテット',
      dumpOctets: 'hr.csv のオクテット数',
      rulesOctets: 'rules.yaml のオクテット数',
      errors: '誤り',
      people: '社員',
      posts: '役職',
      joined: '入社',
      left: '退職',
      moved: '異動',
      promoted: '昇格',
      demoted: '降格',
      unitsBorn: '新設部署',
      unitsGone: '廃止部署',
      loseEveryApprover: '承認者を失う送信者',
      groupsCreate: '作成するグループ',
      groupsOverwrite: '更新するグループ',
      groupsDelete: '削除するグループ',
      findings: '指摘',
      comparedWith: '比較した相手 (回)',
      joinedSince: '到着後に入社 (未収録)',
      leftSince: '到着後に退職 (収録)',
      peopleGone: 'いなくなる社員',
      groupsGone: 'なくなるグループ',
      exemptGained: '新たな対象外',
      newlyWithoutApprover: '新たに承認者のいない送信者',
      withoutApprover: '承認者のいない送信者',
      activation: '有効化の番号',
      groups: 'グループ',
      steps: '変更',
      stepsDone: '変更済み',
      stepsLeft: '残り',
      targets: '配布先',
      targetsLeft: '未完了の配布先',
    },
    missing: (path) => `${path} がありません。`,
    unreadable: (path, why) => `${path} を読み取れません (${why})。`,
    changes: (path) =>
      `${path} は読み取り中に変化しました。まだ書き込みの途中です。別の名前で置き、書き終えてから名前を変更してください。`,
    momentOfAnother: (path) =>
      `${path} の日時は、隣にある hr.csv ではなく別の人事データのものです。そのため、この人事データをその日時にも、すぐにも有効にしませんでした。別の人事データの送信が途中で終わった可能性があります。もう一度送ってください。隣の hr.csv が正しい場合は、日時を付けて送り直すか、${path} を修正してください。すぐに有効にするなら ${path} を削除してください。`,
    otherMoment: (path, asked) =>
      `${path} は、この人事データに、指定された ${asked} とは別の日時を定めています。日時を指定せずに取り込むか、正しい日時を付けて人事データを送り直してください。`,
    noRules: (path) => `人事データと一緒に rules.yaml が届いておらず、${path} にもありません。`,
    rulesKept: (folder) => `rules.yaml は届いていないため、現在有効なもの (${folder}) を引き続き使います。`,
    rulesRenewed: (folder) =>
      `この人事データには rules.yaml が付いておらず、その後ルールが変わったため、現在有効なもの (${folder}) を使います。`,
    damaged: (folder) =>
      `${folder} のファイルが取り込み時のものと異なります。人事データを取り込み直してください。`,
    badEffective: (typed) =>
      `「${typed}」は日時として読み取れません。2026-04-01T08:00 のように、会社のタイムゾーンで YYYY-MM-DDThh:mm と書いてください。`,
    longOver: (effective, timezone) =>
      `${effective} (${timezone}) は 1 日以上前の日時です。年に誤りがないか確認してください。すぐに有効にする場合は、日時を指定せずに取り込んでください。`,
    errors: (count) =>
      `人事データまたはルールに誤りが ${count} 件あります。詳しくは「sekisho check」で確認できます。`,
    policiesMisfit: '現在有効なポリシーがこの組織データに合いません:',
    first: '比較できる以前の人事データがありません。すべて新規として扱います。',
    comparedAgain: (run) =>
      `その後に有効なものが変わったため、比較し直しました (相手: ${run === undefined ? '設定の organization' : `第 ${run} 回の人事データ`})。`,
    changedSince: (joined, left) =>
      `この人事データが届いた後に入社して含まれていない社員が ${joined} 人、退職したのに含まれている社員が ${left} 人います。変更点の「退職」と「入社」に氏名があります。次の通常の人事データで正しくなります。`,
    moreThanApproved: (who) =>
      `${who} が承認しましたが、今回の指摘は承認時の内容を超えています。もう一度確認が必要です。`,
    replaced: (by) => `同じ発令日時の第 ${by} 回と差し替え`,
    onlyRules:
      'ルールは新しく、人事データは現在のものとまったく同じファイルです。ルールの変更として適用します。新しい人事データが届くはずだった場合は、人事システムからの出力が動いていません。',
    guardFound: '安全確認により有効化を見送りました。直前の正常な人事データが引き続き有効です。',
    approved: (who, why) => `${who} が承認しました: ${why}`,
    approveHow: (run) =>
      `内容は「sekisho night show ${run}」で確認できます。問題がなければ「sekisho night approve ${run} --reason "…"」で承認してください。`,
    waits: (effective, timezone) => `${effective} (${timezone}) に有効になります。`,
    atGate: (snapshot) => `関所はこの人事データで判定しています (名簿 ${snapshot})。`,
    noGate: '関所は動作していません。次回の起動時からこの人事データで判定します。',
    gateCut: '応答の前に関所との接続が切れました。次回の起動時からこの人事データで判定します。',
    gateRefused: '関所がこの人事データを受け付けませんでした。直前の正常な人事データが引き続き有効です:',
    noTarget: 'グループの配布先は設定されていません。',
    notInForce: '現在は有効でないため、グループは配布しません。',
    resumed: '中断されたため、この手順をやり直しました。',
    fault: (why) => `障害: ${why}`,
  },
}
