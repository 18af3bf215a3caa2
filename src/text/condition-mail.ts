/** Conditions on a mail as a whole in words: its size, how and when it came in. */

import type { Bounds } from '../policy/setting-values.ts'
import { conditionWords } from './condition-words.ts'
import type { InBothLanguages } from './language.ts'

interface ConditionMailTexts {
  readonly size: (bounds: Bounds) => string
  readonly listener: (names: readonly string[]) => string
}

const english = conditionWords.en
const japanese = conditionWords.ja

export const conditionMailTexts: InBothLanguages<ConditionMailTexts> = {
  en: {
    size: (bounds) => `the mail has a size of ${english.octets(bounds)}`,
    listener: (names) => `it came in at the listener ${english.words(names)}`,
  },
  ja: {
    size: (bounds) => `メールのサイズが ${japanese.octets(bounds)}である`,
    listener: (names) => `受け口${japanese.words(names)}に届いた`,
  },
}
