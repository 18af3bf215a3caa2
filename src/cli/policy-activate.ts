/**
 * `sekisho policy activate` and `sekisho policy rollback`: what is in force. A running gate does it itself, between two mails;
 * without one the database is changed, and the next start judges by it.
 */

import { resolve } from 'node:path'

import type { Command } from 'commander'

import { askGate } from '../control/client.ts'
import { changePolicies, type PolicySeat } from '../gate/change-policies.ts'
import { textOfRevision, textWithoutRevision } from '../gate/policy-text.ts'
import { makeFlow, sayMisfit } from '../policy/make-flow.ts'
import { activeIn } from '../store/activations.ts'
import { policyAnswer, type PolicyAnswer, type PolicyQuestion } from '../store/policy-desk.ts'
import { cliTexts } from '../text/cli.ts'
import { cliPolicyTexts } from '../text/cli-policy.ts'
import { reloadTexts } from '../text/cli-reload.ts'
import type { Language } from '../text/language.ts'

import { withDesk } from './desk.ts'
import { CommandFailure, exit } from './exit.ts'
import { addExamples } from './help.ts'
import { languageOf } from './language.ts'
import { openConfig } from './open-config.ts'
import { authorOf, reasonOf, whileWhole } from './policy-desk.ts'
import { cannotReadPolicies, revisionNumber } from './policy-named.ts'
import { proofSurroundings } from './policy-surroundings.ts'

export interface ChangeOptions {
  readonly config: string
  readonly reason: string
  readonly author?: string
  readonly json?: true
}

type Change = Exclude<PolicyQuestion, { do: 'refresh' }>

export interface Changed {
  readonly answer: PolicyAnswer
  /** A running gate judges by it; otherwise the next start will. */
  readonly isAtGate: boolean
}

/** Adds `activate` to the group. */
export function registerPolicyActivate(group: Command): void {
  const language = languageOf(group)
  const texts = cliPolicyTexts[language]
  const command = group
    .command('activate')
    .argument('<revision>', texts.toActivate)
    .description(texts.commands.activate)
  withOptions(command, language).action(async (word: string, options: ChangeOptions) => {
    const revision = word === 'none' ? null : revisionNumber(word)
    if (revision === undefined) throw new CommandFailure(texts.notANumber(word))
    await change({ do: 'activate', revision, ...by(options, language) }, options, language)
  })
  addExamples(command, texts.examples.activate, texts.exitCodes.activate)
}

/** Adds `rollback` to the group. */
export function registerPolicyRollback(group: Command): void {
  const language = languageOf(group)
  const texts = cliPolicyTexts[language]
  const command = group.command('rollback').description(texts.commands.rollback)
  withOptions(command, language).action(async (options: ChangeOptions) => {
    await change({ do: 'roll-back', ...by(options, language) }, options, language)
  })
  addExamples(command, texts.examples.rollback, texts.exitCodes.rollback)
}

function withOptions(command: Command, language: Language): Command {
  const texts = cliPolicyTexts[language]
  const { configOption, jsonOption } = cliTexts[language]
  return command
    .requiredOption('--config <file>', configOption)
    .requiredOption('--reason <text>', texts.reasonOption)
    .option('--author <name>', texts.authorOption)
    .option('--json', jsonOption)
}

function by(
  { author, reason }: ChangeOptions,
  language: Language,
): { readonly who: string; readonly why: string } {
  return { who: authorOf(author, language), why: reasonOf(reason, language) }
}

async function change(question: Change, options: ChangeOptions, language: Language): Promise<void> {
  const changed = await changeInForce(question, options.config, language)
  if (isRefused(changed.answer)) process.exitCode = exit.no
  if (options.json) {
    const { answer, isAtGate } = changed
    process.stdout.write(`${JSON.stringify({ ...answer, atGate: isAtGate }, undefined, 2)}\n`)
    return
  }
  sayChanged(question, changed, language)
}

function isRefused({ kind }: PolicyAnswer): boolean {
  return kind !== 'done' && kind !== 'unchanged'
}

/** The answer as lines, on standard error where it is a refusal. */
export function sayChanged(question: Change, { answer, isAtGate }: Changed, language: Language): void {
  const lines = linesOf(question, answer, language)
  if (isRefused(answer)) process.stderr.write(`sekisho: ${lines.join('\n')}\n`)
  else {
    const all = isAtGate ? lines : [...lines, cliPolicyTexts[language].noGate]
    process.stdout.write(`${all.join('\n')}\n`)
  }
}

function linesOf(question: Change, answer: PolicyAnswer, language: Language): readonly string[] {
  const texts = cliPolicyTexts[language]
  switch (answer.kind) {
    case 'done': {
      const say = question.do === 'roll-back' ? texts.rolledBack : texts.activated
      return [say(answer.now, answer.before)]
    }
    case 'unchanged':
      return [texts.unchanged(answer.now)]
    case 'unknown-revision':
      return [texts.unknownRevision(String(answer.number), undefined)]
    case 'nothing-before':
      return [texts.nothingBefore]
    case 'overtaken':
      return [texts.overtaken]
    case 'does-not-fit':
      return [texts.doesNotFit(answer.name), ...answer.lines.map((line) => `  ${line}`), texts.nothingChanged]
  }
}

/**
 * @param file path of `sekisho.yaml`
 * Throws `CommandFailure`.
 */
export async function changeInForce(question: Change, file: string, language: Language): Promise<Changed> {
  const { config, folder } = openConfig(file, language)
  const socket = resolve(folder, config.control.socket)
  const asked = await askGate(socket, 'policies', question)
  switch (asked.kind) {
    case 'done':
      return { answer: policyAnswer.parse(asked.value), isAtGate: true }
    case 'refused':
      throw new CommandFailure(asked.lines.join('\n'))
    case 'cut':
      throw new CommandFailure(cliPolicyTexts[language].cut)
    case 'unreachable': {
      const isNobodyThere = asked.code === 'ENOENT' || asked.code === 'ECONNREFUSED'
      if (!isNobodyThere) throw new CommandFailure(reloadTexts[language].unreachable(socket, asked.code))
      const answer = await changeInDatabase(question, file, language)
      // A gate that was just starting may have read the database before.
      const again = answer.kind === 'done' ? await askGate(socket, 'policies', { do: 'refresh' }) : undefined
      return { answer, isAtGate: again?.kind === 'done' }
    }
  }
}

async function changeInDatabase(question: Change, file: string, language: Language): Promise<PolicyAnswer> {
  const { surroundings } = await proofSurroundings(file, undefined, language)
  const { config, folder } = openConfig(file, language)
  const withoutRevision = async (): ReturnType<typeof textWithoutRevision> =>
    await textWithoutRevision(config, folder).catch((fault: unknown) => {
      throw cannotReadPolicies(config.policies.file ?? '', fault, language)
    })
  return await whileWhole(
    language,
    async () =>
      await withDesk(file, language, async (desk) => {
        const revision = activeIn(desk.database)?.revision
        const now = revision === undefined ? await withoutRevision() : textOfRevision(revision)
        const seat: PolicySeat<undefined> = {
          now: now.name,
          withoutRevision,
          prepare: (text) => {
            const made = makeFlow(text, surroundings)
            if (made.kind === 'made') return { kind: 'ready', ready: undefined }
            const lines = made.misfits.map((misfit) => `${text.file}:${sayMisfit(misfit, language)}`)
            return { kind: 'does-not-fit', lines }
          },
          judgeBy: () => undefined,
        }
        return await changePolicies(question, desk, seat)
      }),
  )
}
