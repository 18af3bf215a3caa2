/** `sekisho explain`: reads the options and goes one of its three ways. */

import type { Command } from 'commander'
import { cliTexts } from '../text/cli.ts'
import { explainHelp } from '../text/cli-explain.ts'
import type { Language } from '../text/language.ts'
import { collectAddresses } from './addresses.ts'
import { dayOf } from './day.ts'
import { CommandFailure } from './exit.ts'
import { explainCases } from './explain-cases.ts'
import { explainMailFile } from './explain-mail.ts'
import { explainQuestion } from './explain-question.ts'
import { addExamples } from './help.ts'
import { languageOf } from './language.ts'
import { openOrganization } from './organization.ts'

interface ExplainOptions {
  readonly org?: string
  readonly from?: string
  readonly to?: readonly string[]
  readonly cc?: readonly string[]
  readonly bcc?: readonly string[]
  readonly date?: string
  readonly time?: string
  readonly cases?: string
  readonly eml?: string
  readonly mailFrom?: string
  readonly rcpt?: readonly string[]
  readonly config?: string
  readonly policies?: string
  readonly listener?: string
  readonly login?: string
  readonly json?: true
}

type Option = keyof ExplainOptions

/** The three ways, by the option that chooses each: what it needs, and what may stand beside it. */
const forms = [
  {
    by: 'eml',
    needs: ['mailFrom', 'rcpt', 'config'],
    takes: ['policies', 'listener', 'login', 'date', 'time', 'json'],
  },
  { by: 'cases', needs: ['org'], takes: ['date', 'json'] },
  { by: 'from', needs: ['org'], takes: ['to', 'cc', 'bcc', 'date', 'json'] },
] as const satisfies readonly { by: Option; needs: readonly Option[]; takes: readonly Option[] }[]

function flag(option: string): string {
  return `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

function chooseForm(options: ExplainOptions, language: Language): (typeof forms)[number]['by'] {
  const texts = explainHelp[language]
  const form = forms.find(({ by }) => options[by] !== undefined)
  if (form === undefined) throw new CommandFailure(texts.threeForms)
  const { by, needs, takes } = form
  for (const option of needs) {
    if (options[option] === undefined) throw new CommandFailure(texts.needs(flag(by), flag(option)))
  }
  const known = new Set<string>([by, ...needs, ...takes, 'language'])
  const foreign = Object.keys(options).find((option) => !known.has(option))
  if (foreign !== undefined) throw new CommandFailure(texts.notHere(flag(foreign), flag(by)))
  return by
}

async function explain(options: ExplainOptions, language: Language): Promise<void> {
  const { org = '', from = '', to = [], cc = [], bcc = [], cases = '', date, json = false } = options
  switch (chooseForm(options, language)) {
    case 'cases': {
      const snapshot = await openOrganization(org, language)
      await explainCases(cases, snapshot, dayOf(date, snapshot.rules.timezone, language), language)
      return
    }
    case 'from': {
      if (to.length + cc.length + bcc.length === 0)
        throw new CommandFailure(explainHelp[language].noRecipient)
      const snapshot = await openOrganization(org, language)
      const day = dayOf(date, snapshot.rules.timezone, language)
      explainQuestion(snapshot, { from, to, cc, others: bcc, day }, { language, json })
      return
    }
    case 'eml': {
      const { eml = '', mailFrom = '', rcpt = [], config = '', policies, listener, login, time } = options
      await explainMailFile(
        { eml, mailFrom, rcpt, config, policies, listener, login, date, time, json },
        language,
      )
    }
  }
}

/** Adds `explain` to the program. */
export function registerExplain(program: Command): void {
  const language = languageOf(program)
  const texts = explainHelp[language]
  const { organizationOption, jsonOption } = cliTexts[language]
  const command = program
    .command('explain')
    .description(texts.description)
    .option('--org <dir>', organizationOption)
    .option('--from <address>', texts.fromOption)
    .option('--to <addresses>', texts.toOption, collectAddresses)
    .option('--cc <addresses>', texts.ccOption, collectAddresses)
    .option('--bcc <addresses>', texts.bccOption, collectAddresses)
    .option('--cases <file>', texts.casesOption)
    .option('--eml <file>', texts.emlOption)
    .option('--mail-from <address>', texts.mailFromOption)
    .option('--rcpt <addresses>', texts.rcptOption, collectAddresses)
    .option('--config <file>', texts.configOption)
    .option('--policies <which>', texts.policiesOption)
    .option('--listener <name>', texts.listenerOption)
    .option('--login <address>', texts.loginOption)
    .option('--date <day>', texts.dateOption)
    .option('--time <time>', texts.timeOption)
    .option('--json', jsonOption)
    .action((options: ExplainOptions) => explain(options, language))
  addExamples(command, texts.examples, texts.exitCodes)
}
