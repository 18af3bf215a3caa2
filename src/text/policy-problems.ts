/**
 * What is wrong with `policies.yaml`, as sentences: what stands there, what was expected, what to do. One entry for each kind
 * of fault; the place (line, column, value) is shown beside it by the caller.
 */

import type { ExpectedType, FormName, PolicyFaultKind, PolicyFaults } from '../policy/policy-problem.ts'
import type { InBothLanguages } from './language.ts'

/** The compiler names every kind of fault that has no sentence. `value`: the text at fault. */
export type PolicyProblemTexts = {
  readonly [Kind in PolicyFaultKind]: (detail: PolicyFaults[Kind], value: string) => string
}

const englishTypes: Record<ExpectedType, string> = {
  map: 'a map (key: value)',
  list: 'a list ([ … ])',
  text: 'a text',
  number: 'a number',
  'whole-number': 'a whole number',
  'true-or-false': 'true or false',
  nothing: 'nothing',
}

const japaneseTypes: Record<ExpectedType, string> = {
  map: '「キー: 値」の形',
  list: 'リスト ([ … ])',
  text: '文字列',
  number: '数値',
  'whole-number': '整数',
  'true-or-false': 'true または false',
  nothing: '空',
}

function englishForms(pattern: string): Record<FormName, string> {
  return {
    day: 'a day. Write one as YYYY-MM-DD, for example 2026-04-01',
    hours: 'a span of hours. Write one in quotation marks as "09:00-18:00"; the day ends at 24:00',
    id: 'an id. Write small letters a to z, digits and hyphens, at most 64 of them',
    name: 'a name. Write letters, digits, hyphens, dots and underscores, at most 64 of them and no spaces',
    domain:
      'a domain. Write one like example.co.jp, without @; with *. in front it stands for all domains below it',
    address: 'a mail address. Write one like sato@example.co.jp, or ask for its domain with "domain"',
    pattern: `of the form that is expected here: ${pattern}`,
  }
}

function japaneseForms(pattern: string): Record<FormName, string> {
  return {
    day: '日付ではありません。2026-04-01 のように YYYY-MM-DD の形で書いてください。',
    hours:
      '時間帯ではありません。"09:00-18:00" のように引用符で囲んで書いてください。1 日の終わりは 24:00 です。',
    id: 'id として使えません。英小文字 (a～z)、数字、ハイフンを使い、64 文字以内で書いてください。',
    name: '名前として使えません。文字、数字、ハイフン、ドット、下線を使い、空白を入れずに 64 文字以内で書いてください。',
    domain:
      'ドメインではありません。example.co.jp のように @ を付けずに書いてください。先頭に *. を付けると、その下のすべてのドメインを指します。',
    address:
      'メールアドレスではありません。sato@example.co.jp のように書くか、ドメインで指定する場合は "domain" を使ってください。',
    pattern: `ここで求められる書き方ではありません。次の形で書いてください: ${pattern}`,
  }
}

const englishNouns = { list: 'list', table: 'table', set: 'set of conditions', policy: 'policy' }
const japaneseNouns = { list: 'リスト', table: '表', set: '条件セット', policy: 'ポリシー' }
const englishPlaces = { list: '"lists"', table: '"tables"', set: '"conditions"', policy: '"policies"' }
const japanesePlaces = { list: 'lists', table: 'tables', set: 'conditions', policy: 'policies' }

function englishHint(known: readonly string[], meant: string | undefined, none: string): string {
  if (meant !== undefined) return `Did you mean "${meant}"?`
  return known.length === 0 ? none : `Known are: ${known.join(', ')}.`
}

function japaneseHint(known: readonly string[], meant: string | undefined, none: string): string {
  if (meant !== undefined) return `「${meant}」ではありませんか。`
  return known.length === 0 ? none : `使えるもの: ${known.join('、')}。`
}

function englishRange(
  { of, least, most }: PolicyFaults['out-of-bounds'],
  unit: Record<typeof of, string>,
): string {
  const bound = least === undefined ? `at most ${String(most)}` : `at least ${String(least)}`
  if (of === 'number') return `Write ${bound}.`
  return `Write ${bound} ${unit[of]}${(least ?? most) === 1 ? '' : 's'}.`
}

export const policyProblemTexts: InBothLanguages<PolicyProblemTexts> = {
  en: {
    'too-large': ({ characters, limit }) =>
      `The file has ${characters} characters; at most ${limit} are read. Check that it is the right file, or shorten its lists.`,
    'file-empty': () =>
      'The file is empty. It needs at least "version: 1"; start from sekisho policy show default.',
    'yaml-syntax': ({ detail }) =>
      `This cannot be read as YAML (${detail}). Check brackets, quotation marks and indentation; values such as *, - and @ need quotation marks. More errors may show once this one is gone.`,
    'yaml-documents': () =>
      'A second YAML document begins here, and policies are one. Remove the line "---", or what follows it.',
    'yaml-tag': () => 'YAML tags (!…) mean nothing here. Write the value without one.',
    'yaml-alias': ({ detail }) =>
      `The aliases of this file cannot be unfolded (${detail}). Define each anchor (&name) above its first use, or write the values out.`,
    'key-twice': () =>
      'This key stands in the same map for the second time. Keep one of the two, or put both values into one.',
    'too-deep': ({ limit }) =>
      `Conditions stand inside each other more than ${limit} levels deep. Use fewer levels; "all" and "any" take any number of conditions side by side.`,
    'too-many-conditions': ({ limit }) =>
      `With its sets unfolded this asks more than ${limit} conditions. Divide it among several policies, or put words and addresses into lists.`,

    'wrong-type': ({ expected }) => `Expected is ${englishTypes[expected]}. Write one, or remove the key.`,
    'key-missing': ({ key }) => `The key "${key}" is missing here. Add it.`,
    'key-unknown': ({ known, meant }, value) =>
      `There is no key "${keyIn(value)}" here. ${englishHint(known, meant, 'Remove it.')}`,
    'value-unknown': ({ allowed, meant }) =>
      `This value is not possible here. ${englishHint(allowed, meant, 'Remove it.')}`,
    'out-of-bounds': (detail) =>
      `This is outside what is possible. ${englishRange(detail, { number: '', text: 'character', list: 'item', map: 'key' })}`,
    'not-of-form': ({ form, pattern }) => `This is not ${englishForms(pattern)[form]}.`,
    'no-form-fits': ({ expected }) =>
      `Expected is ${expected.map((type) => englishTypes[type]).join(' or ')}.`,
    'not-valid': ({ detail }) => `This is not possible: ${detail}`,

    'one-key': ({ found }) =>
      found.length === 0
        ? 'This condition is empty. Write one key: all, any, not, set, or the kind of a condition.'
        : `A condition has one key, and here are ${found.length}: ${found.join(', ')}. Put each into its own item: all: [ { … }, { … } ].`,
    'condition-unknown': ({ known, meant }, value) =>
      `There is no condition "${keyIn(value)}". ${englishHint(known, meant, 'No conditions are known.')}`,
    'set-circle': ({ names }) =>
      `This set of conditions uses itself (${[...names, names[0]].join(' → ')}). Take it out of one of them.`,
    pattern: ({ detail }) =>
      `This pattern is not taken (${detail}). Patterns must be searchable in linear time: write it without look-around and back-references.`,
    bounds: ({ detail }) => `The lower bound lies above the upper one (${detail}). Correct one of them.`,
    'list-kind': ({ detail }) => `A list of another kind is needed here (${detail}). Name another list.`,
    'one-of': ({ detail }) => `Exactly one of these keys is needed here: ${detail}. Write one of them.`,
    value: ({ detail }) => `This cannot be read as what it stands for (${detail}). Correct it.`,

    'name-unknown': ({ what, known, meant }, value) =>
      `There is no ${englishNouns[what]} "${value}". ${englishHint(known, meant, `Define it under ${englishPlaces[what]}.`)}`,
    'id-twice': ({ line }, value) =>
      `The id "${value}" is taken by the policy in line ${line}. Give each policy its own.`,
    'skips-earlier': (_, value) =>
      `The policy "${value}" does not come after this one, so that it cannot be skipped. Move it below, or take it out of the list.`,
    'skips-other-stage': (_, value) =>
      `The policy "${value}" belongs to another stage and cannot be skipped from here. Take it out of the list.`,

    'stage-of-action': ({ stage }) =>
      stage === 'deliver'
        ? 'Route and TLS belong to the delivery. Give this policy "stage: deliver".'
        : 'This action decides whether the mail goes. Give this policy "stage: decide", or leave the stage out.',
    'break-glass-without-pass': () =>
      'Break-glass lets a mail through and tells somebody. It goes with "action: pass" only; change the action, or remove it.',
    'hold-not-yet': () =>
      'Mails cannot be held yet. Write tempfail: the sending server keeps the mail and tries again.',
    'day-unknown': () => 'No calendar has this day. Write one as YYYY-MM-DD, for example 2026-04-01.',
    'dates-reversed': ({ from }) =>
      `This last day lies before the first (${from}), so that the policy would never be in force. Correct one of them.`,
    'hours-empty': () =>
      'These hours begin when they end, so that they hold nothing. Correct one of the two; the whole day is 00:00-24:00.',
    'address-malformed': () =>
      'This is not a mail address. Write one like sato@example.co.jp, with one @ and without spaces.',
    'domain-malformed': (_, value) =>
      `"${value}" is not a domain. Write one like example.co.jp, without @ and *; list each sub-domain by itself.`,
    'list-needs-one-kind': () =>
      'A list holds addresses, domains or words, and one of the three only. Write one of these keys; make a second list for the others.',
    'text-not-ascii': () =>
      'This text stands in SMTP answers, which are plain ASCII. Write it in English without accents; the Japanese text goes under "ja".',
    'text-missing': () =>
      'No text is given. Write "en" or "ja", or write "action: refuse" for the text of the product.',
    'column-twice': (_, value) => `The table has the column "${value}" twice. Rename one of them.`,
    'column-unknown': ({ known, meant }, value) =>
      `The table has no column "${value}". ${englishHint(known, meant, 'Add it to the table.')}`,
    'row-length': ({ expected, found }) =>
      `This row has ${found} value${found === 1 ? '' : 's'}, and the table has ${expected} column${expected === 1 ? '' : 's'}. Give it as many values.`,
  },
  ja: {
    'too-large': ({ characters, limit }) =>
      `ファイルは ${characters} 文字あり、読み込める上限の ${limit} 文字を超えています。正しいファイルか確認するか、リストを短くしてください。`,
    'file-empty': () =>
      'ファイルが空です。少なくとも version: 1 が必要です。sekisho policy show default の内容をもとに作成してください。',
    'yaml-syntax': ({ detail }) =>
      `YAML として読めません (${detail})。括弧、引用符、字下げを確認してください。*、-、@ などの値は引用符で囲みます。これを直すと、ほかの誤りが見つかることがあります。`,
    'yaml-documents': () =>
      'ここから 2 つ目の YAML 文書が始まっていますが、ポリシーは 1 つの文書に書きます。「---」の行か、それより後を削除してください。',
    'yaml-tag': () => 'YAML のタグ (!…) は使えません。タグを付けずに値を書いてください。',
    'yaml-alias': ({ detail }) =>
      `このファイルの別名 (*) を展開できません (${detail})。アンカー (&名前) は最初に使うところより前で定義するか、値を直接書いてください。`,
    'key-twice': () => 'このキーは同じ場所に 2 回あります。どちらかを消すか、値を 1 つにまとめてください。',
    'too-deep': ({ limit }) =>
      `条件の入れ子が ${limit} 段を超えています。all や any には条件をいくつでも並べて書けますので、段を減らしてください。`,
    'too-many-conditions': ({ limit }) =>
      `条件セットを展開すると、条件が ${limit} 個を超えます。複数のポリシーに分けるか、語句やアドレスをリストにまとめてください。`,

    'wrong-type': ({ expected }) =>
      `ここには${japaneseTypes[expected]}が必要です。値を書くか、キーを消してください。`,
    'key-missing': ({ key }) => `キー「${key}」がありません。追加してください。`,
    'key-unknown': ({ known, meant }, value) =>
      `「${keyIn(value)}」というキーはここでは使えません。${japaneseHint(known, meant, '削除してください。')}`,
    'value-unknown': ({ allowed, meant }) =>
      `この値はここでは使えません。${japaneseHint(allowed, meant, '削除してください。')}`,
    'out-of-bounds': ({ of, least, most }) => {
      const unit = { number: '', text: ' 文字', list: ' 個', map: ' 個' }[of]
      const bound = least === undefined ? `${String(most)}${unit}以下` : `${String(least)}${unit}以上`
      return `指定できる範囲を超えています。${bound}にしてください。`
    },
    'not-of-form': ({ form, pattern }) => japaneseForms(pattern)[form],
    'no-form-fits': ({ expected }) =>
      `ここには${expected.map((type) => japaneseTypes[type]).join('、または')}が必要です。`,
    'not-valid': ({ detail }) => `この値は使えません (${detail})。`,

    'one-key': ({ found }) =>
      found.length === 0
        ? '条件が空です。all、any、not、set、または条件の種類を 1 つ書いてください。'
        : `条件のキーは 1 つですが、ここには ${found.length} 個あります (${found.join('、')})。all: [ { … }, { … } ] のように 1 つずつ分けてください。`,
    'condition-unknown': ({ known, meant }, value) =>
      `「${keyIn(value)}」という条件はありません。${japaneseHint(known, meant, '使える条件がありません。')}`,
    'set-circle': ({ names }) =>
      `この条件セットは自分自身を含んでいます (${[...names, names[0]].join(' → ')})。どこか 1 か所から外してください。`,
    pattern: ({ detail }) =>
      `この正規表現は使えません (${detail})。線形時間で検索できるものに限られます。前後読みや後方参照を使わずに書いてください。`,
    bounds: ({ detail }) => `下限が上限を超えています (${detail})。どちらかを直してください。`,
    'list-kind': ({ detail }) =>
      `ここには別の種類のリストが必要です (${detail})。別のリストを指定してください。`,
    'one-of': ({ detail }) => `次のキーのうち、ちょうど 1 つが必要です: ${detail}。1 つだけ書いてください。`,
    value: ({ detail }) => `値を正しく読み取れません (${detail})。書き直してください。`,

    'name-unknown': ({ what, known, meant }, value) =>
      `「${value}」という${japaneseNouns[what]}はありません。${japaneseHint(known, meant, `${japanesePlaces[what]} で定義してください。`)}`,
    'id-twice': ({ line }, value) =>
      `id「${value}」は ${line} 行目のポリシーで使われています。ポリシーごとに別の id にしてください。`,
    'skips-earlier': (_, value) =>
      `ポリシー「${value}」はこのポリシーより後にないため、飛ばすことができません。後ろに移すか、一覧から外してください。`,
    'skips-other-stage': (_, value) =>
      `ポリシー「${value}」は別の段階のもので、ここから飛ばすことはできません。一覧から外してください。`,

    'stage-of-action': ({ stage }) =>
      stage === 'deliver'
        ? '経路と TLS は配送の段階で指定します。このポリシーに stage: deliver を書いてください。'
        : 'この処理はメールを送るかどうかを決めるものです。stage: decide と書くか、stage を省いてください。',
    'break-glass-without-pass': () =>
      '緊急通過 (breakGlass) はメールを通してほかの人に知らせるもので、action: pass のときだけ使えます。action を変えるか、breakGlass を消してください。',
    'hold-not-yet': () =>
      'メールの保留はまだ使えません。tempfail にしてください。送信側のサーバーがメールを保持し、再送します。',
    'day-unknown': () => '暦にない日付です。2026-04-01 のように YYYY-MM-DD の形で書いてください。',
    'dates-reversed': ({ from }) =>
      `終わりの日が始まりの日 (${from}) より前のため、このポリシーは一度も有効になりません。どちらかを直してください。`,
    'hours-empty': () =>
      '始まりと終わりが同じ時刻のため、該当する時間がありません。どちらかを直してください。終日は 00:00-24:00 と書きます。',
    'address-malformed': () =>
      'メールアドレスではありません。sato@example.co.jp のように、@ が 1 つで空白を含まない形にしてください。',
    'domain-malformed': (_, value) =>
      `「${value}」はドメインではありません。example.co.jp のように @ や * を付けずに書き、サブドメインは 1 つずつ並べてください。`,
    'list-needs-one-kind': () =>
      'リストには addresses、domains、words のいずれか 1 つだけを書きます。ほかの種類は別のリストに分けてください。',
    'text-not-ascii': () =>
      'この文は SMTP の応答に入るため、ASCII 文字しか使えません。英語で書き、日本語の文は ja に書いてください。',
    'text-missing': () =>
      '文がありません。en または ja を書くか、標準の文を使う場合は action: refuse とだけ書いてください。',
    'column-twice': (_, value) => `表に列「${value}」が 2 回あります。どちらかの名前を変えてください。`,
    'column-unknown': ({ known, meant }, value) =>
      `表に列「${value}」はありません。${japaneseHint(known, meant, '表に列を追加してください。')}`,
    'row-length': ({ expected, found }) =>
      `この行の値は ${found} 個ですが、表の列は ${expected} 個です。列と同じ数の値を書いてください。`,
  },
}

/** Of `key: value` the key. */
function keyIn(value: string): string {
  return value.split(':', 1)[0] ?? value
}
