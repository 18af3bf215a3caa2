/** Words of the command group `list`: the named lists of the policies. */

import type { InBothLanguages } from './language.ts'

interface Example {
  readonly line: string
  readonly does: string
}

export type ListCommand = 'show' | 'set' | 'add' | 'remove'
type Kind = 'addresses' | 'domains' | 'words'

interface CliListTexts {
  readonly description: string
  readonly commands: Readonly<Record<ListCommand, string>>
  readonly examples: Readonly<Record<ListCommand, readonly Example[]>>
  readonly exitCodes: Readonly<Record<ListCommand, readonly string[]>>
  readonly name: string
  readonly nameOrAll: string
  readonly entries: string
  readonly kindOption: string
  readonly fileOption: string

  readonly none: (policies: string) => string
  readonly list: (name: string, kind: Kind, entries: number) => string
  readonly unknownList: (name: string, known: readonly string[], meant: string | undefined) => string
  readonly kindMissing: (name: string) => string
  readonly otherKind: (name: string, kind: Kind) => string
  readonly wouldBeEmpty: (name: string) => string
  readonly noEntries: string
  readonly entriesTwice: string
  readonly same: (name: string) => string
  readonly changed: (name: string, added: number, removed: number) => string
  readonly faulty: string
  readonly savedOnly: (name: string) => string
  readonly keepsChanging: string
}

const s = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

const kindsJa: Readonly<Record<Kind, string>> = {
  addresses: 'アドレス',
  domains: 'ドメイン',
  words: '語句',
}

const codes = [
  'in force, or it said so already',
  'refused (every fault is named); nothing has changed',
  'the database or the gate cannot be reached, or wrong usage',
]
const codesJa = [
  '有効になった、またはすでにその内容だった',
  '拒否した (誤りはすべて表示します)。何も変更していない',
  'データベースまたは関所を使えない、もしくはコマンドの指定誤り',
]

export const cliListTexts: InBothLanguages<CliListTexts> = {
  en: {
    description: 'See and change the named lists of the policies that are in force.',
    commands: {
      show: 'Print a list, one entry a line, or say which lists there are.',
      set: 'Replace all entries of a list, or make a new list. In force at once.',
      add: 'Add entries to a list. In force at once.',
      remove: 'Take entries out of a list. In force at once.',
    },
    examples: {
      show: [{ line: 'sekisho list show rivals --config sekisho.yaml', does: 'Who is in it?' }],
      set: [
        {
          line: 'sekisho list set rivals --file rivals.txt --reason "yearly review" --config sekisho.yaml',
          does: 'Take the whole list from a file',
        },
        {
          line: 'sekisho list set secret 極秘 社外秘 --kind words --reason "new marking" --config sekisho.yaml',
          does: 'Make a new list',
        },
      ],
      add: [
        {
          line: 'sekisho list add rivals rival.example --reason "ticket 4711" --config sekisho.yaml',
          does: 'One domain more',
        },
      ],
      remove: [
        {
          line: 'sekisho list remove rivals rival.example --reason "is a client now" --config sekisho.yaml',
          does: 'One domain less',
        },
      ],
    },
    exitCodes: {
      show: ['printed', 'there is no such list', 'the database cannot be used, or wrong usage'],
      set: codes,
      add: codes,
      remove: codes,
    },
    name: 'name of the list',
    nameOrAll: 'name of the list; without it: all lists',
    entries: 'the entries',
    kindOption: 'what a new list holds',
    fileOption: 'file with one entry a line; empty lines and lines that begin with # are left out',

    none: (policies) => `${policies} has no lists.`,
    list: (name, kind, entries) => `${name} (${kind}, ${s(entries, 'entry', 'entries')})`,
    unknownList: (name, known, meant) =>
      `There is no list "${name}". ${
        meant === undefined
          ? known.length === 0
            ? 'There is none at all.'
            : `There are: ${known.join(', ')}.`
          : `Did you mean "${meant}"?`
      } "sekisho list set" makes a new one.`,
    kindMissing: (name) =>
      `There is no list "${name}" yet; say what it holds with --kind addresses, domains or words.`,
    otherKind: (name, kind) => `The list "${name}" holds ${kind}, which cannot be changed.`,
    wouldBeEmpty: (name) =>
      `A list has one entry at least. To be rid of "${name}", take it out of the policies that use it, then out of the file ("sekisho policy show active", "sekisho policy save").`,
    noEntries: 'give the entries, or a file with --file',
    entriesTwice: 'give the entries either as words or with --file, not both; nothing was changed',
    same: (name) => `The list "${name}" says so already. Nothing had to be changed.`,
    changed: (name, added, removed) =>
      `${name}: ${s(added, 'entry', 'entries')} added, ${s(removed, 'entry', 'entries')} removed.`,
    faulty: 'The list would not be right; nothing has changed:',
    savedOnly: (name) => `The change was saved as ${name}, and is not in force:`,
    keepsChanging:
      'The policies were changed again and again by others at the same moment. Nothing of this is in force; try again.',
  },
  ja: {
    description: '有効なポリシーの名前付きリストを表示・変更します。',
    commands: {
      show: 'リストの項目を 1 行に 1 件ずつ表示します。名前を省略するとリストの一覧を表示します。',
      set: 'リストの全項目を置き換えるか、新しいリストを作ります。すぐに有効になります。',
      add: 'リストに項目を追加します。すぐに有効になります。',
      remove: 'リストから項目を削除します。すぐに有効になります。',
    },
    examples: {
      show: [{ line: 'sekisho list show rivals --config sekisho.yaml', does: 'リストの中身を見る' }],
      set: [
        {
          line: 'sekisho list set rivals --file rivals.txt --reason "年次見直し" --config sekisho.yaml',
          does: 'リスト全体をファイルから取り込む',
        },
        {
          line: 'sekisho list set secret 極秘 社外秘 --kind words --reason "表示の追加" --config sekisho.yaml',
          does: '新しいリストを作る',
        },
      ],
      add: [
        {
          line: 'sekisho list add rivals rival.example --reason "申請 4711" --config sekisho.yaml',
          does: 'ドメインを 1 件追加する',
        },
      ],
      remove: [
        {
          line: 'sekisho list remove rivals rival.example --reason "取引開始" --config sekisho.yaml',
          does: 'ドメインを 1 件削除する',
        },
      ],
    },
    exitCodes: {
      show: ['表示した', 'そのリストがない', 'データベースを使えない、またはコマンドの指定誤り'],
      set: codesJa,
      add: codesJa,
      remove: codesJa,
    },
    name: 'リストの名前',
    nameOrAll: 'リストの名前。省略するとすべてのリスト',
    entries: '項目',
    kindOption: '新しいリストに入れるものの種類',
    fileOption: '1 行に 1 項目を書いたファイル。空行と # で始まる行は読み飛ばします',

    none: (policies) => `${policies} にリストはありません。`,
    list: (name, kind, entries) => `${name} (${kindsJa[kind]}、${entries} 件)`,
    unknownList: (name, known, meant) =>
      `リスト「${name}」はありません。${
        meant === undefined
          ? known.length === 0
            ? 'リストは 1 つもありません。'
            : `あるもの: ${known.join('、')}。`
          : `「${meant}」の誤りではありませんか。`
      }新しいリストは「sekisho list set」で作ります。`,
    kindMissing: (name) =>
      `リスト「${name}」はまだありません。--kind で addresses、domains、words のいずれかを指定してください。`,
    otherKind: (name, kind) => `リスト「${name}」は${kindsJa[kind]}のリストで、種類は変更できません。`,
    wouldBeEmpty: (name) =>
      `リストには 1 件以上の項目が必要です。「${name}」が不要なら、使っているポリシーとリストの両方をファイルから削除してください (「sekisho policy show active」「sekisho policy save」)。`,
    noEntries: '項目を指定するか、--file でファイルを指定してください',
    entriesTwice: '項目と --file は同時に指定できません。何も変更していません',
    same: (name) => `リスト「${name}」はすでにその内容です。変更の必要はありませんでした。`,
    changed: (name, added, removed) => `${name}: ${added} 件追加、${removed} 件削除`,
    faulty: 'リストに誤りがあります。何も変更していません:',
    savedOnly: (name) => `変更は ${name} として保存しましたが、有効にはなっていません:`,
    keepsChanging: '同時にほかの変更が続いたため、この変更は有効になっていません。もう一度実行してください。',
  },
}
