/** `sekisho decisions review`: break-glass passes that somebody has to look at, and the note that somebody has. */

import { z } from 'zod'

import { decisionObject } from '../store/decision-export.ts'
import { noteReview, reviewsIn, type Review } from '../store/decision-reviews.ts'
import type { FoundDecision } from '../store/recorded-decision.ts'
import { cliDecisionsTexts } from '../text/cli-decisions.ts'
import type { Language } from '../text/language.ts'

import { decisionsOf, logFolder } from './decision-log-access.ts'
import { decisionLines } from './decision-page.ts'
import { exit } from './exit.ts'
import { clockOf, momentOf } from './moment.ts'
import { harmless } from './harmless.ts'
import { loginName } from './login-name.ts'

export interface ReviewOptions {
  readonly config: string
  readonly since: string
  readonly all?: true
  readonly done?: string
  readonly by?: string
  readonly note?: string
  readonly json?: true
}

const breakGlassSchema = z.array(z.looseObject({ policy: z.string(), tell: z.array(z.string()).default([]) }))

export async function reviewPasses(options: ReviewOptions, language: Language): Promise<void> {
  const directory = logFolder(options.config, language)
  await (options.done === undefined
    ? list(directory, options, language)
    : note(directory, options.done, options, language))
}

async function list(directory: string, options: ReviewOptions, language: Language): Promise<void> {
  const texts = cliDecisionsTexts[language]
  const reviews = await reviewsIn(directory)
  const since = momentOf(options.since, 'begin', language)
  let open = 0
  let first = ''
  for await (const found of decisionsOf(directory, { since, breakGlass: true }, language)) {
    const review = reviews.get(found.record.id)
    if (review === undefined) {
      open += 1
      first = found.record.id
    } else if (options.all !== true) {
      continue
    }
    const text = options.json
      ? JSON.stringify({ ...decisionObject(found), review })
      : passLines(found, review, language).join('\n')
    process.stdout.write(`${text}\n`)
  }
  if (open > 0) process.exitCode = exit.no
  if (options.json) return
  const lines = open === 0 ? [texts.nothingToReview] : [texts.toReview(open), texts.howToReview(first)]
  process.stdout.write(`${lines.join('\n')}\n`)
}

function passLines(found: FoundDecision, review: Review | undefined, language: Language): readonly string[] {
  const texts = cliDecisionsTexts[language]
  const { data = [] } = breakGlassSchema.safeParse(found.record['breakGlass'])
  return [
    ...decisionLines(found, language),
    ...data.map(({ policy, tell }) => `  ${policy} (${texts.tells(tell)})`),
    ...(review === undefined
      ? []
      : [
          `  ${texts.reviewedBy(harmless(review.by), clockOf(Date.parse(review.at)), harmless(review.note))}`,
        ]),
  ]
}

async function note(
  directory: string,
  id: string,
  options: ReviewOptions,
  language: Language,
): Promise<void> {
  const texts = cliDecisionsTexts[language]
  const passes = decisionsOf(directory, { id, breakGlass: true }, language)
  const { done } = await passes.next()
  await passes.return(undefined)
  if (done === true) {
    process.stderr.write(`sekisho: ${texts.isNoPass(id)}\n`)
    process.exitCode = exit.no
    return
  }
  const { by = loginName(), note: found = '' } = options
  await noteReview(directory, { id, at: new Date().toISOString(), by, note: found })
  process.stdout.write(`${texts.reviewed(id)}\n`)
}
