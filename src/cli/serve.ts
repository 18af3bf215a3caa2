/** `sekisho serve`: reads the configuration and hands it to the gate, which `main.ts` brings along. */

import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Config } from '../config/schema.ts'
import { readConfig, type ConfigReading } from '../config/read.ts'
import { serveHelp } from '../text/cli-serve.ts'
import { addExamples } from './help.ts'
import { languageOf } from './language.ts'
import { openConfig } from './open-config.ts'

/**
 * Runs a gate until it is stopped, and resolves with the exit code. Relative paths start from `folder`; `reread` reads
 * the same file again, for a reload.
 */
export type Serve = (serving: {
  readonly config: Config
  readonly folder: string
  /** Path of the configuration file, absolute. */
  readonly file: string
  readonly reread: () => ConfigReading
}) => Promise<number>

/** Adds `serve` to the program. */
export function registerServe(program: Command, serve: Serve): void {
  const language = languageOf(program)
  const texts = serveHelp[language]
  const command = program
    .command('serve')
    .description(texts.description)
    .requiredOption('--config <file>', texts.configOption)
    .action(async (options: { readonly config: string }) => {
      const { config, folder } = openConfig(options.config, language)
      const file = resolve(options.config)
      process.exitCode = await serve({ config, folder, file, reread: () => readConfig(file) })
    })
  addExamples(command, texts.examples, texts.exitCodes)
}
