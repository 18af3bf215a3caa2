/** The paper of the rules: words for those who read it, check it and sign it. */

import type { InBothLanguages } from './language.ts'

export interface DocumentTexts {
  readonly title: string
  readonly lead: string
  readonly facts: {
    readonly day: string
    readonly roster: string
    readonly people: string
    readonly peopleCount: (people: number, senders: number) => string
    readonly domains: string
    readonly timezone: string
  }
  readonly contents: string
  readonly chapters: {
    readonly judging: string
    readonly codes: string
    readonly patterns: string
    readonly exceptions: string
    readonly exempt: string
    readonly mailboxes: string
    readonly groups: string
    readonly signatures: string
  }
  /** The steps of a verdict; the settings say what happens where the rules name nobody. */
  readonly judging: (settings: {
    readonly unknownSender: string
    readonly unmatchedSender: string
    readonly noApprover: string
  }) => readonly string[]
  readonly answers: { readonly allow: string; readonly reject: string }
  readonly codesLead: string
  readonly codeHeads: readonly [string, string, string]
  readonly level: (number: number) => string
  readonly attribute: string
  readonly roleRow: string
  readonly patternsLead: string
  readonly patternHeads: readonly [string, string, string, string]
  readonly inNoPattern: (count: number, answer: string) => string
  readonly covers: string
  readonly tiers: string
  readonly tierHeads: readonly [string, string, string]
  readonly noTiers: string
  readonly holders: (count: number) => string
  readonly chart: string
  readonly chartCaption: (name: string) => string
  readonly everyRole: string
  readonly otherRoles: string
  readonly ask: string
  readonly ifVacant: string
  readonly standIn: (number: number) => string
  readonly anyOf: string
  readonly or: string
  readonly people: (count: number) => string
  readonly headcount: (people: number, onStandIn: number, withoutApprover: number) => string
  readonly inNoRow: (count: number, answer: string) => string
  readonly exceptionsLead: string
  readonly exceptionHeads: readonly [string, string, string, string]
  readonly forWhom: (count: number) => string
  readonly always: string
  readonly from: (day: string) => string
  readonly until: (day: string) => string
  readonly between: (from: string, until: string) => string
  readonly status: { readonly 'in-force': string; readonly 'not-yet': string; readonly over: string }
  readonly saysExempt: string
  readonly saysAccept: string
  readonly saysAlso: string
  readonly exemptLead: string
  readonly exemptHeads: readonly [string, string]
  readonly mailboxesLead: string
  readonly mailboxHeads: readonly [string, string]
  readonly groupsLead: string
  readonly groupTitle: (name: string, count: number) => string
  readonly memberHeads: readonly [string, string, string, string]
  readonly moreMembers: (count: number) => string
  readonly none: string
  readonly signaturesLead: (day: string) => string
  readonly signatureRoles: readonly [string, string, string]
  readonly signatureFields: readonly [string, string, string]
  readonly person: (name: string, employee: string) => string
  readonly made: (snapshot: string, day: string) => string
}

function englishPeople(count: number): string {
  return count === 1 ? '1 person' : `${count.toLocaleString('en')} people`
}

function japanesePeople(count: number): string {
  return `${count.toLocaleString('ja')} 名`
}

export const documentTexts: InBothLanguages<DocumentTexts> = {
  en: {
    title: 'Rules for the approval of mail to the outside',
    lead: 'Mail to the outside goes only if somebody who is competent to approve it is in To or Cc. This paper says who that is for every sender. It is written from the rules in force and from the roster of the day below; it holds no rule of its own.',
    facts: {
      day: 'As of',
      roster: 'Roster',
      people: 'People',
      peopleCount: (people, senders) =>
        `${people.toLocaleString('en')}, of whom ${senders.toLocaleString('en')} have a mail address`,
      domains: 'Domains of the company',
      timezone: 'Time zone of days',
    },
    contents: 'Contents',
    chapters: {
      judging: 'How a mail is judged',
      codes: 'Codes in this paper',
      patterns: 'Patterns',
      exceptions: 'Exceptions',
      exempt: 'Senders who need no approver',
      mailboxes: 'Mailboxes',
      groups: 'Groups',
      signatures: 'Signatures',
    },
    judging: ({ unknownSender, unmatchedSender, noApprover }) => [
      'A mail whose recipients are all inside the company is not subject to these rules. Inside are the domains above and every address of the roster and of the mailboxes; every other address is outside, and so is one that cannot be read.',
      `The sender is looked up by his address. A mailbox follows the chapter "Mailboxes". Mail of a sender who is neither in the roster nor a mailbox is ${unknownSender}.`,
      'A person sends by his main post alone; concurrent posts do not matter for sending.',
      'First the exceptions in force on the day of the mail are read in their order. The first one that exempts the sender, or names approvers instead of the pattern, decides. Every one that adds approvers does so.',
      'If no exception has decided, a sender on the list "Senders who need no approver" may send without anybody.',
      `Otherwise the first pattern that covers his main post applies, and in it the first row for his tier. Mail of a sender in no pattern, or in no row of his pattern, is ${unmatchedSender}.`,
      `If nobody is there whom the row names, its stand-ins are looked at in their order; the first list that names somebody serves. If nobody is left at all, the mail is ${noApprover}.`,
      'The mail goes if the address of at least one approver is in To or Cc, where its readers see it. An approver qualifies by any of his posts, main or concurrent. The sender himself, Bcc, mailing lists and shared mailboxes never count.',
      'Otherwise the mail is refused, and the sender is told why and whom to add.',
    ],
    answers: { allow: 'let go', reject: 'refused' },
    codesLead: 'Units, roles and further facts stand in this paper as the codes of the HR dump.',
    codeHeads: ['In this paper', 'Column of the dump', 'What it is'],
    level: (number) => `unit, level ${number} (1 is the outermost)`,
    attribute: 'further fact about a post',
    roleRow: 'role',
    patternsLead:
      'Patterns are tried in this order; the first that covers the main post of the sender applies.',
    patternHeads: ['', 'Pattern', 'Covers posts where', 'Senders today'],
    inNoPattern: (count, answer) =>
      `${englishPeople(count)} with an address are in no pattern and no exception names an approver for them; their mail to the outside is ${answer}.`,
    covers: 'Covers posts where',
    tiers: 'Tiers',
    tierHeads: ['Tier', 'Roles', 'Held by today'],
    noTiers: 'This pattern has no tiers.',
    holders: englishPeople,
    chart: 'Who asks whom',
    chartCaption: (name) =>
      `${name}: each sender on the left needs one of the people on the right in To or Cc. Broken lines are stand-ins.`,
    everyRole: 'every role',
    otherRoles: 'every other role',
    ask: 'needs one of',
    ifVacant: 'if nobody is there',
    standIn: (number) => `stand-in ${number}`,
    anyOf: 'any one of these',
    or: 'or',
    people: englishPeople,
    headcount: (people, onStandIn, withoutApprover) =>
      [
        `today ${englishPeople(people)}`,
        ...(onStandIn > 0 ? [`${onStandIn.toLocaleString('en')} by a stand-in`] : []),
        ...(withoutApprover > 0 ? [`${withoutApprover.toLocaleString('en')} WITHOUT ANY APPROVER`] : []),
      ].join(', '),
    inNoRow: (count, answer) =>
      `${englishPeople(count)} of this pattern are in no row of it; their mail to the outside is ${answer}.`,
    exceptionsLead: 'Read in this order, before the patterns. Both days of a period are included.',
    exceptionHeads: ['Exception', 'For senders where', 'Period', 'Says'],
    forWhom: (count) => `today ${englishPeople(count)}`,
    always: 'without limit',
    from: (day) => `from ${day}`,
    until: (day) => `until ${day}`,
    between: (from, until) => `${from} to ${until}`,
    status: { 'in-force': 'in force', 'not-yet': 'not yet in force', over: 'has run out' },
    saysExempt: 'needs no approver',
    saysAccept: 'needs, instead of what the pattern asks, one of:',
    saysAlso: 'may also ask:',
    exemptLead:
      'Mail of these senders goes to the outside with nobody in Cc, unless an exception says otherwise.',
    exemptHeads: ['Senders where', 'Today'],
    mailboxesLead: "Addresses that are nobody's own.",
    mailboxHeads: ['Addresses', 'As a sender'],
    groupsLead:
      'Named sets of people that the rules refer to, with their members today. Whoever has no mail address is not listed, as he can approve nothing.',
    groupTitle: (name, count) => `${name} (${englishPeople(count)})`,
    memberHeads: ['Number', 'Name', 'Unit', 'Role'],
    moreMembers: (count) => `… and ${englishPeople(count)} more`,
    none: 'None.',
    signaturesLead: (day) => `The rules in this paper were checked as of ${day} and are approved.`,
    signatureRoles: ['Prepared by', 'Checked by', 'Approved by'],
    signatureFields: ['Name', 'Date', 'Signature'],
    person: (name, employee) => (name === '' ? employee : `${name} (${employee})`),
    made: (snapshot, day) => `Written by Sekisho from roster ${snapshot}, as of ${day}.`,
  },
  ja: {
    title: '社外メール承認ルール (上司Cc運用)',
    lead: '社外宛てのメールは、承認できる上司が To または Cc に入っている場合に限り送信できます。この文書は、送信者ごとに誰が承認できるかを、有効なルールと下記の名簿から書き起こしたものです。この文書独自の定めはありません。',
    facts: {
      day: '基準日',
      roster: '名簿',
      people: '対象人数',
      peopleCount: (people, senders) =>
        `${people.toLocaleString('ja')} 名 (うちメールアドレスを持つ人 ${senders.toLocaleString('ja')} 名)`,
      domains: '社内ドメイン',
      timezone: '日付の基準となるタイムゾーン',
    },
    contents: '目次',
    chapters: {
      judging: '判定の流れ',
      codes: 'この文書のコード',
      patterns: 'パターン別定義',
      exceptions: '個別定義',
      exempt: '適用除外 (承認者を必要としない送信者)',
      mailboxes: 'メールボックス',
      groups: 'グループ',
      signatures: '確認・承認',
    },
    judging: ({ unknownSender, unmatchedSender, noApprover }) => [
      '宛先がすべて社内のメールには、このルールを適用しません。社内とは、上記のドメインのアドレスと、名簿・メールボックスのすべてのアドレスです。それ以外のアドレスと、読み取れないアドレスは社外とみなします。',
      `送信者はアドレスで特定します。メールボックスは「メールボックス」の章に従います。名簿にもメールボックスにもない送信者のメールは${unknownSender}。`,
      '送信者は主務だけで判定します。兼務は、送信の判定では見ません。',
      'はじめに、メールを受け取った日に有効な個別定義を、書かれた順に確認します。適用除外とするもの、またはパターンに代わる承認者を定めるもののうち、最初に当てはまったもので決まります。承認者を追加するものは、当てはまるすべてを加えます。',
      '個別定義で決まらない場合、「適用除外」に当てはまる送信者は、誰も入れずに送信できます。',
      `それ以外の場合は、主務に最初に当てはまるパターンを使い、その中で送信者の階層に最初に当てはまる行に従います。当てはまるパターンまたは行がない送信者のメールは${unmatchedSender}。`,
      `その行が定める人が 1 人もいないときは、代理の定めを順に確認し、最初に該当者がいるものを使います。それでも誰もいないときは、メールは${noApprover}。`,
      '承認者のうち少なくとも 1 人のアドレスが、受信者から見える To または Cc にあれば送信できます。承認者は、主務・兼務のいずれの所属で該当してもかまいません。送信者自身、Bcc、メーリングリスト、共有メールボックスは数えません。',
      'それ以外のメールは拒否し、送信者に理由と、入れるべき人を知らせます。',
    ],
    answers: { allow: '送信できます', reject: '拒否します' },
    codesLead: '部署・役職などは、人事データのコードで示しています。',
    codeHeads: ['この文書での呼び方', '人事データの列', '意味'],
    level: (number) => `部署の階層 ${number} (1 が最上位)`,
    attribute: '所属に付随する項目',
    roleRow: '役職',
    patternsLead: 'この順に確認し、送信者の主務に最初に当てはまるパターンを使います。',
    patternHeads: ['', 'パターン', '対象となる所属', '現在の送信者'],
    inNoPattern: (count, answer) =>
      `メールアドレスを持つ ${japanesePeople(count)}は、どのパターンにも当てはまらず、個別定義による承認者もいません。社外宛てのメールは${answer}。`,
    covers: '対象となる所属',
    tiers: '階層',
    tierHeads: ['階層', '役職', '現在の人数'],
    noTiers: 'このパターンに階層の定めはありません。',
    holders: japanesePeople,
    chart: '誰が誰を入れるか',
    chartCaption: (name) =>
      `${name}: 左の送信者は、右のいずれか 1 人を To または Cc に入れます。破線は代理を示します。`,
    everyRole: 'すべての役職',
    otherRoles: 'その他のすべての役職',
    ask: 'いずれか 1 人を入れる',
    ifVacant: '該当者がいない場合',
    standIn: (number) => `代理 ${number}`,
    anyOf: '次のいずれか 1 人',
    or: 'または',
    people: japanesePeople,
    headcount: (people, onStandIn, withoutApprover) =>
      [
        `現在 ${japanesePeople(people)}`,
        ...(onStandIn > 0 ? [`うち代理による人 ${japanesePeople(onStandIn)}`] : []),
        ...(withoutApprover > 0 ? [`うち承認者のいない人 ${japanesePeople(withoutApprover)}`] : []),
      ].join('、'),
    inNoRow: (count, answer) =>
      `このパターンの ${japanesePeople(count)}は、どの行にも当てはまりません。社外宛てのメールは${answer}。`,
    exceptionsLead: 'パターンより先に、この順に確認します。期間は両端の日を含みます。',
    exceptionHeads: ['個別定義', '対象となる送信者', '期間', '内容'],
    forWhom: (count) => `現在 ${japanesePeople(count)}`,
    always: '期限なし',
    from: (day) => `${day} から`,
    until: (day) => `${day} まで`,
    between: (from, until) => `${from} ～ ${until}`,
    status: { 'in-force': '有効', 'not-yet': '期間前', over: '終了' },
    saysExempt: '承認者を必要としません',
    saysAccept: 'パターンの定めに代えて、次のいずれか 1 人が必要です:',
    saysAlso: '次の人も承認できます:',
    exemptLead: '次の送信者は、個別定義に別の定めがない限り、誰も Cc に入れずに社外へ送信できます。',
    exemptHeads: ['対象となる送信者', '現在の該当者'],
    mailboxesLead: '個人のものではないアドレスです。',
    mailboxHeads: ['アドレス', '送信者としての扱い'],
    groupsLead:
      'ルールで使う人の集まりと、現在の所属者です。メールアドレスのない人は承認できないため、載せていません。',
    groupTitle: (name, count) => `${name} (${japanesePeople(count)})`,
    memberHeads: ['社員番号', '氏名', '部署', '役職'],
    moreMembers: (count) => `… ほか ${japanesePeople(count)}`,
    none: 'ありません。',
    signaturesLead: (day) => `この文書のルールを ${day} 時点の内容として確認し、承認します。`,
    signatureRoles: ['作成', '確認', '承認'],
    signatureFields: ['氏名', '日付', '印'],
    person: (name, employee) => (name === '' ? employee : `${name} (${employee})`),
    made: (snapshot, day) => `名簿 ${snapshot} をもとに Sekisho が ${day} 時点の内容で作成しました。`,
  },
}
