/**
 * The text announces an attachment, and there is none. What was quoted is not counted as far as can be told: lines behind `>`,
 * and all behind the mark with which mail programs begin the mail that is answered.
 */

import { z } from 'zod'

import type { TextQuestion } from '../../inspect/content-facts.ts'
import { normalText } from '../../inspect/normal-text.ts'
import { conditionContentTexts } from '../../text/condition-content.ts'
import { cannotTell, no, yes } from '../answer.ts'
import { defineCondition } from '../condition.ts'
import { contentNotGathered, hiddenFiles } from '../content-troubles.ts'
import { name, oneOrMore, onlyTrue } from '../setting-values.ts'
import { answerOfQuestions, keysOf } from '../text-question.ts'
import { compileFile, everyFile } from '../which-file.ts'

const usualWords = ['添付', '別添', 'attached', 'attachment', 'attachments', 'enclosed file']

const schema = z.union([
  onlyTrue.transform(() => ({ words: usualWords })),
  z.strictObject({ words: oneOrMore(name) }),
])

export interface MissingAttachmentSettings {
  readonly words: readonly string[]
}

/**
 * Lines of one's own or of a quotation behind `>`, up to the first that begins with `--`, `__`, `From:` or `差出人`; the linear
 * engine has no look-ahead, so that lines are told apart by their first characters.
 */
const linesBefore =
  '(?:(?:[^-_F差\\n][^\\n]*|-(?:[^-\\n][^\\n]*)?|_(?:[^_\\n][^\\n]*)?|F(?:[^r\\n][^\\n]*)?|差(?:[^出\\n][^\\n]*)?)?\\n)*'
const special = /[\\^$.*+?()[\]{}|]/g

/** A word in letters that are written with spaces stands alone, as everywhere. */
function wordPattern(word: string): string {
  const normal = normalText(word).trim()
  const escaped = normal.replace(special, '\\$&').replaceAll(' ', '\\s')
  return `${/^\w/.test(normal) ? '\\b' : ''}${escaped}${/\w$/.test(normal) ? '\\b' : ''}`
}

function questionOf({ words }: MissingAttachmentSettings): TextQuestion {
  const anyWord = words.map(wordPattern).join('|')
  return {
    body: true,
    attachments: false,
    kind: 'pattern',
    pattern: `\\A${linesBefore}(?:[^>\\n][^\\n]*?)??(?:${anyWord})`,
    ignoreCase: true,
  }
}

export const missingAttachment = defineCondition<MissingAttachmentSettings>({
  kind: 'missingAttachment',
  schema,
  describe: (settings, language) =>
    conditionContentTexts[language].missingAttachment(settings, settings.words === usualWords),
  examples: [true, { words: ['添付', '同封', 'attached'] }],
  needs: () => ['content'],
  questions: (settings) => [questionOf(settings)],
  prepare: (settings) => {
    const keys = keysOf([questionOf(settings)])
    const isFile = compileFile({ ...everyFile, in: 'mail' })
    return ({ content }) => {
      if (content === undefined) return contentNotGathered
      if (content.attachments.some((file) => isFile(file) === 'yes')) return no
      const announced = answerOfQuestions(content, keys, { atLeast: 1 }, 'cannot-tell')
      if (announced.answer !== 'yes') return announced
      const hidden = hiddenFiles(content, 'mail')
      return hidden.length === 0 ? yes(...announced.evidence) : cannotTell(...hidden)
    }
  },
  implies: (settings, other) => settings.words.join('\n') === other.words.join('\n'),
})
