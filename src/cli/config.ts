/** `sekisho config`: prints all settings, or checks a configuration file. */

import { dirname, resolve } from 'node:path'

import { type Command, Option } from 'commander'
import { configJsonSchema } from '../config/settings-tree.ts'
import { readConfig } from '../config/read.ts'
import type { Config } from '../config/schema.ts'
import { configTexts } from '../text/cli-config.ts'
import { configProblemTexts } from '../text/config-problems.ts'
import type { Language } from '../text/language.ts'
import { defaultConfigText } from './config-defaults.ts'
import { settingsTable } from './config-table.ts'
import { exit } from './exit.ts'
import { addExamples } from './help.ts'
import { languageOf } from './language.ts'

interface ConfigOptions {
  readonly jsonSchema?: true
  readonly markdown?: true
  readonly check?: string
}

async function check(file: string, language: Language): Promise<void> {
  const texts = configProblemTexts[language]
  const reading = readConfig(file)
  if (reading.kind === 'config') {
    process.stdout.write(`${texts.correct(file)}\n`)
    await checkCalendar(reading.config, dirname(resolve(file)), language)
    return
  }
  const unreadable = reading.problems.some(({ fault }) => fault.kind === 'file-unreadable')
  process.exitCode = unreadable ? exit.failed : exit.no
  const output = unreadable ? process.stderr : process.stdout
  output.write(`${reading.problems.map(texts.fault).join('\n')}\n`)
}

/** A file of holidays keeps no gate from starting, but somebody should know. */
async function checkCalendar(config: Config, folder: string, language: Language): Promise<void> {
  if (!config.night.enabled || config.night.schedule.holidays.length === 0) return
  const { sayCalendar } = await import('./night-calendar.ts')
  const { warnings, isBroken } = await sayCalendar(config, folder, language, Date.now())
  if (isBroken) process.exitCode = exit.no
  for (const line of warnings) process.stdout.write(`${line}\n`)
}

/** Adds `config` to the program. */
export function registerConfig(program: Command): void {
  const language = languageOf(program)
  const texts = configTexts[language]
  const command = program
    .command('config')
    .description(texts.description)
    .addOption(new Option('--check <file>', texts.checkOption).conflicts(['jsonSchema', 'markdown']))
    .addOption(new Option('--json-schema', texts.jsonSchemaOption).conflicts('markdown'))
    .option('--markdown', texts.markdownOption)
    .action(async (options: ConfigOptions) => {
      if (options.check !== undefined) await check(options.check, language)
      else if (options.jsonSchema) process.stdout.write(`${JSON.stringify(configJsonSchema(), null, 2)}\n`)
      else process.stdout.write(options.markdown ? settingsTable() : defaultConfigText(language))
    })
  addExamples(command, texts.examples, texts.exitCodes)
}
