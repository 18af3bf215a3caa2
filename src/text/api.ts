/** Words of the API: problems, and its page. */

import type { InBothLanguages } from './language.ts'

type ProblemTexts = { readonly title: string; readonly remedy: string }

type ApiTexts = {
  readonly problems: Readonly<
    Record<
      | 'bad-request'
      | 'wrong-digest'
      | 'no-token'
      | 'wrong-token'
      | 'out-of-scope'
      | 'not-found'
      | 'no-route'
      | 'conflict'
      | 'night-off'
      | 'changed-meanwhile'
      | 'too-large'
      | 'unsupported-media-type'
      | 'faulty-policies'
      | 'too-many-requests'
      | 'fault'
      | 'no-room',
      ProblemTexts
    >
  >
  readonly missingToken: string
  readonly unknownToken: string
  readonly needsScope: (scope: string, has: readonly string[]) => string
  readonly noRoute: (method: string, path: string) => string
  readonly noSuch: (what: string, name: string) => string
  readonly tooMany: (limit: number, seconds: number) => string
  readonly groupOfAnother: (name: string, creator: string) => string
  readonly groupChanged: (name: string, hash: string) => string
  readonly notAddresses: (addresses: readonly string[]) => string
  readonly internalFault: string
  readonly faults: (count: number) => string
  readonly nothingBefore: string
  readonly overtaken: string
  readonly replayBusy: string
  readonly kindMissing: (list: string) => string
  readonly otherKind: (list: string, is: string) => string
  readonly wouldBeEmpty: (list: string) => string
  readonly otherMedia: (given: string, media: readonly string[]) => string
  readonly nightOff: string
  readonly needsDigest: string
  readonly otherDigest: (sha256: string) => string
  readonly encodedOrPart: string
  readonly largerThan: (octets: number) => string
  /** The limit is that of the import, not of a setting. */
  readonly largerThanRead: (file: string, octets: number) => string
  readonly cutOff: string
  readonly noRoom: string
  readonly nothingArrived: string
  readonly importHeld: (who: string | undefined) => string
  readonly page: {
    readonly title: string
    readonly intro: string
    readonly scope: string
    readonly parameters: string
    readonly body: string
    readonly answers: string
    readonly document: string
  }
}

export const apiTexts: InBothLanguages<ApiTexts> = {
  en: {
    problems: {
      'bad-request': {
        title: 'The request does not have the form that this route takes.',
        remedy: 'Compare it with the schema in /v1/openapi.json.',
      },
      'wrong-digest': {
        title: 'What arrived is not what the digest says; nothing was kept.',
        remedy: 'Send it again. If that does not help, the file changes while it is sent.',
      },
      'no-token': {
        title: 'The request carries no token.',
        remedy: 'Send `Authorization: Bearer …`; `sekisho token create` makes a token.',
      },
      'wrong-token': {
        title: 'The token is unknown, revoked or over its date.',
        remedy: 'Make a new one with `sekisho token create`.',
      },
      'out-of-scope': {
        title: 'The token may not do this.',
        remedy: 'Use a token with this scope; `sekisho token list` shows the scopes of each.',
      },
      'not-found': {
        title: 'There is no such thing.',
        remedy: 'Look at the list that the route above gives.',
      },
      'no-route': { title: 'The API has no such route.', remedy: 'See /v1/docs for all routes.' },
      conflict: {
        title: 'It cannot be done as things stand.',
        remedy: 'Look at how they stand now (`GET`), then decide.',
      },
      'night-off': {
        title: 'This gate does not take dumps of the people.',
        remedy: 'Set `night.enabled: true` in its sekisho.yaml and reload it.',
      },
      'changed-meanwhile': {
        title: 'It has changed since you read it.',
        remedy: 'Read it again, make your change once more, and send it.',
      },
      'too-large': { title: 'The request is too large.', remedy: 'Send less at a time.' },
      'unsupported-media-type': {
        title: 'The body is of a type that is not read here.',
        remedy: 'Send `Content-Type: application/json`.',
      },
      'faulty-policies': {
        title: 'The policies have faults; nothing was saved.',
        remedy: 'Correct what `faults` lists, with its lines, and send them again.',
      },
      'too-many-requests': {
        title: 'Too many requests.',
        remedy: 'Wait as long as `Retry-After` says, then go on.',
      },
      fault: {
        title: 'The gate failed; nothing was changed unless the answer of a later look says so.',
        remedy: 'Look at the log of the gate, and try again.',
      },
      'no-room': {
        title: 'The disk of the gate has no room for it; nothing was kept.',
        remedy: 'Make room in the folder of the dumps (`night.directory`), and send it again.',
      },
    },
    missingToken: 'There is no `Authorization: Bearer` field.',
    unknownToken: 'No token in force is the one that was sent.',
    needsScope: (scope, has) =>
      `The route needs the scope ${scope}; the token has ${has.length === 0 ? 'none' : has.join(', ')}.`,
    noRoute: (method, path) => `${method} ${path}`,
    noSuch: (what, name) => `No ${what} is called "${name}".`,
    tooMany: (limit, seconds) => `More than ${limit} requests in a minute; go on in ${seconds} s.`,
    groupOfAnother: (name, creator) =>
      `The group "${name}" was made by the token "${creator}". To take it over, add ?takeOver=true.`,
    groupChanged: (name, hash) => `The group "${name}" now has the hash ${hash}.`,
    notAddresses: (addresses) => `These are no addresses: ${addresses.join(', ')}.`,
    internalFault: 'A fault inside the gate.',
    faults: (count) => (count === 1 ? '1 fault.' : `${count} faults.`),
    nothingBefore: 'There is nothing before what is in force.',
    overtaken: 'Something else was put in force since then.',
    replayBusy: 'A replay is running already.',
    kindMissing: (list) =>
      `The list "${list}" is new: say with "kind" whether it holds addresses, domains or words.`,
    otherKind: (list, is) => `The list "${list}" holds ${is}.`,
    wouldBeEmpty: (list) => `The list "${list}" would be empty; a list has one entry at least.`,
    otherMedia: (given, media) => `The body is ${given}; this route takes ${media.join(', ')}.`,
    nightOff: '`night.enabled` is false.',
    needsDigest:
      'There is no digest of the file. Send `Content-Digest: sha-256=:…:` (RFC 9530), so that half a file is never taken for a whole one.',
    otherDigest: (sha256) => `The SHA-256 of what arrived is ${sha256}.`,
    encodedOrPart: 'Send the whole file as it is, without Content-Encoding and Content-Range.',
    largerThan: (octets) => `A file may have ${octets} octets (\`api.uploadLimit\`).`,
    largerThanRead: (file, octets) =>
      `No import reads a ${file} of more than ${octets} octets. Check that it is the right file.`,
    cutOff: 'The file broke off before its end; nothing was kept.',
    noRoom: 'The room that is free is kept for the mails that wait and for the copy that the import makes.',
    nothingArrived: 'No whole dump waits: send hr.csv first.',
    importHeld: (who) => `Another import is at work${who === undefined ? '' : ` (${who})`}.`,
    page: {
      title: 'Sekisho API',
      intro:
        'Every route, with the scope that a token needs for it. Requests and answers are JSON; problems are RFC 9457.',
      scope: 'Scope',
      parameters: 'Parameters',
      body: 'Body',
      answers: 'Answers',
      document: 'As OpenAPI 3.1',
    },
  },
  ja: {
    problems: {
      'bad-request': {
        title: 'リクエストの形式が正しくありません。',
        remedy: '/v1/openapi.json のスキーマと照らし合わせてください。',
      },
      'wrong-digest': {
        title: '届いた内容がダイジェストと一致しないため、保存していません。',
        remedy: 'もう一度送信してください。繰り返す場合は、送信中にファイルが書き換えられています。',
      },
      'no-token': {
        title: 'トークンがありません。',
        remedy:
          '`Authorization: Bearer …` を付けてください。トークンは `sekisho token create` で発行します。',
      },
      'wrong-token': {
        title: 'トークンが無効です (未登録、失効、または期限切れ)。',
        remedy: '`sekisho token create` で新しく発行してください。',
      },
      'out-of-scope': {
        title: 'このトークンでは許可されていない操作です。',
        remedy:
          '必要なスコープを持つトークンを使ってください。各トークンのスコープは `sekisho token list` で確認できます。',
      },
      'not-found': { title: '見つかりません。', remedy: '一覧のルートで名前を確認してください。' },
      'no-route': { title: 'そのルートはありません。', remedy: 'ルートの一覧は /v1/docs にあります。' },
      conflict: {
        title: '現在の状態では実行できません。',
        remedy: '現在の状態を確認 (`GET`) してから、どうするかを決めてください。',
      },
      'night-off': {
        title: 'この関所は人事データを受け付けていません。',
        remedy: 'sekisho.yaml で `night.enabled: true` を設定し、再読み込みしてください。',
      },
      'changed-meanwhile': {
        title: '読み取った後に変更されています。',
        remedy: 'もう一度読み取り、変更をやり直して送信してください。',
      },
      'too-large': { title: 'リクエストが大きすぎます。', remedy: '分割して送信してください。' },
      'unsupported-media-type': {
        title: 'この形式の本文は受け付けていません。',
        remedy: '`Content-Type: application/json` で送信してください。',
      },
      'faulty-policies': {
        title: 'ポリシーに誤りがあるため、保存していません。',
        remedy: '`faults` に示す行を修正し、もう一度送信してください。',
      },
      'too-many-requests': {
        title: 'リクエストが多すぎます。',
        remedy: '`Retry-After` の秒数だけ待ってから続けてください。',
      },
      fault: {
        title: '関所の内部で障害が発生しました。後で確認できる場合を除き、何も変更していません。',
        remedy: '関所のログを確認し、もう一度お試しください。',
      },
      'no-room': {
        title: '関所のディスクに空きがないため、保存していません。',
        remedy: '人事データのフォルダ (`night.directory`) の空きを確保し、もう一度送信してください。',
      },
    },
    missingToken: '`Authorization: Bearer` フィールドがありません。',
    unknownToken: '送信されたトークンに一致する有効なトークンはありません。',
    needsScope: (scope, has) =>
      `スコープ ${scope} が必要です。このトークンのスコープ: ${has.length === 0 ? 'なし' : has.join(', ')}。`,
    noRoute: (method, path) => `${method} ${path}`,
    noSuch: (what, name) => `「${name}」という ${what} はありません。`,
    tooMany: (limit, seconds) => `1 分間に ${limit} 件を超えました。${seconds} 秒後に再開してください。`,
    groupOfAnother: (name, creator) =>
      `グループ「${name}」はトークン「${creator}」が作成したものです。引き継ぐには ?takeOver=true を付けてください。`,
    groupChanged: (name, hash) => `グループ「${name}」の現在のハッシュは ${hash} です。`,
    notAddresses: (addresses) => `アドレスとして読み取れません: ${addresses.join(', ')}。`,
    internalFault: '関所内部の障害です。',
    faults: (count) => `誤りが ${count} 件あります。`,
    nothingBefore: '現在のポリシーより前に有効だったものはありません。',
    overtaken: 'その後、別のポリシーが有効になっています。',
    replayBusy: '別のリプレイを実行中です。',
    kindMissing: (list) =>
      `リスト「${list}」は新しいリストです。「kind」で addresses、domains、words のいずれかを指定してください。`,
    otherKind: (list, is) => `リスト「${list}」の種類は ${is} です。`,
    wouldBeEmpty: (list) => `リスト「${list}」が空になります。リストには 1 件以上の項目が必要です。`,
    otherMedia: (given, media) =>
      `本文の形式が ${given} です。このルートで使えるのは ${media.join('、')} です。`,
    nightOff: '`night.enabled` が false です。',
    needsDigest:
      'ファイルのダイジェストがありません。途中で切れたファイルを取り込まないよう、`Content-Digest: sha-256=:…:` (RFC 9530) を付けてください。',
    otherDigest: (sha256) => `届いた内容の SHA-256 は ${sha256} です。`,
    encodedOrPart: 'Content-Encoding や Content-Range を使わず、ファイル全体をそのまま送信してください。',
    largerThan: (octets) => `ファイルの大きさは ${octets} オクテットまでです (\`api.uploadLimit\`)。`,
    largerThanRead: (file, octets) =>
      `${octets} オクテットを超える ${file} は取り込めません。正しいファイルか確認してください。`,
    cutOff: 'ファイルが途中で切れたため、保存していません。',
    noRoom: '残りの空き容量は、待機中のメールと、取り込みで作成する写しのために確保しています。',
    nothingArrived: '取り込める人事データがありません。先に hr.csv を送信してください。',
    importHeld: (who) => `別の取り込みを実行中です${who === undefined ? '' : ` (${who})`}。`,
    page: {
      title: 'Sekisho API',
      intro:
        'すべてのルートと、必要なスコープの一覧です。リクエストと応答は JSON、エラーは RFC 9457 の形式です。',
      scope: 'スコープ',
      parameters: 'パラメーター',
      body: '本文',
      answers: '応答',
      document: 'OpenAPI 3.1 形式',
    },
  },
}
