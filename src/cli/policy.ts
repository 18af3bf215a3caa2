/** The command group `sekisho policy`: one line for each of its commands. */

import type { Command } from 'commander'

import { cliPolicyTexts } from '../text/cli-policy.ts'

import { languageOf } from './language.ts'
import { registerPolicyActivate, registerPolicyRollback } from './policy-activate.ts'
import { registerPolicyCheck } from './policy-check.ts'
import { registerPolicyList } from './policy-list.ts'
import { registerPolicyReplay } from './policy-replay.ts'
import { registerPolicySave } from './policy-save.ts'
import { registerPolicyDiff, registerPolicyShow } from './policy-show.ts'
import { registerPolicyTest } from './policy-test.ts'

/** Adds `policy` to the program. */
export function registerPolicy(program: Command): void {
  const { description } = cliPolicyTexts[languageOf(program)]
  const group = program.command('policy').description(description).helpCommand(false)
  registerPolicySave(group)
  registerPolicyList(group)
  registerPolicyShow(group)
  registerPolicyDiff(group)
  registerPolicyActivate(group)
  registerPolicyRollback(group)
  registerPolicyCheck(group)
  registerPolicyTest(group)
  registerPolicyReplay(group)
}
