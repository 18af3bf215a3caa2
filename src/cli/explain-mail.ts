/** `sekisho explain --eml`: what the gate would answer to a raw mail, and why. */

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { canonicalAddress } from '../mail/address.ts'
import { cliTexts } from '../text/cli.ts'
import { explainMailTexts } from '../text/explain-mail.ts'
import type { Language } from '../text/language.ts'
import { dayOf } from './day.ts'
import { CommandFailure, exit } from './exit.ts'
import { explainMail, type MailToExplain } from './mail-explanation.ts'
import { mailExplanationJson } from './mail-explanation-json.ts'
import { mailExplanationText } from './mail-explanation-text.ts'
import { openConfig } from './open-config.ts'
import { openOrganization } from './organization.ts'

export interface ExplainMailOptions {
  readonly eml: string
  readonly mailFrom: string
  readonly rcpt: readonly string[]
  readonly config: string
  readonly listener: string | undefined
  readonly login: string | undefined
  readonly date: string | undefined
  readonly json: boolean
}

/** A file without any CRLF is one of a system whose lines end in LF; on the wire they end in CRLF. */
export function withWireLineEnds(bytes: Buffer): Buffer {
  if (bytes.includes('\r\n')) return bytes
  return Buffer.from(bytes.toString('latin1').replaceAll('\n', '\r\n'), 'latin1')
}

function readMessage(file: string, language: Language): Buffer {
  try {
    return withWireLineEnds(readFileSync(file))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new CommandFailure(cliTexts[language].cannotRead(file, code))
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

export async function explainMailFile(options: ExplainMailOptions, language: Language): Promise<void> {
  const texts = explainMailTexts[language]
  const { config, folder } = openConfig(options.config, language)
  const names = config.listeners.map(({ name }) => name)
  const listener = options.listener ?? names[0] ?? ''
  if (!names.includes(listener)) throw new CommandFailure(texts.noListener(listener, names))
  if (options.rcpt.length === 0) throw new CommandFailure(texts.noRecipients)
  const message = readMessage(options.eml, language)
  const snapshot = await openOrganization(resolve(folder, config.organization), language)
  const mail: MailToExplain = {
    message,
    from:
      withoutBrackets(options.mailFrom) === ''
        ? ''
        : envelopeAddress(options.mailFrom, config.hostname, language),
    recipients: options.rcpt.map((address) => envelopeAddress(address, config.hostname, language)),
    listener,
    login: options.login,
    day: dayOf(options.date, snapshot.rules.timezone, language),
  }
  const explained = explainMail(mail, snapshot, config)
  const isAllowed = explained.kind === 'decided' && explained.decision.action.kind === 'deliver'
  process.exitCode = isAllowed ? exit.yes : exit.no
  process.stdout.write(
    options.json
      ? `${JSON.stringify(mailExplanationJson(explained, mail), undefined, 2)}\n`
      : mailExplanationText(explained, snapshot, language),
  )
}
