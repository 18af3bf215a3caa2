/** Starts the terminal: which commands there are, and the wiring of rooms that know nothing of each other. */

import packageDescription from '../package.json' with { type: 'json' }
import { languageOfTerminal } from './cli/language.ts'
import { createProgram, runProgram } from './cli/program.ts'
import { registerServe } from './cli/serve.ts'
import { endQuietlyOnBrokenPipe } from './cli/stdout.ts'
import { giveWay } from './roster/give-way.ts'

endQuietlyOnBrokenPipe()
const words = process.argv.slice(2)
// Before the rest is loaded: that alone is some hundred milliseconds of a processor.
if (words[0] === 'night' && (words[1] === 'run' || words[1] === 'approve')) giveWay()
const program = createProgram(languageOfTerminal(words, process.env), packageDescription.version)
registerServe(program, async (serving) => {
  // Loaded on demand: the other commands need none of the gate.
  const { serve } = await import('./start/serve.ts')
  return await serve(serving)
})
if (words[0] !== 'serve') {
  // A gate runs for months: it holds nothing of the other commands in memory.
  const { registerCommands } = await import('./cli/commands.ts')
  await registerCommands(program, words)
}
process.exitCode = await runProgram(program, words)
