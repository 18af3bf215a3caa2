/** What is wrong with the files of holidays, and what they say. */

import type { InBothLanguages } from './language.ts'

type What =
  | { readonly kind: 'unreadable'; readonly code: string }
  | { readonly kind: 'too-large'; readonly octets: number }
  | { readonly kind: 'undecodable' }
  | { readonly kind: 'no-date-in-file' }
  | { readonly kind: 'not-a-date'; readonly value: string }
  | { readonly kind: 'no-such-day'; readonly value: string }

interface Fault {
  readonly file: string
  readonly line: number | undefined
  readonly what: What
}

interface HolidayTexts {
  readonly fault: (fault: Fault) => string
  readonly allExpected: string
  readonly known: (days: number, lastDay: string) => string
  readonly endsTooSoon: (lastDay: string) => string
  readonly next: (moment: string) => string
  /** A night has begun, and its dump is neither in force nor stopped. */
  readonly awaited: (since: string, due: string) => string
}

function place({ file, line }: Fault): string {
  return line === undefined ? file : `${file}:${line}`
}

function english(what: What): string {
  switch (what.kind) {
    case 'unreadable':
      return what.code === 'ENOENT' ? 'the file is not there.' : `the file cannot be read (${what.code}).`
    case 'too-large':
      return `the file has ${what.octets} octets; a list of holidays is not that large.`
    case 'undecodable':
      return 'the file is neither UTF-8 nor Shift_JIS.'
    case 'no-date-in-file':
      return 'there is no date in the file. Was it downloaded whole?'
    case 'not-a-date':
      return `"${what.value}" does not begin with a date: write 2026-12-31, or 2026/12/31 as in the list of the Cabinet Office, and a name behind it.`
    case 'no-such-day':
      return `"${what.value}": there is no such day.`
  }
}

function japanese(what: What): string {
  switch (what.kind) {
    case 'unreadable':
      return what.code === 'ENOENT' ? 'ファイルがありません。' : `ファイルを読み取れません (${what.code})。`
    case 'too-large':
      return `ファイルが大きすぎます (${what.octets} オクテット)。休日の一覧かどうかを確認してください。`
    case 'undecodable':
      return 'ファイルの文字コードが UTF-8 でも Shift_JIS でもありません。'
    case 'no-date-in-file':
      return 'ファイルに日付が 1 件もありません。最後までダウンロードできているか確認してください。'
    case 'not-a-date':
      return `「${what.value}」は日付で始まっていません。2026-12-31、または内閣府の一覧と同じ 2026/12/31 の形で書き、名称はその後に続けてください。`
    case 'no-such-day':
      return `「${what.value}」は存在しない日付です。`
  }
}

export const holidayTexts: InBothLanguages<HolidayTexts> = {
  en: {
    fault: (fault) => `${place(fault)}: ${english(fault.what)}`,
    allExpected: 'The files of holidays cannot be used: a dump is expected on every night of the schedule.',
    known: (days, lastDay) => `Holidays: ${days} to come, the last of them ${lastDay}.`,
    endsTooSoon: (lastDay) =>
      `The files of holidays end on ${lastDay}. Add the days to come (the list of the Cabinet Office for a year appears in February of the year before), or a dump is expected on them.`,
    next: (moment) => `The next dump is expected from ${moment} on.`,
    awaited: (since, due) => `Waited for now: the dump of the night from ${since} on, due by ${due}.`,
  },
  ja: {
    fault: (fault) => `${place(fault)}: ${japanese(fault.what)}`,
    allExpected: '休日ファイルを使えないため、設定した時刻には毎回人事データが届くものとして扱います。',
    known: (days, lastDay) => `今後の休日: ${days} 日 (最終日 ${lastDay})`,
    endsTooSoon: (lastDay) =>
      `休日ファイルは ${lastDay} で終わっています。以後の休日を追加してください (内閣府の一覧は前年の 2 月に公表されます)。追加しないと、休日にも人事データが届くものとして扱います。`,
    next: (moment) => `次の人事データは ${moment} 以降に届く予定です。`,
    awaited: (since, due) => `${since} からの人事データを待っています (期限 ${due})。`,
  },
}
