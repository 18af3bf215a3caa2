/** Words of the help of `sekisho serve`. */

import type { InBothLanguages } from './language.ts'

type ServeHelp = {
  readonly description: string
  readonly configOption: string
  readonly examples: readonly { readonly line: string; readonly does: string }[]
  readonly exitCodes: readonly string[]
  readonly configFaulty: (file: string, count: number) => string
}

export const serveHelp: InBothLanguages<ServeHelp> = {
  en: {
    description: 'Run the gate until it is stopped (Ctrl+C, SIGTERM).',
    configOption: 'configuration file; "sekisho config" prints one',
    examples: [{ line: 'sekisho serve --config sekisho.yaml', does: 'Run the gate' }],
    exitCodes: ['stopped in order', '(not used)', 'it could not start, or wrong usage'],
    configFaulty: (file, count) =>
      `${file} has ${count === 1 ? 'a fault' : `${count} faults`}, so nothing was done.`,
  },
  ja: {
    description: '関所を起動し、停止されるまで (Ctrl+C、SIGTERM) 動かします。',
    configOption: '設定ファイル (ひな形は sekisho config で表示できます)',
    examples: [{ line: 'sekisho serve --config sekisho.yaml', does: '関所を起動する' }],
    exitCodes: ['正常に停止した', '(使いません)', '起動できない、またはコマンドの指定誤り'],
    configFaulty: (file, count) => `${file} に誤りが ${count} 件あるため、何も実行しませんでした。`,
  },
}
