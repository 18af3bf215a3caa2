/** Which language a sender reads: what he writes, then what his mail program says, then how his name is written. */

import { canonicalAddress } from '../mail/address.ts'
import type { Mail } from '../mail/mail.ts'
import { looksJapanese, writtenLanguage } from '../mail/written-language.ts'
import { holderOf } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import type { Snapshot } from '../people/snapshot.ts'
import type { Language } from '../text/language.ts'

/** Whose address it is; `undefined`: nobody's, or a mailbox. */
export function personAt({ directory, people }: Snapshot, address: string): Person | undefined {
  const holder = holderOf(directory, address)
  return holder === undefined || holder < 0 ? undefined : people.at(holder)
}

/** `undefined`: nothing says. */
export function senderLanguage(mail: Mail, person: Person | undefined): Language | undefined {
  return writtenLanguage(mail) ?? (person !== undefined && looksJapanese(person.name) ? 'ja' : undefined)
}

/** What the configuration says of languages: `refusal.language`, and `language` of the gate. */
export interface ReplyLanguageRule {
  readonly refusal: Language | 'sender'
  readonly gate: Language
}

/** In which languages a refusal speaks, in this order. */
export type ReplyLanguages = readonly ['en'] | readonly ['en', 'ja']

const english: ReplyLanguages = ['en']
const englishAndJapanese: ReplyLanguages = ['en', 'ja']

/**
 * English always; Japanese too where the sender reads it and the client takes UTF-8 in replies (RFC 6531 section 3.7.4).
 * @param takesUtf8 the client gave SMTPUTF8 with MAIL
 * @param from envelope sender
 */
export function replyLanguages(
  rule: ReplyLanguageRule,
  takesUtf8: boolean,
  from: string,
  mail: Mail,
  snapshot: Snapshot,
): ReplyLanguages {
  if (!takesUtf8 || rule.refusal === 'en') return english
  if (rule.refusal === 'ja' || rule.gate === 'ja') return englishAndJapanese
  const address = canonicalAddress(from)
  const person = address === undefined ? undefined : personAt(snapshot, address)
  return senderLanguage(mail, person) === 'ja' ? englishAndJapanese : english
}
