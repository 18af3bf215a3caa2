/** Senders whom no pattern covers, and every reason of a refusal. */

import { namedAt, hasReason } from './seen.ts'
import { approved, customer, refused } from './situation.ts'
import type { Situation } from './situation.ts'

export const senders: Readonly<Record<string, Situation>> = {
  'unmatched: in no pattern': {
    isOne: ({ verdict }) => verdict.reason === 'no-pattern' && verdict.pattern === undefined,
    cases: ['999001', '999002', '999003'].map((each) => refused(each, 'no-pattern', ['aizawa.kazuma'])),
  },
  'unmatched: in no row of the pattern': {
    isOne: ({ verdict }) => verdict.reason === 'no-pattern' && verdict.pattern === 'contracted',
    cases: ['600004', '600005', '600006'].map((each) => refused(each, 'no-pattern')),
  },
  'nobody exists who could approve': {
    isOne: hasReason('no-approver-exists'),
    cases: ['700001', '700002', '700003'].map((each) => refused(each, 'no-approver-exists')),
  },
  'unknown sender': {
    isOne: ({ verdict }) => verdict.sender.kind === 'unknown',
    cases: [
      { from: 'left.last.month', cc: ['ogawa.hiromi'], reason: 'sender-unknown' },
      { from: 'sales', cc: ['koizumi.kengo'], reason: 'sender-unknown' },
      { from: 'somebody@example.com', cc: ['aizawa.kazuma'], reason: 'sender-unknown' },
    ],
  },
  'mailbox, exempt': {
    isOne: ({ verdict }) => verdict.exemptBy?.kind === 'mailbox',
    cases: ['noreply', 'alert', 'monitor', 'e-statement'].map((from) => ({ from, reason: 'exempt' })),
  },
  'mailbox, accept': {
    isOne: namedAt((place) => place.kind === 'mailbox'),
    cases: [
      approved('100002', 'ogawa.hiromi', { from: 'info' }),
      approved('100008', 'kikuchi.noriko', { from: 'soumu' }),
      approved('000007', 'ishiguro.katsumi', { from: 'ir' }),
      approved('100018', 'sakurai.nanami', { from: 'saiyo' }),
      approved('100012', 'kuroki.kumiko', { from: 'saiyo' }),
    ],
  },
  'mailbox, refused': {
    isOne: ({ verdict }) => verdict.sender.kind === 'mailbox' && verdict.verdict === 'reject',
    cases: [
      { from: 'info', cc: ['soumu'], reason: 'only-self' },
      { from: 'ir', reason: 'no-internal-recipient' },
      { from: 'saiyo', cc: ['ogawa.hiromi'], reason: 'unrelated-unit' },
    ],
  },
}

export const reasons: Readonly<Record<string, Situation>> = {
  'inside mail is not subject to the rule': {
    isOne: hasReason('internal-only'),
    cases: [
      { employee: '100004', to: ['kuroki.kumiko'], reason: 'internal-only' },
      { employee: '999001', to: ['list.of.nobody'], reason: 'internal-only' },
      { employee: '700001', to: ['old-list@legacy.example.co.jp'], reason: 'internal-only' },
    ],
  },
  'outside in Bcc alone makes it outside mail': {
    isOne: ({ verdict, question }) =>
      verdict.verdict === 'reject' && question.to.every((each) => each.endsWith('.co.jp')),
    cases: [
      refused('100004', 'no-authority', [], { to: ['kaneko.eri'], bcc: [customer] }),
      refused('201005', 'no-authority', [], { to: ['iijima.azusa'], bcc: [customer] }),
      refused('300003', 'no-authority', [], { to: ['yamazaki.saki'], bcc: [customer] }),
    ],
  },
  'the approver in Bcc does not count': {
    isOne: ({ verdict, question }) => verdict.verdict === 'reject' && question.others.length === 1,
    cases: [
      refused('100004', 'no-internal-recipient', [], { bcc: ['ogawa.hiromi'] }),
      refused('201005', 'no-internal-recipient', [], { bcc: ['aoyagi.tomoko'] }),
      refused('400002', 'no-internal-recipient', [], { bcc: ['onodera.shohei'] }),
    ],
  },
  'nobody in Cc': {
    isOne: hasReason('no-internal-recipient'),
    cases: [
      refused('100004', 'no-internal-recipient'),
      refused('202011', 'no-internal-recipient', ['partner@example.com']),
      refused('520003', 'no-internal-recipient'),
    ],
  },
  'only oneself in Cc': {
    isOne: hasReason('only-self'),
    cases: [
      refused('100004', 'only-self', ['kashiwagi.fumika']),
      refused('100005', 'only-self', ['minami.sato', 'soumu02@legacy.example.co.jp']),
      refused('110017', 'only-self', ['eigyo3@legacy.example.co.jp']),
    ],
  },
  'only people who have nothing to do with the unit': {
    isOne: hasReason('unrelated-unit'),
    cases: [
      refused('100006', 'unrelated-unit', ['aizawa.kazuma']),
      refused('203011', 'unrelated-unit', ['aoyagi.tomoko']),
      refused('510003', 'unrelated-unit', ['taniguchi.ryoko']),
      refused('100007', 'unrelated-unit', ['info', 'list.of.nobody']),
    ],
  },
  'people of the unit, but without authority': {
    isOne: hasReason('no-authority'),
    cases: [
      refused('100006', 'no-authority', ['onodera.hideki']),
      refused('203011', 'no-authority', ['nakajima.yasuhiro', 'noguchi.daisuke']),
      refused('300003', 'no-authority', ['aoyagi.kumiko']),
    ],
  },
}
