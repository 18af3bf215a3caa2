/** `sekisho groups plan`, `groups apply`, and `groups verify` of a target: the groups of a day at another gate, or as files. */

import type { Command } from 'commander'

import { deletesMany, type GroupPlan } from '../roster/group-plan.ts'
import type { TargetFault } from '../roster/group-target.ts'
import { sayGroupFault, sayTargetFault } from '../roster/say-target-fault.ts'
import { cliGroupsTexts } from '../text/cli-groups.ts'
import { cliGroupsTargetTexts } from '../text/cli-groups-target.ts'
import { cliTexts } from '../text/cli.ts'
import { groupTargetTexts } from '../text/group-target.ts'
import type { Language } from '../text/language.ts'

import { CommandFailure, exit } from './exit.ts'
import { harmless } from './harmless.ts'
import { addExamples } from './help.ts'
import { languageOf } from './language.ts'
import { openGroupTarget, type OpenTarget, type TargetOptions } from './open-group-target.ts'
import { createProgressLine } from './progress-line.ts'

interface PlanOptions extends TargetOptions {
  readonly full?: true
  readonly json?: true
}

interface ApplyOptions extends PlanOptions {
  readonly dryRun?: true
  readonly parallel?: string
  readonly keep?: string
  readonly allowDeletions?: true
  readonly quiet?: true
}

/** Groups that are named; JSON has all. */
const groupsShown = 20

/** Adds `plan` and `apply` to the group of commands. */
export function registerGroupsTarget(group: Command): void {
  const language = languageOf(group)
  const texts = cliGroupsTargetTexts[language]
  const ofFiles = cliGroupsTexts[language]
  const { organizationOption, jsonOption } = cliTexts[language]
  const plan = group
    .command('plan')
    .description(texts.plan)
    .requiredOption('--org <dir>', organizationOption)
    .requiredOption('--target <target>', texts.targetOption)
    .option('--token-file <file>', texts.tokenOption)
    .option('--date <day>', ofFiles.dateOption)
    .option('--full', texts.fullOption)
    .option('--json', jsonOption)
    .action(async (options: PlanOptions) => await planCommand(options, language))
  addExamples(plan, texts.planExamples, texts.planCodes)
  const apply = group
    .command('apply')
    .description(texts.apply)
    .requiredOption('--org <dir>', organizationOption)
    .requiredOption('--target <target>', texts.targetOption)
    .option('--token-file <file>', texts.tokenOption)
    .option('--date <day>', ofFiles.dateOption)
    .option('--full', texts.fullOption)
    .option('--dry-run', texts.dryRunOption)
    .option('--parallel <number>', texts.parallelOption)
    .option('--keep <days>', ofFiles.keepOption)
    .option('--allow-deletions', texts.allowOption)
    .option('--quiet', texts.quietOption)
    .option('--json', jsonOption)
    .action(async (options: ApplyOptions) => await applyCommand(options, language))
  addExamples(apply, texts.applyExamples, texts.applyCodes)
}

async function planCommand(options: PlanOptions, language: Language): Promise<void> {
  await showPlan(await openGroupTarget(options, 'looks', language), options, language)
}

async function showPlan(open: OpenTarget, options: PlanOptions, language: Language): Promise<void> {
  const { planFor } = await import('../roster/publish-groups.ts')
  const planned = await planFor(open.groups, open.target, options.full)
  if (planned.kind === 'target-fault') throw failureOf(planned.fault, options.target, language)
  const { plan } = planned
  const isInOrder = plan.steps.length === 0 && plan.foreign.length === 0
  process.exitCode = isInOrder ? exit.yes : exit.no
  if (options.json) {
    printJson({ ...headOf(open, options.target), ...plan, leftOut: open.groups.leftOut })
    return
  }
  print(planLines(plan, open, options.target, language))
}

function planLines(plan: GroupPlan, open: OpenTarget, target: string, language: Language): readonly string[] {
  const texts = cliGroupsTargetTexts[language]
  const { steps, same, foreign } = plan
  const count = (kind: string): number => steps.filter((step) => step.kind === kind).length
  const counts = {
    create: count('create'),
    overwrite: count('overwrite'),
    delete: count('delete'),
  }
  const head =
    steps.length === 0 && foreign.length === 0
      ? texts.nothingToDo(target, open.groups.byName.size)
      : texts.toDo(target, counts, same)
  return [
    head,
    ...shortened(
      steps.map(({ kind, name }) => `${texts.steps[kind]}  ${name}`),
      language,
    ),
    ...foreignLines(plan, language),
    ...leftOutLines(open, language),
  ]
}

async function applyCommand(options: ApplyOptions, language: Language): Promise<void> {
  const texts = groupTargetTexts[language]
  const atATime = parallelOf(options.parallel, language)
  const { target } = options
  const open = await openGroupTarget(options, 'changes', language, daysToKeep(options.keep, language))
  if (options.dryRun) {
    await showPlan(open, options, language)
    return
  }
  const { planFor, publishGroups } = await import('../roster/publish-groups.ts')
  const planned = await planFor(open.groups, open.target)
  if (planned.kind === 'planned' && !options.allowDeletions && deletesMany(planned.plan)) {
    const gone = planned.plan.steps.filter(({ kind }) => kind === 'delete').length
    throw new CommandFailure(cliGroupsTargetTexts[language].deletesMany(target, gone, options.org))
  }
  const line = createProgressLine(process.stderr)
  const result = await publishGroups(open.groups, open.target, {
    everything: options.full === true,
    atATime,
    report: ({ done, total }) => {
      if (!options.quiet && !options.json)
        line.show(done, total, cliGroupsTargetTexts[language].progress(done, total))
    },
  })
  line.clear()
  if (result.kind === 'target-fault') throw failureOf(result.fault, target, language)
  const isComplete = result.kind === 'complete'
  process.exitCode = isComplete ? exit.yes : exit.no
  const { plan, applied } = result
  const { done, failed, left } = applied
  const steps = plan.steps.length
  if (options.json) {
    const fault = isComplete ? undefined : result.fault
    const { leftOut } = open.groups
    const { foreign } = plan
    printJson({
      kind: result.kind,
      ...headOf(open, target),
      steps,
      done,
      left,
      failed,
      fault,
      foreign,
      leftOut,
    })
    return
  }
  if (isComplete) {
    if (!options.quiet)
      print([texts.complete(target, open.groups.byName.size, done), ...leftOutLines(open, language)])
    return
  }
  const lines = [
    texts.unfinished(target, done, steps),
    ...(result.fault === undefined ? [] : [`  ${harmless(sayTargetFault(result.fault, target, language))}`]),
    ...shortened(
      failed.map(({ name, fault }) => sayGroupFault(name, fault, language)),
      language,
    ),
    ...foreignLines(plan, language),
    ...(left > 0 || failed.length > 0 || result.fault !== undefined || plan.foreign.length === 0
      ? [texts.goesOn]
      : []),
  ]
  process.stderr.write(`sekisho: ${lines.join('\n')}\n`)
}

/** `groups verify --org … --target …`. */
export async function verifyTargetCommand(options: PlanOptions, language: Language): Promise<void> {
  const texts = cliGroupsTargetTexts[language]
  const { target } = options
  const open = await openGroupTarget(options, 'looks', language)
  const { verifyTarget } = await import('../roster/publish-groups.ts')
  const verified = await verifyTarget(open.groups, open.target)
  if (verified.kind === 'target-fault') throw failureOf(verified.fault, target, language)
  const { differences } = verified
  const lines = (['missing', 'different', 'unwanted', 'foreign'] as const).flatMap((kind) =>
    differences[kind].map((name) => texts.differences[kind](name)),
  )
  const isEqual = lines.length === 0
  process.exitCode = isEqual ? exit.yes : exit.no
  if (options.json) printJson({ ok: isEqual, ...headOf(open, target), ...differences })
  else if (isEqual) print([texts.equal(target, verified.groups)])
  else {
    const { foreign } = differences
    const howToMend = [
      ...(lines.length > foreign.length ? [texts.howToMend] : []),
      ...(foreign.length > 0 ? [texts.howToMendForeign] : []),
    ]
    print([texts.notEqual(target, lines.length), ...shortened(lines, language), ...howToMend])
  }
}

function headOf({ groups, snapshot }: OpenTarget, target: string): object {
  return { target, day: groups.day, snapshot, groups: groups.byName.size }
}

function foreignLines({ foreign }: GroupPlan, language: Language): readonly string[] {
  const texts = cliGroupsTargetTexts[language]
  if (foreign.length === 0) return []
  const lines = foreign.map(({ name, creator }) => texts.foreign(name, creator))
  return [...shortened(lines, language), texts.howToMendForeign]
}

function leftOutLines({ groups: { leftOut } }: OpenTarget, language: Language): readonly string[] {
  return leftOut.length === 0 ? [] : [harmless(groupTargetTexts[language].leftOut(leftOut))]
}

function shortened(lines: readonly string[], language: Language): readonly string[] {
  const rest = lines.length - groupsShown
  return [
    ...lines.slice(0, groupsShown).map((each) => `  ${harmless(each)}`),
    ...(rest > 0 ? [`  ${cliGroupsTexts[language].more(rest)}`] : []),
  ]
}

function failureOf(fault: TargetFault, target: string, language: Language): CommandFailure {
  return new CommandFailure(harmless(sayTargetFault(fault, target, language)))
}

function parallelOf(typed: string | undefined, language: Language): number | undefined {
  if (typed === undefined) return undefined
  const number = Number(typed)
  if (!Number.isInteger(number) || number < 1 || number > 64)
    throw new CommandFailure(cliGroupsTargetTexts[language].badParallel(typed))
  return number
}

export function daysToKeep(typed: string | undefined, language: Language): number | undefined {
  if (typed === undefined) return undefined
  if (!/^[1-9]\d{0,4}$/.test(typed)) throw new CommandFailure(cliGroupsTexts[language].wrongKeep(typed))
  return Number(typed)
}

function printJson(value: object): void {
  process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`)
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`)
}
