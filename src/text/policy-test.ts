/** Words of `sekisho policy check` and `sekisho policy test`: help, and what a run came to. */

import type { CaseProblem } from '../cases/run-case.ts'
import type { Difference } from '../cases/difference.ts'
import type { PolicyAnswer } from '../policy/decision.ts'
import type { InBothLanguages } from './language.ts'

interface Help {
  readonly description: string
  readonly examples: readonly { readonly line: string; readonly does: string }[]
  readonly exitCodes: readonly string[]
}

interface PolicyTestTexts {
  readonly check: Help & {
    readonly policiesArgument: string
    readonly strictOption: string
  }
  readonly test: Help & {
    readonly folderArgument: string
    readonly policiesOption: string
    readonly coverageOption: string
    readonly formatOption: string
    readonly badCoverage: (value: string) => string
    readonly badFormat: (value: string) => string
    readonly noCases: (folder: string) => string
  }
  readonly dateOption: string

  readonly inOrder: (file: string, warnings: number) => string
  readonly found: (file: string, errors: number, warnings: number) => string
  readonly severity: { readonly error: string; readonly warning: string }
  readonly ofPolicy: (id: string) => string
  readonly policiesFaulty: (file: string, errors: number) => string

  readonly states: { readonly passed: string; readonly failed: string; readonly error: string }
  readonly differences: Readonly<Record<Difference['of'], string>>
  readonly differs: (expected: string, got: readonly string[]) => string
  readonly didMatch: (policy: string) => string
  readonly problem: (problem: CaseProblem) => string
  readonly whichMail: (found: readonly string[]) => string
  readonly noExpectation: string
  readonly unreadable: (code: string) => string
  readonly emlAndFields: string
  readonly dayOrTime: string
  readonly emptyFile: string
  readonly trace: string
  readonly answers: Readonly<Record<PolicyAnswer['answer'], string>>
  readonly conditionAnswers: { readonly yes: string; readonly no: string; readonly 'cannot-tell': string }
  readonly line: (line: number) => string

  readonly summary: (cases: number, failed: number, errors: number) => string
  readonly coverage: (reached: number, goals: number, percent: number) => string
  readonly belowThreshold: (threshold: number) => string
  readonly missed: string
  readonly missedMatch: string
  readonly missedNoMatch: string
  readonly missedYes: (condition: string) => string
  readonly missedNo: (condition: string) => string
}

const settingMeans = {
  en: { 'limits.messageSize': 'larger', 'limits.headerSize': 'larger in its header' },
  ja: { 'limits.messageSize': 'メール', 'limits.headerSize': 'ヘッダー' },
}

function some(words: readonly string[]): string {
  return words.length === 0 ? 'nothing' : words.join(', ')
}

function plural(count: number, word: string): string {
  return `${String(count)} ${word}${count === 1 ? '' : 's'}`
}

export const policyTestTexts: InBothLanguages<PolicyTestTexts> = {
  en: {
    check: {
      description:
        'Look for policies that cannot mean what they say: contradictions, policies that are never reached, names that nobody defines.',
      policiesArgument: 'a policies.yaml, or a revision: 12, active, newest, draft (default: active)',
      strictOption: 'end with 1 for warnings too',
      examples: [
        {
          line: 'sekisho policy check policies.yaml --config sekisho.yaml',
          does: 'Can this file be put in force?',
        },
        {
          line: 'sekisho policy check --config sekisho.yaml --strict --json',
          does: 'What is in force, for a script',
        },
      ],
      exitCodes: [
        'in order',
        'there are errors, or warnings with --strict',
        'a file could not be read, or wrong usage',
      ],
    },
    test: {
      description:
        'Run your own cases through the policies: what should happen, what happens, and what no case reaches.',
      folderArgument: 'folder of the cases: tables (*.yaml), and folders with a mail and its expect.yaml',
      policiesOption: 'what to test: a policies.yaml, or a revision: 12, active, newest, draft',
      coverageOption:
        'end with 1 where the cases reach less than this many percent of policies and conditions',
      formatOption: 'text, json or junit',
      badCoverage: (value) => `--coverage takes a whole number from 0 to 100, not "${value}"`,
      badFormat: (value) => `--format takes text, json or junit, not "${value}"`,
      noCases: (folder) =>
        `${folder} holds no cases. A case is an item of a *.yaml file, or a folder with a mail (.eml) and an expect.yaml; docs/policy-tests.md shows both.`,
      examples: [
        {
          line: 'sekisho policy test tests/policies --config sekisho.yaml --policies policies.yaml',
          does: 'Does this file do what the cases say?',
        },
        {
          line: 'sekisho policy test tests/policies --config sekisho.yaml --coverage 90 --format junit > policies.xml',
          does: 'The same for a build server, which also wants nine tenths reached',
        },
      ],
      exitCodes: [
        'every case came out as expected',
        'a case came out differently or could not be run, or too little was reached',
        'a file could not be read, or wrong usage',
      ],
    },
    dateOption: 'take this day for today, YYYY-MM-DD',

    inOrder: (file, warnings) =>
      warnings === 0 ? `${file} is in order.` : `${file} has no errors, and ${plural(warnings, 'warning')}:`,
    found: (file, errors, warnings) =>
      `${file} has ${plural(errors, 'error')}${warnings === 0 ? '' : ` and ${plural(warnings, 'warning')}`}:`,
    severity: { error: 'error', warning: 'warning' },
    ofPolicy: (id) => `policy "${id}"`,
    policiesFaulty: (file, errors) => `${file} cannot be tested: it has ${plural(errors, 'error')}.`,

    states: { passed: 'ok', failed: 'FAILED', error: 'NOT RUN' },
    differences: {
      action: 'action',
      policy: 'policy',
      reason: 'reason',
      matches: 'matches',
      passes: 'passes',
      route: 'route',
      tls: 'tls',
    },
    differs: (expected, got) => `expected ${expected}, got ${some(got)}`,
    didMatch: (policy) => `expected "${policy}" not to match, and it does`,
    problem: (problem) => {
      switch (problem.kind) {
        case 'file':
          return `The file ${problem.path} cannot be read (${problem.code}). Check the path, which goes from the file of the case.`
        case 'no-listener':
          return `There is no listener "${problem.listener}". Known are: ${problem.known.join(', ')}.`
        case 'no-recipient':
          return 'The mail has no recipient that could be read. Give "to" or "rcpt".'
        case 'no-policy':
          return `There is no policy "${problem.policy}". Known are: ${some(problem.known)}.`
        case 'over-bound':
          return `The mail is ${settingMeans.en[problem.setting]} than ${problem.setting} of the configuration allows (${String(problem.limit)}), so that no policy is ever asked. Make it smaller.`
      }
    },
    whichMail: (found) =>
      found.length === 0
        ? 'There is no .eml file beside it. Put the mail there, name one ("eml: ..."), or write it in short form ("from", "to", ...).'
        : `There are several .eml files beside it (${found.join(', ')}). Name the one that is meant: "eml: ${found[0] ?? ''}".`,
    noExpectation:
      'Nothing says what is expected of this mail. Put an expect.yaml beside it, or move it away.',
    unreadable: (code) => `cannot be read (${code})`,
    emlAndFields:
      'This case has its mail in a file ("eml"); this key belongs to a mail in short form. Remove one of them.',
    dayOrTime: 'A day is written as 2026-11-24 and a time as "09:30", in quotation marks.',
    emptyFile: 'The file is empty. Write a case into it, or remove it.',
    trace: 'What was looked at:',
    answers: {
      match: 'matches',
      'no-match': 'does not match',
      'cannot-tell': 'cannot tell',
      'not-in-force': 'is not in force at that time',
      'passed-over': 'is passed over',
    },
    conditionAnswers: { yes: 'yes', no: 'no', 'cannot-tell': 'cannot tell' },
    line: (line) => `line ${String(line)}`,

    summary: (cases, failed, errors) =>
      failed + errors === 0
        ? `${plural(cases, 'case')}, all as expected.`
        : `${plural(cases, 'case')}: ${String(cases - failed - errors)} as expected, ${String(failed)} not, ${String(errors)} could not be run.`,
    coverage: (reached, goals, percent) =>
      `Coverage ${String(percent)} %: ${String(reached)} of ${String(goals)} answers of policies and conditions were reached.`,
    belowThreshold: (threshold) => `That is less than the ${String(threshold)} % asked for (--coverage).`,
    missed: 'No case reaches:',
    missedMatch: 'a mail that it matches',
    missedNoMatch: 'a mail that it does not match',
    missedYes: (condition) => `yes: ${condition}`,
    missedNo: (condition) => `no: ${condition}`,
  },
  ja: {
    check: {
      description:
        '書いてあるとおりには働かないポリシーを探します。矛盾、到達しないポリシー、定義のない名前などを行番号付きで示します。',
      policiesArgument: 'policies.yaml、またはリビジョン (12、active、newest、draft)。既定: active',
      strictOption: '警告だけでも終了コード 1 にします',
      examples: [
        {
          line: 'sekisho policy check policies.yaml --config sekisho.yaml',
          does: 'このファイルを有効にしてよいか確認する',
        },
        {
          line: 'sekisho policy check --config sekisho.yaml --strict --json',
          does: '有効なポリシーをスクリプトから検査する',
        },
      ],
      exitCodes: [
        '問題なし',
        '誤りがある (--strict では警告を含む)',
        'ファイルを読めない、またはコマンドの指定誤り',
      ],
    },
    test: {
      description:
        '自社のテストケースをポリシーに通し、期待と結果の違い、どのケースも通らない条件を示します。',
      folderArgument: 'ケースのフォルダ: 表形式 (*.yaml)、またはメールと expect.yaml を入れたフォルダ',
      policiesOption: 'テストするもの: policies.yaml、またはリビジョン (12、active、newest、draft)',
      coverageOption: 'ポリシーと条件の網羅率 (%) がこれを下回る場合は終了コード 1 にします',
      formatOption: 'text、json、junit のいずれか',
      badCoverage: (value) => `--coverage には 0 から 100 までの整数を指定してください (指定値: ${value})`,
      badFormat: (value) => `--format には text、json、junit のいずれかを指定してください (指定値: ${value})`,
      noCases: (folder) =>
        `${folder} にケースがありません。ケースは *.yaml に書くか、メール (.eml) と expect.yaml を入れたフォルダにします。書き方は docs/policy-tests.md をご覧ください。`,
      examples: [
        {
          line: 'sekisho policy test tests/policies --config sekisho.yaml --policies policies.yaml',
          does: 'このファイルがケースのとおりに働くか確認する',
        },
        {
          line: 'sekisho policy test tests/policies --config sekisho.yaml --coverage 90 --format junit > policies.xml',
          does: '網羅率 90 % 以上を条件に、ビルドサーバー向けに出力する',
        },
      ],
      exitCodes: [
        'すべてのケースが期待どおり',
        '期待と異なるケース、実行できないケースがある、または網羅率が足りない',
        'ファイルを読めない、またはコマンドの指定誤り',
      ],
    },
    dateOption: 'この日を今日として扱います YYYY-MM-DD',

    inOrder: (file, warnings) =>
      warnings === 0
        ? `${file} に問題はありません。`
        : `${file} に誤りはありません。警告が${String(warnings)}件あります。`,
    found: (file, errors, warnings) =>
      `${file} に誤りが${String(errors)}件${warnings === 0 ? '' : `、警告が${String(warnings)}件`}あります。`,
    severity: { error: '誤り', warning: '警告' },
    ofPolicy: (id) => `ポリシー「${id}」`,
    policiesFaulty: (file, errors) => `${file} に誤りが${String(errors)}件あるため、テストできません。`,

    states: { passed: '合格', failed: '不合格', error: '実行不可' },
    differences: {
      action: '処理',
      policy: 'ポリシー',
      reason: '理由',
      matches: '該当',
      passes: '非該当',
      route: '経路',
      tls: 'TLS',
    },
    differs: (expected, got) => `期待: ${expected}、結果: ${got.length === 0 ? 'なし' : got.join('、')}`,
    didMatch: (policy) => `「${policy}」は該当しないはずでしたが、該当しました`,
    problem: (problem) => {
      switch (problem.kind) {
        case 'file':
          return `ファイル ${problem.path} を読めません (${problem.code})。パスはケースのファイルからの相対パスです。`
        case 'no-listener':
          return `リスナー「${problem.listener}」はありません。設定にあるもの: ${problem.known.join('、')}`
        case 'no-recipient':
          return '読み取れる宛先がありません。"to" か "rcpt" を指定してください。'
        case 'no-policy':
          return `ポリシー「${problem.policy}」はありません。あるもの: ${problem.known.length === 0 ? 'なし' : problem.known.join('、')}`
        case 'over-bound':
          return `${settingMeans.ja[problem.setting]}が設定 ${problem.setting} の上限 (${String(problem.limit)}) を超えているため、ポリシーは判定されません。小さくしてください。`
      }
    },
    whichMail: (found) =>
      found.length === 0
        ? '同じフォルダに .eml ファイルがありません。メールを置くか、"eml: ..." で指定するか、"from" や "to" で書いてください。'
        : `同じフォルダに .eml ファイルが複数あります (${found.join('、')})。"eml: ${found[0] ?? ''}" のように指定してください。`,
    noExpectation:
      'このメールに期待する結果がどこにも書かれていません。expect.yaml を同じフォルダに置くか、メールを移動してください。',
    unreadable: (code) => `読めません (${code})`,
    emlAndFields:
      'このケースのメールはファイル ("eml") で指定されています。このキーは表形式のメール用ですので、どちらかを削除してください。',
    dayOrTime: '日付は 2026-11-24、時刻は "09:30" のように引用符を付けて書いてください。',
    emptyFile: 'ファイルが空です。ケースを書くか、削除してください。',
    trace: '判定の内訳:',
    answers: {
      match: '該当',
      'no-match': '非該当',
      'cannot-tell': '判定できない',
      'not-in-force': '適用される日時ではない',
      'passed-over': '判定しない',
    },
    conditionAnswers: { yes: 'はい', no: 'いいえ', 'cannot-tell': '不明' },
    line: (line) => `${String(line)}行目`,

    summary: (cases, failed, errors) =>
      failed + errors === 0
        ? `${String(cases)}件のケースはすべて期待どおりです。`
        : `ケース${String(cases)}件: 期待どおり${String(cases - failed - errors)}件、相違${String(failed)}件、実行不可${String(errors)}件`,
    coverage: (reached, goals, percent) =>
      `網羅率 ${String(percent)} %: ポリシーと条件の答え${String(goals)}通りのうち${String(reached)}通りを確認しました。`,
    belowThreshold: (threshold) => `--coverage で指定された ${String(threshold)} % に足りません。`,
    missed: 'どのケースでも確認されていないもの:',
    missedMatch: '該当するメール',
    missedNoMatch: '該当しないメール',
    missedYes: (condition) => `「はい」になるメール: ${condition}`,
    missedNo: (condition) => `「いいえ」になるメール: ${condition}`,
  },
}
