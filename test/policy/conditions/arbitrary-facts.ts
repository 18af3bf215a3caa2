/** Mails of every kind for the property tests of conditions: usual ones, hostile ones, inspected or not. */

import * as fc from 'fast-check'

import {
  questionKey,
  type AttachmentFacts,
  type ContentFacts,
  type MessageKind,
  type TextAnswer,
  type TextQuestion,
  type TextScope,
  type Trouble,
} from '../../../src/inspect/content-facts.ts'
import { readMail } from '../../../src/mail/read-mail.ts'
import type { Facts } from '../../../src/policy/facts.ts'
import { mutated, mutation, trickyHeader } from '../../mail/mutations.ts'
import { factsOf } from './judged.ts'

const address = fc.constantFrom(
  'takahashi@example.co.jp',
  'suzuki@example.co.jp',
  'yamamoto@example.co.jp',
  'info@example.co.jp',
  'nobody@example.co.jp',
  'client@example.com',
  'a@rival.example',
  'b@eu.rival.example',
  'c@partner.example',
  'd@partnar.example',
  'e@xn--r8jz45g.example',
  'f@例え.example',
  '"broken',
)
const list = fc.array(address, { maxLength: 4 }).map((addresses) => addresses.join(', '))
const subjectLine = fc.constantFrom(
  '',
  'Subject:',
  'Subject: hello',
  'Subject: =?utf-8?B?5qW156eY?= quotation',
  'Subject: =?x-nobody-knows?Q?a?=',
  'Subject: \u001b$B',
  `Subject: ${'x'.repeat(9_000)}`,
)
const usualHeader = fc
  .tuple(address, list, list, list, subjectLine, fc.boolean())
  .map(([from, to, cc, bcc, subject, isReply]) =>
    [
      `From: ${from}`,
      `To: ${to}`,
      `Cc: ${cc}`,
      ...(bcc === '' ? [] : [`Bcc: ${bcc}`]),
      ...(subject === '' ? [] : [subject]),
      ...(isReply ? ['In-Reply-To: <x@y>', 'Sensitivity: Private'] : []),
      '\r\n',
    ].join('\r\n'),
  )
const hostileHeader = fc
  .tuple(fc.oneof(trickyHeader, usualHeader), fc.array(mutation, { minLength: 1, maxLength: 4 }))
  .map(([header, mutations]) => mutated(header, mutations))

const trouble: fc.Arbitrary<Trouble & { readonly scope: TextScope }> = fc.record({
  kind: fc.constantFrom('encrypted', 'corrupt', 'over-bound', 'unknown-charset', 'unsupported', 'timed-out'),
  path: fc.constantFrom('0', '1', '2', '2/inner.zip'),
  detail: fc.constant('x'),
  scope: fc.constantFrom(
    { body: true, attachments: true },
    { body: true, attachments: false },
    { body: false, attachments: true },
  ),
})
const attachment: fc.Arbitrary<AttachmentFacts> = fc
  .record({
    path: fc.constantFrom('2', '3', '2/a'),
    names: fc.constantFrom([], ['report.docx'], ['a.exe', 'a.exe.txt'], ['見積.zip']),
    mediaType: fc.constantFrom('application/zip', 'application/octet-stream', 'text/plain'),
    trueType: fc.constantFrom(undefined, 'application/zip', 'application/x-msdownload'),
    size: fc.constantFrom(0, 10, 1_048_576, 20_000_000),
    depth: fc.constantFrom(0, 0, 1, 3),
    isEncrypted: fc.boolean(),
    isInline: fc.boolean(),
  })
  .map((facts) => ({
    ...facts,
    extensions: [...new Set(facts.names.map((each) => each.slice(each.lastIndexOf('.') + 1)))],
  }))
const kinds: fc.Arbitrary<readonly MessageKind[]> = fc.uniqueArray(
  fc.constantFrom<MessageKind>('automatic-reply', 'calendar', 'smime-signed', 'smime-encrypted', 'tnef'),
  { maxLength: 2 },
)

/** A number for each text, the same in one mail. */
function numberOf(seed: number, text: string, below: number): number {
  let number = seed
  for (const character of text) number = (number * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003
  return number % below
}

/** What is found in one place, of what a question asks for: the same for every question that asks for it. */
function findings(question: TextQuestion, place: 'body' | 'attachments', seed: number): readonly string[] {
  if (question.kind === 'words')
    return question.words.filter((word) => numberOf(seed, `${place} ${word}`, 3) === 0)
  const asked = question.kind === 'pattern' ? question.pattern : question.data
  return Array.from({ length: numberOf(seed, `${place} ${asked}`, 5) }, (_, index) => `${asked} ${index}`)
}

function textAnswer(
  question: TextQuestion,
  troubles: readonly (Trouble & { readonly scope: TextScope })[],
  seed: number,
): TextAnswer {
  const found = new Set([
    ...(question.body ? findings(question, 'body', seed) : []),
    ...(question.attachments ? findings(question, 'attachments', seed) : []),
  ])
  return {
    found: found.size,
    examples: Array.from(found)
      .slice(0, 5)
      .map((text) => ({ path: '1', text: text.slice(0, 60) })),
    troubles: troubles.filter(
      ({ scope }) => (scope.body && question.body) || (scope.attachments && question.attachments),
    ),
  }
}

/** Content in which each of the questions was answered. */
function content(questions: readonly TextQuestion[]): fc.Arbitrary<ContentFacts> {
  return fc
    .record({
      attachments: fc.array(attachment, { maxLength: 3 }),
      kinds,
      troubles: fc.oneof(fc.constant([]), fc.array(trouble, { maxLength: 2 })),
      seed: fc.nat(1_000_000),
    })
    .map(({ attachments, kinds: messageKinds, troubles, seed }) => ({
      kinds: messageKinds,
      attachments,
      parts: attachments.length + 1,
      troubles,
      answers: new Map(
        questions.map((question) => [questionKey(question), textAnswer(question, troubles, seed)]),
      ),
    }))
}

const offers = fc.constantFrom('verified' as const, 'offered' as const, 'none' as const, 'unknown' as const)

/**
 * Facts with everything gathered that `questions` and the other needs ask for. A mail without an author whom anybody can
 * read is refused before any policy sees it.
 */
export function arbitraryFacts(questions: readonly TextQuestion[]): fc.Arbitrary<Facts> {
  return fc
    .record({
      header: fc.oneof({ weight: 3, arbitrary: usualHeader }, hostileHeader),
      rcptTo: fc.array(address, { maxLength: 3 }),
      mailFrom: fc.oneof(fc.constant(''), address),
      size: fc.constantFrom(0, 500, 1_048_576, 30_000_000),
      at: fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }),
      listener: fc.constantFrom('test', 'exchange', 'scanners'),
      content: content(questions),
      tls: fc.tuple(offers, offers),
      writtenTo: fc.uniqueArray(address, { maxLength: 4 }),
    })
    .map(({ header, rcptTo, mailFrom, size, at, listener, content: inspected, tls, writtenTo }) => {
      const facts = factsOf({ rcptTo, mailFrom })
      return {
        ...facts,
        mail: readMail(Buffer.from(header), { headerFields: 1_000, addresses: 1_000 }),
        at,
        size,
        client: { ...facts.client, listener },
        content: inspected,
        tls: new Map([
          ['rival.example', tls[0]],
          ['example.com', tls[1]],
        ]),
        writtenTo: new Set(writtenTo),
      }
    })
    .filter(({ mail }) => mail.from.some(({ kind }) => kind === 'mailbox'))
}
