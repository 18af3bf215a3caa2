/** Words of the command group `roster`. */

import type { InBothLanguages } from './language.ts'

interface CliRosterTexts {
  readonly description: string
  readonly compare: string
  readonly oldFolder: string
  readonly newFolder: string
  readonly dateOption: string
  readonly dateBeforeOption: string
  readonly allOption: string
  readonly htmlOption: string
  readonly guardOption: string
  readonly configOption: string
  readonly jsonOrHtml: string
  readonly examples: readonly { readonly line: string; readonly does: string }[]
  readonly exitCodes: readonly string[]
}

export const cliRosterTexts: InBothLanguages<CliRosterTexts> = {
  en: {
    description: 'Work with rosters: the HR dump and the rules of a day.',
    compare:
      'Compare two rosters: people, units, approvers, exempt people and groups. Figures first, then who is left without any approver, then all else.',
    oldFolder: 'folder of the earlier hr.csv and rules.yaml',
    newFolder: 'folder of the later ones',
    dateOption: 'day on which dated exceptions are looked at, YYYY-MM-DD (default: today in the company)',
    dateBeforeOption: 'day for the earlier roster (default: the same); yesterday shows what ends over night',
    allOption: 'show long lists in full',
    htmlOption: 'write one HTML page instead',
    guardOption: 'say what the guard of the nightly import would stop, and exit with 1 if it stops anything',
    configOption: 'configuration file with the limits of the guard (default: the usual limits)',
    jsonOrHtml: 'Choose one of --json and --html.',
    examples: [
      { line: 'sekisho roster compare yesterday today', does: 'What changes?' },
      {
        line: 'sekisho roster compare yesterday today --html changes.html',
        does: 'The same, as a page to send on',
      },
      {
        line: 'sekisho roster compare yesterday today --guard --config /etc/sekisho/sekisho.yaml',
        does: 'Would the nightly import let it pass?',
      },
    ],
    exitCodes: [
      'compared; with --guard: it passes',
      'with --guard: it is stopped',
      'one of them cannot be used, or wrong usage',
    ],
  },
  ja: {
    description: '組織データ (ある日の人事データとルール) を扱います。',
    compare:
      '2 つの組織データを比べ、社員、部署、上司、対象外の人、グループの変更を表示します。件数、\n上司がいなくなる人、その他の変更の順に並べます。',
    oldFolder: '変更前の hr.csv と rules.yaml のフォルダ',
    newFolder: '変更後のフォルダ',
    dateOption: '個別定義の期間を判定する日 YYYY-MM-DD (既定: 会社のタイムゾーンでの今日)',
    dateBeforeOption: '変更前の組織データについての日 (既定: 同じ日)。前日にすると期限切れも分かります',
    allOption: '長い一覧を省略せずに表示します',
    htmlOption: '代わりに HTML ファイルを書き出します',
    guardOption: '夜間の取り込みで適用が見合わされる理由を表示します。理由があれば終了コードは 1 です',
    configOption: '上限を定めた設定ファイル (既定: 標準の上限)',
    jsonOrHtml: '--json と --html は同時に指定できません。',
    examples: [
      { line: 'sekisho roster compare yesterday today', does: '変更点を表示する' },
      {
        line: 'sekisho roster compare yesterday today --html changes.html',
        does: '回覧用のページを作る',
      },
      {
        line: 'sekisho roster compare yesterday today --guard --config /etc/sekisho/sekisho.yaml',
        does: '夜間の取り込みで適用されるか確認する',
      },
    ],
    exitCodes: [
      '比較した (--guard では、適用できる)',
      '--guard で、適用が見合わされる',
      '組織データを使用できない、またはコマンドの指定誤り',
    ],
  },
}
