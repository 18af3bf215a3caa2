/** What the gate would do with a raw mail, in sentences: the rules of its flow, its answer, its recipients. */

import type { Ambiguity } from '../mail/mail.ts'
import type { IdentitySource, RuleAnswer } from '../policy/decision.ts'
import { fieldName } from './field-name.ts'
import type { InBothLanguages } from './language.ts'

type Bound = 'too-large' | 'header-too-large'

export interface ExplainMailTexts {
  readonly wouldTake: string
  readonly wouldRefuse: string
  readonly reasons: {
    readonly ambiguous: string
    readonly loop: string
    readonly 'foreign-tenant': string
    readonly report: string
    readonly 'too-large': (limit: number) => string
    readonly 'header-too-large': (limit: number) => string
  }
  readonly answerTitle: string
  readonly answerOfNextHop: string
  readonly rulesTitle: string
  readonly recipientsTitle: string
  readonly identitiesTitle: string
  readonly ambiguitiesTitle: string
  readonly rule: (answer: RuleAnswer) => string
  readonly ambiguity: (ambiguity: Ambiguity) => string
  readonly source: Readonly<Record<IdentitySource, string>>
  readonly identity: (source: string, address: string, allowed: boolean, reason: string) => string
  readonly outside: string
  readonly inside: string
  readonly delivered: string
  readonly notDelivered: string
  readonly inDetail: (address: string) => string
  readonly mendMail: string
  readonly noListener: (name: string, known: readonly string[]) => string
  readonly noRecipients: string
  readonly noEnvelopeAddress: (given: string) => string
  /** The words of the reply, as the gate says them. */
  readonly bound: Readonly<Record<Bound, string>>
}

const bound: Readonly<Record<Bound, string>> = {
  'too-large': 'The mail is larger than this server takes',
  'header-too-large': 'The header section is larger than this server takes',
}

function englishAmbiguity(ambiguity: Ambiguity): string {
  switch (ambiguity.kind) {
    case 'field-twice':
      return `The field ${fieldName(ambiguity.field)} stands there twice; programs differ in which one they show.`
    case 'nul':
      return 'There is a NUL octet in the mail.'
    case 'bare-cr':
      return 'There is a CR without LF in the mail.'
    case 'bare-lf':
      return 'There is an LF without CR in the mail.'
    case 'line-without-colon':
      return `Line ${ambiguity.line} of the header has no colon, so it is no field.`
    case 'folded-name':
      return `Line ${ambiguity.line} of the header is folded within its name.`
    case 'two-angle-addresses':
      return `One entry of ${fieldName(ambiguity.field)} holds two addresses in angle brackets.`
    case 'no-author':
      return 'From names no author.'
    case 'unreadable-author':
      return `From cannot be read for sure: ${ambiguity.text}`
    case 'continuation-first':
      return 'The header begins with white space.'
    case 'field-name':
      return `Line ${ambiguity.line} of the header has no proper field name.`
    case 'space-before-colon':
      return `There is white space before the colon of ${fieldName(ambiguity.field)}.`
    case 'white-space-line':
      return `Line ${ambiguity.line} of the header holds white space only; programs differ in where the header ends.`
    case 'over-limit':
      return `There are more than ${ambiguity.limit} ${ambiguity.of}.`
  }
}

function japaneseAmbiguity(ambiguity: Ambiguity): string {
  switch (ambiguity.kind) {
    case 'field-twice':
      return `${fieldName(ambiguity.field)} が 2 つあり、どちらが表示されるかはメールソフトによって異なります。`
    case 'nul':
      return 'メールに NUL 文字が含まれています。'
    case 'bare-cr':
      return 'LF を伴わない CR が含まれています。'
    case 'bare-lf':
      return 'CR を伴わない LF が含まれています。'
    case 'line-without-colon':
      return `ヘッダの ${ambiguity.line} 行目にコロンがなく、ヘッダ項目として読めません。`
    case 'folded-name':
      return `ヘッダの ${ambiguity.line} 行目は、項目名の途中で折り返されています。`
    case 'two-angle-addresses':
      return `${fieldName(ambiguity.field)} の 1 つの宛先に、山括弧のアドレスが 2 つあります。`
    case 'no-author':
      return 'From に作成者がありません。'
    case 'unreadable-author':
      return `From を確実に読み取れません: ${ambiguity.text}`
    case 'continuation-first':
      return 'ヘッダが空白で始まっています。'
    case 'field-name':
      return `ヘッダの ${ambiguity.line} 行目の項目名が正しくありません。`
    case 'space-before-colon':
      return `${fieldName(ambiguity.field)} のコロンの前に空白があります。`
    case 'white-space-line':
      return `ヘッダの ${ambiguity.line} 行目が空白だけで、ヘッダの終わりの解釈がメールソフトによって異なります。`
    case 'over-limit': {
      const things: Readonly<Record<string, string>> = {
        fields: 'ヘッダ項目',
        addresses: 'アドレス',
        authors: '作成者',
      }
      return `${things[ambiguity.of] ?? ambiguity.of}が ${ambiguity.limit} 件を超えています。`
    }
  }
}

function englishRule(answer: RuleAnswer): string {
  switch (answer.rule) {
    case 'structure':
      return answer.answer === 'clear'
        ? 'Structure: every mail program reads this mail alike.'
        : 'Structure: mail programs may read this mail in different ways.'
    case 'loop':
      return answer.answer === 'clear' ? 'Loop: none.' : 'Loop: the mail has been handed round too often.'
    case 'tenant':
      if (answer.answer === 'not-asked') return 'Tenant: not asked at this listener.'
      return answer.answer === 'own' ? 'Tenant: our own.' : 'Tenant: not ours, or no sender domain of ours.'
    case 'report':
      return answer.answer === 'report'
        ? 'Report: a real delivery or disposition report.'
        : 'Report: this is none.'
    case 'supervisor-in-cc':
      if (answer.answer === 'inside-fork')
        return 'Supervisor in Cc: not asked, the envelope is wholly internal.'
      return answer.answer === 'allow'
        ? 'Supervisor in Cc: allowed for every identity of the sender.'
        : 'Supervisor in Cc: refused.'
  }
}

function japaneseRule(answer: RuleAnswer): string {
  switch (answer.rule) {
    case 'structure':
      return answer.answer === 'clear'
        ? '構造: どのメールソフトでも同じように読めます。'
        : '構造: メールソフトによって読み方が変わるおそれがあります。'
    case 'loop':
      return answer.answer === 'clear' ? '循環: ありません。' : '循環: 転送が繰り返されています。'
    case 'tenant':
      if (answer.answer === 'not-asked') return 'テナント: この受け口では確認しません。'
      return answer.answer === 'own'
        ? 'テナント: 自社のものです。'
        : 'テナント: 自社のものではないか、送信者が社内ドメインではありません。'
    case 'report':
      return answer.answer === 'report'
        ? '通知: 本物の配送通知・開封通知です。'
        : '通知: 配送通知・開封通知ではありません。'
    case 'supervisor-in-cc':
      if (answer.answer === 'inside-fork') return '上司 Cc: エンベロープが社内宛てだけのため、確認しません。'
      return answer.answer === 'allow' ? '上司 Cc: すべての送信者について許可です。' : '上司 Cc: 拒否です。'
  }
}

export const explainMailTexts: InBothLanguages<ExplainMailTexts> = {
  en: {
    wouldTake: 'ALLOWED',
    wouldRefuse: 'REFUSED',
    reasons: {
      ambiguous: 'Mail programs may read this mail in different ways, so nobody can be sure whom it shows.',
      loop: 'The mail goes round in a loop.',
      'foreign-tenant': 'The mail is not of our own tenant.',
      report: 'It is a delivery or disposition report, which is let through.',
      'too-large': (limit) => `The mail is larger than ${limit} octets (limits.messageSize).`,
      'header-too-large': (limit) => `The header section is larger than ${limit} octets (limits.headerSize).`,
    },
    answerTitle: 'Answer of the gate',
    answerOfNextHop: 'The gate hands the mail on and gives the answer of the next hop as its own.',
    rulesTitle: 'Rules that were looked at',
    recipientsTitle: 'Recipients of the envelope',
    identitiesTitle: 'Who sends',
    ambiguitiesTitle: 'What is ambiguous',
    rule: englishRule,
    ambiguity: englishAmbiguity,
    source: { from: 'author (From)', login: 'login (AUTH)', envelope: 'envelope sender', sender: 'Sender' },
    identity: (source, address, allowed, reason) =>
      `${source} ${address}: ${allowed ? 'allowed' : 'refused'} [${reason}]`,
    outside: 'outside',
    inside: 'inside',
    delivered: 'would be delivered',
    notDelivered: 'would not be delivered',
    inDetail: (address) => `---- In detail, for ${address}: ----`,
    mendMail: 'Write the mail anew, or repair the program that made it.',
    noListener: (name, known) => `the configuration has no listener "${name}"; it has: ${known.join(', ')}`,
    noRecipients: '--rcpt names no recipient',
    noEnvelopeAddress: (given) =>
      `the gate takes no "${given}" at MAIL or RCPT (501). Write an address like sato@example.co.jp.`,
    bound,
  },
  ja: {
    wouldTake: '許可',
    wouldRefuse: '拒否',
    reasons: {
      ambiguous: 'メールソフトによって読み方が変わるおそれがあり、誰が表示されるかを確かめられません。',
      loop: 'メールが循環しています。',
      'foreign-tenant': '自社テナントのメールではありません。',
      report: '配送通知・開封通知のため、通します。',
      'too-large': (limit) => `メールが ${limit} オクテット (limits.messageSize) を超えています。`,
      'header-too-large': (limit) => `ヘッダ部が ${limit} オクテット (limits.headerSize) を超えています。`,
    },
    answerTitle: '関所の応答',
    answerOfNextHop: '関所はメールを次のサーバへ渡し、その応答をそのまま返します。',
    rulesTitle: '確認したルール',
    recipientsTitle: 'エンベロープの宛先',
    identitiesTitle: '送信者',
    ambiguitiesTitle: 'あいまいな箇所',
    rule: japaneseRule,
    ambiguity: japaneseAmbiguity,
    source: {
      from: '作成者 (From)',
      login: 'ログイン (AUTH)',
      envelope: 'エンベロープ送信者',
      sender: 'Sender',
    },
    identity: (source, address, allowed, reason) =>
      `${source} ${address}: ${allowed ? '許可' : '拒否'} [${reason}]`,
    outside: '社外',
    inside: '社内',
    delivered: '配信されます',
    notDelivered: '配信されません',
    inDetail: (address) => `---- ${address} についての詳細 ----`,
    mendMail: 'メールを作り直すか、メールを作成したプログラムを直してください。',
    noListener: (name, known) =>
      `設定に受け口「${name}」がありません。あるのは次のものです: ${known.join(', ')}`,
    noRecipients: '--rcpt に宛先がありません。',
    noEnvelopeAddress: (given) =>
      `「${given}」は、関所が MAIL・RCPT で受け付けない (501) アドレスです。sato@example.co.jp のように記述してください。`,
    bound,
  },
}
