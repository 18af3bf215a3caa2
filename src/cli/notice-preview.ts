/** `sekisho notice preview`: what the sender of a refused mail would read, made by the code of the gate itself. */

import { resolve } from 'node:path'

import { viewNotice, writeNotice } from '../deliver/notice-letter.ts'
import { readNoticeTemplates, type NoticeTemplates } from '../deliver/notice-templates.ts'
import { noticeFor } from '../gate/notice-for.ts'
import { noticeAuthor } from '../gate/notice-settings.ts'
import { contentOf } from '../mail/content-of.ts'
import { readMail } from '../mail/read-mail.ts'
import { dayIn } from '../policy/day.ts'
import { noticeHelp } from '../text/cli-notice.ts'
import type { Language } from '../text/language.ts'
import { templateProblemTexts } from '../text/template-problems.ts'

import { CommandFailure, exit } from './exit.ts'
import { readEnvelope, readMessage } from './given-mail.ts'
import { explainMail } from './mail-explanation.ts'
import { openConfig } from './open-config.ts'
import { openFlow } from './open-flow.ts'

export interface NoticePreviewOptions {
  readonly config: string
  readonly eml: string
  readonly mailFrom: string
  readonly rcpt: readonly string[]
  readonly format: 'text' | 'html' | 'mail'
}

export async function previewNotice(options: NoticePreviewOptions, language: Language): Promise<void> {
  const texts = noticeHelp[language].preview
  const { config, folder } = openConfig(options.config, language)
  const templates = openTemplates(config.refusal.templates, folder, language)
  const { from, recipients } = readEnvelope(options, config.hostname, language)
  const message = readMessage(options.eml, language)
  const flow = await openFlow(options.config, 'active', language)
  const { snapshot } = flow.world
  const explained = await explainMail(
    {
      message,
      from,
      recipients,
      listener: config.listeners[0]?.name ?? '',
      login: undefined,
      day: dayIn(snapshot.rules.timezone, Date.now()),
      at: Date.now(),
    },
    flow,
    config,
    language,
  )
  if (explained.kind === 'over-bound') {
    sayNone(texts.tooLarge)
    return
  }
  const mail = readMail(contentOf(message).header, config.limits)
  const envelope = {
    from,
    recipients: recipients.map((address) => ({ address })),
    smtputf8: true,
    eightBit: true,
  }
  const answer = noticeFor(envelope, mail, explained.decision, snapshot, config.refusal)
  if (answer.kind === 'none') {
    sayNone(texts.none[answer.why])
    return
  }
  const { notice } = answer
  if (config.refusal.by === 'reply') process.stderr.write(`${texts.byReply}\n`)
  const { subject, text, html } = viewNotice(notice, templates)
  if (options.format === 'html') process.stdout.write(html)
  else if (options.format === 'mail') {
    process.stdout.write(await writeNotice(notice, templates, noticeAuthor(config), 'preview'))
  } else {
    const head = texts.head(notice.recipient.address, notice.language)
    process.stdout.write(`${head}\n${texts.subject}${subject}\n\n${text}`)
  }
}

function sayNone(words: string): void {
  process.exitCode = exit.no
  process.stdout.write(`${words}\n`)
}

function openTemplates(setting: string | undefined, folder: string, language: Language): NoticeTemplates {
  const reading = readNoticeTemplates(setting === undefined ? undefined : resolve(folder, setting))
  if (reading.kind === 'templates') return reading.templates
  const { problems } = reading
  const head = noticeHelp[language].preview.templatesFaulty(problems.length)
  throw new CommandFailure([head, ...problems.map(templateProblemTexts[language])].join('\n'))
}
