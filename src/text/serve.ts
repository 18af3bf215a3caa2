/** What `serve` says on the terminal: what runs where, what to try, and why it does not start. */

import type { InBothLanguages } from './language.ts'

export interface ServeTexts {
  readonly organization: (people: number, name: string) => string
  readonly policies: (name: string) => string
  readonly listener: (name: string, address: string, tls: string) => string
  readonly smartHosts: (hosts: readonly string[]) => string
  readonly mx: string
  readonly outbox: (directory: string) => string
  readonly outboxPage: (url: string) => string
  readonly decisions: (directory: string) => string
  readonly monitoring: (url: string) => string
  /** `options`: what the commands need beyond the addresses, with a space behind it. */
  readonly firstTries: (from: string, to: string, approver: string, options: string) => readonly string[]
  readonly howToStop: string
  readonly stopping: string

  /** Why it does not start, or why a reload changes nothing. */
  readonly doesNotStart: (why: string) => string
  readonly needsRestart: (settings: readonly string[]) => string
  readonly organizationFaulty: (directory: string, count: number, problems: readonly string[]) => string
  readonly dumpDamaged: (folder: string, run: number) => string
  readonly andMore: (count: number) => string
  /** Each problem is a line that names file and place. */
  readonly policiesFaulty: (file: string, problems: readonly string[]) => string
  readonly policiesUnreadable: (file: string, why: string) => string
  readonly databaseGone: (path: string, revision: string) => string
  readonly outboxFails: (directory: string, why: string) => string
  readonly pageFails: (address: string, why: string) => string
  readonly decisionsFail: (directory: string, why: string) => string
  readonly authoritiesFail: (file: string, why: string) => string
  readonly historyFails: (path: string, why: string) => string
  readonly apiFails: (address: string, why: string) => string
  readonly api: (url: string) => string
  readonly secretFails: (file: string, why: string) => string
  readonly secretShort: (file: string, octets: number) => string
  readonly operationsFail: (address: string, why: string) => string
  readonly controlFails: (path: string, why: string) => string
  readonly loopMarkKeyFails: (file: string, why: string) => string
  /** Each problem is a line that names file and place. */
  readonly templatesFaulty: (problems: readonly string[]) => string
  readonly noticeKeyFails: (file: string, why: string) => string
  readonly loopMarkKeyShort: (file: string, octets: number) => string
}

const englishCodes: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is taken by another program; stop it, or choose another port',
  EACCES: 'permission is denied; choose another place, or correct the rights',
  EPERM: 'permission is denied; choose another place, or correct the rights',
  ENOENT: 'it does not exist; correct the path',
  ENOSPC: 'the disk is full; make room',
  EROFS: 'the disk is read-only; choose another place',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not UTF-8; save it as UTF-8',
  EADDRNOTAVAIL: 'this machine has no such address; correct the address',
}

const japaneseCodes: Readonly<Record<string, string>> = {
  EADDRINUSE:
    'ポートが別のプログラムで使われています。そのプログラムを止めるか、別のポートを指定してください',
  EACCES: 'アクセスが許可されていません。別の場所を指定するか、権限を直してください',
  EPERM: 'アクセスが許可されていません。別の場所を指定するか、権限を直してください',
  ENOENT: '存在しません。パスを直してください',
  ENOSPC: 'ディスクの空きがありません。空きを作ってください',
  EROFS: 'ディスクが読み取り専用です。別の場所を指定してください',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'UTF-8 ではありません。UTF-8 で保存し直してください',
  EADDRNOTAVAIL: 'このマシンにそのアドレスはありません。アドレスを直してください',
}

export const serveTexts: InBothLanguages<ServeTexts> = {
  en: {
    organization: (people, name) => `Organization  ${people} people (snapshot ${name})`,
    policies: (name) => `Policies      ${name}`,
    listener: (name, address, tls) =>
      `SMTP          ${address} (${name}${tls === 'none' ? '' : `, TLS ${tls}`})`,
    smartHosts: (hosts) => `Next hop      ${hosts.join(', then ')}`,
    mx: 'Next hop      the mail servers of each domain (MX)',
    outbox: (directory) => `Next hop      outbox: mail that passes is kept in ${directory}`,
    outboxPage: (url) => `Outbox page   ${url}`,
    decisions: (directory) => `Decisions     ${directory}`,
    monitoring: (url) => `Monitoring    ${url}`,
    firstTries: (from, to, approver, options) => [
      'Try it in a second terminal: a refusal with its reasons, and a delivery.',
      `  npx sekisho send ${options}--from ${from} --to ${to}`,
      `  npx sekisho send ${options}--from ${from} --to ${to} --cc ${approver}`,
    ],
    howToStop: 'Stop with Ctrl+C.',
    stopping: 'Stopping: mails under way get their answer first.',
    doesNotStart: (why) => `The gate does not start: ${why}`,
    needsRestart: (settings) =>
      `a reload cannot change ${settings.join(', ')}. Set it back, or restart the gate.`,
    organizationFaulty: (directory, count, problems) =>
      `the organization in ${directory} has ${count === 1 ? 'an error' : `${count} errors`}.\n` +
      `${problems.join('\n')}\nCorrect the files and try again; "sekisho check --org ${directory}" lists everything.`,
    dumpDamaged: (folder, run) =>
      `the dump of night ${run} in ${folder} is not the one that was put in force: it was changed, or the disk is failing. "sekisho night rollback" puts the one before in force.`,
    policiesFaulty: (file, problems) =>
      `the policies ${file} cannot judge with this configuration and organization:\n${problems.map((line) => `  ${line}`).join('\n')}\nCorrect what is named there, or put other policies in force ("sekisho policy activate" or "rollback"); that works without a running gate too.`,
    policiesUnreadable: (file, why) =>
      `the policies of policies.file cannot be read: ${file}: ${englishCodes[why] ?? why}.`,
    databaseGone: (path, revision) =>
      `the database ${path} is not there any more, and revision ${revision} of the policies was in force by it. Restore it from a backup, or correct database.path.`,
    andMore: (count) => `  ... and ${count} more`,
    outboxFails: (directory, why) => `the outbox ${directory} cannot be used: ${englishCodes[why] ?? why}.`,
    pageFails: (address, why) => `the outbox page cannot listen on ${address}: ${englishCodes[why] ?? why}.`,
    decisionsFail: (directory, why) =>
      `the decision log cannot be written in ${directory}: ${englishCodes[why] ?? why}.`,
    historyFails: (path, why) =>
      `the history of senders ${path} cannot be used (${why}). Repair or move the file, correct "history.path", or set "history.enabled: false".`,
    apiFails: (address, why) =>
      `the API cannot listen on ${address} (${why}). Stop what listens there, or change "api.port".`,
    api: (url) => `API           ${url} (routes: ${url}v1/docs)`,
    authoritiesFail: (file, why) =>
      `the authorities of the next hop, ${file}, cannot be read: ${englishCodes[why] ?? why}.`,
    secretShort: (file, octets) =>
      `${file} holds too short a secret: ${octets} octets are the least. Make one, for example with "openssl rand -hex 32".`,
    secretFails: (file, why) =>
      `the secret for AUTH at the next hop, ${file}, cannot be read: ${englishCodes[why] ?? why}.`,
    templatesFaulty: (problems) =>
      `the templates of refusal notices (refusal.templates) cannot be used:\n${problems.map((line) => `  ${line}`).join('\n')}`,
    noticeKeyFails: (file, why) =>
      `the key of refusal notices, ${file}, can neither be read nor made: ${englishCodes[why] ?? why}.`,
    operationsFail: (address, why) =>
      `monitoring (operations) cannot listen on ${address}: ${englishCodes[why] ?? why}.`,
    controlFails: (path, why) =>
      `the control socket ${path} cannot be used: ${why === 'EADDRINUSE' ? 'another gate runs with it; stop that one, or choose another path' : (englishCodes[why] ?? why)}.`,
    loopMarkKeyFails: (file, why) =>
      `the key of the loop mark, ${file}, cannot be read: ${englishCodes[why] ?? why}.`,
    loopMarkKeyShort: (file, octets) =>
      `the key of the loop mark, ${file}, is too short. Put at least ${octets} random octets into it, for example with: head -c ${octets} /dev/urandom > ${file}`,
  },
  ja: {
    organization: (people, name) => `組織          ${people} 名 (名簿 ${name})`,
    policies: (name) => `ポリシー      ${name}`,
    listener: (name, address, tls) =>
      `SMTP          ${address} (${name}${tls === 'none' ? '' : `、TLS ${tls}`})`,
    smartHosts: (hosts) => `転送先        ${hosts.join('、次に ')}`,
    mx: '転送先        各ドメインのメールサーバ (MX)',
    outbox: (directory) => `転送先        送信箱: 通過したメールは ${directory} に保管されます`,
    outboxPage: (url) => `送信箱の画面  ${url}`,
    decisions: (directory) => `判定の記録    ${directory}`,
    monitoring: (url) => `監視          ${url}`,
    firstTries: (from, to, approver, options) => [
      '別のターミナルでお試しください。1 通目は理由を添えて拒否され、2 通目は配信されます。',
      `  npx sekisho send ${options}--from ${from} --to ${to}`,
      `  npx sekisho send ${options}--from ${from} --to ${to} --cc ${approver}`,
    ],
    howToStop: 'Ctrl+C で終了します。',
    stopping: '終了しています。処理中のメールには応答を返します。',
    doesNotStart: (why) => `関所を開始できません。${why}`,
    needsRestart: (settings) =>
      `再読み込みでは ${settings.join('、')} を変更できません。元に戻すか、関所を再起動してください。`,
    organizationFaulty: (directory, count, problems) =>
      `${directory} の組織データに誤りが ${count} 件あります。\n` +
      `${problems.join('\n')}\nファイルを直してから、もう一度実行してください。すべての誤りは「sekisho check --org ${directory}」で確認できます。`,
    dumpDamaged: (folder, run) =>
      `${folder} にある第 ${run} 回の人事データが、有効にしたときの内容と異なります。変更されたか、ディスクに障害があります。「sekisho night rollback」で 1 つ前の人事データに戻せます。`,
    policiesFaulty: (file, problems) =>
      `ポリシー ${file} は現在の設定と組織データでは判定に使えません:\n${problems.map((line) => `  ${line}`).join('\n')}\n上記を直すか、別のポリシーを有効にしてください (「sekisho policy activate」または「rollback」。関所が停止していても実行できます)。`,
    policiesUnreadable: (file, why) =>
      `policies.file のポリシーを読み取れません: ${file}: ${japaneseCodes[why] ?? why}`,
    databaseGone: (path, revision) =>
      `データベース ${path} がなくなっています。ポリシーのリビジョン ${revision} が有効でした。バックアップから復元するか、database.path を直してください。`,
    andMore: (count) => `  ほか ${count} 件`,
    outboxFails: (directory, why) => `送信箱 ${directory} を使えません: ${japaneseCodes[why] ?? why}。`,
    pageFails: (address, why) => `送信箱の画面を ${address} で開けません: ${japaneseCodes[why] ?? why}。`,
    decisionsFail: (directory, why) =>
      `判定の記録を ${directory} に書けません: ${japaneseCodes[why] ?? why}。`,
    historyFails: (path, why) =>
      `送信履歴 ${path} を使用できません (${why})。ファイルを修復または移動するか、「history.path」を直すか、「history.enabled: false」にしてください。`,
    apiFails: (address, why) =>
      `API が ${address} で待ち受けできません (${why})。そこで動いているプログラムを止めるか、「api.port」を変更してください。`,
    api: (url) => `API           ${url} (ルートの一覧: ${url}v1/docs)`,
    authoritiesFail: (file, why) =>
      `転送先の認証局ファイル ${file} を読めません: ${japaneseCodes[why] ?? why}。`,
    secretShort: (file, octets) =>
      `${file} の鍵が短すぎます (${octets} オクテット以上必要です)。たとえば openssl rand -hex 32 で作ってください。`,
    secretFails: (file, why) =>
      `転送先の AUTH に使う認証情報のファイル ${file} を読めません: ${japaneseCodes[why] ?? why}。`,
    templatesFaulty: (problems) =>
      `拒否の通知のひな形 (refusal.templates) に誤りがあります。\n${problems.map((line) => `  ${line}`).join('\n')}`,
    noticeKeyFails: (file, why) =>
      `拒否の通知の鍵 ${file} を読み取ることも作ることもできません: ${japaneseCodes[why] ?? why}。`,
    operationsFail: (address, why) =>
      `監視用の HTTP (operations) を ${address} で開けません: ${japaneseCodes[why] ?? why}。`,
    controlFails: (path, why) =>
      `制御用ソケット ${path} を使えません: ${why === 'EADDRINUSE' ? '別の関所が使用しています。その関所を止めるか、別のパスを指定してください' : (japaneseCodes[why] ?? why)}。`,
    loopMarkKeyFails: (file, why) =>
      `ループ検出の鍵ファイル ${file} を読めません: ${japaneseCodes[why] ?? why}。`,
    loopMarkKeyShort: (file, octets) =>
      `ループ検出の鍵ファイル ${file} が短すぎます。${octets} オクテット以上の乱数を入れてください。例: head -c ${octets} /dev/urandom > ${file}`,
  },
}
