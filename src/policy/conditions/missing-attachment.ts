/** The author announces an attachment, and there is none. What he quotes does not count, as far as can be told. */

import { z } from 'zod'

import type { TextQuestion } from '../../inspect/content-facts.ts'
import { conditionContentTexts } from '../../text/condition-content.ts'
import { cannotTell, no, yes } from '../answer.ts'
import { defineCondition } from '../condition.ts'
import { contentNotGathered, hiddenFiles } from '../content-troubles.ts'
import { name, oneOrMore, onlyTrue } from '../setting-values.ts'
import { answerOfQuestions, keysOf } from '../text-question.ts'
import { compileFile, everyFile } from '../which-file.ts'

/** "I send" says nothing about a file; "I send the documents" does. */
const sendings = ['資料', '書類', 'ファイル'].flatMap((what) =>
  [
    'をお送りします',
    'をお送りいたします',
    'をお送り致します',
    'を送付します',
    'を送付いたします',
    'を送付致します',
  ].map((sending) => what + sending),
)
const usualWords = ['添付', '同封', '別添', '別紙', ...sendings].concat(
  ['attached', 'attaching', 'attachment', 'attachments'],
  ['enclosed file', 'enclosed files', 'please find enclosed', 'enclosed please find'],
)

const schema = z.union([
  onlyTrue.transform(() => ({ words: usualWords })),
  z.strictObject({ words: oneOrMore(name) }),
])

export interface MissingAttachmentSettings {
  readonly words: readonly string[]
}

function questionOf({ words }: MissingAttachmentSettings): TextQuestion {
  return { body: true, attachments: false, kind: 'words', words, own: true }
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
  implies: (settings, other) => settings.words.every((word) => other.words.includes(word)),
})
