/** `sekisho policy show` and `sekisho policy diff`: what a revision says, and what it changes. */

import type { Command } from 'commander'

import { differenceOf } from '../store/text-difference.ts'
import { cliTexts } from '../text/cli.ts'
import { cliPolicyTexts } from '../text/cli-policy.ts'
import type { Language } from '../text/language.ts'

import { CommandFailure, exit } from './exit.ts'
import { addExamples } from './help.ts'
import { languageOf } from './language.ts'
import { policiesNamed, type NamedText } from './policy-named.ts'

interface Options {
  readonly config: string
  readonly json?: true
}

type Found = Extract<NamedText, { kind: 'found' }>

/** Adds `show` to the group. */
export function registerPolicyShow(group: Command): void {
  const language = languageOf(group)
  const texts = cliPolicyTexts[language]
  const { configOption, jsonOption } = cliTexts[language]
  const command = group
    .command('show')
    .argument('<revision>', texts.revision)
    .description(texts.commands.show)
    .requiredOption('--config <file>', configOption)
    .option('--json', jsonOption)
    .action(async (word: string, options: Options) => {
      const found = await findOrSay(word, options, language)
      if (found === undefined) return
      const { text, revision } = found
      if (options.json) printJson({ ...revision, name: text.name, from: text.from, yaml: text.yaml })
      else process.stdout.write(text.yaml.endsWith('\n') ? text.yaml : `${text.yaml}\n`)
    })
  addExamples(command, texts.examples.show, texts.exitCodes.show)
}

/** Adds `diff` to the group. */
export function registerPolicyDiff(group: Command): void {
  const language = languageOf(group)
  const texts = cliPolicyTexts[language]
  const { configOption, jsonOption } = cliTexts[language]
  const command = group
    .command('diff')
    .argument('<from>', texts.from)
    .argument('[to]', texts.to)
    .description(texts.commands.diff)
    .requiredOption('--config <file>', configOption)
    .option('--json', jsonOption)
    .action(async (from: string, to: string | undefined, options: Options) => {
      await diff(from, to, options, language)
    })
  addExamples(command, texts.examples.diff, texts.exitCodes.diff)
}

async function diff(
  from: string,
  to: string | undefined,
  options: Options,
  language: Language,
): Promise<void> {
  const texts = cliPolicyTexts[language]
  const first = await findOrSay(from, options, language)
  if (first === undefined) return
  const base = first.revision?.basedOn
  if (to === undefined && base === undefined) throw new CommandFailure(texts.noBase(first.text.name))
  const second = await findOrSay(to ?? `r${base}`, options, language)
  if (second === undefined) return
  const [before, after] = to === undefined ? [second.text, first.text] : [first.text, second.text]
  const difference = differenceOf(
    { name: before.name, text: before.yaml },
    { name: after.name, text: after.yaml },
  )
  if (difference !== '') process.exitCode = exit.no
  if (options.json) printJson({ from: before.name, to: after.name, difference })
  else
    process.stdout.write(difference === '' ? `${texts.noDifference(before.name, after.name)}\n` : difference)
}

async function findOrSay(word: string, options: Options, language: Language): Promise<Found | undefined> {
  const named = await policiesNamed(word, options.config, language)
  if (named.kind === 'found') return named
  process.stderr.write(`sekisho: ${named.why}\n`)
  process.exitCode = exit.no
  return undefined
}

function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`)
}
