/** What keeps groups from being published, in the words of the terminal and of a night's record. */

import type { InBothLanguages } from './language.ts'

interface GroupTargetTexts {
  readonly unreachable: (target: string, why: string) => string
  readonly timeout: (target: string) => string
  readonly busy: (target: string, status: number) => string
  readonly badToken: (target: string, detail: string) => string
  readonly refused: (target: string, status: number, detail: string) => string
  readonly garbage: (target: string, status: number) => string
  readonly disk: (path: string, code: string) => string
  readonly ofAnother: (group: string) => string
  readonly changedMeanwhile: (group: string) => string
  readonly keptDifferently: (group: string) => string
  readonly groupRefused: (group: string, status: number, detail: string) => string
  readonly complete: (target: string, groups: number, changed: number) => string
  readonly unfinished: (target: string, done: number, total: number) => string
  readonly goesOn: string
  readonly leftOut: (addresses: readonly string[]) => string
}

const shown = 10

export const groupTargetTexts: InBothLanguages<GroupTargetTexts> = {
  en: {
    unreachable: (target, why) =>
      `${target} cannot be reached (${why}). Is it running, and is the URL right?`,
    timeout: (target) => `${target} did not answer in time.`,
    busy: (target, status) =>
      `${target} answered ${status} until it was given up. Its log says why; try again later.`,
    badToken: (target, detail) =>
      `${target} does not accept the token. It needs the scopes groups:read and groups:write. ${detail}`.trim(),
    refused: (target, status, detail) =>
      `${target} refused with ${status}: ${detail === '' ? 'is the URL the one of its API?' : detail}`,
    garbage: (target, status) =>
      `what ${target} answers (${status}) is not what the API of a gate answers. Is the URL right, and is it a version that publishes groups?`,
    disk: (path, code) => `the files in ${path} cannot be read or written (${code}).`,
    ofAnother: (group) =>
      `${group}: belongs to another token there, and stays as it is until it is deleted there.`,
    changedMeanwhile: (group) => `${group}: somebody has changed it meanwhile.`,
    keptDifferently: (group) => `${group}: the target keeps other members than were put.`,
    groupRefused: (group, status, detail) =>
      `${group}: refused with ${status}${detail === '' ? '' : `: ${detail}`}.`,
    complete: (target, groups, changed) =>
      `${target} has all ${groups} groups (${changed === 0 ? 'nothing was to be done' : `${changed} changed`}); read back and compared.`,
    unfinished: (target, done, total) => `${target} is not finished: ${done} of ${total} steps are done.`,
    goesOn: 'Run it again: it goes on with what is left.',
    leftOut: (addresses) =>
      `Left out, since no mail can show them: ${addresses.slice(0, shown).join(', ')}${addresses.length > shown ? ', …' : ''}.`,
  },
  ja: {
    unreachable: (target, why) =>
      `${target} に接続できません (${why})。起動しているか、URL が正しいかを確認してください。`,
    timeout: (target) => `${target} から時間内に応答がありませんでした。`,
    busy: (target, status) =>
      `${target} が ${status} を返し続けたため中断しました。配布先のログを確認し、後でもう一度実行してください。`,
    badToken: (target, detail) =>
      `${target} がトークンを受け付けません。groups:read と groups:write の権限が必要です。${detail}`,
    refused: (target, status, detail) =>
      `${target} が ${status} で拒否しました: ${detail === '' ? 'API の URL が正しいか確認してください。' : detail}`,
    garbage: (target, status) =>
      `${target} の応答 (${status}) は、関所の API の応答ではありません。URL と、グループの配布に対応した版かどうかを確認してください。`,
    disk: (path, code) => `${path} のファイルを読み書きできません (${code})。`,
    ofAnother: (group) =>
      `${group}: 配布先で別のトークンが作成したグループのため、変更しません。配布先で削除すると、次回に配布します。`,
    changedMeanwhile: (group) => `${group}: 途中で別の変更が加えられました。`,
    keptDifferently: (group) => `${group}: 配布先のメンバーが、送った内容と異なります。`,
    groupRefused: (group, status, detail) =>
      `${group}: ${status} で拒否されました${detail === '' ? '' : `: ${detail}`}。`,
    complete: (target, groups, changed) =>
      `${target} にグループ ${groups} 個がそろっています (${changed === 0 ? '変更なし' : `${changed} 個を変更`})。読み直して確認しました。`,
    unfinished: (target, done, total) =>
      `${target} への配布は未完了です (${total} 件中 ${done} 件まで実行)。`,
    goesOn: 'もう一度実行すると、残りから続けます。',
    leftOut: (addresses) =>
      `メールに現れることのないアドレスのため除外しました: ${addresses.slice(0, shown).join('、')}${addresses.length > shown ? ' ほか' : ''}`,
  },
}
