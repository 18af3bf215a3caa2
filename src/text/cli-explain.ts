/** Words of the help of `sekisho explain`. */

import type { InBothLanguages } from './language.ts'

type ExplainHelp = {
  readonly description: string
  readonly fromOption: string
  readonly toOption: string
  readonly ccOption: string
  readonly bccOption: string
  readonly dateOption: string
  readonly timeOption: string
  readonly badTime: (given: string) => string
  readonly casesOption: string
  readonly emlOption: string
  readonly mailFromOption: string
  readonly rcptOption: string
  readonly configOption: string
  readonly policiesOption: string
  readonly listenerOption: string
  readonly loginOption: string
  readonly examples: readonly { readonly line: string; readonly does: string }[]
  readonly exitCodes: readonly string[]
  readonly threeForms: string
  readonly notHere: (option: string, form: string) => string
  readonly needs: (form: string, option: string) => string
  readonly noRecipient: string
}

export const explainHelp: InBothLanguages<ExplainHelp> = {
  en: {
    description:
      'Say whether a mail may go, and why: by addresses (--from), by a file of cases (--cases), or for a raw mail as the gate would judge it (--eml).',
    fromOption: 'sender',
    toOption: 'addresses in To; may be repeated or parted by commas',
    ccOption: 'addresses in Cc; may be repeated or parted by commas',
    bccOption: 'recipients that nobody sees (Bcc, envelope); may be repeated or parted by commas',
    dateOption:
      'day that dated rules are read for, YYYY-MM-DD (default: today in the time zone of the rules)',
    timeOption: 'time of the day that policies with hours are asked for, HH:MM (default: now)',
    badTime: (given) => `"${given}" is not a time of the day. Write one like 21:30.`,
    casesOption: 'one JSON object a line (id, from, to, cc, bcc, date); "-" is standard input',
    emlOption: 'raw mail; lines that end in LF alone become CRLF unless the file has CRLF',
    mailFromOption: 'envelope sender; "" or "<>" is the null sender',
    rcptOption: 'envelope recipients; may be repeated or parted by commas',
    configOption: 'configuration file of the gate, with --eml',
    policiesOption: 'revision, active, draft, default, or a file of policies (default: active)',
    listenerOption: 'listener that the mail comes in by (default: the first)',
    loginOption: 'address that AUTH has proved',
    examples: [
      {
        line: 'sekisho explain --org examples/demo --from a@example.co.jp --to b@example.com --cc boss@example.co.jp',
        does: 'May this mail go, and why?',
      },
      {
        line: 'sekisho explain --org examples/demo --from a@example.co.jp --to b@example.com --date 2027-04-01 --json',
        does: 'The same on another day, for a script',
      },
      {
        line: 'sekisho explain --org examples/demo --cases cases.jsonl > verdicts.jsonl',
        does: 'Many cases, one JSON line each',
      },
      {
        line: 'sekisho explain --eml mail.eml --mail-from a@example.co.jp --rcpt b@example.com --config sekisho.yaml',
        does: 'What the gate would answer to this mail',
      },
    ],
    exitCodes: [
      'the mail may go; with --cases: every line has been answered',
      'the mail is refused',
      'failed, wrong usage, or a faulty line among the cases',
    ],
    threeForms:
      'say which mail: --org with --from and --to, --org with --cases, or --config with --eml, --mail-from and --rcpt',
    notHere: (option, form) => `${option} does not go with ${form}`,
    needs: (form, option) => `${form} needs ${option}`,
    noRecipient: '--from needs a recipient: give at least one of --to, --cc and --bcc',
  },
  ja: {
    description:
      'メールを送れるかどうかと、その理由を示します。アドレスで尋ねる (--from)、複数の事例をまとめて尋ねる\n(--cases)、実際のメールを関所と同じように判定する (--eml) の 3 通りがあります。',
    fromOption: '送信者',
    toOption: 'To のアドレス。繰り返し、またはカンマ区切りで複数指定できます',
    ccOption: 'Cc のアドレス。繰り返し、またはカンマ区切りで複数指定できます',
    bccOption: '表に出ない宛先 (Bcc、エンベロープ)。繰り返し、またはカンマ区切りで複数指定できます',
    dateOption: '期限つきの定義を読む日 (YYYY-MM-DD。既定: ルールのタイムゾーンでの今日)',
    timeOption: '時間帯のあるポリシーを判定する時刻 (HH:MM。既定: 現在の時刻)',
    badTime: (given) => `「${given}」は時刻ではありません。21:30 のように書いてください。`,
    casesOption: '1 行に 1 つの JSON オブジェクト (id, from, to, cc, bcc, date)。「-」は標準入力',
    emlOption: 'メールのファイル。CRLF を含まないファイルの LF は CRLF とみなします',
    mailFromOption: 'エンベロープの送信者。"" または "<>" は空の送信者',
    rcptOption: 'エンベロープの宛先。繰り返し、またはカンマ区切りで複数指定できます',
    configOption: '関所の設定ファイル (--eml とともに指定)',
    policiesOption: 'ポリシーの版、active、draft、default、またはファイル (既定: active)',
    listenerOption: 'メールが届く受け口の名前 (既定: 最初の受け口)',
    loginOption: 'AUTH で確認されたアドレス',
    examples: [
      {
        line: 'sekisho explain --org examples/demo --from a@example.co.jp --to b@example.com --cc boss@example.co.jp',
        does: 'このメールを送れるか、その理由は何か',
      },
      {
        line: 'sekisho explain --org examples/demo --from a@example.co.jp --to b@example.com --date 2027-04-01 --json',
        does: '別の日ではどうなるかを、スクリプト向けに',
      },
      {
        line: 'sekisho explain --org examples/demo --cases cases.jsonl > verdicts.jsonl',
        does: '多くの事例をまとめて判定する (1 件につき JSON 1 行)',
      },
      {
        line: 'sekisho explain --eml mail.eml --mail-from a@example.co.jp --rcpt b@example.com --config sekisho.yaml',
        does: 'このメールに関所がどう応答するか',
      },
    ],
    exitCodes: [
      '送れる。--cases では、すべての行に回答した',
      '拒否される',
      '失敗、コマンドの指定誤り、または --cases に誤った行がある',
    ],
    threeForms:
      'どのメールについて尋ねるのかを指定してください: --org と --from・--to、--org と --cases、または --config と --eml・--mail-from・--rcpt',
    notHere: (option, form) => `${option} は ${form} とともには指定できません。`,
    needs: (form, option) => `${form} には ${option} が必要です。`,
    noRecipient: '--from には宛先が必要です。--to、--cc、--bcc のいずれかを指定してください。',
  },
}
