/** A raw mail as a person hands it to a command: the file of the message, and the addresses of its envelope. */

import { codeOf } from '../store/fault-code.ts'
import { readFileSync } from 'node:fs'
import { canonicalAddress } from '../mail/address.ts'
import { withWireLineEnds } from '../mail/wire-line-ends.ts'
import { cliTexts } from '../text/cli.ts'
import { explainMailTexts } from '../text/explain-mail.ts'
import type { Language } from '../text/language.ts'
import { CommandFailure } from './exit.ts'

export function readMessage(file: string, language: Language): Buffer {
  try {
    return withWireLineEnds(readFileSync(file))
  } catch (error) {
    throw new CommandFailure(cliTexts[language].cannotRead(file, codeOf(error)))
  }
}

/** `<a@example.com>` as `a@example.com`: both are usual for an envelope address. */
function withoutBrackets(address: string): string {
  return address.startsWith('<') && address.endsWith('>') ? address.slice(1, -1) : address
}

/** As the gate takes it at MAIL and RCPT: what it answers with 501 there is no mail that could be judged. */
function envelopeAddress(given: string, hostname: string, language: Language): string {
  const bare = withoutBrackets(given)
  const address = bare.toLowerCase() === 'postmaster' ? `${bare}@${hostname}` : bare
  if (canonicalAddress(address) !== undefined) return address
  throw new CommandFailure(explainMailTexts[language].noEnvelopeAddress(given))
}

/** Sender and recipients of the envelope; `from` is `''` for the null sender. There is at least one recipient. */
export function readEnvelope(
  { mailFrom, rcpt }: { readonly mailFrom: string; readonly rcpt: readonly string[] },
  hostname: string,
  language: Language,
): { readonly from: string; readonly recipients: readonly string[] } {
  if (rcpt.length === 0) throw new CommandFailure(explainMailTexts[language].noRecipients)
  return {
    from: withoutBrackets(mailFrom) === '' ? '' : envelopeAddress(mailFrom, hostname, language),
    recipients: rcpt.map((address) => envelopeAddress(address, hostname, language)),
  }
}
