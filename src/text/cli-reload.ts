/** Words of the command `reload`. */

import type { InBothLanguages } from './language.ts'

type ReloadTexts = {
  readonly description: string
  readonly configOption: string
  readonly examples: readonly { readonly line: string; readonly does: string }[]
  readonly exitCodes: readonly string[]
  readonly reloaded: (people: number, snapshot: string) => string
  readonly nothingChanged: string
  readonly unreachable: (socket: string, code: string) => string
  readonly cut: string
}

export const reloadTexts: InBothLanguages<ReloadTexts> = {
  en: {
    description:
      'Make the running gate read its configuration, the organization and certificates anew. Connections stay open.',
    configOption: 'configuration file of the running gate',
    examples: [
      { line: 'sekisho reload --config sekisho.yaml', does: 'After the nightly dump, or a new certificate' },
    ],
    exitCodes: [
      'all of it is in force',
      'something is faulty (each fault is named) and nothing has changed',
      'no gate could be reached, or wrong usage',
    ],
    reloaded: (people, snapshot) => `Reloaded: ${people} people (snapshot ${snapshot}).`,
    nothingChanged: 'nothing has changed; the gate runs on as before.',
    unreachable: (socket, code) => {
      switch (code) {
        case 'ENOENT':
        case 'ECONNREFUSED':
          return `no gate runs with this configuration (nobody listens at ${socket}).`
        case 'EACCES':
          return `${socket} may not be opened. Run this as the user that the gate runs as, or as root.`
        default:
          return `the gate cannot be reached at ${socket} (${code}).`
      }
    },
    cut: 'the gate went away before it answered. Its log says whether it has reloaded.',
  },
  ja: {
    description: '動作中の関所に、設定、組織データ、証明書を読み直させます。接続は切れません。',
    configOption: '動作中の関所の設定ファイル',
    examples: [
      {
        line: 'sekisho reload --config sekisho.yaml',
        does: '人事データの更新後や、証明書の更新後に実行する',
      },
    ],
    exitCodes: [
      'すべて有効になった',
      '誤りがあり (すべて表示します)、何も変更していない',
      '関所に接続できない、またはコマンドの指定誤り',
    ],
    reloaded: (people, snapshot) => `読み直しました: ${people} 名 (名簿 ${snapshot})`,
    nothingChanged: '何も変更していません。関所はこれまでの設定で動いています。',
    unreachable: (socket, code) => {
      switch (code) {
        case 'ENOENT':
        case 'ECONNREFUSED':
          return `この設定で動いている関所がありません (${socket} で応答がありません)。`
        case 'EACCES':
          return `${socket} を開けません。関所を動かしているユーザーか root で実行してください。`
        default:
          return `${socket} で関所に接続できません (${code})。`
      }
    },
    cut: '応答の前に関所との接続が切れました。読み直しが済んだかどうかは関所のログで確認してください。',
  },
}
