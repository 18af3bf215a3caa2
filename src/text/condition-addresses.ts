/** Conditions on senders and recipients in words: parts of a sentence that say when they hold. */

import type { GroupsSettings } from '../policy/conditions/groups.ts'
import type { LookAlikeSettings } from '../policy/conditions/look-alike.ts'
import type { RecipientPlace, RecipientsQuantity } from '../policy/conditions/recipients.ts'
import type { SenderSettings } from '../policy/conditions/sender.ts'
import type { SameValueSettings } from '../policy/same-value.ts'
import type { Bounds, ListName } from '../policy/setting-values.ts'
import type { WhichAddress } from '../policy/which-address.ts'
import { conditionWords } from './condition-words.ts'
import type { InBothLanguages, Language } from './language.ts'
import { ruleWords } from './rule-words.ts'

interface ConditionAddressTexts {
  readonly recipients: (quantity: RecipientsQuantity) => string
  readonly sender: (settings: SenderSettings) => string
  readonly outsideDomains: (bounds: Bounds) => string
  readonly newRecipient: (bounds: Bounds) => string
  readonly lookAlike: (settings: LookAlikeSettings) => string
  readonly sameAttribute: (settings: SameValueSettings) => string
  readonly differentAttribute: (settings: SameValueSettings) => string
  readonly groups: (settings: GroupsSettings) => string
}

const english = conditionWords.en
const japanese = conditionWords.ja

function namesOr(
  value: readonly string[] | ListName,
  either: (items: readonly string[]) => string,
  lists: (names: readonly string[]) => string,
): string {
  return 'list' in value ? lists(value.list) : either(value)
}

function englishWho(who: NonNullable<WhichAddress['who']>): string {
  const posts = Object.entries(who).flatMap(([key, value]) => {
    if (value === '*') return []
    if (value === '-') return [`${key} is blank`]
    if (value === '+') return [`${key} is not blank`]
    return [`${key} is ${english.either(typeof value === 'string' ? [value] : value)}`]
  })
  return posts.length === 0 ? 'who is in the staff list' : `with a post where ${posts.join(' and ')}`
}

/** What is said of an address, behind the noun. */
function englishWhich({ outside, domain, address, list, group, who }: WhichAddress): string {
  const said = [
    ...(outside === undefined ? [] : [outside ? 'outside the company' : 'inside the company']),
    ...(domain === undefined
      ? []
      : [`at ${namesOr(domain, english.either, (names) => `a domain of ${english.lists(names)}`)}`]),
    ...(address === undefined
      ? []
      : [`with the address ${namesOr(address, english.either, (names) => `of ${english.lists(names)}`)}`]),
    ...(list === undefined ? [] : [`on ${english.lists(list)}`]),
    ...(group === undefined ? [] : [`of the group ${english.words(group)}`]),
    ...(who === undefined ? [] : [englishWho(who)]),
  ]
  return said.map((each) => ` ${each}`).join('')
}

const englishPlaces: Readonly<Record<RecipientPlace, string>> = {
  anywhere: '',
  header: ' in To or Cc',
  envelope: ' in the envelope',
  bcc: ' in Bcc',
}

function englishRecipients({ how, bounds, which }: RecipientsQuantity): string {
  const such = englishWhich(which)
  const place = englishPlaces[which.in]
  switch (how) {
    case 'any':
      return `there is a recipient${place}${such}`
    case 'none':
      return `there is no recipient${place}${such}`
    case 'all':
      return `every recipient${place} is one${such}`
    case 'count':
      return `the mail has ${english.bounds(bounds, 'recipient')}${place}${such}`
  }
}

function englishSender(settings: SenderSettings): string {
  const such = englishWhich(settings)
  const kind =
    settings.sharedMailbox === undefined
      ? 'somebody'
      : settings.sharedMailbox
        ? 'a shared mailbox'
        : 'somebody who is no shared mailbox'
  return settings.identity === 'all'
    ? `every sender that the mail shows is ${kind}${such}`
    : `the mail is from ${kind}${such}`
}

/** A key of the rules' own stands apart from the Japanese around it. */
function japaneseKey(key: string): string {
  const word = ruleWords.ja.key(key)
  return word === key ? `${key} ` : word
}

function japaneseWho(who: NonNullable<WhichAddress['who']>): string {
  const posts = Object.entries(who).flatMap(([key, value]) => {
    if (value === '*') return []
    if (value === '-') return [`${japaneseKey(key)}が空欄`]
    if (value === '+') return [`${japaneseKey(key)}が空欄でない`]
    return [`${japaneseKey(key)}が ${japanese.either(typeof value === 'string' ? [value] : value)}`]
  })
  return posts.length === 0 ? '名簿にいる' : `${posts.join('、')} の`
}

/** What is said of an address, in front of the noun. */
function japaneseWhich({ outside, domain, address, list, group, who }: WhichAddress): string {
  return [
    ...(domain === undefined
      ? []
      : [`ドメインが${namesOr(domain, (items) => ` ${japanese.either(items)} `, japanese.lists)}の`]),
    ...(address === undefined
      ? []
      : [`アドレスが${namesOr(address, (items) => ` ${japanese.either(items)} `, japanese.lists)}の`]),
    ...(list === undefined ? [] : [`${japanese.lists(list)}にある`]),
    ...(group === undefined ? [] : [`グループ${japanese.words(group)}の`]),
    ...(who === undefined ? [] : [japaneseWho(who)]),
    ...(outside === undefined ? [] : [outside ? '社外の' : '社内の']),
  ].join('')
}

const japanesePlaces: Readonly<Record<RecipientPlace, string>> = {
  anywhere: '',
  header: 'To・Cc に',
  envelope: 'エンベロープに',
  bcc: 'Bcc に',
}

function japaneseRecipients({ how, bounds, which }: RecipientsQuantity): string {
  const such = japaneseWhich(which)
  const place = japanesePlaces[which.in]
  switch (how) {
    case 'any':
      return `${place}${such}受信者がいる`
    case 'none':
      return `${place}${such}受信者がいない`
    case 'all':
      return `${place === '' ? '' : `${place}いる`}受信者は全員、${such}人である`
    case 'count':
      return `${place}${such}受信者が ${japanese.bounds(bounds, '件')}いる`
  }
}

function japaneseSender(settings: SenderSettings): string {
  const such = japaneseWhich(settings)
  const kind =
    settings.sharedMailbox === undefined
      ? '人'
      : settings.sharedMailbox
        ? '共有メールボックス'
        : '共有メールボックス以外'
  return settings.identity === 'all'
    ? `メールに現れる送信者はすべて、${such}${kind}である`
    : `送信者は、${such}${kind}である`
}

const groupPlaces: Readonly<Record<Language, Readonly<Record<GroupsSettings['in'], string>>>> = {
  en: { header: ' in To or Cc', envelope: ' in the envelope', anywhere: '' },
  ja: { header: ' To・Cc に', envelope: 'エンベロープに', anywhere: '' },
}

export const conditionAddressTexts: InBothLanguages<ConditionAddressTexts> = {
  en: {
    recipients: englishRecipients,
    sender: englishSender,
    outsideDomains: (bounds) => `it goes to ${english.bounds(bounds, 'domain')} outside the company`,
    newRecipient: (bounds) =>
      `it goes to ${english.bounds(bounds, 'outside recipient')} to whom the sender never wrote before`,
    lookAlike: ({ of, except }) => {
      const known = namesOr(of, english.either, (names) => `a domain of ${english.lists(names)}`)
      const spared =
        except === undefined
          ? ''
          : `, ${namesOr(except, english.either, (names) => `those of ${english.lists(names)}`)} excepted`
      return `a recipient's domain looks like ${known} and is another${spared}`
    },
    sameAttribute: ({ key, recipients }) =>
      `${recipients === 'all' ? 'every' : 'a'} recipient has the ${key} of the sender`,
    differentAttribute: ({ key, recipients }) =>
      `${recipients === 'all' ? 'every' : 'a'} recipient has a ${key} that is not the sender's`,
    groups: ({ senderIn, noRecipientIn, in: place }) =>
      `the sender is in the group ${english.words([senderIn])}, and no recipient${groupPlaces.en[place]} is in ${english.words([noRecipientIn])}`,
  },
  ja: {
    recipients: japaneseRecipients,
    sender: japaneseSender,
    outsideDomains: (bounds) => `宛先の社外ドメインが ${japanese.bounds(bounds, '種類')}である`,
    newRecipient: (bounds) => `送信者が初めて送る社外の受信者が ${japanese.bounds(bounds, '件')}いる`,
    lookAlike: ({ of, except }) => {
      const known = namesOr(
        of,
        (items) => ` ${japanese.either(items)} `,
        (names) => `${japanese.lists(names)}のドメイン`,
      )
      const spared =
        except === undefined
          ? ''
          : ` (${namesOr(
              except,
              (items) => `${japanese.either(items)} `,
              (names) => `${japanese.lists(names)}のドメイン`,
            )}を除く)`
      return `受信者のドメインが、${known.trimStart()}と紛らわしい別のドメインである${spared}`
    },
    sameAttribute: ({ key, recipients }) =>
      `${japaneseKey(key)}が送信者と同じ受信者${recipients === 'all' ? 'だけである' : 'がいる'}`,
    differentAttribute: ({ key, recipients }) =>
      `${japaneseKey(key)}が送信者と異なる受信者${recipients === 'all' ? 'だけである' : 'がいる'}`,
    groups: ({ senderIn, noRecipientIn, in: place }) =>
      `送信者がグループ${japanese.words([senderIn])}に属し、グループ${japanese.words([noRecipientIn])}の受信者が${groupPlaces.ja[place]}いない`,
  },
}
