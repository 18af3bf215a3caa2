/** Words of the command group `groups`, as far as it works on files. */

import type { InBothLanguages } from './language.ts'

interface Example {
  readonly line: string
  readonly does: string
}

type ProblemKind = 'index-missing' | 'index-unreadable' | 'file-missing' | 'file-differs' | 'file-unknown'

interface CliGroupsTexts {
  readonly description: string
  readonly write: string
  readonly verify: string
  readonly outputOption: string
  readonly dateOption: string
  readonly keepOption: string
  readonly folder: string
  readonly writeExamples: readonly Example[]
  readonly verifyExamples: readonly Example[]
  readonly writeCodes: readonly string[]
  readonly verifyCodes: readonly string[]
  readonly written: (groups: number, folder: string) => string
  readonly same: (groups: number, folder: string) => string
  readonly removed: (days: readonly string[]) => string
  readonly damaged: (folder: string) => string
  readonly intact: (folder: string, groups: number) => string
  readonly notIntact: (folder: string, problems: number) => string
  readonly more: (count: number) => string
  readonly whatNow: string
  readonly nothingThere: (folder: string) => string
  readonly cannotRead: (folder: string, code: string) => string
  readonly wrongKeep: (value: string) => string
  readonly problems: Readonly<Record<ProblemKind, (file: string, group: string) => string>>
}

export const cliGroupsTexts: InBothLanguages<CliGroupsTexts> = {
  en: {
    description:
      'Work with the groups that the rules unfold into, for gateways that know nothing but groups.',
    write:
      'Write the groups of a day: one file a group with an address a line, and an index, in a folder named after the day.',
    verify:
      'Check that the files of a day, or of every day in the folder, are those that were written; or that a target has every member of every group.',
    outputOption: 'folder for the days; made if it is missing',
    dateOption: 'day that the groups are for, YYYY-MM-DD (default: today in the company)',
    keepOption: 'days to keep, this one included; older ones are removed (default: all stay)',
    folder: 'folder of one day, or of all days',
    writeExamples: [
      {
        line: 'sekisho groups write --org examples/demo --output var/groups',
        does: 'The groups of today',
      },
      {
        line: 'sekisho groups write --org examples/demo --output var/groups --date 2026-04-01 --keep 30',
        does: 'Those of a day to come, and thirty days are kept',
      },
    ],
    verifyExamples: [
      { line: 'sekisho groups verify var/groups', does: 'Every day that is there' },
      { line: 'sekisho groups verify var/groups/2026-11-24', does: 'One day' },
    ],
    writeCodes: ['on disk, and read back', 'what was read back is damaged', 'failed, or wrong usage'],
    verifyCodes: [
      'as it should be',
      'something is damaged or differs',
      'cannot be read or reached, or wrong usage',
    ],
    written: (groups, folder) => `${String(groups)} groups are in ${folder}.`,
    same: (groups, folder) => `${String(groups)} groups were in ${folder} already; nothing was written.`,
    removed: (days) => `Removed: ${days.join(', ')}.`,
    damaged: (folder) =>
      `What was read back is not what was written; ${folder} is as it was before. The disk or its file system may be at fault:`,
    intact: (folder, groups) => `${folder}: ${String(groups)} groups, as they were written.`,
    notIntact: (folder, problems) =>
      `${folder}: ${problems === 1 ? '1 fault' : `${String(problems)} faults`}.`,
    more: (count) => `… and ${String(count)} more`,
    whatNow: 'Write the day anew with "sekisho groups write"; do not edit the files by hand.',
    nothingThere: (folder) => `there are no groups in ${folder}: neither an index nor folders of days.`,
    cannotRead: (folder, code) => `${folder} cannot be read (${code}).`,
    wrongKeep: (value) => `--keep takes a whole number of days from 1 on, not "${value}".`,
    problems: {
      'index-missing': () => 'index.json is missing.',
      'index-unreadable': () => 'index.json is damaged, or of another version.',
      'file-missing': (file, group) => `${file} is missing (group ${group}).`,
      'file-differs': (file, group) => `${file} is not what was written (group ${group}).`,
      'file-unknown': (file) => `${file} is not in the index.`,
    },
  },
  ja: {
    description: 'ルールを展開したグループを扱います (グループしか扱えないゲートウェイ向け)。',
    write:
      'ある日のグループを、日付のフォルダに書き出します。グループごとに 1 ファイル (1 行に 1 アドレス) と、\n索引を作ります。',
    verify:
      'ある日、またはフォルダ内のすべての日のファイルが、書き出したときのままか確認します。--target を指定すると、\n配布先の全グループ・全メンバーを照合します。',
    outputOption: '日付のフォルダを置く場所 (なければ作成します)',
    dateOption: 'グループの基準日 YYYY-MM-DD (既定: 会社のタイムゾーンでの今日)',
    keepOption: '当日を含めて残す日数。これより古い日は削除します (既定: すべて残す)',
    folder: '1 日分、または全日のフォルダ',
    writeExamples: [
      {
        line: 'sekisho groups write --org examples/demo --output var/groups',
        does: '今日のグループを書き出す',
      },
      {
        line: 'sekisho groups write --org examples/demo --output var/groups --date 2026-04-01 --keep 30',
        does: '先の日付のグループを書き出し、30 日分を残す',
      },
    ],
    verifyExamples: [
      { line: 'sekisho groups verify var/groups', does: 'すべての日を確認する' },
      { line: 'sekisho groups verify var/groups/2026-11-24', does: '1 日分を確認する' },
    ],
    writeCodes: [
      '書き出し、読み直して確認した',
      '読み直した内容が壊れている',
      '失敗、またはコマンドの指定誤り',
    ],
    verifyCodes: [
      '一致している',
      '壊れている、または異なる',
      '読めない・接続できない、またはコマンドの指定誤り',
    ],
    written: (groups, folder) => `グループ ${String(groups)} 個を ${folder} に書き出しました。`,
    same: (groups, folder) =>
      `グループ ${String(groups)} 個はすでに ${folder} にあるため、何も書き出していません。`,
    removed: (days) => `削除した日: ${days.join('、')}`,
    damaged: (folder) =>
      `読み直した内容が書き出した内容と異なるため、${folder} は元のままにしました。ディスクまたはファイルシステムの異常が考えられます。`,
    intact: (folder, groups) => `${folder}: グループ ${String(groups)} 個、書き出したときのままです。`,
    notIntact: (folder, problems) => `${folder}: 異常が ${String(problems)} 件あります。`,
    more: (count) => `… ほか ${String(count)} 件`,
    whatNow: '「sekisho groups write」で書き出し直してください。ファイルは手で編集しないでください。',
    nothingThere: (folder) => `${folder} にはグループがありません (索引も日付のフォルダもありません)。`,
    cannotRead: (folder, code) => `${folder} を読めません (${code})。`,
    wrongKeep: (value) => `--keep には 1 以上の日数を整数で指定してください (「${value}」は使えません)。`,
    problems: {
      'index-missing': () => 'index.json がありません。',
      'index-unreadable': () => 'index.json が壊れているか、別の版のものです。',
      'file-missing': (file, group) => `${file} がありません (グループ ${group})。`,
      'file-differs': (file, group) => `${file} が書き出した内容と異なります (グループ ${group})。`,
      'file-unknown': (file) => `${file} は索引にありません。`,
    },
  },
}
