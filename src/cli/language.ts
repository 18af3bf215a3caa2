/** In which language the terminal speaks. */

import type { Command } from 'commander'
import { type Language, languageOfLocale } from '../text/language.ts'

/**
 * The language of `--language`, wherever it stands, else of the locale (LC_ALL, LC_MESSAGES, LANG, in this
 * order). Read before the arguments are parsed, because the help and the usage errors need it.
 */
export function languageOfTerminal(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  const place = words.findIndex((word) => word === '--language' || word.startsWith('--language='))
  const asked = words[place]?.includes('=') ? words[place].slice('--language='.length) : words[place + 1]
  if (place >= 0 && (asked === 'en' || asked === 'ja')) return asked
  const locale = [environment['LC_ALL'], environment['LC_MESSAGES'], environment['LANG']]
  return languageOfLocale(locale.find((name) => name !== undefined && name !== ''))
}

/** The language that a command was asked to speak. */
export function languageOf(command: Command): Language {
  return command.optsWithGlobals()['language'] === 'ja' ? 'ja' : 'en'
}
