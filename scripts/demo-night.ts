/**
 * `npm run demo:night`: thirty chosen days of the demo company, played into two running gates. Shows what changed each day, and
 * asks both gates the same mails: exit code 1 where one of them answers otherwise than the rules say.
 */

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'

import { languageOfTerminal } from '../src/cli/language.ts'
import { demoNightTexts } from '../src/text/demo-night.ts'

import { companyAtFirst, dumpOf, inCp932 } from './demo-night/company.ts'
import { chosenDays } from './demo-night/choose-days.ts'
import { catchUp, passedBy, playDay, type Played } from './demo-night/play.ts'
import { startAccount } from './demo-night/say-day.ts'
import { startTwoGates } from './demo-night/two-gates.ts'
import { year } from './demo-night/year.ts'

const language = languageOfTerminal(process.argv.slice(2), process.env)
const texts = demoNightTexts[language]
/** As a shell has it for Ctrl+C. */
const interrupted = 130
const print = (line: string): void => console.log(line)

const options = readOptions()
if (options === undefined) process.exitCode = 2
else if (options.help) print(texts.usage)
else await play(options.days, options.isPaused, options.isKept)

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        days: { type: 'string' },
        pause: { type: 'boolean', default: false },
        keep: { type: 'boolean', default: false },
        language: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    })
    const days = chosenDays(values.days, year.length)
    if (days !== undefined)
      return { days, isPaused: values.pause, isKept: values.keep, help: values.help } as const
    console.error(texts.badDays(values.days ?? '', year.length))
  } catch (fault) {
    console.error(texts.unknownOption(fault instanceof Error ? fault.message : String(fault)))
    console.error(texts.usage)
  }
  return undefined
}

async function play(days: ReadonlySet<number>, isPaused: boolean, isKept: boolean): Promise<void> {
  const begun = performance.now()
  const company = companyAtFirst()
  const organization = (folder: string): void => {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'hr.csv'), inCp932(dumpOf(company)))
    writeFileSync(join(folder, 'rules.yaml'), company.rules)
  }
  print(texts.begin(company.members.size))
  await using gates = await startTwoGates(language, `${year[0]?.date ?? ''}T04:00`, organization, isKept)
  if (isKept) print(texts.kept(gates.folder))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(interrupted))
  const short = (text: string): string =>
    text
      .replaceAll(`${gates.folder}/`, '')
      .replaceAll('by-groups: ', '')
      .replaceAll(gates.between.url, texts.second)
      // Between Latin and Japanese letters there is a space, between two Japanese ones none.
      .replaceAll(/(?<=[\u3040-\u30ff]) (?=[\u3040-\u30ff])/g, '')
  const account = startAccount(language, print, short)
  let played: Played = { company, last: undefined, dump: undefined, alarmed: new Set() }
  let leftOut = 0
  for (const [index, day] of year.entries()) {
    if (!days.has(index + 1)) {
      const { company: earlier, ...others } = played
      played = { ...others, company: passedBy(earlier, day) }
      leftOut += 1
      continue
    }
    const before = year[index - 1]
    if (leftOut > 0 && before !== undefined) {
      print(`\n${texts.passed(leftOut)}`)
      played = await catchUp(before.date, played, gates, account)
      leftOut = 0
    }
    account.day(day, index + 1, year.length)
    played = await playDay(day, played, gates, account)
    if (isPaused) await waitForEnter()
  }
  const { mails, differences } = account.sums()
  print('')
  print(texts.end(days.size, mails, differences, ((performance.now() - begun) / 1_000).toFixed(0)))
  if (differences > 0) process.exitCode = 1
}

async function waitForEnter(): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  await terminal.question(texts.pause)
  terminal.close()
}
