/** What follows the options in the help of a command: examples and what the exit codes mean. */

import type { Command } from 'commander'
import { cliTexts } from '../text/cli.ts'
import { languageOf } from './language.ts'

/** A command line with the sentence that says what it does. */
export interface Example {
  readonly line: string
  readonly does: string
}

/** Adds examples and, for each exit code from 0, its meaning to the help of a command. */
export function addExamples(
  command: Command,
  examples: readonly Example[],
  exitCodes: readonly string[] = [],
): void {
  const texts = cliTexts[languageOf(command)]
  const lines = [
    '',
    texts.examplesTitle,
    ...examples.flatMap(({ line, does }) => [`  # ${does}`, `  ${line}`]),
  ]
  if (exitCodes.length > 0) {
    lines.push('', texts.exitCodesTitle, ...exitCodes.map((meaning, code) => `  ${code}  ${meaning}`))
  }
  command.addHelpText('after', lines.join('\n'))
}
