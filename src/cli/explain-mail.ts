/** `sekisho explain --eml`: what the gate would answer to a raw mail, and why. */

import { explainMailTexts } from '../text/explain-mail.ts'
import type { Language } from '../text/language.ts'
import { dayOf, momentOf } from './day.ts'
import { CommandFailure, exit } from './exit.ts'
import { readEnvelope, readMessage } from './given-mail.ts'
import { explainMail, type MailToExplain } from './mail-explanation.ts'
import { mailExplanationJson } from './mail-explanation-json.ts'
import { mailExplanationText } from './mail-explanation-text.ts'
import { openConfig } from './open-config.ts'
import { openFlow } from './open-flow.ts'

export interface ExplainMailOptions {
  readonly eml: string
  readonly mailFrom: string
  readonly rcpt: readonly string[]
  readonly config: string
  /** As of `policiesNamed`; `undefined`: those that are in force. */
  readonly policies: string | undefined
  readonly listener: string | undefined
  readonly login: string | undefined
  readonly date: string | undefined
  /** `HH:MM`; `undefined`: as late as it is now. */
  readonly time: string | undefined
  readonly json: boolean
}

export async function explainMailFile(options: ExplainMailOptions, language: Language): Promise<void> {
  const texts = explainMailTexts[language]
  const { config } = openConfig(options.config, language)
  const names = config.listeners.map(({ name }) => name)
  const listener = options.listener ?? names[0] ?? ''
  if (!names.includes(listener)) throw new CommandFailure(texts.noListener(listener, names))
  const envelope = readEnvelope(options, config.hostname, language)
  const message = readMessage(options.eml, language)
  const flow = await openFlow(options.config, options.policies ?? 'active', language)
  const { snapshot } = flow.world
  const { timezone } = snapshot.rules
  const day = dayOf(options.date, timezone, language)
  const mail: MailToExplain = {
    message,
    ...envelope,
    listener,
    login: options.login,
    day,
    at: momentOf(day, options.time, timezone, language),
  }
  const explained = await explainMail(mail, flow, config, language)
  const isAllowed = explained.kind === 'decided' && explained.decision.action.kind === 'deliver'
  process.exitCode = isAllowed ? exit.yes : exit.no
  process.stdout.write(
    options.json
      ? `${JSON.stringify(mailExplanationJson(explained, mail), undefined, 2)}\n`
      : mailExplanationText(explained, snapshot, language),
  )
}
