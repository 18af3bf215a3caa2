/** Why the desk database cannot be used, and what to do. */

import type { InBothLanguages } from './language.ts'

interface DeskTexts {
  readonly unusable: (path: string, why: string) => string
  readonly damaged: (path: string, why: string) => string
  readonly busy: (path: string) => string
  readonly tooNew: (path: string, version: string) => string
  /** While it is used. `why`: SQLite's own sentence. */
  readonly failed: (why: string) => string
  readonly damagedRevision: (number: number) => string
}

const englishCodes: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied; run this as the user that the gate runs as, or correct the rights',
  EPERM: 'permission is denied; run this as the user that the gate runs as, or correct the rights',
  EROFS: 'the disk is read-only; make it writable, or set database.path to another file',
  ENOSPC: 'the disk is full; make room',
  'disk I/O error':
    'the disk does not take or give what it should (disk I/O error); it may be full: look with "df"',
  ENOTDIR: 'a part of its path is no folder; correct database.path',
  EISDIR: 'it is a folder; correct database.path',
}

const japaneseCodes: Readonly<Record<string, string>> = {
  EACCES: 'アクセスが許可されていません。関所を動かしているユーザーで実行するか、権限を直してください',
  EPERM: 'アクセスが許可されていません。関所を動かしているユーザーで実行するか、権限を直してください',
  EROFS: 'ディスクが読み取り専用です。書き込めるようにするか、database.path に別のファイルを指定してください',
  ENOSPC: 'ディスクの空きがありません。空きを作ってください',
  'disk I/O error':
    'ディスクの読み書きに失敗しました (disk I/O error)。空きがない可能性があります。「df」で確認してください',
  ENOTDIR: 'パスの途中がフォルダではありません。database.path を直してください',
  EISDIR: 'フォルダが指定されています。database.path を直してください',
}

export const deskTexts: InBothLanguages<DeskTexts> = {
  en: {
    unusable: (path, why) => `The database cannot be used: ${path}: ${englishCodes[why] ?? why}.`,
    damaged: (path, why) =>
      `The database is damaged: ${path}: ${why}. Nothing was changed. Keep a copy of it, then restore it from a backup.`,
    busy: (path) =>
      `The database ${path} has been kept by another process for ten seconds. Try again; if that goes on, see which process has it open.`,
    tooNew: (path, version) =>
      `The database was written by a later version of Sekisho: ${path} holds step ${version}, which this version does not know. Nothing was changed. Use that version.`,
    failed: (why) => `The database failed: ${why}. Nothing was changed by this command.`,
    damagedRevision: (number) =>
      `Revision ${number} in the database is not what was saved: its text and its hash do not belong together. Restore the database from a backup.`,
  },
  ja: {
    unusable: (path, why) => `データベースを使用できません: ${path}: ${japaneseCodes[why] ?? why}`,
    damaged: (path, why) =>
      `データベースが壊れています: ${path}: ${why}。何も変更していません。写しを取ったうえで、バックアップから復元してください。`,
    busy: (path) =>
      `データベース ${path} を別のプロセスが 10 秒間使用し続けています。もう一度実行してください。続く場合は、どのプロセスが開いているかを確認してください。`,
    tooNew: (path, version) =>
      `データベースは新しい版の Sekisho で書かれています: ${path} の ${version} をこの版は扱えません。何も変更していません。その版を使ってください。`,
    failed: (why) => `データベースの処理に失敗しました: ${why}。このコマンドでは何も変更していません。`,
    damagedRevision: (number) =>
      `データベースのリビジョン ${number} は保存したときの内容と一致しません (本文とハッシュが合いません)。データベースをバックアップから復元してください。`,
  },
}
