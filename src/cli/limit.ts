/** `--limit` as it is typed. */

import { cliPolicyTexts } from '../text/cli-policy.ts'
import type { Language } from '../text/language.ts'

import { CommandFailure } from './exit.ts'

/** A whole number from 1 on. Throws `CommandFailure`. */
export function limitOf(typed: string, language: Language): number {
  if (!/^0*[1-9]\d{0,8}$/.test(typed)) throw new CommandFailure(cliPolicyTexts[language].wrongLimit(typed))
  return Number(typed)
}
