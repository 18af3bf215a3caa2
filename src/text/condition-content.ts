/** Conditions on the content of a mail in words: its text, personal data, kind, and what could not be seen. */

import type { MessageKind, PersonalData, TroubleKind } from '../inspect/content-facts.ts'
import type { AttachmentsQuantity, AttachmentsSettings } from '../policy/conditions/attachments.ts'
import type { MissingAttachmentSettings } from '../policy/conditions/missing-attachment.ts'
import type { PersonalDataSettings } from '../policy/conditions/personal-data.ts'
import type { TextSettings } from '../policy/conditions/text.ts'
import type { Bounds } from '../policy/setting-values.ts'
import type { TextPlace } from '../policy/text-question.ts'
import { englishAttachments, japaneseAttachments } from './condition-files.ts'
import { conditionWords } from './condition-words.ts'
import type { InBothLanguages, Language } from './language.ts'

interface ConditionContentTexts {
  readonly text: (settings: TextSettings) => string
  readonly attachments: (settings: AttachmentsSettings, quantity: AttachmentsQuantity) => string
  readonly personalData: (settings: PersonalDataSettings) => string
  /** `usual`: the words are those that come with the condition. */
  readonly missingAttachment: (settings: MissingAttachmentSettings, usual: boolean) => string
  readonly messageKind: (kinds: readonly MessageKind[]) => string
  /** `all`: it is every kind. */
  readonly couldNotInspect: (kinds: readonly TroubleKind[], all: boolean) => string
}

const english = conditionWords.en
const japanese = conditionWords.ja

const places: Readonly<Record<Language, Readonly<Record<TextPlace, string>>>> = {
  en: {
    body: 'the text of the mail',
    attachments: 'the text of the attachments',
    anywhere: 'the text of the mail or of the attachments',
  },
  ja: {
    body: '本文',
    attachments: '添付ファイルの中',
    anywhere: '本文と添付ファイルを合わせた中',
  },
}

const dataNames: Readonly<Record<Language, Readonly<Record<PersonalData, string>>>> = {
  en: {
    card: 'card number',
    'my-number': 'My Number',
    'bank-account': 'bank account',
    phone: 'phone number',
    'postal-address': 'postal address',
    'mail-address': 'mail address',
  },
  ja: {
    card: 'カード番号',
    'my-number': 'マイナンバー',
    'bank-account': '銀行口座',
    phone: '電話番号',
    'postal-address': '住所',
    'mail-address': 'メールアドレス',
  },
}

const kindNames: Readonly<Record<Language, Readonly<Record<MessageKind, string>>>> = {
  en: {
    'automatic-reply': 'an automatic reply',
    calendar: 'a calendar message',
    'delivery-report': 'a delivery report',
    'disposition-report': 'a read receipt',
    'smime-signed': 'signed by S/MIME',
    'smime-encrypted': 'encrypted by S/MIME',
    'pgp-signed': 'signed by PGP',
    'pgp-encrypted': 'encrypted by PGP',
    tnef: 'in TNEF form (winmail.dat)',
  },
  ja: {
    'automatic-reply': '自動応答',
    calendar: '予定表メール',
    'delivery-report': '配信通知',
    'disposition-report': '開封通知',
    'smime-signed': 'S/MIME 署名付き',
    'smime-encrypted': 'S/MIME 暗号化',
    'pgp-signed': 'PGP 署名付き',
    'pgp-encrypted': 'PGP 暗号化',
    tnef: 'TNEF 形式 (winmail.dat)',
  },
}

const troubleNames: Readonly<Record<Language, Readonly<Record<TroubleKind, string>>>> = {
  en: {
    encrypted: 'encrypted',
    corrupt: 'corrupt',
    'over-bound': 'over a bound',
    'unknown-charset': 'in an unknown charset',
    unsupported: 'in a format that is not read',
    'timed-out': 'not reached in time',
  },
  ja: {
    encrypted: '暗号化されている',
    corrupt: '壊れている',
    'over-bound': '上限を超えている',
    'unknown-charset': '文字コードが不明である',
    unsupported: '読めない形式である',
    'timed-out': '時間内に読み終わらない',
  },
}

function isOnce({ atLeast, atMost }: Bounds): boolean {
  return atLeast === 1 && atMost === undefined
}

function englishIgnoring(unsupported: 'cannot-tell' | 'ignore', place: TextPlace): string {
  if (unsupported === 'cannot-tell') return ''
  return place === 'body' ? ' (parts that cannot be read left out)' : ' (files that cannot be read left out)'
}

function japaneseIgnoring(unsupported: 'cannot-tell' | 'ignore', place: TextPlace): string {
  if (unsupported === 'cannot-tell') return ''
  return place === 'body' ? ' (読めない部分は除く)' : ' (読めないファイルは除く)'
}

export const conditionContentTexts: InBothLanguages<ConditionContentTexts> = {
  en: {
    text: ({ words, matches, in: place, count, unsupported }) => {
      const ignoring = englishIgnoring(unsupported, place)
      if (words === undefined) {
        const what = isOnce(count) ? 'something' : english.bounds(count, 'distinct text')
        return `${places.en[place]} has ${what} that matches “${matches ?? ''}”${ignoring}`
      }
      const number = isOnce(count) ? 'a word' : english.bounds(count, 'word')
      if ('list' in words)
        return `${places.en[place]} has ${number} of ${english.lists(words.list)}${ignoring}`
      return isOnce(count)
        ? `${places.en[place]} has ${english.words(words)}${ignoring}`
        : `${places.en[place]} has ${number} of ${english.words(words)}${ignoring}`
    },
    attachments: englishAttachments,
    personalData: ({ data, in: place, count, unsupported }) => {
      const names = data.map((each) => dataNames.en[each])
      const said = isOnce(count)
        ? english.either(names.map((each) => `a ${each}`))
        : `${english.bounds(count, '')} ${english.either(names.map((each) => (each.endsWith('s') ? `${each}es` : `${each}s`)))}`
      return `${places.en[place]} has ${said}${englishIgnoring(unsupported, place)}`
    },
    missingAttachment: ({ words }, usual) =>
      usual
        ? 'the text announces an attachment, and there is none'
        : `the text announces an attachment by ${english.words(words)}, and there is none`,
    messageKind: (kinds) => `the mail is ${english.either(kinds.map((kind) => kindNames.en[kind]))}`,
    couldNotInspect: (kinds, all) =>
      all
        ? 'a part of the mail could not be inspected'
        : `a part of the mail is ${english.either(kinds.map((kind) => troubleNames.en[kind]))}, so that it could not be inspected`,
  },
  ja: {
    text: ({ words, matches, in: place, count, unsupported }) => {
      const where = `${places.ja[place]}に`
      const ignoring = japaneseIgnoring(unsupported, place)
      const number = isOnce(count) ? '' : ` ${japanese.bounds(count, '種類')}`
      if (words === undefined)
        return `${where}、正規表現「${matches ?? ''}」に一致する部分が${number}ある${ignoring}`
      if ('list' in words) return `${where}${japanese.lists(words.list)}の語が${number}ある${ignoring}`
      return number === ''
        ? `${where}${japanese.words(words)}のいずれかがある${ignoring}`
        : `${where}${japanese.words(words)}のうち${number}ある${ignoring}`
    },
    attachments: japaneseAttachments,
    personalData: ({ data, in: place, count, unsupported }) =>
      `${places.ja[place]}に${japanese.either(data.map((each) => dataNames.ja[each]))}が ${japanese.bounds(count, '件')}ある${japaneseIgnoring(unsupported, place)}`,
    missingAttachment: ({ words }, usual) =>
      usual
        ? '本文では添付に触れているのに、添付ファイルがない'
        : `本文では${japanese.words(words)}と添付に触れているのに、添付ファイルがない`,
    messageKind: (kinds) =>
      `メールの種類が ${japanese.either(kinds.map((kind) => kindNames.ja[kind]))} である`,
    couldNotInspect: (kinds, all) =>
      all
        ? '内容を検査できなかった部分がある'
        : `${kinds.map((kind) => troubleNames.ja[kind]).join('か、')}ために検査できなかった部分がある`,
  },
}
