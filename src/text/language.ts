/** Every text for people exists in both languages, side by side in one file for each subject. */

export type Language = 'en' | 'ja'

/** One subject's texts: the compiler names every sentence that one language lacks. */
export type InBothLanguages<Texts> = Readonly<Record<Language, Texts>>

/** The language of a locale name such as `ja_JP.UTF-8`; English for all that is not Japanese. */
export function languageOfLocale(locale: string | undefined): Language {
  return locale !== undefined && /^ja([_.-]|$)/i.test(locale) ? 'ja' : 'en'
}
