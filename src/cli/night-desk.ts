/** What the commands of `night` share: the parts of an import for this terminal, and words on the command line. */

import { resolve } from 'node:path'

import { z } from 'zod'

import type { Config } from '../config/schema.ts'
import { askGate } from '../control/client.ts'
import { textOfRevision, textWithoutRevision } from '../gate/policy-text.ts'
import type { Snapshot } from '../people/snapshot.ts'
import { makeFlow, sayMisfit } from '../policy/make-flow.ts'
import type { GateTold, NightParts } from '../roster/night-parts.ts'
import { activeIn } from '../store/activations.ts'
import type { Desk } from '../store/desk.ts'
import { cliNightTexts } from '../text/cli-night.ts'
import { reloadTexts } from '../text/cli-reload.ts'
import type { Language } from '../text/language.ts'

import { CommandFailure } from './exit.ts'
import { openConfig } from './open-config.ts'
import { cannotReadPolicies } from './policy-named.ts'
import { surroundingsFor } from './policy-surroundings.ts'

/** @param file path of `sekisho.yaml`. Throws `CommandFailure` where the night is not in use. */
export function openNight(
  file: string,
  language: Language,
): { readonly config: Config; readonly folder: string } {
  const { config, folder } = openConfig(file, language)
  if (!config.night.enabled) throw new CommandFailure(cliNightTexts[language].notEnabled(file))
  return { config, folder }
}

/** Throws `CommandFailure`. */
export function runNumber(typed: string, language: Language): number {
  if (!/^[1-9]\d{0,8}$/.test(typed)) throw new CommandFailure(cliNightTexts[language].notANumber(typed))
  return Number(typed)
}

/**
 * What they say goes on record, and so in the language of the configuration.
 * @param file path of `sekisho.yaml`
 * @param language of the terminal, for wrong usage
 */
export function nightParts(
  desk: Desk,
  file: string,
  who: string,
  language: Language,
  report: NightParts['report'],
): NightParts {
  const { config, folder } = openNight(file, language)
  return {
    desk,
    config,
    folder,
    who,
    now: Date.now,
    misfitsOf: async (snapshot) => await misfitsOf(snapshot, desk, file, config.language),
    tellGate: async () => await tellGate(config, folder, config.language),
    report,
  }
}

const refreshed = z.object({ snapshot: z.string() })

/** Lets a running gate take the dump that the database says is in force. */
export async function tellGate(config: Config, folder: string, language: Language): Promise<GateTold> {
  const socket = resolve(folder, config.control.socket)
  const asked = await askGate(socket, 'night', { do: 'refresh' })
  switch (asked.kind) {
    case 'done':
      return { kind: 'in-force', snapshot: refreshed.parse(asked.value).snapshot }
    case 'refused':
      return { kind: 'refused', lines: asked.lines }
    case 'cut':
      return { kind: 'cut' }
    case 'unreachable':
      if (asked.code === 'ENOENT' || asked.code === 'ECONNREFUSED') return { kind: 'no-gate' }
      return { kind: 'refused', lines: [reloadTexts[language].unreachable(socket, asked.code)] }
  }
}

async function misfitsOf(
  snapshot: Snapshot,
  { database }: Desk,
  file: string,
  language: Language,
): Promise<readonly string[]> {
  const { config, folder } = openConfig(file, language)
  const revision = activeIn(database)?.revision
  const text =
    revision === undefined
      ? await textWithoutRevision(config, folder).catch((fault: unknown) => {
          throw cannotReadPolicies(config.policies.file ?? '', fault, language)
        })
      : textOfRevision(revision)
  const made = makeFlow(text, await surroundingsFor(snapshot, file, language))
  return made.kind === 'made'
    ? []
    : made.misfits.map((misfit) => `${text.file}:${sayMisfit(misfit, language)}`)
}
