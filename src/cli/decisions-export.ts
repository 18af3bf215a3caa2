/** `sekisho decisions export`: streams decisions to a file or a pipe. */

import { createWriteStream, type WriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { codeOf } from '../store/fault-code.ts'
import { pipeline } from 'node:stream/promises'

import { byteOrderMark } from '../store/csv.ts'
import { csvHeader, csvRecords, decisionObject, type CsvRows } from '../store/decision-export.ts'
import type { FoundDecision } from '../store/recorded-decision.ts'
import { cliTexts } from '../text/cli.ts'
import { cliDecisionsTexts } from '../text/cli-decisions.ts'
import type { Language } from '../text/language.ts'

import { decisionsOf, filterOf, logFolder, type FilterOptions } from './decision-log-access.ts'
import { CommandFailure } from './exit.ts'

export interface ExportOptions extends FilterOptions {
  readonly config: string
  readonly format: 'csv' | 'jsonl'
  readonly rows: CsvRows
  readonly mark?: true
  readonly output?: string
}

/** An export names people and subjects. */
const secretMode = 0o600

/** A file appears under its name only once all of it is written. */
export async function exportDecisions(options: ExportOptions, language: Language): Promise<void> {
  const directory = logFolder(options.config, language)
  const found = decisionsOf(directory, filterOf(options, language), language)
  let count = 0
  const counted = async function* (): AsyncGenerator<FoundDecision> {
    for await (const each of found) {
      count += 1
      yield each
    }
  }
  const { output } = options
  if (output === undefined) {
    await pipeline(textOf(counted(), options), process.stdout, { end: false })
    return
  }
  const temporary = `${output}.part`
  try {
    await pipeline(textOf(counted(), options), fileAt(temporary))
    await rename(temporary, output)
  } catch (fault) {
    if (fault instanceof CommandFailure) throw fault
    await rm(temporary, { force: true }).catch(() => undefined)
    throw new CommandFailure(cliTexts[language].cannotWrite(output, codeOf(fault)))
  }
  process.stderr.write(`${cliDecisionsTexts[language].exported(count, output)}\n`)
}

function fileAt(path: string): WriteStream {
  return createWriteStream(path, { mode: secretMode })
}

/** Octets in one write: a line each would be a system call each. */
const written = 65_536

async function* textOf(
  decisions: AsyncIterable<FoundDecision>,
  { format, rows, mark }: ExportOptions,
): AsyncGenerator<string> {
  let waiting = format === 'csv' ? `${mark === true ? byteOrderMark : ''}${csvHeader()}` : ''
  for await (const found of decisions) {
    waiting += format === 'csv' ? csvRecords(found, rows) : `${JSON.stringify(decisionObject(found))}\n`
    if (waiting.length < written) continue
    yield waiting
    waiting = ''
  }
  if (waiting !== '') yield waiting
}
