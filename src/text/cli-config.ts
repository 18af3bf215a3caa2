/** Words of `sekisho config`. */

import type { InBothLanguages } from './language.ts'

type ConfigTexts = {
  readonly description: string
  readonly jsonSchemaOption: string
  readonly markdownOption: string
  readonly checkOption: string
  readonly examples: readonly { readonly line: string; readonly does: string }[]
  readonly exitCodes: readonly string[]
  readonly head: readonly string[]
  readonly oneOf: (choices: readonly string[]) => string
  readonly required: string
  readonly instead: (kind: string) => string
}

export const configTexts: InBothLanguages<ConfigTexts> = {
  en: {
    description: 'Print every setting with its default as a documented sekisho.yaml, or check a file.',
    jsonSchemaOption: 'print the JSON Schema for editors instead',
    markdownOption: 'print the table of all settings in Markdown instead',
    checkOption: 'check this file: every fault with line and column',
    examples: [
      { line: 'sekisho config > sekisho.yaml', does: 'Start a configuration of your own' },
      { line: 'sekisho config --check sekisho.yaml', does: 'Is it correct?' },
      { line: 'sekisho config --json-schema > sekisho.schema.json', does: 'Completion in an editor' },
    ],
    exitCodes: ['printed, or the file is correct', 'the file has faults', 'failed, or wrong usage'],
    head: [
      'Configuration of Sekisho. Every setting stands here with its default; what you leave out keeps it.',
      'Relative paths start from the folder of this file. Check your file: sekisho config --check FILE',
    ],
    oneOf: (choices) => `One of: ${choices.join(', ')}.`,
    required: 'Required.',
    instead: (kind) => `Instead of the above, "kind: ${kind}":`,
  },
  ja: {
    description: 'すべての設定を既定値と説明つきの sekisho.yaml として表示します。ファイルの検査もできます。',
    jsonSchemaOption: '代わりに、エディタ向けの JSON Schema を表示します',
    markdownOption: '代わりに、全設定の一覧表を Markdown で表示します',
    checkOption: 'このファイルを検査し、誤りをすべて行・列つきで表示します',
    examples: [
      { line: 'sekisho config > sekisho.yaml', does: '設定ファイルのひな形を作る' },
      { line: 'sekisho config --check sekisho.yaml', does: '設定ファイルに誤りがないか確認する' },
      { line: 'sekisho config --json-schema > sekisho.schema.json', does: 'エディタの入力補完に使う' },
    ],
    exitCodes: [
      '表示した、またはファイルに誤りがない',
      'ファイルに誤りがある',
      '失敗、またはコマンドの指定誤り',
    ],
    head: [
      'Sekisho の設定ファイルです。すべての設定を既定値で示しています。省略した設定は既定値になります。',
      '相対パスはこのファイルのあるフォルダが起点です。検査: sekisho config --check ファイル名',
    ],
    oneOf: (choices) => `選択肢: ${choices.join(', ')}`,
    required: '必須です。',
    instead: (kind) => `上の代わりに「kind: ${kind}」とする場合:`,
  },
}
