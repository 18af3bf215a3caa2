/** Why a spool cannot be used, and what to do. */

import type { InBothLanguages } from './language.ts'

interface SpoolTexts {
  readonly inUse: (directory: string) => string
  readonly unusable: (path: string, why: string) => string
  readonly damagedRecords: (path: string, why: string) => string
  readonly tooNew: (path: string, version: string) => string
}

const englishCodes: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied; correct the rights, or set spool.directory to another folder',
  EPERM: 'permission is denied; correct the rights, or set spool.directory to another folder',
  EROFS: 'the disk is read-only; make it writable, or set spool.directory to another folder',
  ENOSPC: 'the disk is full; make room',
  ENOTDIR: 'a part of its path is no folder; correct spool.directory',
  EEXIST: 'a file stands where a folder is needed; correct spool.directory',
}

const japaneseCodes: Readonly<Record<string, string>> = {
  EACCES: 'アクセスが許可されていません。権限を直すか、spool.directory に別のフォルダを指定してください',
  EPERM: 'アクセスが許可されていません。権限を直すか、spool.directory に別のフォルダを指定してください',
  EROFS:
    'ディスクが読み取り専用です。書き込めるようにするか、spool.directory に別のフォルダを指定してください',
  ENOSPC: 'ディスクの空きがありません。空きを作ってください',
  ENOTDIR: 'パスの途中がフォルダではありません。spool.directory を直してください',
  EEXIST: 'フォルダが必要な場所にファイルがあります。spool.directory を直してください',
}

export const spoolTexts: InBothLanguages<SpoolTexts> = {
  en: {
    inUse: (directory) =>
      `The spool ${directory} is held by another process, and only one may use it at a time. ` +
      'Is a gate running with this configuration? Stop it first, or set spool.directory to another folder.',
    unusable: (path, why) => `The spool cannot be used: ${path}: ${englishCodes[why] ?? why}.`,
    damagedRecords: (path, why) =>
      `The records of the spool are damaged: ${path}: ${why}. Nothing was changed. Keep a copy of the whole folder, ` +
      'then restore records.db from it or from a backup; the contents of the mails are in segments/ and bodies/.',
    tooNew: (path, version) =>
      `The spool was written by a later version of Sekisho: ${path} holds step ${version}, which this version does ` +
      'not know. Nothing was changed. Use that version, or let it deliver the mails first.',
  },
  ja: {
    inUse: (directory) =>
      `スプール ${directory} は別のプロセスが使用中です。同時に使えるのは 1 プロセスだけです。` +
      'この設定で関所が動いていないか確認し、先に停止するか、spool.directory に別のフォルダを指定してください。',
    unusable: (path, why) => `スプールを使用できません: ${path}: ${japaneseCodes[why] ?? why}`,
    damagedRecords: (path, why) =>
      `スプールの管理情報が壊れています: ${path}: ${why}。何も変更していません。フォルダ全体の写しを取ったうえで、` +
      'records.db を写しまたはバックアップから復元してください。メールの内容は segments/ と bodies/ に残っています。',
    tooNew: (path, version) =>
      `スプールは新しい版の Sekisho で書かれています: ${path} の ${version} をこの版は扱えません。何も変更していません。` +
      'その版を使うか、その版でメールの配送を終えてから切り替えてください。',
  },
}
