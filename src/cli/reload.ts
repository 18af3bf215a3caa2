/** `sekisho reload`: makes a running gate read its configuration, organization and certificates anew. */

import { resolve } from 'node:path'

import type { Command } from 'commander'
import { z } from 'zod'

import { askGate } from '../control/client.ts'
import { readConfig } from '../config/read.ts'
import { reloadTexts } from '../text/cli-reload.ts'
import { configProblemTexts } from '../text/config-problems.ts'

import { CommandFailure, exit } from './exit.ts'
import { addExamples } from './help.ts'
import { languageOf } from './language.ts'

const reloaded = z.object({ snapshot: z.string(), people: z.number() })

/** Adds `reload` to the program. */
export function registerReload(program: Command): void {
  const language = languageOf(program)
  const texts = reloadTexts[language]
  const command = program
    .command('reload')
    .description(texts.description)
    .requiredOption('--config <file>', texts.configOption)
    .action(async (options: { readonly config: string }) => {
      const reading = readConfig(options.config)
      if (reading.kind === 'problems') {
        refuse(texts.nothingChanged, reading.problems.map(configProblemTexts[language].fault))
        return
      }
      const socket = resolve(reading.folder, reading.config.control.socket)
      const asked = await askGate(socket, 'reload')
      switch (asked.kind) {
        case 'unreachable':
          throw new CommandFailure(texts.unreachable(socket, asked.code))
        case 'cut':
          throw new CommandFailure(texts.cut)
        case 'refused':
          refuse(texts.nothingChanged, asked.lines)
          return
        case 'done': {
          const { snapshot, people } = reloaded.parse(asked.value)
          process.stdout.write(`${texts.reloaded(people, snapshot)}\n`)
        }
      }
    })
  addExamples(command, texts.examples, texts.exitCodes)
}

function refuse(head: string, lines: readonly string[]): void {
  process.stderr.write(`sekisho: ${[head, ...lines].join('\n')}\n`)
  process.exitCode = exit.no
}
