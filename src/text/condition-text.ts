/** Conditions on words and patterns in words: subject, fields, the text of a mail. */

import type { HeaderSettings } from '../policy/conditions/header.ts'
import type { SubjectSettings } from '../policy/conditions/subject.ts'
import type { WordsSetting } from '../policy/text-test.ts'
import { conditionWords } from './condition-words.ts'
import { fieldName } from './field-name.ts'
import type { InBothLanguages } from './language.ts'

interface ConditionTextTexts {
  readonly subject: (settings: SubjectSettings) => string
  readonly header: (settings: HeaderSettings) => string
}

const english = conditionWords.en
const japanese = conditionWords.ja

/** As programs write it: `X-Mailer`. */
function englishWords(words: WordsSetting): string {
  return 'list' in words ? `a word of ${english.lists(words.list)}` : english.words(words)
}

function japaneseWords(words: WordsSetting): string {
  return 'list' in words ? `${japanese.lists(words.list)}の語` : japanese.words(words)
}

export const conditionTextTexts: InBothLanguages<ConditionTextTexts> = {
  en: {
    subject: ({ words, matches, blank }) => {
      if (blank === true) return 'the subject is blank'
      return words === undefined
        ? `the subject matches the pattern “${matches ?? ''}”`
        : `the subject has ${englishWords(words)}`
    },
    header: ({ field, words, matches, present }) => {
      const name = fieldName(field)
      if (present !== undefined) return present ? `there is a ${name} field` : `there is no ${name} field`
      return words === undefined
        ? `the field ${name} matches the pattern “${matches ?? ''}”`
        : `the field ${name} has ${englishWords(words)}`
    },
  },
  ja: {
    subject: ({ words, matches, blank }) => {
      if (blank === true) return '件名が空である'
      return words === undefined
        ? `件名が正規表現「${matches ?? ''}」に一致する`
        : `件名に${japaneseWords(words)}を含む`
    },
    header: ({ field, words, matches, present }) => {
      const name = fieldName(field)
      if (present !== undefined) return `${name} ヘッダが${present ? 'ある' : 'ない'}`
      return words === undefined
        ? `${name} ヘッダが正規表現「${matches ?? ''}」に一致する`
        : `${name} ヘッダに${japaneseWords(words)}を含む`
    },
  },
}
