/** `sekisho policy list`: the revisions, and which of them is in force. */

import type { Command } from 'commander'

import { activeIn } from '../store/activations.ts'
import { listRevisions, revisionName, type RevisionSummary } from '../store/revisions.ts'
import { printable } from '../mail/printable.ts'
import { cliTexts } from '../text/cli.ts'
import { cliPolicyTexts } from '../text/cli-policy.ts'
import type { Language } from '../text/language.ts'

import { addExamples } from './help.ts'
import { languageOf } from './language.ts'
import { tableLines } from './layout.ts'
import { limitOf } from './limit.ts'
import { clockOf } from './moment.ts'
import { readDesk } from './policy-desk.ts'

interface ListOptions {
  readonly config: string
  readonly limit: string
  readonly json?: true
}

interface Listing {
  readonly active: number | undefined
  readonly revisions: readonly RevisionSummary[]
}

const nothing: Listing = { active: undefined, revisions: [] }
const longestWord = 1_000

/** Adds `list` to the group. */
export function registerPolicyList(group: Command): void {
  const language = languageOf(group)
  const texts = cliPolicyTexts[language]
  const { configOption, jsonOption } = cliTexts[language]
  const command = group
    .command('list')
    .description(texts.commands.list)
    .requiredOption('--config <file>', configOption)
    .option('--limit <number>', texts.limitOption, '100')
    .option('--json', jsonOption)
    .action(async (options: ListOptions) => {
      const limit = limitOf(options.limit, language)
      // One more than is shown, to know whether there are more.
      const listing = await readDesk(options.config, language, (database) =>
        database === undefined
          ? nothing
          : {
              active: activeIn(database)?.revision?.number,
              revisions: listRevisions(database, limit + 1),
            },
      )
      const lines = options.json ? [asJson(listing, limit)] : asText(listing, limit, language)
      process.stdout.write(`${lines.join('\n')}\n`)
    })
  addExamples(command, texts.examples.list, texts.exitCodes.list)
}

function asJson({ active, revisions }: Listing, limit: number): string {
  const listed = revisions
    .slice(0, limit)
    .map((revision) => ({ ...revision, name: revisionName(revision), inForce: revision.number === active }))
  return JSON.stringify({ active: active ?? null, revisions: listed }, undefined, 2)
}

function asText({ active, revisions }: Listing, limit: number, language: Language): readonly string[] {
  const texts = cliPolicyTexts[language]
  if (revisions.length === 0) return [texts.none, texts.noRevision]
  const rows = revisions
    .slice(0, limit)
    .map((revision) => [
      revision.number === active ? '*' : '',
      revisionName(revision),
      clockOf(revision.at),
      printable(revision.author, longestWord),
      revision.basedOn === undefined ? '' : texts.basedOn(revision.basedOn),
      printable(revision.reason, longestWord),
    ])
  return [
    ...tableLines(rows, ''),
    ...(revisions.length > limit ? ['', texts.more(limit)] : []),
    '',
    active === undefined ? texts.noRevision : `* ${texts.inForce}`,
  ]
}
