/** The report of an import in words: what the organization holds, and what its administrator should look at. */

import type { InBothLanguages } from './language.ts'

interface Counts {
  readonly people: number
  readonly posts: number
  readonly concurrentPosts: number
  readonly units: number
  readonly unitsByLevel: readonly { readonly key: string; readonly units: number }[]
  readonly mailboxes: number
}

interface Finding {
  readonly title: (count: number) => string
  /** What it means, and what to do. */
  readonly meaning: string
}

/** Where in the rules something stands; numbers count from 1. */
interface PlaceTexts {
  readonly pattern: (id: string, row: number, vacancy: number | undefined, entry: number) => string
  readonly exception: (id: string, list: string, entry: number) => string
  readonly mailbox: (address: string, entry: number) => string
  readonly when: (id: string) => string
  readonly who: (id: string) => string
  readonly group: (name: string) => string
  readonly exempt: (line: number) => string
  readonly vacancy: (number: number) => string
}

type FindingName =
  | 'withoutApprover'
  | 'onStandIn'
  | 'inNoPattern'
  | 'withoutMailbox'
  | 'mailboxesWithoutApprover'
  | 'unknownRoles'
  | 'patternsMatchingNobody'
  | 'exceptionsMatchingNobody'
  | 'exceptionsExpired'
  | 'exemptMatchingNobody'
  | 'groupsNamingNobody'
  | 'entriesNamingNobody'
  | 'strangers'
  | 'attributeStrangers'

export interface ImportReportTexts {
  readonly inOrder: (directory: string) => string
  readonly notInOrder: (directory: string, errors: number) => string
  readonly nothingChanged: string
  readonly identity: (snapshot: string, day: string) => string
  readonly counts: (counts: Counts) => string
  readonly senders: (
    patterns: readonly { readonly pattern: string; readonly senders: number }[],
    exempt: number,
  ) => string
  readonly nothingToLookAt: string
  readonly more: (count: number) => string
  readonly moreErrors: (count: number) => string
  readonly role: (role: string) => string
  readonly noUnit: string
  readonly decidedBy: {
    readonly pattern: (id: string, tier: string | undefined) => string
    readonly exception: (id: string) => string
    readonly also: string
  }
  readonly standIn: (number: number) => string
  readonly noRowOf: (pattern: string) => string
  readonly postsWithRole: (role: string, posts: number) => string
  readonly strangerIn: (kind: 'employee' | 'email', value: string, place: string) => string
  readonly attributeStranger: (attribute: string, value: string, posts: number) => string
  readonly places: PlaceTexts
  readonly findings: Readonly<Record<FindingName, Finding>>
}

function counted(count: number, one: string, many: string): string {
  return `${String(count)} ${count === 1 ? one : many}`
}

function have(count: number): string {
  return count === 1 ? 'has' : 'have'
}

export const importReportTexts: InBothLanguages<ImportReportTexts> = {
  en: {
    inOrder: (directory) => `The organization in ${directory} is in order and can be used.`,
    notInOrder: (directory, errors) =>
      `The organization in ${directory} cannot be used: ${counted(errors, 'error', 'errors')}.`,
    nothingChanged:
      'Nothing is imported as long as there is an error; a gate that is running keeps the organization it has.',
    identity: (snapshot, day) => `Import ${snapshot}; exceptions as of ${day}.`,
    counts: ({ people, posts, concurrentPosts, units, unitsByLevel, mailboxes }) => {
      const levels = unitsByLevel.map((level) => `${level.key} ${String(level.units)}`).join(', ')
      const ofLevels = levels === '' ? '' : ` (${levels})`
      return `${counted(people, 'person', 'people')}, ${counted(posts, 'post', 'posts')} (${String(concurrentPosts)} concurrent), ${counted(units, 'unit', 'units')}${ofLevels}, ${counted(mailboxes, 'mailbox', 'mailboxes')}.`
    },
    senders: (patterns, exempt) =>
      `Senders: ${[...patterns.map(({ pattern, senders }) => `${pattern} ${String(senders)}`), `exempt ${String(exempt)}`].join(', ')}.`,
    nothingToLookAt:
      'There is nothing to look at: everybody has a supervisor, and every rule finds somebody.',
    more: (count) => `… and ${String(count)} more (show all: --all, or --json)`,
    moreErrors: (count) => `… and ${counted(count, 'place', 'places')} more (show all: --all, or --json)`,
    role: (role) => (role === '' ? 'no role' : `role ${role}`),
    noUnit: 'no unit',
    decidedBy: {
      pattern: (id, tier) => (tier === undefined ? `pattern ${id}` : `pattern ${id}, tier ${tier}`),
      exception: (id) => `exception ${id}`,
      also: 'an added approver only',
    },
    standIn: (number) => `stand-in list ${String(number)}`,
    noRowOf: (pattern) => `in no row of pattern ${pattern}`,
    postsWithRole: (role, posts) => `${role}: ${counted(posts, 'post', 'posts')}`,
    strangerIn: (kind, value, place) => `${kind === 'employee' ? 'employee' : 'address'} ${value}: ${place}`,
    attributeStranger: (attribute, value, posts) =>
      `${attribute} ${value}: named by ${counted(posts, 'person', 'people')}`,
    places: {
      pattern: (id, row, vacancy, entry) =>
        `pattern ${id}, row ${String(row)}, ${vacancy === undefined ? 'accept' : `whenVacant list ${String(vacancy)}`}, entry ${String(entry)}`,
      exception: (id, list, entry) => `exception ${id}, ${list}, entry ${String(entry)}`,
      mailbox: (address, entry) => `mailbox ${address}, entry ${String(entry)}`,
      when: (id) => `pattern ${id}, when`,
      who: (id) => `exception ${id}, who`,
      group: (name) => `group ${name}`,
      exempt: (line) => `exempt, line ${String(line)}`,
      vacancy: (number) => `whenVacant list ${String(number)}`,
    },
    findings: {
      withoutApprover: {
        title: (count) => `${counted(count, 'person', 'people')} ${have(count)} no approver`,
        meaning:
          'The rules ask for a supervisor, and nobody is there who could be one. What becomes of their mail is set by "noApprover". Name somebody in "whenVacant" or by an exception.',
      },
      onStandIn: {
        title: (count) => `${counted(count, 'person', 'people')} ${have(count)} a stand-in as approver`,
        meaning:
          'Nobody holds the post that their rule asks for first, so a list of "whenVacant" serves. Check that this is meant to last.',
      },
      inNoPattern: {
        title: (count) => `${counted(count, 'person is', 'people are')} in no pattern`,
        meaning:
          'No rule says who their supervisor is. What becomes of their mail is set by "unmatchedSender". Widen a pattern, or add one.',
      },
      withoutMailbox: {
        title: (count) => `${counted(count, 'person', 'people')} ${have(count)} no mailbox`,
        meaning: 'Without an address they can neither send nor approve. Usually this is as it should be.',
      },
      mailboxesWithoutApprover: {
        title: (count) => `${counted(count, 'mailbox', 'mailboxes')} ${have(count)} no approver`,
        meaning: 'Its "accept" names nobody. What becomes of its mail is set by "noApprover".',
      },
      unknownRoles: {
        title: (count) => `${counted(count, 'role code', 'role codes')} that no pattern knows`,
        meaning:
          'Nobody approves by these roles, and senders with them fall under the row "*". Right for ordinary staff; a new kind of manager must be added to a tier.',
      },
      patternsMatchingNobody: {
        title: (count) => `${counted(count, 'pattern', 'patterns')} without people`,
        meaning:
          'No main post matches, or patterns above take all of them. Look for a code that has changed, or for the order of the patterns.',
      },
      exceptionsMatchingNobody: {
        title: (count) => `${counted(count, 'exception', 'exceptions')} without people`,
        meaning: 'No main post matches "who". Remove those whose person has left.',
      },
      exceptionsExpired: {
        title: (count) => `${counted(count, 'exception has', 'exceptions have')} expired`,
        meaning: 'The last day has passed. They do nothing any more and may be removed.',
      },
      exemptMatchingNobody: {
        title: (count) => `${counted(count, 'line', 'lines')} of "exempt" without people`,
        meaning: 'No main post matches.',
      },
      groupsNamingNobody: {
        title: (count) => `${counted(count, 'group', 'groups')} without people`,
        meaning: 'Nobody with an address is in it, so that entries with this group name nobody.',
      },
      entriesNamingNobody: {
        title: (count) =>
          `${counted(count, 'entry', 'entries')} that ${count === 1 ? 'names' : 'name'} nobody`,
        meaning:
          'They find nobody, for any sender. As long as other entries of the list do, mail still goes.',
      },
      strangers: {
        title: (count) => `${counted(count, 'name', 'names')} in the rules that the dump does not have`,
        meaning: 'The person has left, or the number or address is mistyped.',
      },
      attributeStrangers: {
        title: (count) => `${counted(count, 'superior', 'superiors')} named by HR without a row in the dump`,
        meaning:
          'HR names an employee number here that has no row of its own. Whoever relies on it alone has no approver.',
      },
    },
  },
  ja: {
    inOrder: (directory) => `${directory} の組織データに誤りはなく、使用できます。`,
    notInOrder: (directory, errors) =>
      `${directory} の組織データは使用できません。誤りが ${String(errors)} 件あります。`,
    nothingChanged:
      '誤りが 1 件でもあれば取り込みは行いません。稼働中の関所は、それまでの組織データを使い続けます。',
    identity: (snapshot, day) => `取り込み ${snapshot} (個別定義は ${day} 現在)`,
    counts: ({ people, posts, concurrentPosts, units, unitsByLevel, mailboxes }) => {
      const levels = unitsByLevel.map((level) => `${level.key} ${String(level.units)}`).join('、')
      const ofLevels = levels === '' ? '' : ` (${levels})`
      return `社員 ${String(people)} 人、所属 ${String(posts)} 件 (うち兼務 ${String(concurrentPosts)} 件)、部署 ${String(units)}${ofLevels}、共有メールボックス ${String(mailboxes)} 件`
    },
    senders: (patterns, exempt) =>
      `送信者: ${[...patterns.map(({ pattern, senders }) => `${pattern} ${String(senders)} 人`), `対象外 ${String(exempt)} 人`].join('、')}`,
    nothingToLookAt: '確認が必要な点はありません。全員に上司がおり、すべてのルールに該当者がいます。',
    more: (count) => `… ほか ${String(count)} 件 (すべて表示: --all または --json)`,
    moreErrors: (count) => `… ほか ${String(count)} か所 (すべて表示: --all または --json)`,
    role: (role) => (role === '' ? '役職なし' : `役職 ${role}`),
    noUnit: '部署なし',
    decidedBy: {
      pattern: (id, tier) => (tier === undefined ? `パターン ${id}` : `パターン ${id}、階層 ${tier}`),
      exception: (id) => `個別定義 ${id}`,
      also: '追加の上司のみ',
    },
    standIn: (number) => `代わりの ${String(number)} 番目`,
    noRowOf: (pattern) => `パターン ${pattern} に該当する行なし`,
    postsWithRole: (role, posts) => `${role}: 所属 ${String(posts)} 件`,
    strangerIn: (kind, value, place) => `${kind === 'employee' ? '社員番号' : 'アドレス'} ${value}: ${place}`,
    attributeStranger: (attribute, value, posts) => `${attribute} ${value}: ${String(posts)} 人が指定`,
    places: {
      pattern: (id, row, vacancy, entry) =>
        `パターン ${id} の ${String(row)} 行目、${vacancy === undefined ? 'accept' : `whenVacant の ${String(vacancy)} 番目`}、項目 ${String(entry)}`,
      exception: (id, list, entry) => `個別定義 ${id} の ${list}、項目 ${String(entry)}`,
      mailbox: (address, entry) => `メールボックス ${address} の項目 ${String(entry)}`,
      when: (id) => `パターン ${id} の when`,
      who: (id) => `個別定義 ${id} の who`,
      group: (name) => `グループ ${name}`,
      exempt: (line) => `exempt の ${String(line)} 番目`,
      vacancy: (number) => `whenVacant の ${String(number)} 番目`,
    },
    findings: {
      withoutApprover: {
        title: (count) => `承認できる上司がいない社員: ${String(count)} 人`,
        meaning:
          'ルールは上司を求めますが、該当する人がいません。メールの扱いは noApprover に従います。whenVacant か個別定義で上司を指定してください。',
      },
      onStandIn: {
        title: (count) => `代わりの上司が承認する社員: ${String(count)} 人`,
        meaning:
          '本来の上司のポストが空いているため、whenVacant の人が承認します。一時的なものか確認してください。',
      },
      inNoPattern: {
        title: (count) => `どのパターンにも当てはまらない社員: ${String(count)} 人`,
        meaning:
          '上司を決めるルールがありません。メールの扱いは unmatchedSender に従います。パターンを広げるか、追加してください。',
      },
      withoutMailbox: {
        title: (count) => `メールアドレスのない社員: ${String(count)} 人`,
        meaning: '送信も承認もできません。通常は問題ありません。',
      },
      mailboxesWithoutApprover: {
        title: (count) => `承認できる人がいない共有メールボックス: ${String(count)} 件`,
        meaning: 'accept に該当する人がいません。メールの扱いは noApprover に従います。',
      },
      unknownRoles: {
        title: (count) => `どのパターンにもない役職コード: ${String(count)} 個`,
        meaning:
          'この役職では承認できず、送信者としては「*」の行に当たります。一般社員であれば問題ありません。新しい管理職であれば階層に追加してください。',
      },
      patternsMatchingNobody: {
        title: (count) => `該当者のいないパターン: ${String(count)} 個`,
        meaning:
          '当てはまる主務がないか、上のパターンがすべて取っています。コードの変更やパターンの順序を確認してください。',
      },
      exceptionsMatchingNobody: {
        title: (count) => `該当者のいない個別定義: ${String(count)} 個`,
        meaning: 'who に当てはまる主務がありません。退職した人のものは消してください。',
      },
      exceptionsExpired: {
        title: (count) => `期限の切れた個別定義: ${String(count)} 個`,
        meaning: '終わりの日を過ぎており、効果はありません。消してかまいません。',
      },
      exemptMatchingNobody: {
        title: (count) => `該当者のいない exempt の行: ${String(count)} 行`,
        meaning: '当てはまる主務がありません。',
      },
      groupsNamingNobody: {
        title: (count) => `該当者のいないグループ: ${String(count)} 個`,
        meaning: 'メールアドレスを持つ人が入っていないため、このグループを使う項目はだれも指しません。',
      },
      entriesNamingNobody: {
        title: (count) => `だれも指さない項目: ${String(count)} 件`,
        meaning:
          'どの送信者にも該当者がいません。同じリストのほかの項目に該当者がいる間は、メールは送れます。',
      },
      strangers: {
        title: (count) => `ルールにあって人事データにない人: ${String(count)} 件`,
        meaning: '退職したか、番号やアドレスの書き間違いです。',
      },
      attributeStrangers: {
        title: (count) => `人事データで上司に指定されているが、人事データにいない人: ${String(count)} 人`,
        meaning:
          '行のない社員番号が指定されています。ほかに承認者のない人は、承認できる上司がいないことになります。',
      },
    },
  },
}
