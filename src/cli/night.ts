/** The command group `sekisho night`: one line for each of its commands. */

import type { Command } from 'commander'

import { cliNightTexts } from '../text/cli-night.ts'

import { languageOf } from './language.ts'
import { registerNightChange } from './night-change.ts'
import { registerNightExport } from './night-export.ts'
import { registerNightList } from './night-list.ts'
import { registerNightRun } from './night-run.ts'
import { registerNightShow } from './night-show.ts'
import { registerNightWatch } from './night-watch.ts'

/** Adds `night` to the program. */
export function registerNight(program: Command): void {
  const { description } = cliNightTexts[languageOf(program)]
  const group = program.command('night').description(description).helpCommand(false)
  registerNightRun(group)
  registerNightList(group)
  registerNightShow(group)
  registerNightExport(group)
  registerNightChange(group)
  registerNightWatch(group)
}
