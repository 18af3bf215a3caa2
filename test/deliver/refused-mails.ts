/** One refused mail for each thing that a notice can tell, judged by the rules of `test/bank/`. */

import assert from 'node:assert/strict'
import type { Notice } from '../../src/deliver/notice-values.ts'
import { noticeFor, type NoticeAnswer } from '../../src/gate/notice-for.ts'
import { readMail } from '../../src/mail/read-mail.ts'
import type { Language } from '../../src/text/language.ts'
import { configSchema } from '../../src/config/schema.ts'
import { decisionOn, snapshot, type GivenMail } from '../policy/mail-to-decide.ts'

const { robots } = configSchema.parse({
  listeners: [{ name: 'smtp', port: 0 }],
  nextHop: { kind: 'outbox' },
}).refusal

export function noticeAnswerOn(given: GivenMail, language: Language | 'sender' = 'sender'): NoticeAnswer {
  const decision = decisionOn(given)
  const envelope = {
    from: given.mailFrom ?? 'takahashi@example.co.jp',
    recipients: decision.recipients.map(({ address }) => ({ address })),
    smtputf8: false,
    eightBit: false,
  }
  const mail = readMail(Buffer.from(`${given.header.join('\r\n')}\r\n\r\n`), {
    headerFields: 1000,
    addresses: 1000,
  })
  return noticeFor(envelope, mail, decision, snapshot, { language, robots })
}

export function noticeOn(given: GivenMail, language: Language | 'sender' = 'sender'): Notice {
  const answer = noticeAnswerOn(given, language)
  assert.equal(answer.kind, 'notice', JSON.stringify(answer))
  return answer.notice
}

function refused(from: string, cc: string, more: readonly string[] = []): GivenMail {
  return {
    mailFrom: from,
    header: [
      `From: ${from}`,
      'To: client@example.com',
      ...(cc === '' ? [] : [`Cc: ${cc}`]),
      'Subject: =?UTF-8?B?44GU5o+Q5qGI44Gu5Lu2?=',
      'Date: Tue, 24 Nov 2026 09:05:00 +0900',
      'Message-ID: <1@example.co.jp>',
      ...more,
    ],
  }
}

/** By the name of the golden files in `notices/`. */
export const refusedMails: Readonly<Record<string, GivenMail>> = {
  'sender-unknown': refused('stranger@example.co.jp', 'sato@example.co.jp'),
  'no-pattern': refused('endo@example.co.jp', 'sato@example.co.jp'),
  'no-approver-exists': refused('hashimoto@example.co.jp', 'shimizu@example.co.jp'),
  'no-internal-recipient': refused('takahashi@example.co.jp', ''),
  'only-self': refused('takahashi@example.co.jp', 'takahashi@example.co.jp'),
  'unrelated-unit': refused('takahashi@example.co.jp', 'ito@example.co.jp'),
  'no-authority': refused('takahashi@example.co.jp', 'tanaka@example.co.jp'),
  'list-in-cc': refused('takahashi@example.co.jp', 'info@example.co.jp, soumu-all@example.co.jp'),
  'unreadable-in-cc': refused('takahashi@example.co.jp', 'Suzuki Hanako suzuki@example.co.jp'),
  'many-recipients': {
    ...refused(
      'takahashi@example.co.jp',
      Array.from({ length: 30 }, (_, at) => `buyer${at}@example.net`).join(', '),
    ),
    rcptTo: ['client@example.com', 'hidden@example.org'],
  },
  'for-another': {
    ...refused('hashimoto@example.co.jp', 'tanaka@example.co.jp', ['Sender: takahashi@example.co.jp']),
    mailFrom: 'takahashi@example.co.jp',
  },
  ambiguous: refused('takahashi@example.co.jp', 'suzuki@example.co.jp', ['To: other@example.com']),
}
