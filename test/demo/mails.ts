/** The mails of `examples/mails/`: how each is handed in, and what the gate has to say about it. */

import type { AllowReason, RejectReason } from '../../src/people/verdict.ts'

export interface ExampleMail {
  readonly file: string
  readonly mailFrom: string
  readonly rcpt: readonly string[]
  readonly expect:
    | { readonly kind: 'judged'; readonly reason: AllowReason | RejectReason; readonly approver?: string }
    | { readonly kind: 'report' }
    | { readonly kind: 'ambiguous'; readonly of: string }
}

const client = 'client@example.com'
const clerk = 'kashiwagi.fumika@example.co.jp'

function judged(reason: AllowReason | RejectReason, approver?: string): ExampleMail['expect'] {
  return approver === undefined ? { kind: 'judged', reason } : { kind: 'judged', reason, approver }
}

export const mails: readonly ExampleMail[] = [
  {
    file: '01-allowed-chief-in-cc.eml',
    mailFrom: clerk,
    rcpt: [client, 'ogawa.hiromi@example.co.jp'],
    expect: judged('approver-present', 'ogawa.hiromi@example.co.jp'),
  },
  {
    file: '02-refused-nobody-in-cc.eml',
    mailFrom: clerk,
    rcpt: [client],
    expect: judged('no-internal-recipient'),
  },
  {
    file: '03-refused-only-oneself-in-cc.eml',
    mailFrom: 'katayama.junichi@example.co.jp',
    rcpt: [client, 'minami.sato@example.co.jp', 'soumu02@legacy.example.co.jp'],
    expect: judged('only-self'),
  },
  {
    file: '04-refused-president-is-not-the-superior.eml',
    mailFrom: clerk,
    rcpt: [client, 'aizawa.kazuma@example.co.jp', 'soumu@example.co.jp'],
    expect: judged('unrelated-unit'),
  },
  {
    file: '05-refused-colleague-without-authority.eml',
    mailFrom: clerk,
    rcpt: [client, 'onodera.hideki@example.co.jp'],
    expect: judged('no-authority'),
  },
  {
    file: '06-refused-nobody-could-approve.eml',
    mailFrom: 'hirano.fumika@example.co.jp',
    rcpt: [client, 'aizawa.kazuma@example.co.jp'],
    expect: judged('no-approver-exists'),
  },
  {
    file: '07-refused-in-no-pattern.eml',
    mailFrom: 'otsuka.kumiko@example.co.jp',
    rcpt: [client, 'sakurai.nanami@example.co.jp'],
    expect: judged('no-pattern'),
  },
  {
    file: '08-refused-unknown-sender.eml',
    mailFrom: 'sales@example.co.jp',
    rcpt: [client, 'ogawa.hiromi@example.co.jp'],
    expect: judged('sender-unknown'),
  },
  {
    file: '09-allowed-president-needs-nobody.eml',
    mailFrom: 'president@example.co.jp',
    rcpt: [client],
    expect: judged('exempt'),
  },
  {
    file: '10-allowed-iso-2022-jp.eml',
    mailFrom: 'tajima.seiji@example.co.jp',
    rcpt: [client, 'takahashi.shiori@example.co.jp'],
    expect: judged('approver-present', 'takahashi.shiori@example.co.jp'),
  },
  {
    file: '11-allowed-with-attachment.eml',
    mailFrom: 'asano.asuka@example.co.jp',
    rcpt: [client, 'akimoto.masaki@example.co.jp', 'aoyagi.tomoko@example.co.jp'],
    expect: judged('approver-present', 'akimoto.masaki@example.co.jp'),
  },
  { file: '12-allowed-delivery-report.eml', mailFrom: '', rcpt: [client], expect: { kind: 'report' } },
  {
    file: '13-refused-two-cc-fields.eml',
    mailFrom: clerk,
    rcpt: [client, 'ogawa.hiromi@example.co.jp', 'partner@example.com'],
    expect: { kind: 'ambiguous', of: 'field-twice' },
  },
  {
    file: '14-allowed-inside-mail.eml',
    mailFrom: clerk,
    rcpt: ['onodera.hideki@example.co.jp'],
    expect: judged('internal-only'),
  },
  {
    file: '15-allowed-as-shared-mailbox.eml',
    mailFrom: 'saiyo@example.co.jp',
    rcpt: ['applicant@example.com', 'sakurai.nanami@example.co.jp'],
    expect: judged('approver-present', 'sakurai.nanami@example.co.jp'),
  },
]
