/** `sekisho explain --cases`: many questions, one JSON line each, in order, in memory that does not grow. */

import { createReadStream } from 'node:fs'
import { judge } from '../people/judge.ts'
import type { Snapshot } from '../people/snapshot.ts'
import { cliTexts } from '../text/cli.ts'
import { explainCasesTexts, type ExplainCasesTexts } from '../text/explain-cases.ts'
import type { Language } from '../text/language.ts'
import { readCase } from './case.ts'
import { CommandFailure, exit } from './exit.ts'
import { linesOf, type Line } from './lines.ts'
import { candidatesFor, verdictJson } from '../people/verdict-json.ts'

/** Characters that are gathered before they are written at once. */
const batch = 65_536

interface Answer {
  readonly json: object
  readonly isFault: boolean
}

function answerLine(
  { number, text }: Line,
  snapshot: Snapshot,
  today: string,
  texts: ExplainCasesTexts,
): Answer {
  const read =
    text === undefined
      ? ({ kind: 'fault', id: undefined, fault: texts.tooLong } as const)
      : readCase(text, number, today, texts)
  if (read.kind === 'fault') {
    return { json: { id: read.id, line: number, error: texts.line(number, read.fault) }, isFault: true }
  }
  const { id, question } = read
  const verdict = judge(snapshot, question)
  const candidates = candidatesFor(snapshot, question, verdict)
  return { json: { id, ...verdictJson(verdict, candidates) }, isFault: false }
}

async function write(text: string): Promise<void> {
  if (process.stdout.write(text)) return
  await new Promise<void>((resolve) => {
    process.stdout.once('drain', resolve)
  })
}

/**
 * Answers every case of a file. A faulty line gets an answer too, with `error`, and ends in exit code 2.
 * @param file path, or `-` for standard input
 */
export async function explainCases(
  file: string,
  snapshot: Snapshot,
  today: string,
  language: Language,
): Promise<void> {
  const texts = explainCasesTexts[language]
  const input: AsyncIterable<Buffer> = file === '-' ? process.stdin : createReadStream(file)
  let output = ''
  try {
    for await (const line of linesOf(input)) {
      if (line.text?.trim() === '') continue
      const { json, isFault } = answerLine(line, snapshot, today, texts)
      if (isFault) process.exitCode = exit.failed
      output += `${JSON.stringify(json)}\n`
      if (output.length < batch) continue
      await write(output)
      output = ''
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
    if (code === undefined) throw error
    throw new CommandFailure(cliTexts[language].cannotRead(file, code))
  }
  await write(output)
}
