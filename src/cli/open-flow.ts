/** The policies that a command judges mails by, made ready for the organization of the configuration. */

import type { Flow } from '../policy/compile-flow.ts'
import { makeFlow, sayMisfit } from '../policy/make-flow.ts'
import type { Language } from '../text/language.ts'
import { serveTexts } from '../text/serve.ts'
import { CommandFailure } from './exit.ts'
import { policiesNamed } from './policy-named.ts'
import { proofSurroundings } from './policy-surroundings.ts'

/**
 * @param config path of `sekisho.yaml`
 * @param which as of `policiesNamed`
 * Throws `CommandFailure`.
 */
export async function openFlow(config: string, which: string, language: Language): Promise<Flow> {
  const named = await policiesNamed(which, config, language)
  if (named.kind === 'not-there') throw new CommandFailure(named.why)
  const { text } = named
  const { surroundings } = await proofSurroundings(config, undefined, language)
  const made = makeFlow(text, surroundings)
  if (made.kind === 'made') return made.flow
  const faults = made.misfits.map((misfit) => `${text.file}:${sayMisfit(misfit, language)}`)
  throw new CommandFailure(serveTexts[language].policiesFaulty(text.file, faults))
}
