/** Words of the command `decisions`. */

import type { InBothLanguages } from './language.ts'

interface Example {
  readonly line: string
  readonly does: string
}

export type DecisionsCommand = 'search' | 'show' | 'export' | 'review'
type Filter = 'since' | 'until' | 'from' | 'to' | 'subject' | 'outcome' | 'policy' | 'reason' | 'id'
type DamageKind = 'half-written' | 'unreadable' | 'too-long' | 'packed' | 'forgotten'

interface CliDecisionsTexts {
  readonly description: string
  readonly commands: Readonly<Record<DecisionsCommand, string>>
  readonly examples: Readonly<Record<DecisionsCommand, readonly Example[]>>
  readonly exitCodes: Readonly<Record<DecisionsCommand, readonly string[]>>
  readonly filters: Readonly<Record<Filter, string>>
  readonly limitOption: string
  readonly jsonLinesOption: string
  readonly id: string
  readonly formatOption: string
  readonly outputOption: string
  readonly rowsOption: string
  readonly markOption: string
  readonly doneOption: string
  readonly byOption: string
  readonly noteOption: string
  readonly allOption: string

  readonly noneFound: (since: string) => string
  readonly found: (count: number, since: string) => string
  readonly more: (shown: number) => string
  readonly unknown: (id: string) => string
  readonly exported: (count: number, file: string) => string
  readonly damage: (file: string, offset: number, what: DamageKind) => string
  readonly moreDamage: (count: number) => string
  readonly nothingToReview: string
  readonly toReview: (count: number) => string
  readonly reviewed: (id: string) => string
  readonly reviewedBy: (by: string, at: string, note: string) => string
  readonly howToReview: (id: string) => string
  readonly isNoPass: (id: string) => string
  readonly tells: (tell: readonly string[]) => string
}

const s = (count: number): string => (count === 1 ? '' : 's')

export const cliDecisionsTexts: InBothLanguages<CliDecisionsTexts> = {
  en: {
    description: 'Look up what was decided about mails, and what became of them.',
    commands: {
      search: 'Find decisions, newest first.',
      show: 'Show one decision on a page: envelope, reasons, recipients, later outcomes.',
      export: 'Write decisions as CSV or as JSON lines.',
      review: 'List the mails that a break-glass policy let through, until somebody has looked at them.',
    },
    examples: {
      search: [
        {
          line: 'sekisho decisions search --to @rival.example --since 30d --config sekisho.yaml',
          does: 'What went to that company in a month?',
        },
        {
          line: 'sekisho decisions search --from sato@example.co.jp --outcome refused --config sekisho.yaml',
          does: 'Why did mails of this person not go?',
        },
      ],
      show: [
        { line: 'sekisho decisions show 01K9ZQ3V7M2XTA --config sekisho.yaml', does: 'All about one mail' },
      ],
      export: [
        {
          line: 'sekisho decisions export --format csv --mark --since 2026-10-01 --until 2026-10-31 --output october.csv --config sekisho.yaml',
          does: 'A month for a spreadsheet',
        },
      ],
      review: [
        { line: 'sekisho decisions review --config sekisho.yaml', does: 'What is still to be looked at?' },
        {
          line: 'sekisho decisions review --done 01K9ZQ3V7M2XTA --by "Ito, compliance" --note "asked sales" --config sekisho.yaml',
          does: 'Record that it was looked at',
        },
      ],
    },
    exitCodes: {
      search: ['found', 'nothing fits', 'the log cannot be read, or wrong usage'],
      show: ['shown', 'there is no such decision', 'the log cannot be read, or wrong usage'],
      export: ['written', '(not used)', 'the log cannot be read or the file not written, or wrong usage'],
      review: [
        'nothing is to be looked at, or the review is recorded',
        'some mail is to be looked at, or there is no such pass',
        'the log cannot be read, or wrong usage',
      ],
    },
    filters: {
      since: 'from then on: 7d, 12h, 2w, a day or a time',
      until: 'up to then, a day with its end',
      from: 'envelope sender: an address, or @domain',
      to: 'a recipient: an address, or @domain',
      subject: 'a part of the subject; case and width do not matter',
      outcome: 'what became of the mail or of a recipient',
      policy: 'a policy that took part, or a rule that was asked',
      reason: 'the reason that decided, as the record names it',
      id: 'the id of the decision',
    },
    limitOption: 'at most so many',
    jsonLinesOption: 'print one JSON object a line, for scripts',
    id: 'id of the decision, as in the reply to the client and in the log',
    formatOption: 'form of the export',
    outputOption: 'file to write; default: standard output',
    rowsOption: 'CSV: a row for each recipient, or for each mail',
    markOption: 'CSV: begin with a byte order mark, by which spreadsheets know UTF-8',
    doneOption: 'record that this pass was looked at',
    byOption: 'who looked at it',
    noteOption: 'what was found',
    allOption: 'list also what was looked at already',

    noneFound: (since) => `No decision since ${since} fits. Look further back with --since.`,
    found: (count, since) => `${count} decision${s(count)} since ${since}.`,
    more: (shown) => `The newest ${shown}; there may be more (--limit, or narrow it down).`,
    unknown: (id) => `There is no decision ${id} in the log: it is mistyped, or older than decisions.keep.`,
    exported: (count, file) => `${count} decision${s(count)} written to ${file}.`,
    damage: (file, offset, what) => {
      const place = `${file}, after octet ${offset}`
      switch (what) {
        case 'half-written':
          return `${place}: half a line, left by a crash or still being written; it was passed over.`
        case 'unreadable':
          return `${place}: a line that is no record; it was passed over.`
        case 'too-long':
          return `${place}: a line far too long for a record; it was passed over.`
        case 'packed':
          return `${place}: a compressed part is damaged; its decisions are missing here. Restore the file from a backup.`
        case 'forgotten':
          return `${file}: so many outcomes stand far from their decisions that the latest of some mails may be missing here. Narrow it down with --since and --until.`
      }
    },
    moreDamage: (count) => `... and ${count} more place${s(count)} that cannot be read.`,
    nothingToReview: 'No break-glass pass waits for a review.',
    toReview: (count) => `${count} break-glass pass${count === 1 ? '' : 'es'} to look at.`,
    reviewed: (id) => `Recorded: ${id} was looked at.`,
    reviewedBy: (by, at, note) => `looked at by ${by}, ${at}${note === '' ? '' : `: ${note}`}`,
    howToReview: (id) =>
      `When you have looked at one: sekisho decisions review --done ${id} --by "your name" --note "what you found"`,
    isNoPass: (id) => `There is no break-glass pass ${id} in the log; nothing was recorded.`,
    tells: (tell) => `told: ${tell.join(', ')}`,
  },
  ja: {
    description: 'メールの判定と、その後どうなったかを調べます。',
    commands: {
      search: '判定を新しい順に検索します。',
      show: '1 件の判定を、エンベロープ・理由・宛先・その後の結果まで 1 ページで表示します。',
      export: '判定を CSV または JSON Lines で書き出します。',
      review: '緊急通過 (break-glass) ポリシーで通したメールのうち、確認がまだのものを一覧表示します。',
    },
    examples: {
      search: [
        {
          line: 'sekisho decisions search --to @rival.example --since 30d --config sekisho.yaml',
          does: 'この会社へ 1 か月に何を送ったか',
        },
        {
          line: 'sekisho decisions search --from sato@example.co.jp --outcome refused --config sekisho.yaml',
          does: 'この人のメールがなぜ送れなかったか',
        },
      ],
      show: [
        { line: 'sekisho decisions show 01K9ZQ3V7M2XTA --config sekisho.yaml', does: '1 通の詳細を見る' },
      ],
      export: [
        {
          line: 'sekisho decisions export --format csv --mark --since 2026-10-01 --until 2026-10-31 --output october.csv --config sekisho.yaml',
          does: '1 か月分を表計算ソフト向けに書き出す',
        },
      ],
      review: [
        { line: 'sekisho decisions review --config sekisho.yaml', does: '確認がまだのものを見る' },
        {
          line: 'sekisho decisions review --done 01K9ZQ3V7M2XTA --by 伊藤 --note 営業に確認済み --config sekisho.yaml',
          does: '確認したことを記録する',
        },
      ],
    },
    exitCodes: {
      search: ['見つかった', '当てはまるものがない', '記録を読めない、またはコマンドの指定誤り'],
      show: ['表示した', 'その判定がない', '記録を読めない、またはコマンドの指定誤り'],
      export: ['書き出した', '(使いません)', '記録を読めない、書き出せない、またはコマンドの指定誤り'],
      review: [
        '確認待ちがない、または確認を記録した',
        '確認待ちがある、またはその通過がない',
        '記録を読めない、またはコマンドの指定誤り',
      ],
    },
    filters: {
      since: 'いつから (7d、12h、2w、日付、日時)',
      until: 'いつまで (日付ならその日の終わりまで)',
      from: 'エンベロープ送信者 (アドレス、または @ドメイン)',
      to: '宛先 (アドレス、または @ドメイン)',
      subject: '件名に含まれる文字列 (大文字・小文字、全角・半角は区別しません)',
      outcome: 'メール全体、またはいずれかの宛先の結果',
      policy: '関与したポリシー、または判定したルール',
      reason: '判定の理由 (記録にある名前)',
      id: '判定の番号',
    },
    limitOption: '表示する件数の上限',
    jsonLinesOption: 'スクリプト向けに、1 行に 1 件の JSON で出力します',
    id: '判定の番号 (送信元への応答やログにあるもの)',
    formatOption: '書き出す形式',
    outputOption: '書き出すファイル (既定: 標準出力)',
    rowsOption: 'CSV の 1 行を、宛先ごとにするか、メールごとにするか',
    markOption: 'CSV の先頭に BOM を付けます (表計算ソフトが UTF-8 と判断できます)',
    doneOption: 'この通過を確認したことを記録します',
    byOption: '確認した人',
    noteOption: '確認した内容',
    allOption: '確認済みのものも表示します',

    noneFound: (since) =>
      `${since} 以降に当てはまる判定はありません。さらに前を探すには --since を指定してください。`,
    found: (count, since) => `${since} 以降に ${count} 件あります。`,
    more: (shown) =>
      `新しい順に ${shown} 件です。ほかにもある場合があります (--limit で増やすか、条件を絞ってください)。`,
    unknown: (id) =>
      `判定 ${id} は記録にありません。番号が誤っているか、保存期間 (decisions.keep) を過ぎています。`,
    exported: (count, file) => `${count} 件の判定を ${file} に書き出しました。`,
    damage: (file, offset, what) => {
      const place = `${file} の ${offset} オクテット目以降`
      switch (what) {
        case 'half-written':
          return `${place}: 途中で切れた行があります (異常終了の跡か、書き込み中です)。読み飛ばしました。`
        case 'unreadable':
          return `${place}: 記録として読めない行があります。読み飛ばしました。`
        case 'too-long':
          return `${place}: 記録としては長すぎる行があります。読み飛ばしました。`
        case 'packed':
          return `${place}: 圧縮された部分が壊れているため、その判定は含まれていません。バックアップからファイルを戻してください。`
        case 'forgotten':
          return `${file}: 判定から離れた場所にある結果が多すぎるため、一部のメールでは最後の結果が反映されていないおそれがあります。--since と --until で期間を絞ってください。`
      }
    },
    moreDamage: (count) => `…ほかに読めない箇所が ${count} か所あります。`,
    nothingToReview: '確認待ちの緊急通過はありません。',
    toReview: (count) => `確認待ちの緊急通過が ${count} 件あります。`,
    reviewed: (id) => `${id} を確認済みとして記録しました。`,
    reviewedBy: (by, at, note) => `${at} に ${by} が確認${note === '' ? '' : `: ${note}`}`,
    howToReview: (id) =>
      `確認したら記録してください: sekisho decisions review --done ${id} --by 氏名 --note 確認した内容`,
    isNoPass: (id) => `緊急通過 ${id} は記録にありません。何も記録していません。`,
    tells: (tell) => `通知先: ${tell.join('、')}`,
  },
}
