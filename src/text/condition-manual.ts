/** The manual of the conditions: what each is for, and what each of its settings means. `docs/conditions.md` is made of it. */

import { englishManual } from './condition-manual-en.ts'
import { japaneseManual } from './condition-manual-ja.ts'
import type { InBothLanguages } from './language.ts'

export interface ConditionManual {
  /** What it asks, when it cannot tell, and what to beware of. */
  readonly about: string
  /** By key; empty where the settings are one value, which `about` explains. */
  readonly settings: Readonly<Record<string, string>>
}

/** By kind. */
export const conditionManual: InBothLanguages<Readonly<Record<string, ConditionManual>>> = {
  en: englishManual,
  ja: japaneseManual,
}
