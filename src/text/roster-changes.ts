/** The comparison of two rosters in words: figures, and a list for each sort of change. */

import type { Standing } from '../people/unfold.ts'
import type { InBothLanguages } from './language.ts'

/** A list of the comparison, the gravest first. */
export type ChangeList =
  | 'loseEvery'
  | 'newWithout'
  | 'exemptGained'
  | 'exemptLost'
  | 'approversChanged'
  | 'getFirst'
  | 'left'
  | 'joined'
  | 'moved'
  | 'promoted'
  | 'demoted'
  | 'roleChanged'
  | 'concurrentGained'
  | 'concurrentLost'
  | 'renamed'
  | 'addresses'
  | 'unitsGone'
  | 'unitsBorn'
  | 'unitsRenamed'
  | 'groupsCreated'
  | 'groupsOverwritten'
  | 'groupsDeleted'

export type ChangeColumn =
  | 'sender'
  | 'senders'
  | 'person'
  | 'unit'
  | 'role'
  | 'from'
  | 'to'
  | 'gained'
  | 'lost'
  | 'addressesGained'
  | 'addressesLost'
  | 'was'
  | 'is'
  | 'level'
  | 'code'
  | 'name'
  | 'formerly'
  | 'group'
  | 'members'

export type ChangeFigure = 'people' | 'posts' | 'units' | 'senders' | 'exempt' | 'withoutApprover' | 'groups'

export interface RosterChangesTexts {
  readonly title: string
  readonly before: string
  readonly after: string
  readonly change: string
  readonly roster: (snapshot: string, day: string) => string
  readonly figures: Readonly<Record<ChangeFigure, string>>
  readonly nothing: string
  readonly lists: Readonly<
    Record<
      ChangeList,
      {
        readonly title: (count: number) => string
        /** What it means and what to do, where that is not plain. */
        readonly meaning?: string
      }
    >
  >
  readonly columns: Readonly<Record<ChangeColumn, string>>
  readonly standings: Readonly<Record<Standing, string>>
  readonly mailbox: (address: string) => string
  readonly noUnit: string
  readonly noRole: string
  readonly moreSenders: (count: number) => string
  readonly more: (count: number) => string
  readonly membersNow: (before: number, after: number) => string
}

function countIn(one: string, many: string): (count: number) => string {
  return (count) => `${String(count)} ${count === 1 ? one : many}`
}

const people = countIn('person', 'people')
const senders = countIn('sender', 'senders')
const units = countIn('unit', 'units')
const groups = countIn('group', 'groups')
const posts = countIn('concurrent post', 'concurrent posts')
const changes = countIn('change', 'changes')
const newSenders = countIn('new sender', 'new senders')

export const rosterChangesTexts: InBothLanguages<RosterChangesTexts> = {
  en: {
    title: 'What changes with this roster',
    before: 'Before',
    after: 'After',
    change: 'Change',
    roster: (snapshot, day) => `roster ${snapshot}, rules as of ${day}`,
    figures: {
      people: 'People',
      posts: 'Posts',
      units: 'Units',
      senders: 'Senders',
      exempt: 'Exempt senders',
      withoutApprover: 'Senders without an approver',
      groups: 'Groups',
    },
    nothing: 'Nothing changes.',
    lists: {
      loseEvery: {
        title: (count) => `${senders(count)} left without any approver`,
        meaning:
          'They had an approver, or needed none, and now have nobody: their outside mail will be refused. Name a successor in HR, or a stand-in in "whenVacant" or by an exception.',
      },
      newWithout: {
        title: (count) => `${newSenders(count)} without an approver`,
        meaning: 'New, and nobody is there who could approve for them: their outside mail will be refused.',
      },
      exemptGained: {
        title: (count) => `${senders(count)} newly exempt`,
        meaning: 'From now on their mail goes without anybody in Cc. Check that this is intended.',
      },
      exemptLost: { title: (count) => `${senders(count)} no longer exempt` },
      approversChanged: {
        title: (count) => `${changes(count)} of approvers`,
        meaning: 'Senders for whom the same people become approvers, or are approvers no longer.',
      },
      getFirst: { title: (count) => `${senders(count)} with an approver for the first time` },
      left: { title: (count) => `${people(count)} left` },
      joined: { title: (count) => `${people(count)} joined` },
      moved: { title: (count) => `${people(count)} moved` },
      promoted: {
        title: (count) => `${people(count)} promoted`,
        meaning:
          'Their role is in a higher tier now. The tiers of a pattern are read as listed highest first.',
      },
      demoted: { title: (count) => `${people(count)} demoted` },
      roleChanged: {
        title: (count) => `${people(count)} with another role`,
        meaning: 'The rules do not say which of the two roles is the higher.',
      },
      concurrentGained: { title: (count) => `${posts(count)} gained` },
      concurrentLost: { title: (count) => `${posts(count)} lost` },
      renamed: { title: (count) => `${people(count)} with another name` },
      addresses: { title: (count) => `${people(count)} with other addresses` },
      unitsGone: { title: (count) => `${units(count)} dissolved` },
      unitsBorn: { title: (count) => `${units(count)} new` },
      unitsRenamed: { title: (count) => `${units(count)} renamed` },
      groupsCreated: { title: (count) => `${groups(count)} to create` },
      groupsOverwritten: { title: (count) => `${groups(count)} to overwrite` },
      groupsDeleted: { title: (count) => `${groups(count)} to delete` },
    },
    columns: {
      sender: 'sender',
      senders: 'senders',
      person: 'person',
      unit: 'unit',
      role: 'role',
      from: 'from',
      to: 'to',
      gained: 'gained',
      lost: 'lost',
      addressesGained: 'gained',
      addressesLost: 'lost',
      was: 'before',
      is: 'now',
      level: 'level',
      code: 'code',
      name: 'name',
      formerly: 'formerly',
      group: 'group',
      members: 'addresses',
    },
    standings: {
      free: 'exempt',
      refused: 'without an approver',
      asks: 'needs an approver',
      absent: 'not a sender',
    },
    mailbox: (address) => `mailbox ${address}`,
    noUnit: 'no unit',
    noRole: 'no role',
    moreSenders: (count) => `and ${String(count)} more`,
    more: (count) => `… and ${String(count)} more`,
    membersNow: (before, after) => `${String(before)} → ${String(after)}`,
  },
  ja: {
    title: '組織データの変更点',
    before: '変更前',
    after: '変更後',
    change: '増減',
    roster: (snapshot, day) => `組織データ ${snapshot} (ルールは ${day} 現在)`,
    figures: {
      people: '社員',
      posts: '所属',
      units: '部署',
      senders: '送信者',
      exempt: '対象外の送信者',
      withoutApprover: '上司のいない送信者',
      groups: 'グループ',
    },
    nothing: '変更はありません。',
    lists: {
      loseEvery: {
        title: (count) => `上司が一人もいなくなる送信者: ${String(count)} 人`,
        meaning:
          'これまで上司がいた、または上司を必要としなかった人ですが、承認できる人がいなくなり、社外宛てのメールは送れません。人事データで後任を登録するか、whenVacant または個別定義で代わりの人を指定してください。',
      },
      newWithout: {
        title: (count) => `はじめから上司のいない新しい送信者: ${String(count)} 人`,
        meaning: '新しく加わった送信者ですが、承認できる人がいないため、社外宛てのメールは送れません。',
      },
      exemptGained: {
        title: (count) => `新たに対象外になる送信者: ${String(count)} 人`,
        meaning: '今後は Cc に上司がいなくてもメールが送られます。意図したものか確認してください。',
      },
      exemptLost: { title: (count) => `対象外でなくなる送信者: ${String(count)} 人` },
      approversChanged: {
        title: (count) => `上司の変更: ${String(count)} 件`,
        meaning: '同じ人が上司に加わる、または上司から外れる送信者をまとめています。',
      },
      getFirst: { title: (count) => `はじめて上司が決まる送信者: ${String(count)} 人` },
      left: { title: (count) => `いなくなった社員: ${String(count)} 人` },
      joined: { title: (count) => `新しい社員: ${String(count)} 人` },
      moved: { title: (count) => `異動した社員: ${String(count)} 人` },
      promoted: {
        title: (count) => `昇任した社員: ${String(count)} 人`,
        meaning: 'パターンの階層が上がった社員です (階層は上位から順に書かれているものとします)。',
      },
      demoted: { title: (count) => `降任した社員: ${String(count)} 人` },
      roleChanged: {
        title: (count) => `役職が変わった社員: ${String(count)} 人`,
        meaning: 'どちらの役職が上位か、ルールからは分かりません。',
      },
      concurrentGained: { title: (count) => `増えた兼務: ${String(count)} 件` },
      concurrentLost: { title: (count) => `なくなった兼務: ${String(count)} 件` },
      renamed: { title: (count) => `氏名が変わった社員: ${String(count)} 人` },
      addresses: { title: (count) => `メールアドレスが変わった社員: ${String(count)} 人` },
      unitsGone: { title: (count) => `なくなった部署: ${String(count)}` },
      unitsBorn: { title: (count) => `新しい部署: ${String(count)}` },
      unitsRenamed: { title: (count) => `名称が変わった部署: ${String(count)}` },
      groupsCreated: { title: (count) => `作成するグループ: ${String(count)} 個` },
      groupsOverwritten: { title: (count) => `上書きするグループ: ${String(count)} 個` },
      groupsDeleted: { title: (count) => `削除するグループ: ${String(count)} 個` },
    },
    columns: {
      sender: '送信者',
      senders: '送信者',
      person: '社員',
      unit: '部署',
      role: '役職',
      from: '変更前',
      to: '変更後',
      gained: '加わる上司',
      lost: '外れる上司',
      addressesGained: '追加',
      addressesLost: '削除',
      was: '変更前',
      is: '変更後',
      level: '階層',
      code: 'コード',
      name: '名称',
      formerly: '旧',
      group: 'グループ',
      members: 'アドレス数',
    },
    standings: {
      free: '対象外',
      refused: '上司なし',
      asks: '上司が必要',
      absent: '送信者ではない',
    },
    mailbox: (address) => `共有メールボックス ${address}`,
    noUnit: '部署なし',
    noRole: '役職なし',
    moreSenders: (count) => `ほか ${String(count)} 人`,
    more: (count) => `… ほか ${String(count)} 件`,
    membersNow: (before, after) => `${String(before)} → ${String(after)}`,
  },
}
