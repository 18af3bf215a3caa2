/** Why a listener cannot start, for the administrator who starts the gate. */

import type { InBothLanguages } from './language.ts'

/** `listener` is its name in the configuration. */
export type ListenerProblem =
  | {
      readonly kind: 'bad-client'
      readonly listener: string
      readonly setting: 'clients' | 'xclient' | 'proxyProtocol'
      readonly value: string
    }
  | { readonly kind: 'no-file'; readonly listener: string; readonly setting: 'certificate' | 'key' }
  | {
      readonly kind: 'unreadable-file'
      readonly listener: string
      readonly setting: 'certificate' | 'key'
      readonly file: string
      readonly why: string
    }
  | {
      readonly kind: 'bad-pair'
      readonly listener: string
      readonly certificate: string
      readonly key: string
      readonly why: string
    }
  | {
      readonly kind: 'cannot-listen'
      readonly listener: string
      readonly address: string
      readonly port: number
      /** The system's code, such as `EADDRINUSE`. */
      readonly code: string
    }

type ListenerText = (problem: ListenerProblem) => string

const english: ListenerText = (problem) => {
  const listener = `Listener ${problem.listener}`
  switch (problem.kind) {
    case 'bad-client':
      return `${listener}: "${problem.value}" in ${problem.setting} is neither an IP address nor a network. Write it like 192.0.2.10, 192.0.2.0/24 or 2001:db8::/32.`
    case 'no-file':
      return `${listener}: TLS needs the setting ${problem.setting}. Give the path of a PEM file, or set tls to none.`
    case 'unreadable-file':
      return `${listener}: the file ${problem.file} of ${problem.setting} cannot be read (${problem.why}). Check the path and the permissions.`
    case 'bad-pair':
      return `${listener}: ${problem.certificate} and ${problem.key} do not make a TLS certificate with its key (${problem.why}). Both must be PEM, and the key must belong to the first certificate of the file.`
    case 'cannot-listen':
      return `${listener}: cannot listen on ${problem.address} port ${problem.port}: ${englishCode(problem.code)}`
  }
}

function englishCode(code: string): string {
  switch (code) {
    case 'EADDRINUSE':
      return 'another program uses this port. Stop it, or choose another port.'
    case 'EACCES':
      return 'not permitted. Ports below 1024 need a privilege (CAP_NET_BIND_SERVICE); grant it, or choose a higher port.'
    case 'EADDRNOTAVAIL':
      return 'this machine does not have the address. Correct the setting address.'
    default:
      return `the system says ${code}.`
  }
}

const japanese: ListenerText = (problem) => {
  const listener = `リスナー ${problem.listener}`
  switch (problem.kind) {
    case 'bad-client':
      return `${listener}: ${problem.setting} の「${problem.value}」は IP アドレスでもネットワークでもありません。192.0.2.10、192.0.2.0/24、2001:db8::/32 のように書いてください。`
    case 'no-file':
      return `${listener}: TLS を使うには ${problem.setting} の設定が必要です。PEM ファイルのパスを指定するか、tls を none にしてください。`
    case 'unreadable-file':
      return `${listener}: ${problem.setting} に指定されたファイル ${problem.file} を読み取れません（${problem.why}）。パスとアクセス権を確認してください。`
    case 'bad-pair':
      return `${listener}: ${problem.certificate} と ${problem.key} は TLS の証明書と秘密鍵の組として使えません（${problem.why}）。どちらも PEM 形式とし、秘密鍵は証明書ファイルの先頭の証明書に対応するものを指定してください。`
    case 'cannot-listen':
      return `${listener}: ${problem.address} のポート ${problem.port} で待ち受けできません。${japaneseCode(problem.code)}`
  }
}

function japaneseCode(code: string): string {
  switch (code) {
    case 'EADDRINUSE':
      return '別のプログラムがこのポートを使用しています。そのプログラムを停止するか、別のポートを指定してください。'
    case 'EACCES':
      return '権限がありません。1024 番未満のポートには特権（CAP_NET_BIND_SERVICE）が必要です。権限を与えるか、1024 番以上のポートを指定してください。'
    case 'EADDRNOTAVAIL':
      return 'このマシンにはそのアドレスがありません。address の設定を修正してください。'
    default:
      return `システムのエラーは ${code} です。`
  }
}

export const listenerTexts: InBothLanguages<ListenerText> = { en: english, ja: japanese }
