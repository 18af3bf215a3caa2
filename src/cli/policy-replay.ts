/** `sekisho policy replay`: what other policies would have done to the mails of the decision log. */

import { resolve } from 'node:path'

import type { Command } from 'commander'

import { replayDecisions, type ReplayExample, type ReplayReport } from '../gate/replay-decisions.ts'
import { makeFlow, sayMisfit } from '../policy/make-flow.ts'
import type { Verdict } from '../policy/recorded-mail.ts'
import { cliTexts } from '../text/cli.ts'
import type { Language } from '../text/language.ts'
import { policyReplayTexts } from '../text/policy-replay.ts'

import { CommandFailure, exit } from './exit.ts'
import { harmless } from './harmless.ts'
import { addExamples } from './help.ts'
import { languageOf } from './language.ts'
import { clockOf, momentOf } from './moment.ts'
import { openConfig } from './open-config.ts'
import { policiesNamed } from './policy-named.ts'
import { proofSurroundings } from './policy-surroundings.ts'

interface ReplayOptions {
  readonly config: string
  readonly revision: string
  readonly since: string
  readonly until?: string
  readonly examples: string
  readonly json?: true
}

/** Adds `replay` to the group. */
export function registerPolicyReplay(group: Command): void {
  const language = languageOf(group)
  const texts = policyReplayTexts[language]
  const { configOption, jsonOption } = cliTexts[language]
  const command = group
    .command('replay')
    .description(texts.description)
    .requiredOption('--config <file>', configOption)
    .requiredOption('--revision <revision>', texts.revisionOption)
    .option('--since <moment>', texts.sinceOption, '30d')
    .option('--until <moment>', texts.untilOption)
    .option('--examples <number>', texts.examplesOption, '3')
    .option('--json', jsonOption)
    .action(async (options: ReplayOptions) => await replay(options, language))
  addExamples(command, texts.examples, texts.exitCodes)
}

async function replay(options: ReplayOptions, language: Language): Promise<void> {
  const texts = policyReplayTexts[language]
  if (!/^\d{1,2}$|^100$/.test(options.examples)) {
    throw new CommandFailure(texts.wrongExamples(options.examples))
  }
  const since = momentOf(options.since, 'begin', language)
  const until = options.until === undefined ? undefined : momentOf(options.until, 'end', language)
  const named = await policiesNamed(options.revision, options.config, language)
  if (named.kind === 'not-there') {
    process.stderr.write(`sekisho: ${named.why}\n`)
    process.exitCode = exit.no
    return
  }
  const { surroundings } = await proofSurroundings(options.config, undefined, language)
  const making = makeFlow(named.text, surroundings)
  if (making.kind === 'misfits') {
    const faults = making.misfits.map((misfit) => `${named.text.file}:${sayMisfit(misfit, language)}`)
    throw new CommandFailure([texts.doesNotFit(named.text.name), ...faults].join('\n'))
  }
  const { config, folder } = openConfig(options.config, language)
  const directory = resolve(folder, config.decisions.directory)
  const report = await replayDecisions(directory, making.flow, { since, until }, Number(options.examples))
  if (report.same + report.otherPolicy < report.decisions) process.exitCode = exit.no
  const lines = options.json
    ? [
        JSON.stringify(
          { revision: named.text.name, since: new Date(since).toISOString(), ...report },
          undefined,
          2,
        ),
      ]
    : reportLines(report, named.text.name, clockOf(since), language)
  process.stdout.write(`${lines.join('\n')}\n`)
}

function reportLines(
  report: ReplayReport,
  revision: string,
  since: string,
  language: Language,
): readonly string[] {
  const texts = policyReplayTexts[language]
  const { decisions, same, changed, otherPolicy, cannotTell, damages } = report
  const damaged = damages.length === 0 ? [] : ['', texts.damaged(damages.length)]
  if (decisions === 0) return [texts.none(since), ...damaged]
  const counts = [
    texts.same(same),
    texts.changed(changed),
    ...(otherPolicy > 0 ? [texts.otherPolicy(otherPolicy)] : []),
    ...(cannotTell > 0 ? [texts.cannotTell(cannotTell)] : []),
  ]
  const changeHead = ({ from, to }: { readonly from: Verdict; readonly to: Verdict }): string =>
    `${verdictWords(from, language)} -> ${verdictWords(to, language)}`
  return [
    texts.head(revision, decisions, since),
    ...counts.map((count) => `  ${count}`),
    ...groupLines(texts.titles.changes, report.changes, changeHead, language),
    ...groupLines(texts.titles.otherPolicies, report.otherPolicies, changeHead, language),
    ...groupLines(
      texts.titles.missing,
      report.missing,
      ({ kind, detail }) => texts.missing[kind](detail),
      language,
    ),
    '',
    texts.note,
    ...damaged,
  ]
}

function verdictWords({ action, by, delivery }: Verdict, language: Language): string {
  const texts = policyReplayTexts[language]
  return [
    texts.actions[action],
    ...(by === '' ? [] : [texts.by(by)]),
    ...(delivery === '' ? [] : [texts.over(delivery)]),
  ].join(' ')
}

type Counted = { readonly count: number; readonly examples: readonly ReplayExample[] }

function groupLines<Group extends Counted>(
  title: string,
  groups: readonly Group[],
  headOf: (group: Group) => string,
  language: Language,
): readonly string[] {
  if (groups.length === 0) return []
  return [
    '',
    title,
    ...groups.flatMap((group) => [
      `  ${new Intl.NumberFormat(language).format(group.count)}  ${headOf(group)}`,
      ...group.examples.map((example) => `      ${exampleWords(example)}`),
    ]),
  ]
}

function exampleWords({ id, at, from, recipients, recipientCount, subject }: ReplayExample): string {
  const more = recipientCount > recipients.length ? ` +${recipientCount - recipients.length}` : ''
  const envelope = `${from === '' ? '<>' : from} -> ${recipients.join(', ')}${more}`
  return harmless([id, clockOf(Date.parse(at)), envelope, subject].join('  ').trimEnd())
}
