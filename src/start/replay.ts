/**
 * Replays the decision log for the API in a process of its own: thousands of decisions must not make mails wait. The same
 * program as at the terminal.
 */

import { spawn } from 'node:child_process'
import { join } from 'node:path'

import type { Replayed, ReplayAsked } from '../api/parts.ts'
import type { Language } from '../text/language.ts'

const program = join(import.meta.dirname, '..', 'main.ts')

/** Octets of a report; examples are bounded, so that more is a fault. */
const longestReport = 67_108_864
/** Milliseconds. */
const patience = 600_000

/** @param file path of `sekisho.yaml` */
export function createReplay(file: string, language: Language): (asked: ReplayAsked) => Promise<Replayed> {
  let isRunning = false
  return async (asked) => {
    if (isRunning) return { kind: 'busy' }
    isRunning = true
    try {
      return await replay(asked, file, language)
    } finally {
      isRunning = false
    }
  }
}

function replay(
  { word, since, until, examples }: ReplayAsked,
  file: string,
  language: Language,
): Promise<Replayed> {
  const words = [
    'policy',
    'replay',
    '--json',
    `--config=${file}`,
    `--language=${language}`,
    `--revision=${word}`,
    `--since=${since}`,
    `--examples=${examples}`,
    ...(until === undefined ? [] : [`--until=${until}`]),
  ]
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, ...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: patience,
    })
    let report = ''
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      report += text
      if (report.length > longestReport) child.kill()
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(0, 10_000)
    })
    child.on('error', (fault) => resolve({ kind: 'failed', why: fault.message }))
    child.on('close', () => resolve(read(report) ?? { kind: 'failed', why: said.trim() }))
  })
}

function read(report: string): Replayed | undefined {
  try {
    return { kind: 'done', report: JSON.parse(report) as unknown }
  } catch {
    return undefined
  }
}
