/**
 * What is wrong with a dump or with the rules, as sentences: what stands there, what was expected, what to do.
 * One entry for each kind of fault; the place (file, line, column, value) is shown beside it by the caller.
 */

import type { FaultKind, Faults, SeemingEncoding } from '../people/problem.ts'
import type { InBothLanguages } from './language.ts'

/** What a sentence may quote besides its own detail: the text at fault, and the column of the dump. */
export interface Quoted {
  readonly value: string
  readonly column: string
}

/** The compiler names every kind of fault that has no sentence. */
export type ImportProblemTexts = {
  readonly [Kind in FaultKind]: (detail: Faults[Kind], quoted: Quoted) => string
}

const encodingNames: Readonly<Record<SeemingEncoding, string>> = {
  'utf-8': 'UTF-8',
  cp932: 'CP932 (Shift_JIS)',
  'euc-jp': 'EUC-JP',
  'utf-16': 'UTF-16',
}

export const importProblemTexts: InBothLanguages<ImportProblemTexts> = {
  en: {
    'file-missing': ({ path }) =>
      `There is no file ${path}. Put it there, or name the folder that holds both hr.csv and rules.yaml.`,
    'file-unreadable': ({ path, code }) =>
      `The file ${path} cannot be read (${code}). Check that it is a file and that its permissions let this program read it.`,
    'file-too-large': ({ path, octets, limit }) =>
      `The file ${path} has ${String(octets)} bytes; at most ${String(limit)} are read. Check that it is the right file.`,
    undecodable: ({ encoding, guessed, seems, fixed }) => {
      const name = encodingNames[encoding]
      if (fixed) return `This line holds bytes that are not ${name}. Save the file as UTF-8.`
      const taken = guessed ? ' (which "auto" took the file for)' : ''
      if (seems === 'utf-16')
        return `This file is not ${name}${taken} but UTF-16, which is not read. Export it as UTF-8 or CP932 (Shift_JIS); in Excel that is "CSV UTF-8", not "Unicode Text".`
      if (seems !== undefined)
        return `This file is not ${name}${taken}: here are the first bytes that are not. It looks like ${encodingNames[seems]}. Set "encoding: ${seems}" under "hr" in rules.yaml, or export the file as ${name}. What else is wrong shows then.`
      return `This line holds bytes that are not ${name}${taken}. Export the file anew, or correct "encoding" under "hr" in rules.yaml.`
    },

    'no-rows': () =>
      'The dump holds no rows. A header and at least one row were expected; check the export from the HR system.',
    'column-missing': ({ otherwise }, { column }) => {
      if (otherwise !== undefined) {
        const { read, seems, more } = otherwise
        const others = more === 0 ? '' : `, nor ${String(more)} more that rules.yaml names`
        return `Read as ${encodingNames[read]}, the header has no column "${column}"${others}; read as ${encodingNames[seems]}, it has. Set "encoding: ${seems}" under "hr" in rules.yaml, or export the file as ${encodingNames[read]}. What else is wrong shows then.`
      }
      return `The header has no column "${column}", which rules.yaml names under "hr". Add the column to the export, or correct the name in rules.yaml.`
    },
    'column-twice': ({ times }, { column }) =>
      `The header has the column "${column}" ${String(times)} times, so that nobody can tell which one is meant. Leave one of them in the export.`,
    'quote-stray': () =>
      'A quotation mark stands inside a field here, or text follows a closing one. Put the whole field in quotation marks and double those inside it: "Ken ""K"" Sato".',
    'quote-unclosed': () =>
      'A quotation mark opens here and is never closed, so everything after it was taken for one field. Close it, or double it if it belongs to the text.',
    'field-count': ({ expected, found }) =>
      `This row has ${String(found)} ${found === 1 ? 'field' : 'fields'}; the header has ${String(expected)}. Look for a separator too many or too few: a value that holds one must stand in quotation marks.`,
    'field-too-long': ({ octets, limit }) =>
      `This field has ${String(octets)} bytes; at most ${String(limit)} are allowed. Shorten it; a missing closing quotation mark can also be the cause.`,

    'employee-blank': () =>
      'The employee number is blank. Every row needs one; fill it in, or leave the row out of the export.',
    'concurrent-flag': () =>
      'This is no flag for a concurrent post. Expected is 1 for a concurrent post; 0 or nothing for the main post.',
    'address-malformed': () =>
      'This is not a mail address. Expected is one like sato@example.co.jp, with one @ and without spaces; leave the field blank for somebody without a mailbox.',
    'address-taken': ({ holder, line }) =>
      `This address is already that of employee ${holder} (line ${String(line)}). An address can belong to one person only; correct one of the two, or make it a mailbox in rules.yaml.`,
    'main-post-missing': ({ employee }) =>
      `Employee ${employee} has no main post: all of his or her rows are concurrent ones. Exactly one row must be the main post; correct the flag of one.`,
    'main-post-twice': ({ employee, line }) =>
      `Employee ${employee} has a second main post here; the first is in line ${String(line)}. Exactly one row must be the main post; mark the other as concurrent (1).`,

    'rules-empty': () =>
      'The rules file is empty. It needs at least "version", "local_domains" and "hr"; start from an example.',
    'yaml-syntax': ({ detail }) =>
      `This cannot be read as YAML (${detail}). Check brackets, quotation marks and indentation; values such as *, - and @ need quotation marks: "*". More errors may show once this one is gone.`,
    'yaml-documents': () =>
      'A second YAML document begins here, and the rules are one. Remove the line "---", or what follows it.',
    'yaml-depth': () =>
      'Brackets or lists stand inside each other too deep to be read. Rules need a few levels only; look for brackets that are opened and never closed.',
    'yaml-tag': () => 'YAML tags (!…) mean nothing here. Write the value without one.',
    'alias-unknown': () =>
      'Nothing above has this anchor. Define it with & before it is used; a code that begins with * needs quotation marks: "*".',
    'alias-expansion': ({ limit }) =>
      `The aliases here unfold to more than ${String(limit)} values, or to themselves. Write the values out, or use fewer aliases inside each other.`,
    'key-twice': ({ line }, { value }) =>
      `The key "${value}" stands in this map for the second time; the first is in line ${String(line)}. Keep one of them, or put both values into one list.`,

    'wrong-type': ({ expected }) =>
      ({
        map: 'A map (key: value) was expected here.',
        list: 'A list was expected here. Put the value in brackets: [ … ].',
        text: 'A single value was expected here, not a list or a map.',
        'text-or-list': 'One value, or a list of values, was expected here.',
      })[expected],
    'value-missing': () => 'There is no value here. Write one, or remove the key.',
    'list-empty': () => 'This list is empty; at least one value was expected. Fill it, or remove the key.',
    'key-missing': ({ key }) => `The key "${key}" is missing here. Add it.`,
    'key-unknown': ({ known, meant }, { value }) =>
      `There is no key "${value}" here. ${meant === undefined ? `Known are: ${known.join(', ')}.` : `Did you mean "${meant}"?`}`,
    'value-unknown': ({ allowed }, { value }) =>
      `"${value}" is not possible here. Expected is ${allowed.join(' or ')}.`,
    'timezone-unknown': (_, { value }) =>
      `There is no time zone "${value}". Expected is an IANA name such as Asia/Tokyo.`,
    'domain-malformed': (_, { value }) =>
      `"${value}" is not a domain. Expected is an exact one such as example.co.jp, without @ or *; list each sub-domain by itself.`,
    'mailbox-address-malformed': () =>
      'This is not a mail address. Expected is one like info@example.co.jp, with one @ and without spaces.',

    'name-taken': ({ by }, { value }) =>
      ({
        unit: `"${value}" is already the key of a unit. Every unit and attribute needs a key of its own; rename this one.`,
        attribute: `"${value}" is already the key of an attribute. Every unit and attribute needs a key of its own; rename this one.`,
        'built-in': `"${value}" is a key that every matcher has already. Choose another key.`,
        'entry-form': `"${value}" means something else in an entry of "accept", so that a matcher could not use it there. Choose another key.`,
      })[by],
    'matcher-key-unknown': ({ known, meant }, { value }) =>
      `No unit or attribute is called "${value}". ${meant === undefined ? `Known are: ${known.join(', ')}.` : `Did you mean "${meant}"?`} Units and attributes are declared under "hr".`,
    'name-undefined': ({ what, known, meant }, { value }) => {
      const noun = { group: 'group', unit: 'unit', tier: 'tier in this pattern', attribute: 'attribute' }[
        what
      ]
      const hint = known.length === 0 ? 'None is declared.' : `Known are: ${known.join(', ')}.`
      return `There is no ${noun} called "${value}". ${meant === undefined ? hint : `Did you mean "${meant}"?`}`
    },
    'id-taken': ({ line }, { value }) =>
      `The id "${value}" is taken (line ${String(line)}). Patterns and exceptions share their ids; choose another.`,
    'id-reserved': (_, { value }) =>
      `"${value}" has a meaning of its own and cannot be an id. Choose another.`,
    'tier-name-reserved': (_, { value }) =>
      `"${value}" has a meaning of its own and cannot be the name of a tier. Choose another.`,
    'role-in-two-tiers': ({ tier, line }, { value }) =>
      `The role "${value}" already stands in the tier "${tier}" (line ${String(line)}). In one pattern a role belongs to one tier only; remove it from one of them.`,

    'wildcard-in-list': (_, { value }) =>
      `"${value}" cannot stand in a list; a list holds codes only. Write it alone, as the value of the key, or remove it.`,
    'wildcard-as-role': (_, { value }) =>
      `"${value}" is not a role code, and roles that approve are named one by one. Write the codes.`,
    'matcher-empty': ({ where }) =>
      where === 'entry'
        ? 'This entry is empty and would name everybody. Say whom it names, or remove it.'
        : 'This line is empty and would exempt everybody. Say whom it exempts, or remove it.',
    'two-forms': ({ forms }) =>
      `This entry mixes several forms (${forms.join(', ')}). Write one entry for each: [ { … }, { … } ].`,
    'same-needs-one': ({ found }) =>
      found === 'neither'
        ? '"same" says which units are compared, but not who there approves. Add "tier" or "role".'
        : '"same" takes either "tier" or "role", not both. Remove one, or write two entries.',
    'same-missing': (_, { value }) =>
      `"${value}" works together with "same" only. Add "same", with [] to compare no unit at all.`,
    'mailbox-form': (_, { value }) =>
      `A mailbox has no post of its own, so "${value}" has nothing to go by. Use "people", "group" or a matcher.`,
    'exempt-beside-accept': () =>
      'Whoever is exempt asks nobody, so "exempt: true" and "accept" contradict each other. Remove one of them.',
    'vacant-without-accept': () =>
      '"whenVacant" says who stands in when nobody in "accept" is there, and there is no "accept". Add it, or rename "whenVacant".',
    'exception-says-nothing': () =>
      'This exception changes nothing. Give it "exempt: true", "accept" or "also", or remove it.',
    'mailbox-says-nothing': () =>
      'Nothing says what happens to mail from this mailbox. Give it "exempt: true" or "accept".',
    'mailbox-address-twice': ({ line }) =>
      `This address already belongs to another mailbox (line ${String(line)}). Keep it in one of them.`,
    'mailbox-address-of-person': ({ employee, line }) =>
      `This address belongs to employee ${employee} (hr.csv, line ${String(line)}). An address is either a person's or a mailbox's; remove it from one of the files.`,
    'date-malformed': () =>
      'This is not a day of the calendar. Write it as YYYY-MM-DD, for example 2026-04-01.',
    'dates-reversed': ({ from }) =>
      `This last day lies before the first (${from}), so that the exception would never be in force. Correct one of them.`,
  },
  ja: {
    'file-missing': ({ path }) =>
      `ファイル ${path} がありません。ファイルを置くか、hr.csv と rules.yaml の両方があるフォルダを指定してください。`,
    'file-unreadable': ({ path, code }) =>
      `ファイル ${path} を読み取れません (${code})。通常のファイルであること、読み取り権限があることを確認してください。`,
    'file-too-large': ({ path, octets, limit }) =>
      `ファイル ${path} は ${String(octets)} バイトあり、読み込める上限の ${String(limit)} バイトを超えています。正しいファイルか確認してください。`,
    undecodable: ({ encoding, guessed, seems, fixed }) => {
      const name = encodingNames[encoding]
      if (fixed) return `この行に ${name} として読めないバイトがあります。UTF-8 で保存し直してください。`
      const taken = guessed ? ' (auto による判定)' : ''
      if (seems === 'utf-16')
        return `このファイルの文字コードは ${name}${taken} ではなく UTF-16 です。UTF-16 は読めません。UTF-8 または CP932 (Shift_JIS) で出力し直してください (Excel では「Unicode テキスト」ではなく「CSV UTF-8」)。`
      if (seems !== undefined)
        return `このファイルの文字コードは ${name}${taken} ではありません (読めない最初のバイトがこの行にあります)。${encodingNames[seems]} と思われます。rules.yaml の hr に encoding: ${seems} と書くか、ファイルを ${name} で出力し直してください。ほかに誤りがあれば、その後で表示されます。`
      return `この行に ${name}${taken} として読めないバイトがあります。ファイルを出力し直すか、rules.yaml の hr の encoding を直してください。`
    },

    'no-rows': () =>
      '人事データに行がありません。ヘッダーと 1 行以上のデータが必要です。人事システムからの出力を確認してください。',
    'column-missing': ({ otherwise }, { column }) => {
      if (otherwise !== undefined) {
        const { read, seems, more } = otherwise
        const others = more === 0 ? '' : `と、ほか ${String(more)} 列`
        return `${encodingNames[read]} として読むと、rules.yaml で指定されている列「${column}」${others}がヘッダーにありません。${encodingNames[seems]} として読むと、あります。rules.yaml の hr に encoding: ${seems} と書くか、ファイルを ${encodingNames[read]} で出力し直してください。ほかに誤りがあれば、その後で表示されます。`
      }
      return `rules.yaml の hr で指定されている列「${column}」がヘッダーにありません。出力に列を追加するか、rules.yaml の列名を直してください。`
    },
    'column-twice': ({ times }, { column }) =>
      `列「${column}」がヘッダーに ${String(times)} 回あり、どちらを使うか決められません。出力には 1 つだけ残してください。`,
    'quote-stray': () =>
      '項目の途中に引用符があるか、閉じ引用符の後に文字があります。項目全体を引用符で囲み、中の引用符は 2 つ重ねてください (例: "佐藤 ""健""")。',
    'quote-unclosed': () =>
      'ここで始まる引用符が閉じられていないため、以降がすべて 1 つの項目として読まれました。引用符を閉じるか、文字としての引用符であれば 2 つ重ねてください。',
    'field-count': ({ expected, found }) =>
      `この行の項目数は ${String(found)} ですが、ヘッダーは ${String(expected)} です。区切り文字の過不足を確認してください。区切り文字を含む値は引用符で囲みます。`,
    'field-too-long': ({ octets, limit }) =>
      `この項目は ${String(octets)} バイトあり、上限の ${String(limit)} バイトを超えています。短くしてください。引用符の閉じ忘れが原因の場合もあります。`,

    'employee-blank': () =>
      '社員番号が空です。すべての行に社員番号が必要です。番号を入れるか、行を出力から除いてください。',
    'concurrent-flag': () =>
      '兼務フラグとして使えない値です。兼務なら 1、主務なら 0 または空にしてください。',
    'address-malformed': () =>
      'メールアドレスではありません。sato@example.co.jp のように、@ が 1 つで空白を含まない形にしてください。メールボックスのない人は空欄にします。',
    'address-taken': ({ holder, line }) =>
      `このアドレスは社員 ${holder} (${String(line)} 行目) のものです。1 つのアドレスを 2 人で持つことはできません。どちらかを直すか、rules.yaml の mailboxes に移してください。`,
    'main-post-missing': ({ employee }) =>
      `社員 ${employee} の行はすべて兼務で、主務がありません。主務はちょうど 1 行必要です。いずれかの行のフラグを直してください。`,
    'main-post-twice': ({ employee, line }) =>
      `社員 ${employee} の 2 つ目の主務です (1 つ目は ${String(line)} 行目)。主務はちょうど 1 行です。もう一方を兼務 (1) にしてください。`,

    'rules-empty': () =>
      'ルールファイルが空です。少なくとも version、local_domains、hr が必要です。サンプルをもとに作成してください。',
    'yaml-syntax': ({ detail }) =>
      `YAML として読めません (${detail})。括弧、引用符、字下げを確認してください。*、-、@ などの値は "*" のように引用符で囲みます。これを直すと、ほかの誤りが見つかることがあります。`,
    'yaml-documents': () =>
      'ここから 2 つ目の YAML 文書が始まっていますが、ルールは 1 つの文書に書きます。「---」の行か、それより後を削除してください。',
    'yaml-depth': () =>
      '括弧やリストの入れ子が深すぎて読めません。ルールに必要なのは数段だけです。閉じていない括弧がないか確認してください。',
    'yaml-tag': () => 'YAML のタグ (!…) は使えません。タグを付けずに値を書いてください。',
    'alias-unknown': () =>
      'この名前のアンカーが、これより前にありません。& で定義してから使ってください。* そのものを値にする場合は "*" と書きます。',
    'alias-expansion': ({ limit }) =>
      `ここの別名を展開すると ${String(limit)} 個を超えるか、自分自身を含みます。値を直接書くか、別名の重なりを減らしてください。`,
    'key-twice': ({ line }, { value }) =>
      `キー「${value}」が同じ場所に 2 回あります (1 回目は ${String(line)} 行目)。どちらかを消すか、値を 1 つのリストにまとめてください。`,

    'wrong-type': ({ expected }) =>
      ({
        map: 'ここには「キー: 値」の形が必要です。',
        list: 'ここにはリストが必要です。値を [ … ] で囲んでください。',
        text: 'ここには 1 つの値が必要です。リストや「キー: 値」の形は書けません。',
        'text-or-list': 'ここには 1 つの値、または値のリストが必要です。',
      })[expected],
    'value-missing': () => '値がありません。値を書くか、キーを消してください。',
    'list-empty': () => 'リストが空です。1 つ以上の値を書くか、キーを消してください。',
    'key-missing': ({ key }) => `キー「${key}」がありません。追加してください。`,
    'key-unknown': ({ known, meant }, { value }) =>
      `「${value}」というキーはここでは使えません。${meant === undefined ? `使えるキー: ${known.join('、')}。` : `「${meant}」ではありませんか。`}`,
    'value-unknown': ({ allowed }, { value }) =>
      `「${value}」は指定できません。${allowed.join('、')} のいずれかにしてください。`,
    'timezone-unknown': (_, { value }) =>
      `「${value}」というタイムゾーンはありません。Asia/Tokyo のような IANA の名前で書いてください。`,
    'domain-malformed': (_, { value }) =>
      `「${value}」はドメインではありません。example.co.jp のように @ や * を付けずに書き、サブドメインは 1 つずつ並べてください。`,
    'mailbox-address-malformed': () =>
      'メールアドレスではありません。info@example.co.jp のように、@ が 1 つで空白を含まない形にしてください。',

    'name-taken': ({ by }, { value }) =>
      ({
        unit: `「${value}」は別の部署レベルのキーとして使われています。キーは部署と属性を通して重複できません。名前を変えてください。`,
        attribute: `「${value}」は別の属性のキーとして使われています。キーは部署と属性を通して重複できません。名前を変えてください。`,
        'built-in': `「${value}」は条件に初めから用意されているキーです。別の名前にしてください。`,
        'entry-form': `「${value}」は accept の中で別の意味を持つため、条件のキーとして使えません。別の名前にしてください。`,
      })[by],
    'matcher-key-unknown': ({ known, meant }, { value }) =>
      `「${value}」という部署や属性はありません。${meant === undefined ? `使えるキー: ${known.join('、')}。` : `「${meant}」ではありませんか。`}部署と属性は hr で定義します。`,
    'name-undefined': ({ what, known, meant }, { value }) => {
      const noun = { group: 'グループ', unit: '部署', tier: '階層 (このパターン内)', attribute: '属性' }[what]
      const hint = known.length === 0 ? '1 つも定義されていません。' : `定義済み: ${known.join('、')}。`
      return `「${value}」という${noun}は定義されていません。${meant === undefined ? hint : `「${meant}」ではありませんか。`}`
    },
    'id-taken': ({ line }, { value }) =>
      `id「${value}」は ${String(line)} 行目で使われています。パターンと個別定義を通して重複しない id にしてください。`,
    'id-reserved': (_, { value }) =>
      `「${value}」は特別な意味を持つため、id にできません。別の id にしてください。`,
    'tier-name-reserved': (_, { value }) =>
      `「${value}」は特別な意味を持つため、階層の名前にできません。別の名前にしてください。`,
    'role-in-two-tiers': ({ tier, line }, { value }) =>
      `役職「${value}」は、すでに階層「${tier}」(${String(line)} 行目) にあります。1 つのパターンの中で 1 つの役職が属せる階層は 1 つだけです。どちらかから外してください。`,

    'wildcard-in-list': (_, { value }) =>
      `「${value}」はリストの中では使えません。リストにはコードだけを書きます。キーの値として単独で書くか、外してください。`,
    'wildcard-as-role': (_, { value }) =>
      `「${value}」は役職コードではありません。承認できる役職は、コードを 1 つずつ書いてください。`,
    'matcher-empty': ({ where }) =>
      where === 'entry'
        ? '中身が空のため、全員を指すことになります。だれを指すかを書くか、消してください。'
        : '中身が空のため、全員が対象外になってしまいます。だれを対象外にするかを書くか、消してください。',
    'two-forms': ({ forms }) =>
      `1 つの項目に複数の書き方 (${forms.join('、')}) が混ざっています。[ { … }, { … } ] のように 1 つずつ分けてください。`,
    'same-needs-one': ({ found }) =>
      found === 'neither'
        ? 'same はどの部署が同じかを表しますが、その中のだれが承認するかがありません。tier か role を加えてください。'
        : 'same と一緒に書けるのは tier か role のどちらか一方です。片方を消すか、2 つの項目に分けてください。',
    'same-missing': (_, { value }) =>
      `「${value}」は same と一緒に使います。same を加えてください。部署を問わない場合は same: [] とします。`,
    'mailbox-form': (_, { value }) =>
      `共有メールボックスには所属がないため、「${value}」は使えません。people、group、または条件を使ってください。`,
    'exempt-beside-accept': () =>
      'exempt: true はだれの承認も求めないため、accept と両立しません。どちらかを消してください。',
    'vacant-without-accept': () =>
      'whenVacant は accept の該当者がいない場合の代わりを表しますが、accept がありません。accept を加えてください。',
    'exception-says-nothing': () =>
      'この個別定義は何も変えません。exempt: true、accept、also のいずれかを加えるか、消してください。',
    'mailbox-says-nothing': () =>
      'このメールボックスからのメールをどう扱うかがありません。exempt: true か accept を加えてください。',
    'mailbox-address-twice': ({ line }) =>
      `このアドレスは ${String(line)} 行目の別のメールボックスにもあります。どちらか一方だけに書いてください。`,
    'mailbox-address-of-person': ({ employee, line }) =>
      `このアドレスは社員 ${employee} のものです (hr.csv の ${String(line)} 行目)。アドレスは個人かメールボックスのどちらか一方のものです。片方のファイルから外してください。`,
    'date-malformed': () => '暦にない日付です。2026-04-01 のように YYYY-MM-DD の形で書いてください。',
    'dates-reversed': ({ from }) =>
      `終わりの日が始まりの日 (${from}) より前のため、この個別定義は一度も有効になりません。どちらかを直してください。`,
  },
}
