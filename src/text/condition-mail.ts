/** Conditions on a mail as a whole in words: its size, how and when it came in, how it goes on. */

import type { ClientSettings } from '../policy/conditions/client.ts'
import type { TlsLevel } from '../policy/conditions/recipient-tls.ts'
import type { TimeSettings } from '../policy/conditions/time.ts'
import type { Weekday } from '../policy/hours.ts'
import type { Bounds } from '../policy/setting-values.ts'
import { conditionWords } from './condition-words.ts'
import type { InBothLanguages, Language } from './language.ts'

interface ConditionMailTexts {
  readonly size: (bounds: Bounds) => string
  readonly listener: (names: readonly string[]) => string
  readonly client: (settings: ClientSettings) => string
  readonly time: (settings: TimeSettings) => string
  readonly recipientTls: (level: TlsLevel) => string
  readonly ambiguous: (is: boolean) => string
}

const english = conditionWords.en
const japanese = conditionWords.ja

const dayNames: Readonly<Record<Language, Readonly<Record<Weekday, string>>>> = {
  en: {
    sun: 'Sunday',
    mon: 'Monday',
    tue: 'Tuesday',
    wed: 'Wednesday',
    thu: 'Thursday',
    fri: 'Friday',
    sat: 'Saturday',
  },
  ja: { sun: '日曜', mon: '月曜', tue: '火曜', wed: '水曜', thu: '木曜', fri: '金曜', sat: '土曜' },
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

function englishHours(hours: NonNullable<TimeSettings['hours']>): string {
  if (hours === 'working') return 'in working hours'
  if (hours === 'off') return 'outside working hours'
  return `between ${clock(hours.from)} and ${clock(hours.until)}`
}

function japaneseHours(hours: NonNullable<TimeSettings['hours']>): string {
  if (hours === 'working') return '業務時間内'
  if (hours === 'off') return '業務時間外'
  return `${clock(hours.from)} から ${clock(hours.until)} まで`
}

function englishClient({ address, tls, login }: ClientSettings): string {
  return [
    'it was handed in',
    ...(address === undefined ? [] : [`from ${english.either(address)}`]),
    ...(tls === undefined ? [] : [tls ? 'over TLS' : 'without TLS']),
    ...(login === undefined ? [] : [login ? 'with a login' : 'without a login']),
  ].join(' ')
}

function japaneseClient({ address, tls, login }: ClientSettings): string {
  const how = [
    ...(tls === undefined ? [] : [tls ? 'TLS あり' : 'TLS なし']),
    ...(login === undefined ? [] : [login ? '認証あり' : '認証なし']),
  ].join('・')
  const from = address === undefined ? '' : `${japanese.either(address)} から`
  return `${from}${from !== '' && how !== '' ? '、' : ''}${how === '' ? '' : `${how}で`}受け付けた`
}

export const conditionMailTexts: InBothLanguages<ConditionMailTexts> = {
  en: {
    size: (bounds) => `the mail has a size ${english.octets(bounds)}`,
    listener: (names) => `it came in at the listener ${english.words(names)}`,
    client: englishClient,
    time: ({ hours, days }) =>
      [
        'it came in',
        ...(hours === undefined ? [] : [englishHours(hours)]),
        ...(days === undefined ? [] : [`on ${english.either(days.map((day) => dayNames.en[day]))}`]),
      ].join(' '),
    recipientTls: (level) =>
      level === 'verified'
        ? 'the servers of all outside recipients offer TLS with a certificate that holds'
        : 'the servers of all outside recipients offer TLS',
    ambiguous: (is) =>
      is ? 'the structure of the mail is ambiguous' : 'the structure of the mail is unambiguous',
  },
  ja: {
    size: (bounds) => `メールのサイズが ${japanese.octets(bounds)}である`,
    listener: (names) => `受け口${japanese.words(names)}に届いた`,
    client: japaneseClient,
    time: ({ hours, days }) => {
      const on = days === undefined ? '' : `${japanese.either(days.map((day) => dayNames.ja[day]))}日`
      const at = hours === undefined ? '' : japaneseHours(hours)
      return `${on}${on !== '' && at !== '' ? 'の' : ''}${at}に届いた`
    },
    recipientTls: (level) =>
      level === 'verified'
        ? '社外の受信者のサーバがすべて、正しい証明書の TLS に対応している'
        : '社外の受信者のサーバがすべて TLS に対応している',
    ambiguous: (is) => (is ? 'メールの構造があいまいである' : 'メールの構造があいまいでない'),
  },
}
