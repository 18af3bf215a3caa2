/** Words of the command group `policy`, for the commands that keep revisions and put them in force. */

import type { InBothLanguages } from './language.ts'

interface Example {
  readonly line: string
  readonly does: string
}

export type RevisionCommand = 'save' | 'list' | 'show' | 'diff' | 'activate' | 'rollback'

interface CliPolicyTexts {
  readonly description: string
  readonly commands: Readonly<Record<RevisionCommand, string>>
  readonly examples: Readonly<Record<RevisionCommand, readonly Example[]>>
  readonly exitCodes: Readonly<Record<RevisionCommand, readonly string[]>>
  readonly file: string
  readonly revision: string
  readonly toActivate: string
  readonly from: string
  readonly to: string
  readonly reasonOption: string
  readonly authorOption: string
  readonly limitOption: string

  readonly saved: (name: string, base: string | undefined) => string
  readonly same: (name: string) => string
  readonly notSaved: (file: string, faults: number) => string
  readonly howToActivate: (number: number) => string
  readonly none: string
  readonly more: (shown: number) => string
  readonly inForce: string
  readonly noRevision: string
  readonly basedOn: (number: number) => string
  readonly noDifference: (one: string, other: string) => string
  readonly noBase: (name: string) => string

  readonly activated: (name: string, before: string) => string
  readonly rolledBack: (name: string, before: string) => string
  readonly unchanged: (name: string) => string
  readonly noGate: string
  readonly nothingBefore: string
  readonly overtaken: string
  readonly doesNotFit: (name: string) => string
  readonly nothingChanged: string

  readonly unknownRevision: (word: string, newest: number | undefined) => string
  readonly notANumber: (word: string) => string
  readonly noDraft: string
  readonly emptyReason: string
  readonly wrongAuthor: string
  readonly wrongLimit: (value: string) => string
  readonly cut: string
}

const s = (count: number): string => (count === 1 ? '' : 's')
const changeCodes = [
  'in force',
  'refused (every fault is named); nothing has changed',
  'the database or the gate cannot be reached, or wrong usage',
]
const changeCodesJa = [
  '有効になった',
  '拒否した (誤りはすべて表示します)。何も変更していない',
  'データベースまたは関所を使えない、もしくはコマンドの指定誤り',
]

export const cliPolicyTexts: InBothLanguages<CliPolicyTexts> = {
  en: {
    description: 'Keep the policies as revisions, and say which of them is in force.',
    commands: {
      save: 'Save a policies.yaml as a new revision. It is not in force yet.',
      list: 'List the revisions, the newest first, and say which is in force.',
      show: 'Print the policies.yaml of a revision, or of what is in force.',
      diff: 'Show what differs between two revisions.',
      activate: 'Put a revision in force, at a running gate too, between two mails.',
      rollback: 'Go back to what was in force before. Once more: one further back.',
    },
    examples: {
      save: [
        {
          line: 'sekisho policy save policies.yaml --reason "ban PPAP, ticket 4711" --config sekisho.yaml',
          does: 'Keep this version',
        },
      ],
      list: [{ line: 'sekisho policy list --config sekisho.yaml', does: 'Who changed what, when and why?' }],
      show: [
        {
          line: 'sekisho policy show active --config sekisho.yaml > policies.yaml',
          does: 'Start from what is in force',
        },
      ],
      diff: [
        {
          line: 'sekisho policy diff active 12 --config sekisho.yaml',
          does: 'What would revision 12 change?',
        },
        { line: 'sekisho policy diff 12 --config sekisho.yaml', does: 'What did its author change?' },
      ],
      activate: [
        {
          line: 'sekisho policy activate 12 --reason "approved by Legal" --config sekisho.yaml',
          does: 'Put revision 12 in force',
        },
        {
          line: 'sekisho policy activate none --reason "back to the file" --config sekisho.yaml',
          does: 'Leave the revisions: policies.file or the shipped policies',
        },
      ],
      rollback: [
        {
          line: 'sekisho policy rollback --reason "refuses too much" --config sekisho.yaml',
          does: 'Undo the last activation',
        },
      ],
    },
    exitCodes: {
      save: [
        'saved, or the newest revision says the same',
        'the file has faults (each is named) and was not saved',
        'the database or the file cannot be used, or wrong usage',
      ],
      list: ['listed', '(not used)', 'the database cannot be used, or wrong usage'],
      show: ['printed', 'there is no such revision', 'the database cannot be used, or wrong usage'],
      diff: [
        'they say the same',
        'they differ, or there is no such revision',
        'the database cannot be used, or wrong usage',
      ],
      activate: changeCodes,
      rollback: changeCodes,
    },
    file: 'the policies.yaml',
    revision: 'number of a revision, "active", "newest", "draft" or "default"',
    toActivate: 'number of a revision; "none" for no revision',
    from: 'a revision as in show, or a file',
    to: 'the other one; without it: the first against the one it was made from',
    reasonOption: 'why, for the record',
    authorOption: 'who, for the record (default: the login, with sudo its caller)',
    limitOption: 'list so many at most',

    saved: (name, base) => `Saved as ${name}${base === undefined ? '' : `, based on ${base}`}.`,
    same: (name) => `The newest revision, ${name}, says the same. Nothing had to be saved.`,
    notSaved: (file, faults) => `${file} has ${faults} fault${s(faults)} and was not saved:`,
    howToActivate: (number) =>
      `It is not in force yet: sekisho policy activate ${number} --reason "..." --config ...`,
    none: 'There is no revision yet.',
    more: (shown) => `The newest ${shown}; there are more (--limit).`,
    inForce: 'in force',
    noRevision: 'No revision is in force: policies.file of the configuration, or the shipped policies, are.',
    basedOn: (number) => `from r${number}`,
    noDifference: (one, other) => `${one} and ${other} say the same.`,
    noBase: (name) => `${name} was made from no other revision; name the one to compare it with.`,

    activated: (name, before) => `In force: ${name} (before: ${before}).`,
    rolledBack: (name, before) => `Rolled back to ${name} (before: ${before}).`,
    unchanged: (name) => `${name} is in force already. Nothing has changed.`,
    noGate: 'No gate runs with this configuration; this counts from its next start.',
    nothingBefore: 'There is nothing to go back to: no revision was in force before.',
    overtaken:
      'Something else was put in force at the same moment. Nothing has changed; look, and try again.',
    doesNotFit: (name) => `${name} does not fit the organization, and the gate could not judge by it:`,
    nothingChanged: 'Nothing has changed; the gate judges as before.',

    unknownRevision: (word, newest) =>
      newest === undefined
        ? `There is no revision ${word}. See: sekisho policy list`
        : `There is no revision ${word}; the newest is r${newest}.`,
    notANumber: (word) => `name a revision by its number, or "none"; "${word}" is neither`,
    noDraft: 'There is no draft.',
    emptyReason: 'say why with --reason: 1 to 1,000 characters on one line; nothing was changed',
    wrongAuthor: '--author takes 1 to 100 characters on one line; nothing was changed',
    wrongLimit: (value) => `--limit takes a whole number from 1 on, not "${value}"`,
    cut: 'The gate went away before it answered. Look with "sekisho policy list" what is in force.',
  },
  ja: {
    description: 'ポリシーをリビジョンとして保存し、どれを有効にするかを管理します。',
    commands: {
      save: 'policies.yaml を新しいリビジョンとして保存します。まだ有効にはなりません。',
      list: 'リビジョンを新しい順に一覧表示し、どれが有効かを示します。',
      show: 'リビジョンまたは現在有効なものの policies.yaml を表示します。',
      diff: '2 つのリビジョンの違いを表示します。',
      activate: 'リビジョンを有効にします。動作中の関所ではメールとメールの間で切り替わります。',
      rollback: '直前に有効だったものに戻します。繰り返すとさらに 1 つ前に戻ります。',
    },
    examples: {
      save: [
        {
          line: 'sekisho policy save policies.yaml --reason "PPAP 禁止 (申請 4711)" --config sekisho.yaml',
          does: 'この版を保存する',
        },
      ],
      list: [{ line: 'sekisho policy list --config sekisho.yaml', does: 'いつ、だれが、なぜ変えたかを見る' }],
      show: [
        {
          line: 'sekisho policy show active --config sekisho.yaml > policies.yaml',
          does: '有効なものをもとに編集を始める',
        },
      ],
      diff: [
        {
          line: 'sekisho policy diff active 12 --config sekisho.yaml',
          does: 'リビジョン 12 で何が変わるかを見る',
        },
        { line: 'sekisho policy diff 12 --config sekisho.yaml', does: '作成者が何を変えたかを見る' },
      ],
      activate: [
        {
          line: 'sekisho policy activate 12 --reason "法務承認済み" --config sekisho.yaml',
          does: 'リビジョン 12 を有効にする',
        },
        {
          line: 'sekisho policy activate none --reason "ファイルに戻す" --config sekisho.yaml',
          does: 'リビジョンを使わず、policies.file または標準のポリシーに戻す',
        },
      ],
      rollback: [
        {
          line: 'sekisho policy rollback --reason "拒否が多すぎる" --config sekisho.yaml',
          does: '直前の有効化を取り消す',
        },
      ],
    },
    exitCodes: {
      save: [
        '保存した、または最新のリビジョンと同じ内容だった',
        'ファイルに誤りがあり (すべて表示します)、保存していない',
        'データベースまたはファイルを使えない、もしくはコマンドの指定誤り',
      ],
      list: ['表示した', '(使いません)', 'データベースを使えない、またはコマンドの指定誤り'],
      show: ['表示した', 'そのリビジョンがない', 'データベースを使えない、またはコマンドの指定誤り'],
      diff: [
        '同じ内容だった',
        '違いがある、またはそのリビジョンがない',
        'データベースを使えない、またはコマンドの指定誤り',
      ],
      activate: changeCodesJa,
      rollback: changeCodesJa,
    },
    file: '保存する policies.yaml',
    revision: 'リビジョンの番号、active、newest、draft、default のいずれか',
    toActivate: 'リビジョンの番号。none はリビジョンなし',
    from: 'show と同じ指定、またはファイル',
    to: '比べる相手。省略すると、もとになったリビジョンと比べます',
    reasonOption: '理由 (記録に残ります)',
    authorOption: '作業者 (記録に残ります。既定: ログイン名。sudo ではその実行者)',
    limitOption: '一覧に表示する件数の上限',

    saved: (name, base) =>
      `${name} として保存しました${base === undefined ? '' : ` (もとのリビジョン: ${base})`}。`,
    same: (name) => `最新のリビジョン ${name} と同じ内容です。保存の必要はありませんでした。`,
    notSaved: (file, faults) => `${file} に誤りが ${faults} 件あるため、保存していません:`,
    howToActivate: (number) =>
      `まだ有効ではありません: sekisho policy activate ${number} --reason "..." --config ...`,
    none: 'リビジョンはまだありません。',
    more: (shown) => `新しい順に ${shown} 件です。ほかにもあります (--limit)。`,
    inForce: '有効',
    noRevision: '有効なリビジョンはありません。設定の policies.file、または標準のポリシーで判定しています。',
    basedOn: (number) => `r${number} から`,
    noDifference: (one, other) => `${one} と ${other} は同じ内容です。`,
    noBase: (name) => `${name} にはもとになったリビジョンがありません。比べる相手を指定してください。`,

    activated: (name, before) => `${name} を有効にしました (それまで: ${before})。`,
    rolledBack: (name, before) => `${name} に戻しました (それまで: ${before})。`,
    unchanged: (name) => `${name} はすでに有効です。何も変更していません。`,
    noGate: 'この設定で動いている関所はありません。次の起動時から有効になります。',
    nothingBefore: '戻す先がありません。これより前に有効だったリビジョンはありません。',
    overtaken:
      '同時に別のものが有効になりました。何も変更していません。状況を確認し、もう一度実行してください。',
    doesNotFit: (name) => `${name} は現在の組織データに合わず、関所が判定に使えません:`,
    nothingChanged: '何も変更していません。関所はこれまでどおり判定します。',

    unknownRevision: (word, newest) =>
      newest === undefined
        ? `リビジョン ${word} はありません。「sekisho policy list」で確認してください。`
        : `リビジョン ${word} はありません。最新は r${newest} です。`,
    notANumber: (word) => `リビジョンは番号または none で指定してください (指定された値: 「${word}」)`,
    noDraft: '下書きはありません。',
    emptyReason: '理由を --reason で指定してください (改行なしの 1 ～ 1,000 文字)。何も変更していません',
    wrongAuthor: '--author には改行なしの 1 ～ 100 文字を指定してください。何も変更していません',
    wrongLimit: (value) => `--limit には 1 以上の整数を指定してください (指定された値: 「${value}」)`,
    cut: '関所が応答の前に終了しました。有効なものは「sekisho policy list」で確認してください。',
  },
}
