/** `sekisho serve`: reads the configuration and hands it to the gate, which `main.ts` brings along. */

import type { Command } from 'commander'
import type { Config } from '../config.ts'
import { serveHelp } from '../text/cli-serve.ts'
import { addExamples } from './help.ts'
import { languageOf } from './language.ts'
import { openConfig } from './open-config.ts'

/** Runs a gate until it is stopped, and resolves with the exit code. Relative paths start from `folder`. */
export type Serve = (config: Config, folder: string) => Promise<number>

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
      process.exitCode = await serve(config, folder)
    })
  addExamples(command, texts.examples, texts.exitCodes)
}
