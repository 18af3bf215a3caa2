/** The SMTP answer as a function of the decision. Used by the gate and by `explain --eml`. */

import type { Mail } from '../mail/mail.ts'
import { printable } from '../mail/printable.ts'
import type { Reply } from '../mail/reply.ts'
import type { Snapshot } from '../people/snapshot.ts'
import type { Action, IdentityVerdict, Refusal } from '../policy/decision.ts'
import type { Language } from '../text/language.ts'
import { headOf, linesOf } from '../text/octets.ts'
import { answerTexts, isRejectReason, refusalTexts } from '../text/refusal.ts'

import { notCountedAddresses, unreadableTexts } from './not-counted.ts'
import type { ReplyLanguages } from './sender-language.ts'

/** As long as a line may be without being broken in two: 512 octets (RFC 5321 section 4.5.3.1.5) less the codes. */
const longestLine = 490

/**
 * Octets of one text. English is one line, as many bounces show no other. Japanese has room for the longest text of a policy;
 * its lines end at a pause where there is one behind their half, so they are six at most.
 */
const longestText: Readonly<Record<Language, number>> = { en: longestLine, ja: 1_400 }

const addressesNamed = 3
const plainText = /^[ -~]*$/
const notPlain = /[^\x20-\x7e]/g
const lineEnds = /[\r\n\t]+/g

/** Lines of further policies' refusals: the sender shall not learn of them one by one. */
const furtherLines = 4

type RefuseAction = Extract<Action, { kind: 'refuse' }>
type TempfailAction = Extract<Action, { kind: 'tempfail' }>

/** Why the mail is refused, what to do next, and whom to add: in ASCII English, then in Japanese where that is asked for. */
export function refusalReply(
  id: string,
  { refusal, also = [] }: RefuseAction,
  mail: Mail,
  snapshot: Snapshot,
  languages: ReplyLanguages,
): Reply {
  const [code, enhanced] = codes[refusal.kind]
  return said(code, enhanced, languages, (language) => [
    ...refusalLines(language, id, refusal, mail, snapshot, longestText[language]),
    ...also
      .slice(0, furtherLines)
      .flatMap((each) => refusalLines(language, id, each, mail, snapshot, longestLine).slice(0, 1)),
  ])
}

const codes: Readonly<Record<Refusal['kind'], readonly [code: number, enhanced: string]>> = {
  ambiguous: [554, '5.6.0'],
  loop: [554, '5.4.6'],
  'foreign-tenant': [550, '5.7.1'],
  'no-supervisor': [550, '5.7.1'],
  policy: [550, '5.7.1'],
}

function refusalLines(
  language: Language,
  id: string,
  refusal: Refusal,
  mail: Mail,
  snapshot: Snapshot,
  longest: number,
): readonly string[] {
  const texts = refusalTexts[language]
  switch (refusal.kind) {
    case 'ambiguous':
      return [texts.ambiguous(id, refusal.ambiguities)]
    case 'loop':
      return [texts.loop(id)]
    case 'foreign-tenant':
      return [texts.foreignTenant(id)]
    case 'no-supervisor':
      return noSupervisorLines(language, id, refusal.identity, mail, snapshot, longest)
    case 'policy':
      return [texts.byPolicy(id, refusal, longest)]
  }
}

/** A policy cannot tell now: the sender's server keeps the mail and tries again. */
export function tempfailReply(
  id: string,
  { policy, reasons }: Pick<TempfailAction, 'policy' | 'reasons'>,
  languages: ReplyLanguages,
): Reply {
  return said(451, '4.7.1', languages, (language) => [
    refusalTexts[language].cannotTell(id, policy, reasons, longestText[language]),
  ])
}

export function notToldReply(id: string, languages: ReplyLanguages): Reply {
  return said(451, '4.3.0', languages, (language) => [refusalTexts[language].notTold(id)])
}

export function discardedReply(id: string): Reply {
  return bounded(250, '2.0.0', [answerTexts.discarded(id)])
}

/** The notice about the mail lies in the spool; it takes the place of the refusal. */
export function noticeReply(id: string): Reply {
  return bounded(250, '2.0.0', [answerTexts.byNotice(id)])
}

export function faultReply(id: string): Reply {
  return bounded(451, '4.3.0', [answerTexts.fault(id)])
}

export function noRecordReply(id: string): Reply {
  return bounded(451, '4.3.0', [answerTexts.noRecord(id)])
}

/** Lines that fit, in printable ASCII; for words of others too. */
export function bounded(code: number, enhanced: string, lines: readonly string[]): Reply {
  return { code, enhanced, lines: lines.map(inAscii) }
}

function said(
  code: number,
  enhanced: string,
  languages: ReplyLanguages,
  texts: (language: Language) => readonly string[],
): Reply {
  const lines = languages.flatMap((language) =>
    texts(language).flatMap((text) => (language === 'en' ? inAscii(text) : inUtf8(text))),
  )
  return { code, enhanced, lines }
}

function inAscii(text: string): string {
  if (text.length <= longestLine && plainText.test(text)) return text
  return text.replace(lineEnds, ' ').replace(notPlain, '?').slice(0, longestLine)
}

function inUtf8(text: string): readonly string[] {
  return linesOf(headOf(printable(text, longestText.ja), longestText.ja), longestLine)
}

function noSupervisorLines(
  language: Language,
  id: string,
  { address, verdict, candidates }: IdentityVerdict,
  mail: Mail,
  snapshot: Snapshot,
  longest: number,
): readonly string[] {
  const { reason } = verdict
  if (!isRejectReason(reason)) throw new Error('a refusal without a reason to refuse')
  const texts = refusalTexts[language]
  const nameable = candidates
    .map((candidate) => candidate.address)
    .filter((each) => language === 'ja' || each.search(notPlain) === -1)
  let named = nameable.slice(0, addressesNamed)
  let first = texts.noSupervisor(id, address, reason, named)
  while (Buffer.byteLength(first) > longest && named.length > 0) {
    named = named.slice(0, -1)
    first = texts.noSupervisor(id, address, reason, named)
  }
  const nobodys = notCountedAddresses(mail, snapshot)
  const unreadable = unreadableTexts(mail)
  return [
    first,
    ...(unreadable.length > 0 ? [texts.cannotBeRead(id, unreadable.slice(0, addressesNamed))] : []),
    ...(nobodys.length > 0 ? [texts.doesNotCount(id, nobodys.slice(0, addressesNamed))] : []),
  ]
}
