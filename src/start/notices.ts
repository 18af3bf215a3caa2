/** Makes what writes refusal notices, as the configuration says. Reads the templates once: a mistake in them stops the start. */

import { codeOf } from '../store/fault-code.ts'
import { join, resolve } from 'node:path'

import type { Config } from '../config/schema.ts'
import { readNoticeTemplates } from '../deliver/notice-templates.ts'
import { createTellOfBreakGlass, type TellOfBreakGlass } from '../gate/break-glass.ts'
import { noticeAuthor } from '../gate/notice-settings.ts'
import { createNotices, type NoticeMemory, type Notices } from '../gate/notices.ts'
import { StartFailure } from './failure.ts'
import type { StartedQueue } from './queue.ts'
import { readOrMakeSecret } from '../store/secret-file.ts'
import { serveTexts } from '../text/serve.ts'
import { templateProblemTexts } from '../text/template-problems.ts'

export interface NoticeSurroundings extends StartedQueue {
  /** Resolves once all decisions so far are on disk. */
  readonly recorded: () => Promise<void>
  readonly memory: NoticeMemory
}

/** `undefined`: refusals are replies. Throws `StartFailure`. */
export function startNotices(
  config: Config,
  folder: string,
  { queue, queueParts, recorded, memory }: NoticeSurroundings,
): Notices | undefined {
  const { refusal, language } = config
  if (refusal.by === 'reply') return undefined
  const texts = serveTexts[language]
  const ownTemplates = refusal.templates === undefined ? undefined : resolve(folder, refusal.templates)
  const reading = readNoticeTemplates(ownTemplates)
  if (reading.kind === 'problems') {
    throw new StartFailure(texts.templatesFaulty(reading.problems.map(templateProblemTexts[language])))
  }
  const secretFile = join(resolve(folder, config.spool.directory), 'notice.key')
  let secret
  try {
    secret = readOrMakeSecret(secretFile)
  } catch (fault) {
    throw new StartFailure(texts.noticeKeyFails(secretFile, codeOf(fault)))
  }
  return createNotices(
    {
      rules: refusal,
      templates: reading.templates,
      author: noticeAuthor(config),
      from: refusal.from,
      secret,
      limits: { perSenderAndHour: refusal.noticesPerSender, perMinute: refusal.noticesPerMinute },
      spool: queueParts.spool,
      routeOf: (address) => queueParts.router.destinationOf(address).name,
      wake: () => queue.wake(),
      lasts: config.queue.giveUpAfter * 1000,
      recorded,
    },
    memory,
  )
}

/** The letters of break-glass, which are written whatever `refusal.by` says. */
export function startTellOfBreakGlass(
  config: Config,
  { queue, queueParts, recorded }: NoticeSurroundings,
): TellOfBreakGlass {
  return createTellOfBreakGlass({
    author: noticeAuthor(config),
    from: config.refusal.from,
    language: config.language,
    spool: queueParts.spool,
    routeOf: (address) => queueParts.router.destinationOf(address).name,
    wake: () => queue.wake(),
    lasts: config.queue.giveUpAfter * 1000,
    recorded,
  })
}
