/** What each policy and each condition answered to a raw mail, in sentences, and what follows. */

import type { Action, PolicyAnswer } from '../policy/decision.ts'
import type { InBothLanguages } from './language.ts'

type Verdict = Exclude<Action['kind'], 'deliver' | 'refuse'>

export interface ExplainPoliciesTexts {
  /** `revision`: the name by which decisions tell which policies judged. */
  readonly title: (revision: string) => string
  readonly none: string
  readonly answers: Readonly<Record<PolicyAnswer['answer'], string>>
  /** By kind of action: what it does where it matches. */
  readonly actions: Readonly<Record<string, string>>
  readonly shadow: string
  readonly conditionAnswers: { readonly yes: string; readonly no: string; readonly 'cannot-tell': string }
  readonly took: (microseconds: number) => string
  /** Headlines and reasons where the mail neither goes nor is refused. */
  readonly would: Readonly<Record<Verdict, string>>
  readonly reasons: Readonly<Record<Verdict | 'refuse' | 'pass', (policy: string) => string>>
  readonly noPolicy: string
  readonly delivery: (route: string | undefined, tls: 'required' | 'verified' | undefined) => string
  readonly breakGlass: (tell: readonly string[]) => string
  readonly notAsked: Readonly<Record<'tls' | 'history', string>>
}

export const explainPoliciesTexts: InBothLanguages<ExplainPoliciesTexts> = {
  en: {
    title: (revision) => `Policies (${revision})`,
    none: 'There are none.',
    answers: {
      match: 'matches',
      'no-match': 'does not match',
      'cannot-tell': 'cannot tell',
      'not-in-force': 'not in force at this time',
      'passed-over': 'not reached',
    },
    actions: { pass: 'pass', refuse: 'refuse', discard: 'discard', deliver: 'route or TLS' },
    shadow: 'in shadow: never acts',
    conditionAnswers: { yes: 'yes', no: 'no', 'cannot-tell': 'cannot tell' },
    took: (microseconds) => `${microseconds} µs`,
    would: { discard: 'THROWN AWAY', tempfail: 'NOT NOW' },
    reasons: {
      refuse: (policy) => `The policy "${policy}" refuses the mail.`,
      pass: (policy) => `The policy "${policy}" lets the mail pass.`,
      discard: (policy) => `The policy "${policy}" takes the mail and throws it away.`,
      tempfail: (policy) =>
        `The policy "${policy}" cannot tell, so the sender's server keeps the mail and tries again.`,
    },
    noPolicy: 'No policy stands in its way.',
    delivery: (route, tls) =>
      `Delivery: ${[
        ...(route === undefined ? [] : [`by the route "${route}"`]),
        ...(tls === undefined ? [] : [tls === 'verified' ? 'with verified TLS only' : 'with TLS only']),
      ].join(', ')}.`,
    breakGlass: (tell) => `Break-glass: told at once: ${tell.join(', ')}.`,
    notAsked: {
      tls: 'explain asks no mail servers for TLS',
      history: 'explain does not look up whom the sender wrote to',
    },
  },
  ja: {
    title: (revision) => `ポリシー (${revision})`,
    none: 'ポリシーはありません。',
    answers: {
      match: '該当',
      'no-match': '非該当',
      'cannot-tell': '判定できない',
      'not-in-force': '期間・時間外',
      'passed-over': '対象外 (前のポリシーで終了)',
    },
    actions: { pass: '通過', refuse: '拒否', discard: '破棄', deliver: '経路・TLS' },
    shadow: '試行のみ (実行しない)',
    conditionAnswers: { yes: 'はい', no: 'いいえ', 'cannot-tell': '判定できない' },
    took: (microseconds) => `${microseconds} µs`,
    would: { discard: '破棄', tempfail: '保留 (再送待ち)' },
    reasons: {
      refuse: (policy) => `ポリシー「${policy}」により拒否されます。`,
      pass: (policy) => `ポリシー「${policy}」により通過します。`,
      discard: (policy) => `ポリシー「${policy}」により、受け取ったうえで破棄されます。`,
      tempfail: (policy) =>
        `ポリシー「${policy}」を判定できないため、送信側のサーバーがメールを保持し、再送します。`,
    },
    noPolicy: '妨げるポリシーはありません。',
    delivery: (route, tls) =>
      `配送: ${[
        ...(route === undefined ? [] : [`経路「${route}」を使う`]),
        ...(tls === undefined ? [] : [tls === 'verified' ? '検証済みの TLS に限る' : 'TLS に限る']),
      ].join('、')}。`,
    breakGlass: (tell) => `緊急通過: 次の方にすぐ知らせます: ${tell.join('、')}。`,
    notAsked: {
      tls: 'explain は宛先サーバーの TLS を確認しません',
      history: 'explain は過去の送信先を調べません',
    },
  },
}
