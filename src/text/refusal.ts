/**
 * SMTP text of a refusal: in ASCII English for every client, and in Japanese for those that read UTF-8. Each text begins
 * with the decision id.
 */

import type { Ambiguity } from '../mail/mail.ts'
import type { RejectReason } from '../people/verdict.ts'
import type { PolicyReason, PolicyRefusal } from '../policy/decision.ts'
import type { InBothLanguages } from './language.ts'
import { englishRefusals } from './refusal-en.ts'
import { japaneseRefusals } from './refusal-ja.ts'

/** Each takes the decision id first. `longest`: octets in which what to do must stand at the end, whatever was found. */
export interface RefusalTexts {
  readonly noSupervisor: (
    id: string,
    sender: string,
    reason: RejectReason,
    wouldDo: readonly string[],
  ) => string
  /** A list or shared mailbox stood where a supervisor was looked for. */
  readonly doesNotCount: (id: string, addresses: readonly string[]) => string
  /** What the sender may take for a supervisor's address stood there. */
  readonly cannotBeRead: (id: string, texts: readonly string[]) => string
  readonly ambiguous: (id: string, ambiguities: readonly Ambiguity[]) => string
  readonly loop: (id: string) => string
  readonly foreignTenant: (id: string) => string
  /** A policy of the administrator refused it; his own words take the place of ours. */
  readonly byPolicy: (id: string, refusal: PolicyRefusal, longest: number) => string
  /** A policy cannot tell now. */
  readonly cannotTell: (
    id: string,
    policy: string,
    reasons: readonly PolicyReason[],
    longest: number,
  ) => string
  /** A mail may not pass in an emergency while the person who must hear of it cannot be told. */
  readonly notTold: (id: string) => string
}

const rejectReasons: Readonly<Record<RejectReason, true>> = {
  'sender-unknown': true,
  'no-pattern': true,
  'no-approver-exists': true,
  'no-internal-recipient': true,
  'only-self': true,
  'unrelated-unit': true,
  'no-authority': true,
}

/** Some reasons of a verdict stand in both lists; this tells those that a refusal can give. */
export function isRejectReason(reason: string): reason is RejectReason {
  return Object.hasOwn(rejectReasons, reason)
}

export const refusalTexts: InBothLanguages<RefusalTexts> = {
  en: englishRefusals,
  ja: japaneseRefusals,
}

/** What programs read and no sender does: always in ASCII English. Each takes the decision id. */
export const answerTexts = {
  /** Thrown away by a policy, on record. */
  discarded: (id: string): string => `${id} Taken`,

  /** Refusal by notice: an acceptance, and the mail goes nowhere. */
  byNotice: (id: string): string => `${id} Taken, but not sent: the sender gets a notice that says why`,

  /** A fault of ours; the log has the rest. */
  fault: (id: string): string => `${id} Nothing was sent: the gate cannot judge mail now; try again later`,

  /** The decision log cannot be written. */
  noRecord: (id: string): string =>
    `${id} Nothing was sent: the gate cannot keep its record now; try again later`,
}
