/** The terminal's own words: help of the program, usage errors, failures that belong to no single command. */

import type { InBothLanguages } from './language.ts'

type UsageError = (
  /** What the fault names in quotes, in order. */
  quoted: readonly string[],
  /** A known word that looks alike. */
  meant: string | undefined,
) => string

type CliTexts = {
  readonly description: string
  readonly versionOption: string
  readonly helpOption: string
  readonly languageOption: string
  readonly jsonOption: string
  readonly organizationOption: string
  readonly configOption: string
  readonly helpTitles: Readonly<Record<string, string>>
  readonly helpDefault: (value: string) => string
  readonly examplesTitle: string
  readonly exitCodesTitle: string
  readonly examples: readonly { readonly line: string; readonly does: string }[]
  readonly exitCodes: readonly string[]
  /** By commander's code of the error. */
  readonly usageErrors: Readonly<Record<string, UsageError>>
  readonly seeHelp: (command: string) => string
  readonly unexpected: (error: unknown) => string
  readonly cannotRead: (file: string, code: string) => string
  readonly cannotWrite: (file: string, code: string) => string
  readonly badDay: (day: string) => string
  readonly badMoment: (moment: string) => string
  readonly organizationFaulty: (directory: string, count: number) => string
}

function detail(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function englishCause(code: string): string {
  const causes: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file or folder',
    EACCES: 'permission is denied',
    EPERM: 'permission is denied',
    EISDIR: 'it is a folder, and a file is needed',
    ENOTDIR: 'a part of its path is no folder',
    ENOSPC: 'the disk is full',
    ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not UTF-8; save it as UTF-8',
  }
  return causes[code] ?? code
}

function japaneseCause(code: string): string {
  const causes: Readonly<Record<string, string>> = {
    ENOENT: 'ファイルまたはフォルダがありません',
    EACCES: 'アクセスが許可されていません',
    EPERM: 'アクセスが許可されていません',
    EISDIR: 'フォルダが指定されています (ファイルを指定してください)',
    ENOTDIR: 'パスの途中がフォルダではありません',
    ENOSPC: 'ディスクの空きがありません',
    ERR_ENCODING_INVALID_ENCODED_DATA: 'UTF-8 ではありません。UTF-8 で保存し直してください',
  }
  return causes[code] ?? code
}

export const cliTexts: InBothLanguages<CliTexts> = {
  en: {
    description:
      "Sekisho, a gate for a company's outgoing mail: a mail to the outside goes only when a\ncompetent supervisor of the sender is in To or Cc.",
    versionOption: 'print the version',
    helpOption: 'show this help',
    languageOption: 'language of the output (default: from LC_ALL, LC_MESSAGES or LANG)',
    jsonOption: 'print JSON, for scripts',
    organizationOption: 'folder that holds hr.csv and rules.yaml',
    configOption: 'configuration file (sekisho.yaml)',
    helpTitles: {},
    helpDefault: (value) => `(default: ${value})`,
    examplesTitle: 'Examples:',
    exitCodesTitle: 'Exit code:',
    examples: [
      {
        line: 'sekisho check --org examples/demo',
        does: 'Are the HR dump and the rules in order?',
      },
      {
        line: 'sekisho explain --org examples/demo --from a@example.co.jp --to b@example.com',
        does: 'May this mail go, and why?',
      },
      { line: 'sekisho serve --config sekisho.yaml', does: 'Run the gate' },
    ],
    exitCodes: ['yes (correct, allowed, accepted, done)', 'no (faulty, refused)', 'failed, or wrong usage'],
    usageErrors: {
      'commander.unknownOption': ([option], meant) =>
        `there is no option ${option}${meant === undefined ? '' : `; did you mean ${meant}?`}`,
      'commander.unknownCommand': ([command], meant) =>
        `there is no command "${command}"${meant === undefined ? '' : `; did you mean "${meant}"?`}`,
      'commander.missingArgument': ([argument]) => `the argument <${argument}> is missing`,
      'commander.optionMissingArgument': ([option]) => `the option "${option}" needs a value`,
      'commander.missingMandatoryOptionValue': ([option]) => `the option "${option}" is required`,
      'commander.excessArguments': ([command]) =>
        `there are too many arguments for "${command}"; put words with spaces in quotes`,
      'commander.conflictingOption': ([one, other]) => `"${one}" and "${other}" cannot stand together`,
    },
    seeHelp: (command) => `See: ${command} --help`,
    unexpected: (error) =>
      `sekisho: an unexpected fault: ${detail(error)}\nNothing was decided. Please report this with the command you gave.\n`,
    cannotRead: (file, code) => `${file} cannot be read: ${englishCause(code)}.`,
    cannotWrite: (file, code) => `${file} cannot be written: ${englishCause(code)}.`,
    organizationFaulty: (directory, count) =>
      `the organization in ${directory} has ${count === 1 ? 'an error' : `${count} errors`}, so nothing can be judged by it.`,
    badDay: (day) => `"${day}" is not a day. Write it as YYYY-MM-DD, for example 2026-04-01.`,
    badMoment: (moment) =>
      `"${moment}" is not a moment. Write how long ago (7d, 12h, 30m, 2w), a day (2026-04-01) or a time (2026-04-01T09:30).`,
  },
  ja: {
    description:
      'Sekisho (関所): 社外宛てメールの関所です。送信者の承認権限を持つ上司が To または Cc に\n入っているメールだけを社外へ通します。',
    versionOption: 'バージョンを表示します',
    helpOption: 'このヘルプを表示します',
    languageOption: '表示言語 (既定: LC_ALL、LC_MESSAGES、LANG に従います)',
    jsonOption: 'スクリプト向けに JSON で出力します',
    organizationOption: 'hr.csv と rules.yaml のあるフォルダ',
    configOption: '設定ファイル (sekisho.yaml)',
    helpTitles: {
      'Usage:': '使い方:',
      'Arguments:': '引数:',
      'Options:': 'オプション:',
      'Global Options:': '共通オプション:',
      'Commands:': 'コマンド:',
    },
    helpDefault: (value) => `(既定: ${value})`,
    examplesTitle: '例:',
    exitCodesTitle: '終了コード:',
    examples: [
      { line: 'sekisho check --org examples/demo', does: '人事データとルールに誤りがないか確認する' },
      {
        line: 'sekisho explain --org examples/demo --from a@example.co.jp --to b@example.com',
        does: 'このメールを送れるか、その理由は何かを調べる',
      },
      { line: 'sekisho serve --config sekisho.yaml', does: '関所を起動する' },
    ],
    exitCodes: [
      'はい (誤りなし、許可、受理、完了)',
      'いいえ (誤りあり、拒否)',
      '失敗、またはコマンドの指定誤り',
    ],
    usageErrors: {
      'commander.unknownOption': ([option], meant) =>
        `${option} というオプションはありません。${meant === undefined ? '' : `${meant} ではありませんか。`}`,
      'commander.unknownCommand': ([command], meant) =>
        `「${command}」というコマンドはありません。${meant === undefined ? '' : `「${meant}」ではありませんか。`}`,
      'commander.missingArgument': ([argument]) => `引数 <${argument}> がありません。`,
      'commander.optionMissingArgument': ([option]) => `オプション「${option}」には値が必要です。`,
      'commander.missingMandatoryOptionValue': ([option]) => `オプション「${option}」は必須です。`,
      'commander.conflictingOption': ([one, other]) => `「${one}」と「${other}」は同時に指定できません。`,
      'commander.excessArguments': () => '余分な引数があります。空白を含む値は引用符で囲んでください。',
      'commander.invalidArgument': ([option, value]) => `「${option}」に「${value}」は指定できません。`,
    },
    seeHelp: (command) => `ヘルプ: ${command} --help`,
    unexpected: (error) =>
      `sekisho: 想定外の障害が発生しました: ${detail(error)}\n判定は行われていません。実行したコマンドとあわせてご報告ください。\n`,
    cannotRead: (file, code) => `${file} を読み取れません: ${japaneseCause(code)}。`,
    cannotWrite: (file, code) => `${file} に書き込めません: ${japaneseCause(code)}。`,
    organizationFaulty: (directory, count) =>
      `${directory} の組織データに誤りが ${count} 件あるため、判定できません。`,
    badMoment: (moment) =>
      `「${moment}」は日時として読めません。さかのぼる長さ (7d、12h、30m、2w)、日付 (2026-04-01)、日時 (2026-04-01T09:30) のいずれかで指定してください。`,
    badDay: (day) =>
      `「${day}」は日付として読み取れません。YYYY-MM-DD の形で指定してください (例: 2026-04-01)。`,
  },
}
