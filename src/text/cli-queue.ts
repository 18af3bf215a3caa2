/** Words of the command `queue`. */

import type { InBothLanguages } from './language.ts'

interface Example {
  readonly line: string
  readonly does: string
}

export type QueueCommand = 'list' | 'show' | 'retry' | 'drop' | 'hold' | 'release'
type State = 'deferred' | 'held' | 'corrupt' | 'active'

interface CliQueueTexts {
  readonly description: string
  readonly commands: Readonly<Record<QueueCommand, string>>
  readonly examples: Readonly<Record<QueueCommand, readonly Example[]>>
  readonly exitCodes: Readonly<Record<QueueCommand, readonly string[]>>
  readonly ids: string
  readonly id: string
  readonly allOption: string
  readonly stateOption: string
  readonly routeOption: string
  readonly searchOption: string
  readonly limitOption: string
  readonly noteOption: string

  readonly totals: (deferred: number, active: number, held: number, corrupt: number) => string
  readonly empty: string
  readonly noneFits: string
  readonly more: (shown: number) => string
  readonly states: Readonly<Record<State, string>>
  readonly kinds: Readonly<Record<'mail' | 'report' | 'notice', string>>
  readonly nullSender: string
  readonly from: string
  readonly to: string
  readonly arrived: (at: string) => string
  readonly next: (at: string, until: string) => string
  readonly decision: (id: string) => string
  readonly note: (note: string) => string
  readonly warned: string
  readonly outcome: Readonly<Record<'waiting' | 'delivered' | 'failed', string>>
  readonly attempts: (count: number) => string
  readonly header: string

  readonly changed: Readonly<Record<'retry' | 'drop' | 'hold' | 'release', (count: number) => string>>
  readonly notChanged: (ids: readonly string[]) => string
  readonly unknownMail: (id: string) => string
  readonly whichMails: string
  readonly idsOrFilter: string
  readonly wrongLimit: (value: string) => string
  readonly starting: string
  readonly cut: string
}

const s = (count: number): string => (count === 1 ? '' : 's')
const changeCodes = ['done', 'some mail was not changed', 'the spool cannot be reached, or wrong usage']
const changeCodesJa = [
  '完了しました',
  '変更できないメールがありました',
  'スプールを使えない、または使い方の誤り',
]

export const cliQueueTexts: InBothLanguages<CliQueueTexts> = {
  en: {
    description: 'See and change what waits for delivery, of a running or a stopped gate.',
    commands: {
      list: 'List the mails that wait, with the last answer for each recipient.',
      show: 'Show one mail: recipients, attempts, answers, header.',
      retry: 'Try mails again at once.',
      drop: 'Delete mails for good. Nobody is told.',
      hold: 'Keep mails back until they are released.',
      release: 'Let held mails go, at once.',
    },
    examples: {
      list: [{ line: 'sekisho queue list --config sekisho.yaml', does: 'What waits, and why?' }],
      show: [{ line: 'sekisho queue show 01K9ZQ3V7M2XTA --config sekisho.yaml', does: 'All about one mail' }],
      retry: [
        { line: 'sekisho queue retry --all --config sekisho.yaml', does: 'Try everything that waits now' },
      ],
      drop: [
        { line: 'sekisho queue drop 01K9ZQ3V7M2XTA --config sekisho.yaml', does: 'Delete one mail for good' },
      ],
      hold: [
        {
          line: 'sekisho queue hold --search @example.com --note "asked sales" --config sekisho.yaml',
          does: 'Keep back all that goes there',
        },
      ],
      release: [
        { line: 'sekisho queue release --all --config sekisho.yaml', does: 'Let everything go that is held' },
      ],
    },
    exitCodes: {
      list: ['listed', '(not used)', 'the spool cannot be reached, or wrong usage'],
      show: ['shown', 'there is no such mail', 'the spool cannot be reached, or wrong usage'],
      retry: changeCodes,
      drop: changeCodes,
      hold: changeCodes,
      release: changeCodes,
    },
    ids: 'ids of mails',
    id: 'id of the mail',
    allOption: 'all mails (that the filters fit)',
    stateOption: 'only mails in this state',
    routeOption: 'only mails for this destination, as list names it',
    searchOption: 'only mails whose id, sender or recipient holds this text',
    limitOption: 'list so many at most',
    noteOption: 'why, for whoever looks at it later',

    totals: (deferred, active, held, corrupt) =>
      `${deferred} mail${s(deferred)} wait${deferred === 1 ? 's' : ''} (${active} in delivery now), ${held} held, ${corrupt} damaged.`,
    empty: 'Nothing waits.',
    noneFits: 'No mail fits.',
    more: (shown) => `The first ${shown}; there may be more (--limit).`,
    states: { deferred: 'waits', held: 'held', corrupt: 'damaged', active: 'in delivery' },
    kinds: { mail: 'mail', report: 'delivery report', notice: 'refusal notice' },
    nullSender: '<> (null sender)',
    from: 'from',
    to: 'to',
    arrived: (at) => `arrived ${at}`,
    next: (at, until) => `next try ${at}, goes back ${until}`,
    decision: (id) => `decision ${id}`,
    note: (note) => `note: ${note}`,
    warned: 'the sender has been told of the delay',
    outcome: { waiting: 'waits', delivered: 'delivered', failed: 'failed' },
    attempts: (count) => `${count} attempt${s(count)}`,
    header: 'Header:',

    changed: {
      retry: (count) => `${count} mail${s(count)} will be tried at once.`,
      drop: (count) => `${count} mail${s(count)} deleted.`,
      hold: (count) => `${count} mail${s(count)} held.`,
      release: (count) => `${count} mail${s(count)} released.`,
    },
    notChanged: (ids) =>
      `Not changed, for there is no such mail or it is not in the right state: ${ids.join(', ')}`,
    unknownMail: (id) => `There is no mail ${id} in the spool: it has been delivered, returned or deleted.`,
    whichMails: 'say which mails: their ids, or --all, or a filter',
    idsOrFilter: 'give either ids, or --all and filters, not both; nothing was changed',
    wrongLimit: (value) => `--limit takes a whole number from 1 on, not "${value}"`,
    starting:
      'The spool is in use, but no gate answers on the control socket: it is just starting or stopping. Try again in a moment.',
    cut: 'The gate went away before it answered. Look with "sekisho queue list" what was done.',
  },
  ja: {
    description: '配送待ちのメールを表示・操作します。関所の稼働中も停止中も使えます。',
    commands: {
      list: '配送待ちのメールを、宛先ごとの最後の応答とともに一覧表示します。',
      show: '1 通の宛先、試行回数、応答、ヘッダを表示します。',
      retry: 'メールをすぐに再送します。',
      drop: 'メールを完全に削除します。だれにも通知しません。',
      hold: 'release するまでメールを止めておきます。',
      release: '止めてあるメールをすぐに配送します。',
    },
    examples: {
      list: [{ line: 'sekisho queue list --config sekisho.yaml', does: '何がなぜ待っているかを見る' }],
      show: [{ line: 'sekisho queue show 01K9ZQ3V7M2XTA --config sekisho.yaml', does: '1 通の詳細を見る' }],
      retry: [
        { line: 'sekisho queue retry --all --config sekisho.yaml', does: '待っているものをすべて今すぐ送る' },
      ],
      drop: [
        { line: 'sekisho queue drop 01K9ZQ3V7M2XTA --config sekisho.yaml', does: '1 通を完全に削除する' },
      ],
      hold: [
        {
          line: 'sekisho queue hold --search @example.com --note 営業に確認中 --config sekisho.yaml',
          does: 'その宛先のメールをすべて止める',
        },
      ],
      release: [
        { line: 'sekisho queue release --all --config sekisho.yaml', does: '止めてあるものをすべて送る' },
      ],
    },
    exitCodes: {
      list: ['表示した', '(使いません)', 'スプールを使えない、またはコマンドの指定誤り'],
      show: ['表示した', 'そのメールがない', 'スプールを使えない、またはコマンドの指定誤り'],
      retry: changeCodesJa,
      drop: changeCodesJa,
      hold: changeCodesJa,
      release: changeCodesJa,
    },
    ids: 'メールの管理番号',
    id: 'メールの管理番号',
    allOption: 'すべてのメール (絞り込みに当てはまるもの)',
    stateOption: 'この状態のメールだけ',
    routeOption: 'この送り先 (list に表示される名前) のメールだけ',
    searchOption: '管理番号、送信者、宛先のいずれかにこの文字列を含むメールだけ',
    limitOption: '一覧に表示する件数の上限',
    noteOption: '理由 (あとで見る人のための控え)',

    totals: (deferred, active, held, corrupt) =>
      `配送待ち ${deferred} 通 (うち配送中 ${active} 通)、保留 ${held} 通、破損 ${corrupt} 通`,
    empty: '待っているメールはありません。',
    noneFits: '当てはまるメールはありません。',
    more: (shown) => `先頭の ${shown} 通です。ほかにもある場合があります (--limit)。`,
    states: { deferred: '配送待ち', held: '保留', corrupt: '破損', active: '配送中' },
    kinds: { mail: 'メール', report: '配送通知', notice: '拒否通知' },
    nullSender: '<> (空の送信者)',
    from: '送信者',
    to: '宛先  ',
    arrived: (at) => `受付 ${at}`,
    next: (at, until) => `次の試行 ${at}、返送 ${until}`,
    decision: (id) => `判定 ${id}`,
    note: (note) => `控え: ${note}`,
    warned: '遅れていることを送信者に通知済みです',
    outcome: { waiting: '配送待ち', delivered: '配送済み', failed: '不達' },
    attempts: (count) => `試行 ${count} 回`,
    header: 'ヘッダ:',

    changed: {
      retry: (count) => `${count} 通をすぐに再送します。`,
      drop: (count) => `${count} 通を削除しました。`,
      hold: (count) => `${count} 通を保留にしました。`,
      release: (count) => `${count} 通の保留を解除しました。`,
    },
    notChanged: (ids) => `該当するメールがないか、状態が合わないため、変更していません: ${ids.join('、')}`,
    unknownMail: (id) => `スプールにメール ${id} はありません。配送済み、返送済み、または削除済みです。`,
    whichMails: 'どのメールかを、管理番号、--all、または絞り込みで指定してください',
    idsOrFilter:
      '管理番号と、--all や絞り込みは、同時に指定できません。どちらか一方にしてください。何も変更していません',
    wrongLimit: (value) => `--limit には 1 以上の整数を指定してください (指定された値: 「${value}」)`,
    starting:
      'スプールは使用中ですが、関所が制御ソケットに応答しません。起動中または終了中です。少し待ってからもう一度実行してください。',
    cut: '関所が応答の前に終了しました。実行結果は「sekisho queue list」で確認してください。',
  },
}
