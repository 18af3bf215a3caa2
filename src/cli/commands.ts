/** The one list of the commands of `sekisho` beside `serve`. */

import type { Command } from 'commander'

import { registerAudit } from './audit.ts'
import { registerCheck } from './check.ts'
import { registerConfig } from './config.ts'
import { registerDecisions } from './decisions.ts'
import { registerExplain } from './explain.ts'
import { registerGroups } from './groups.ts'
import { registerHistory } from './history.ts'
import { registerList } from './list.ts'
import { registerNight } from './night.ts'
import { registerNotice } from './notice.ts'
import { registerPolicy } from './policy.ts'
import { registerQueue } from './queue.ts'
import { registerReload } from './reload.ts'
import { registerRoster } from './roster.ts'
import { registerRules } from './rules.ts'
import { registerSend } from './send.ts'
import { registerSpool } from './spool.ts'
import { registerToken } from './token.ts'
import { registerUser } from './user.ts'

/** Adds all of them to the program, in the order of its help. */
export function registerCommands(program: Command): void {
  registerReload(program)
  registerConfig(program)
  registerAudit(program)
  registerCheck(program)
  registerDecisions(program)
  registerExplain(program)
  registerGroups(program)
  registerHistory(program)
  registerList(program)
  registerNight(program)
  registerNotice(program)
  registerPolicy(program)
  registerQueue(program)
  registerRoster(program)
  registerRules(program)
  registerSend(program)
  registerSpool(program)
  registerToken(program)
  registerUser(program)
}
