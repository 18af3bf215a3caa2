/** Starts the terminal: the one list of commands, and the wiring of rooms that know nothing of each other. */

import packageDescription from '../package.json' with { type: 'json' }
import { registerCheck } from './cli/check.ts'
import { registerConfig } from './cli/config.ts'
import { registerDecisions } from './cli/decisions.ts'
import { registerExplain } from './cli/explain.ts'
import { languageOfTerminal } from './cli/language.ts'
import { registerNotice } from './cli/notice.ts'
import { registerPolicy } from './cli/policy.ts'
import { createProgram, runProgram } from './cli/program.ts'
import { registerQueue } from './cli/queue.ts'
import { registerReload } from './cli/reload.ts'
import { registerRules } from './cli/rules.ts'
import { registerSend } from './cli/send.ts'
import { registerServe } from './cli/serve.ts'
import { registerSpool } from './cli/spool.ts'
import { registerToken } from './cli/token.ts'
import { registerUser } from './cli/user.ts'
import { endQuietlyOnBrokenPipe } from './cli/stdout.ts'

endQuietlyOnBrokenPipe()
const words = process.argv.slice(2)
const program = createProgram(languageOfTerminal(words, process.env), packageDescription.version)
registerServe(program, async (serving) => {
  // Loaded on demand: the other commands need none of the gate.
  const { serve } = await import('./start/serve.ts')
  return await serve(serving)
})
registerReload(program)
registerConfig(program)
registerCheck(program)
registerDecisions(program)
registerExplain(program)
registerNotice(program)
registerPolicy(program)
registerQueue(program)
registerRules(program)
registerSend(program)
registerSpool(program)
registerToken(program)
registerUser(program)
process.exitCode = await runProgram(program, words)
