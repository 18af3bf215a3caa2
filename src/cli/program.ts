/** The program `sekisho` without its commands: name, options of all commands, help, usage errors, exit codes. */

import { Command, CommanderError, Option } from 'commander'
import { cliTexts } from '../text/cli.ts'
import type { Language } from '../text/language.ts'
import { nearestWord } from '../text/nearest.ts'
import { CommandFailure, exit } from './exit.ts'
import { addExamples } from './help.ts'
import { languageOf } from './language.ts'

/** Nothing wraps at less, so that a narrow pipe does not tear the words of the help apart. */
const defaultWidth = 100

/** The program, ready for its commands to register. */
export function createProgram(language: Language, version: string): Command {
  const texts = cliTexts[language]
  const program = new Command('sekisho')
    .description(texts.description)
    .version(version, '-V, --version', texts.versionOption)
    .helpOption('-h, --help', texts.helpOption)
    .helpCommand(false)
    .addOption(new Option('--language <en|ja>', texts.languageOption).choices(['en', 'ja']).default(language))
    .exitOverride()
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: (title) => texts.helpTitles[title] ?? title,
      optionDescription: ({ description, defaultValue, argChoices }) =>
        typeof defaultValue === 'string' && argChoices === undefined
          ? `${description} ${texts.helpDefault(defaultValue)}`
          : description,
    })
    .configureOutput({
      // `explainUsageError` speaks, in the language of the terminal.
      outputError: () => undefined,
      getOutHelpWidth: () => process.stdout.columns ?? defaultWidth,
      getErrHelpWidth: () => process.stderr.columns ?? defaultWidth,
    })
  addExamples(program, texts.examples, texts.exitCodes)
  return program
}

/** The innermost command that the words name, to point at its help. */
function commandNamed(program: Command, words: readonly string[]): Command {
  let found = program
  for (const word of words) {
    found = found.commands.find((command) => command.name() === word) ?? found
  }
  return found
}

function fullName(command: Command): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`
}

/** The first option among the words that neither the command nor the program has. */
function mistypedOption(
  program: Command,
  command: Command,
  words: readonly string[],
): { readonly written: string; readonly meant: string | undefined } | undefined {
  const [word] = command.parseOptions(program.parseOptions([...words]).unknown).unknown
  if (word?.startsWith('-') !== true) return undefined
  const [written = word] = word.split('=', 1)
  const known = [...command.options, ...program.options].flatMap(({ long }) => long ?? [])
  return { written, meant: nearestWord(written, known) }
}

function explainUsageError(error: CommanderError, program: Command, words: readonly string[]): string {
  const texts = cliTexts[languageOf(program)]
  const command = commandNamed(program, words)
  const help = texts.seeHelp(fullName(command))
  if (error.code === 'commander.missingMandatoryOptionValue') {
    // Commander asks for what is required first; who has mistyped it needs to hear of that instead.
    const mistyped = mistypedOption(program, command, words)
    const said = texts.usageErrors['commander.unknownOption']?.([mistyped?.written ?? ''], mistyped?.meant)
    if (mistyped !== undefined && said !== undefined) return `sekisho: ${said}\n${help}\n`
  }
  const quoted = [...error.message.matchAll(/'([^']*)'/g)].map(([, name = '']) => name)
  const meant = /\(Did you mean (.*)\?\)/.exec(error.message)?.[1]
  const said = texts.usageErrors[error.code]?.(quoted, meant) ?? error.message.replace(/^error: /, '')
  return `sekisho: ${said}\n${help}\n`
}

/**
 * Runs the command that the words name.
 * @param words the arguments, without the program's own name
 * @returns the exit code; every failure has been said on stderr, without a stack trace
 */
export async function runProgram(program: Command, words: readonly string[]): Promise<number> {
  try {
    await program.parseAsync(words, { from: 'user' })
    return Number(process.exitCode ?? exit.yes)
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return exit.yes
      // Without a command, the help has been shown and says enough.
      if (error.code !== 'commander.help') process.stderr.write(explainUsageError(error, program, words))
    } else if (error instanceof CommandFailure) {
      process.stderr.write(`sekisho: ${error.message}\n`)
    } else {
      process.stderr.write(cliTexts[languageOf(program)].unexpected(error))
    }
    return exit.failed
  }
}
