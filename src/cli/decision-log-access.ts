/** What every command on the decision log shares: its folder, its filters, and what of it cannot be read. */

import { resolve } from 'node:path'

import type { Command } from 'commander'

import type { Damage } from '../store/decision-blocks.ts'
import type { DecisionFilter } from '../store/decision-filter.ts'
import { searchDecisions } from '../store/decision-search.ts'
import type { FoundDecision } from '../store/recorded-decision.ts'
import { cliTexts } from '../text/cli.ts'
import { cliDecisionsTexts } from '../text/cli-decisions.ts'
import type { Language } from '../text/language.ts'

import { CommandFailure } from './exit.ts'
import { momentOf } from './moment.ts'
import { openConfig } from './open-config.ts'

export interface FilterOptions {
  readonly since?: string
  readonly until?: string
  readonly from?: string
  readonly to?: string
  readonly subject?: string
  readonly outcome?: string
  readonly policy?: string
  readonly reason?: string
  readonly id?: string
}

/** Without `--since`, since when: long enough for what people ask, short enough not to read years. */
export const usualSince = '30d'

const outcomes = ['delivered', 'queued', 'refused', 'deferred', 'failed', 'discarded', 'unknown']

/** Adds the filters to a command. */
export function addFilters(command: Command, language: Language): Command {
  const { filters } = cliDecisionsTexts[language]
  return command
    .option('--since <moment>', filters.since, usualSince)
    .option('--until <moment>', filters.until)
    .option('--from <address>', filters.from)
    .option('--to <address>', filters.to)
    .option('--subject <text>', filters.subject)
    .addOption(command.createOption('--outcome <outcome>', filters.outcome).choices(outcomes))
    .option('--policy <id>', filters.policy)
    .option('--reason <reason>', filters.reason)
    .option('--id <id>', filters.id)
}

export function filterOf(options: FilterOptions, language: Language): DecisionFilter {
  const { since = usualSince, until, from, to, subject, outcome, policy, reason, id } = options
  return {
    since: momentOf(since, 'begin', language),
    until: until === undefined ? undefined : momentOf(until, 'end', language),
    from,
    to,
    subject,
    outcome,
    policy,
    reason,
    id,
  }
}

/** The folder of the decision log of a configuration. */
export function logFolder(configFile: string, language: Language): string {
  const { config, folder } = openConfig(configFile, language)
  return resolve(folder, config.decisions.directory)
}

/** Places that are named one by one. */
const namedDamages = 20

/**
 * The decisions that fit, newest first. What cannot be read is said on standard error once they have all come, or
 * whoever asked stops. Throws `CommandFailure` where a file cannot be opened.
 */
export async function* decisionsOf(
  directory: string,
  filter: DecisionFilter,
  language: Language,
): AsyncGenerator<FoundDecision> {
  const damages: Damage[] = []
  try {
    for await (const found of searchDecisions(directory, filter)) {
      if (found.kind === 'decision') yield found
      else damages.push(found)
    }
  } catch (fault) {
    if (!(fault instanceof Error && 'code' in fault && 'path' in fault)) throw fault
    throw new CommandFailure(cliTexts[language].cannotRead(String(fault.path), String(fault.code)))
  } finally {
    sayDamages(damages, language)
  }
}

function sayDamages(damages: readonly Damage[], language: Language): void {
  const texts = cliDecisionsTexts[language]
  for (const { file, offset, what } of damages.slice(0, namedDamages)) {
    process.stderr.write(`sekisho: ${texts.damage(file, offset, what)}\n`)
  }
  const more = damages.length - namedDamages
  if (more > 0) process.stderr.write(`sekisho: ${texts.moreDamage(more)}\n`)
}
