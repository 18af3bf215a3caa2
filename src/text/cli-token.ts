/** Words of the command `token`. */

import type { InBothLanguages } from './language.ts'

type TokenTexts = {
  readonly description: string
  readonly create: string
  readonly list: string
  readonly revoke: string
  readonly configOption: string
  readonly scopeOption: (scopes: readonly string[]) => string
  readonly daysOption: string
  readonly allOption: string
  readonly jsonOption: string
  readonly examples: readonly { readonly line: string; readonly does: string }[]
  readonly exitCodes: readonly string[]
  readonly badName: string
  readonly badScope: (scope: string, meant: string | undefined) => string
  readonly noScope: string
  readonly badDays: string
  readonly taken: (name: string) => string
  readonly created: (name: string, scopes: readonly string[], until: string | undefined) => string
  readonly shownOnce: string
  readonly none: string
  readonly columns: readonly string[]
  readonly states: { readonly good: string; readonly revoked: string; readonly expired: string }
  readonly never: string
  readonly revoked: (name: string) => string
  readonly notThere: (name: string) => string
}

export const tokenTexts: InBothLanguages<TokenTexts> = {
  en: {
    description: 'Tokens of the API: who may ask and change what.',
    create: 'Make a token and print it, once. Only its hash is kept.',
    list: 'List the tokens with their scopes.',
    revoke: 'Revoke a token: its next request is refused.',
    configOption: 'configuration file of the gate',
    scopeOption: (scopes) => `what it may do; may be given several times: ${scopes.join(', ')}`,
    daysOption: 'days that it stays good (default: until it is revoked)',
    allOption: 'revoked and expired tokens too',
    jsonOption: 'print JSON',
    examples: [
      {
        line: 'sekisho token create hr-groups --scope groups:read --scope groups:write --config sekisho.yaml',
        does: 'A token for the system that puts groups every night',
      },
      { line: 'sekisho token list --config sekisho.yaml', does: 'Who may do what' },
      { line: 'sekisho token revoke hr-groups --config sekisho.yaml', does: 'Stop it at once' },
    ],
    exitCodes: ['done', 'revoke: there is no such token', 'failed, or wrong usage'],
    badName:
      'the name of a token has 1 to 60 of the characters a-z, 0-9, ".", "_" and "-", and begins with a letter or digit.',
    badScope: (scope, meant) =>
      `"${scope}" is no scope.${meant === undefined ? '' : ` Do you mean "${meant}"?`} \`sekisho token create --help\` lists all.`,
    noScope: 'a token needs --scope at least once: without a scope it may do nothing.',
    badDays: '--days takes a whole number from 1 to 3650.',
    taken: (name) =>
      `a token "${name}" is there, or was: names are not used twice, since the audit log names tokens. Choose another name.`,
    created: (name, scopes, until) =>
      `Token "${name}" for ${scopes.join(', ')}${until === undefined ? '' : `, good until ${until}`}:`,
    shownOnce: 'It is shown this once. Keep it where only its user can read it.',
    none: 'There is no token.',
    columns: ['NAME', 'STATE', 'SCOPES', 'MADE', 'BY', 'GOOD UNTIL', 'LAST USED'],
    states: { good: 'good', revoked: 'revoked', expired: 'expired' },
    never: '-',
    revoked: (name) => `Token "${name}" is revoked.`,
    notThere: (name) => `no token in force is called "${name}". \`sekisho token list\` shows all.`,
  },
  ja: {
    description: 'API のトークン (誰が何を参照・変更できるか) を管理します。',
    create: 'トークンを発行し、一度だけ表示します。保存するのはハッシュのみです。',
    list: 'トークンとスコープの一覧を表示します。',
    revoke: 'トークンを失効させます。次のリクエストから拒否されます。',
    configOption: '関所の設定ファイル',
    scopeOption: (scopes) => `許可する操作 (複数指定可): ${scopes.join(', ')}`,
    daysOption: '有効日数 (既定: 失効させるまで)',
    allOption: '失効・期限切れのトークンも表示',
    jsonOption: 'JSON で出力',
    examples: [
      {
        line: 'sekisho token create hr-groups --scope groups:read --scope groups:write --config sekisho.yaml',
        does: '毎晩グループを登録するシステム用のトークン',
      },
      { line: 'sekisho token list --config sekisho.yaml', does: '誰が何をできるかを確認する' },
      { line: 'sekisho token revoke hr-groups --config sekisho.yaml', does: 'ただちに使えなくする' },
    ],
    exitCodes: ['成功', 'revoke: 該当するトークンがない', '失敗、またはコマンドの指定誤り'],
    badName:
      'トークンの名前は英小文字・数字・「.」「_」「-」の 1〜60 文字で、先頭は英小文字または数字にしてください。',
    badScope: (scope, meant) =>
      `「${scope}」というスコープはありません。${meant === undefined ? '' : `「${meant}」ではありませんか。`}一覧は \`sekisho token create --help\` にあります。`,
    noScope: '--scope を 1 つ以上指定してください。スコープのないトークンは何もできません。',
    badDays: '--days には 1〜3650 の整数を指定してください。',
    taken: (name) =>
      `「${name}」というトークンは既にあります (失効したものを含む)。監査ログに名前が残るため、同じ名前は再利用できません。別の名前にしてください。`,
    created: (name, scopes, until) =>
      `トークン「${name}」(スコープ: ${scopes.join(', ')}${until === undefined ? '' : `、有効期限: ${until}`}):`,
    shownOnce: '表示されるのは今回だけです。利用者だけが読める場所に保管してください。',
    none: 'トークンはありません。',
    columns: ['名前', '状態', 'スコープ', '発行日時', '発行者', '有効期限', '最終利用'],
    states: { good: '有効', revoked: '失効', expired: '期限切れ' },
    never: '-',
    revoked: (name) => `トークン「${name}」を失効させました。`,
    notThere: (name) =>
      `「${name}」という有効なトークンはありません。一覧は \`sekisho token list\` で確認できます。`,
  },
}
