/** Words or a pattern in the text of a mail: in its body, in the text of its files, or in both. */

import { z } from 'zod'

import type { TextQuestion } from '../../inspect/content-facts.ts'
import { conditionContentTexts } from '../../text/condition-content.ts'
import { cannotTell } from '../answer.ts'
import { boundsFaults, boundsImply } from '../bounds.ts'
import { defineCondition } from '../condition.ts'
import { countBounds, name } from '../setting-values.ts'
import {
  answerOfQuestions,
  keysOf,
  placeNarrows,
  scopeOf,
  textPlace,
  unsupportedFiles,
} from '../text-question.ts'
import { patternFaults, usesOfWords, wordsNarrow, wordsOf, wordsSetting } from '../text-test.ts'
import type { World } from '../world.ts'

const schema = z.strictObject({
  words: wordsSetting.optional(),
  matches: name.optional(),
  in: textPlace,
  /** Of distinct words, or distinct texts that match. */
  count: countBounds.default({ atLeast: 1 }),
  unsupported: unsupportedFiles,
})

export type TextSettings = z.infer<typeof schema>

function questionOf(settings: TextSettings, world: Pick<World, 'lists'>): TextQuestion {
  const scope = scopeOf(settings.in)
  if (settings.matches !== undefined)
    return { ...scope, kind: 'pattern', pattern: settings.matches, ignoreCase: false }
  return { ...scope, kind: 'words', words: wordsOf(settings.words ?? [], world).words }
}

export const text = defineCondition<TextSettings>({
  kind: 'text',
  schema,
  describe: (settings, language) => conditionContentTexts[language].text(settings),
  examples: [
    { words: ['社外秘', 'internal use only'] },
    { words: { list: 'secret' }, in: 'anywhere' },
    { words: { list: 'secret' }, in: 'attachments', count: { atLeast: 3 }, unsupported: 'ignore' },
    { matches: 'P-[0-9]{6}' },
  ],
  needs: () => ['content'],
  questions: (settings, world) => [questionOf(settings, world)],
  uses: ({ words }) => usesOfWords(words, ['words']),
  faults: ({ words, matches, count }) =>
    (words === undefined) === (matches === undefined)
      ? [{ path: [], kind: 'one-of', detail: 'words, matches' }]
      : [...patternFaults(matches, ['matches']), ...boundsFaults(count, ['count'])],
  prepare: (settings, world) => {
    const { unknown } = wordsOf(settings.words ?? [], world)
    if (unknown.length > 0) return () => cannotTell(...unknown)
    const keys = keysOf([questionOf(settings, world)])
    return ({ content }) => answerOfQuestions(content, keys, settings.count, settings.unsupported)
  },
  implies: (settings, other) => {
    const isSame =
      settings.matches === undefined
        ? wordsNarrow(settings.words, other.words) && wordsNarrow(other.words, settings.words)
        : settings.matches === other.matches
    if (isSame && settings.in === other.in)
      return (
        boundsImply(settings.count, other.count) &&
        (settings.unsupported === other.unsupported ||
          other.unsupported === 'ignore' ||
          settings.count.atMost === undefined)
      )
    // More words and more places find as much and more.
    return (
      (isSame || wordsNarrow(settings.words, other.words)) &&
      placeNarrows(settings.in, other.in) &&
      other.count.atMost === undefined &&
      boundsImply(settings.count, other.count)
    )
  },
})
