/** Words of `night export`. */

import type { InBothLanguages } from './language.ts'

interface CliNightExportTexts {
  readonly description: string
  readonly outputOption: string
  readonly withDumpOption: string
  readonly examples: readonly { readonly line: string; readonly does: string }[]
  readonly exitCodes: readonly string[]
  readonly exported: (run: number, folder: string, files: number) => string
  readonly howToCheck: (folder: string) => string
  readonly taken: (folder: string) => string
  readonly noDump: Readonly<Record<'damaged' | 'removed', (run: number) => string>>
}

export const cliNightExportTexts: InBothLanguages<CliNightExportTexts> = {
  en: {
    description: 'Write the record of a run as a folder of evidence, with the SHA-256 of each file.',
    outputOption: 'folder to make; one with anything in it is left alone',
    withDumpOption: 'with hr.csv and rules.yaml as they came: they name everybody in the company',
    examples: [
      {
        line: 'sekisho night export 12 --output night-12 --config sekisho.yaml',
        does: 'Record, decisions and comparison of night 12',
      },
      {
        line: '(cd night-12 && sha256sum -c SHA256SUMS)',
        does: 'Is it as it was written?',
      },
    ],
    exitCodes: [
      'written',
      'there is no such run, or its dump is not there or not as it was taken (--with-dump)',
      'cannot be written, or wrong usage',
    ],
    exported: (run, folder, files) => `Night ${run} is in ${folder}: ${files} files and their SHA-256.`,
    howToCheck: (folder) => `Check it with: cd ${folder} && sha256sum -c SHA256SUMS`,
    taken: (folder) =>
      `there is something in ${folder} already. Evidence is never written over: name another folder.`,
    noDump: {
      damaged: (run) =>
        `the files of night ${run} on disk are not those that were taken: their hashes are not those of the record.`,
      removed: (run) =>
        `the dump of night ${run} is not on disk any more, or was never read. Without --with-dump the record is written without it.`,
    },
  },
  ja: {
    description: '取り込みの記録を、各ファイルの SHA-256 を添えた証跡フォルダとして書き出します。',
    outputOption: '新しく作るフォルダ (中身のあるフォルダには書きません)',
    withDumpOption: '届いたままの hr.csv と rules.yaml も含める (全社員の氏名が入っています)',
    examples: [
      {
        line: 'sekisho night export 12 --output night-12 --config sekisho.yaml',
        does: '第 12 回の記録、判断、変更点を書き出す',
      },
      {
        line: '(cd night-12 && sha256sum -c SHA256SUMS)',
        does: '書き出した時のままかを確かめる',
      },
    ],
    exitCodes: [
      '書き出した',
      '該当する取り込みがない、または人事データが残っていない・取り込み時と異なる (--with-dump)',
      '書き出せない、またはコマンドの指定誤り',
    ],
    exported: (run, folder, files) =>
      `第 ${run} 回の記録を ${folder} に書き出しました (${files} ファイルとその SHA-256)。`,
    howToCheck: (folder) => `確認方法: cd ${folder} && sha256sum -c SHA256SUMS`,
    taken: (folder) =>
      `${folder} にはすでに何かあります。証跡は上書きしません。別のフォルダを指定してください。`,
    noDump: {
      damaged: (run) =>
        `第 ${run} 回のファイルは取り込んだ時のものと異なります (ハッシュが記録と一致しません)。`,
      removed: (run) =>
        `第 ${run} 回の人事データは残っていないか、読み取られていません。--with-dump を付けなければ、人事データ以外の記録を書き出せます。`,
    },
  },
}
