/** Words of the command `spool`. */

import type { InBothLanguages } from './language.ts'

interface Example {
  readonly line: string
  readonly does: string
}

interface CliSpoolTexts {
  readonly description: string
  readonly check: string
  readonly repair: string
  readonly checkExamples: readonly Example[]
  readonly repairExamples: readonly Example[]
  readonly checkExitCodes: readonly string[]
  readonly repairExitCodes: readonly string[]

  readonly none: (directory: string) => string
  readonly inOrder: (directory: string, mails: number) => string
  readonly notInOrder: (directory: string, mails: number) => string
  readonly damaged: (count: number) => string
  readonly damagedMail: (id: string, why: string) => string
  readonly orphans: (count: number) => string
  readonly records: (count: number) => string
  readonly corrupt: (mails: number) => string
  readonly aside: (files: number, directory: string) => string
  readonly settled: (files: number) => string
  readonly howToRepair: string
  readonly howToMendRecords: string
  readonly repaired: (mails: number, files: number) => string
  readonly nothingToRepair: string
}

const s = (count: number): string => (count === 1 ? '' : 's')

export const cliSpoolTexts: InBothLanguages<CliSpoolTexts> = {
  en: {
    description: 'Look after the mails on disk while the gate is stopped.',
    check:
      'Verify every mail on disk against its record, and name files that no record knows. Changes nothing.',
    repair: 'Lay damaged mails and unknown files aside in corrupt/, so that the rest can be delivered.',
    checkExamples: [{ line: 'sekisho spool check --config sekisho.yaml', does: 'Is every mail whole?' }],
    repairExamples: [
      {
        line: 'sekisho spool repair --config sekisho.yaml',
        does: 'Lay aside what is damaged; no mail is deleted',
      },
    ],
    checkExitCodes: [
      'the spool is in order',
      'something is damaged or unknown',
      'the spool is in use or cannot be read, or wrong usage',
    ],
    repairExitCodes: [
      'the spool is in order now',
      'the records themselves are damaged',
      'the spool is in use or cannot be written, or wrong usage',
    ],

    none: (directory) => `There is no spool in ${directory} yet: no mail has been kept there.`,
    inOrder: (directory, mails) =>
      `The spool ${directory} is in order: ${mails} mail${s(mails)}, all verified.`,
    notInOrder: (directory, mails) =>
      `The spool ${directory} is not in order: ${mails} mail${s(mails)} on record.`,
    damaged: (count) => `${count} mail${s(count)} with damaged content:`,
    damagedMail: (id, why) => `${id}: ${why}`,
    orphans: (count) => `${count} file${s(count)} that no record knows, and that may hold mail:`,
    records: (count) => `${count} fault${s(count)} in records.db:`,
    corrupt: (mails) =>
      `${mails} mail${s(mails)} laid aside as corrupt earlier (see \`sekisho queue list\`).`,
    aside: (files, directory) => `${files} file${s(files)} kept in ${directory}.`,
    settled: (files) => `${files} left-over file${s(files)} of settled mails; the next start removes them.`,
    howToRepair:
      'Nothing was changed. `sekisho spool repair` lays damaged mails and unknown files aside in corrupt/; nothing is deleted.',
    howToMendRecords:
      'Damaged records cannot be mended here: keep a copy of the whole folder, then restore records.db from a backup.',
    repaired: (mails, files) =>
      `Laid aside in corrupt/: ${mails} damaged mail${s(mails)}, ${files} unknown file${s(files)}. Nothing was deleted.`,
    nothingToRepair: 'Nothing had to be repaired.',
  },
  ja: {
    description: '関所の停止中に、ディスク上のメールを点検・修復します。',
    check: 'ディスク上の全メールを管理情報と照合し、管理情報にないファイルを表示します。何も変更しません。',
    repair: '壊れたメールと不明なファイルを corrupt/ に取り分け、残りを配送できるようにします。',
    checkExamples: [
      { line: 'sekisho spool check --config sekisho.yaml', does: 'すべてのメールが無事か確認する' },
    ],
    repairExamples: [
      {
        line: 'sekisho spool repair --config sekisho.yaml',
        does: '壊れたものを取り分ける (メールは削除しない)',
      },
    ],
    checkExitCodes: [
      '異常なし',
      '壊れたメールまたは不明なファイルがある',
      'スプールが使用中または読み取れない、もしくはコマンドの指定誤り',
    ],
    repairExitCodes: [
      '正常な状態になった',
      '管理情報そのものが壊れている',
      'スプールが使用中または書き込めない、もしくはコマンドの指定誤り',
    ],

    none: (directory) => `${directory} にスプールはまだありません。保管されたメールはありません。`,
    inOrder: (directory, mails) =>
      `スプール ${directory} に異常はありません。メール ${mails} 通をすべて確認しました。`,
    notInOrder: (directory, mails) =>
      `スプール ${directory} に異常があります。管理情報にあるメールは ${mails} 通です。`,
    damaged: (count) => `内容が壊れているメール ${count} 通:`,
    damagedMail: (id, why) => `${id}: ${why}`,
    orphans: (count) => `管理情報になく、メールの可能性があるファイル ${count} 個:`,
    records: (count) => `records.db の異常 ${count} 件:`,
    corrupt: (mails) =>
      `以前に壊れていると判定されたメールが ${mails} 通あります (\`sekisho queue list\` で確認できます)。`,
    aside: (files, directory) => `${directory} に ${files} 個のファイルを保管しています。`,
    settled: (files) => `処理済みメールのファイルが ${files} 個残っています。次の起動時に削除されます。`,
    howToRepair:
      '何も変更していません。`sekisho spool repair` で、壊れたメールと不明なファイルを corrupt/ に取り分けます。削除はしません。',
    howToMendRecords:
      '壊れた管理情報はここでは修復できません。フォルダ全体の写しを取ったうえで、records.db をバックアップから復元してください。',
    repaired: (mails, files) =>
      `corrupt/ に取り分けました: 壊れたメール ${mails} 通、不明なファイル ${files} 個。何も削除していません。`,
    nothingToRepair: '修復が必要なものはありませんでした。',
  },
}
