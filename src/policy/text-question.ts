/** What conditions on text ask of the inspection, and what follows from its answers. */

import { z } from 'zod'

import {
  questionKey,
  type ContentFacts,
  type TextQuestion,
  type TextScope,
} from '../inspect/content-facts.ts'
import { cannotTell, no, yes, type Answer, type Evidence } from './answer.ts'
import { within } from './bounds.ts'
import { contentNotGathered, isWithoutText, troubled } from './content-troubles.ts'
import type { Bounds } from './setting-values.ts'

/** `body`: what a reader of the mail sees, and what is hidden there. `attachments`: the text of files. */
export type TextPlace = 'body' | 'attachments' | 'anywhere'

export const textPlace = z.enum(['body', 'attachments', 'anywhere']).default('body')

/** `ignore`: files of formats that are not read count as without text. */
export const unsupportedFiles = z.enum(['cannot-tell', 'ignore']).default('cannot-tell')

export function scopeOf(place: TextPlace): TextScope {
  return { body: place !== 'attachments', attachments: place !== 'body' }
}

/** Every place that `one` looks at is looked at by `other`. */
export function placeNarrows(one: TextPlace, other: TextPlace): boolean {
  return other === 'anywhere' || one === other
}

const mostExamples = 5

/**
 * How much the questions found together, within bounds. With less found than asked for, whatever could not be searched leaves
 * it open.
 */
export function answerOfQuestions(
  content: ContentFacts | undefined,
  keys: readonly string[],
  bounds: Bounds,
  unsupported: 'cannot-tell' | 'ignore',
): Answer {
  if (content === undefined) return contentNotGathered
  let found = 0
  const evidence: Evidence[] = []
  const troubles = []
  for (const key of keys) {
    const answer = content.answers.get(key)
    if (answer === undefined) return cannotTell({ kind: 'not-recorded', detail: 'text' })
    found += answer.found
    for (const { path, text } of answer.examples)
      if (evidence.length < mostExamples) evidence.push({ kind: 'text', path, text })
    for (const trouble of answer.troubles) {
      if (trouble.kind === 'unsupported' && (unsupported === 'ignore' || isWithoutText(content, trouble)))
        continue
      troubles.push(trouble)
    }
  }
  switch (within(bounds, { least: found, most: troubles.length === 0 ? found : Number.POSITIVE_INFINITY })) {
    case 'yes':
      return yes({ kind: 'count', count: found }, ...evidence)
    case 'no':
      return no
    case 'perhaps':
      return cannotTell(...troubled(troubles))
  }
}

export function keysOf(questions: readonly TextQuestion[]): readonly string[] {
  return questions.map(questionKey)
}
