/** A command of `sekisho night` as a process of its own, for the clock and the API: the same program as at the terminal, and no mail waits for it. */

import { join } from 'node:path'

import type { Language } from '../text/language.ts'
import { startBesideMails } from './beside-mails.ts'

export interface NightCommand {
  /** Behind `night`. */
  readonly words: readonly string[]
  /** Path of `sekisho.yaml`. */
  readonly file: string
  /** Of a token; `gate`: nobody asked for it. */
  readonly who: string
  readonly language: Language
}

export interface NightEnd {
  /** Of `sekisho night`; -1: it was killed. */
  readonly code: number
  /** On standard error, for a person. */
  readonly said: string
}

const program = join(import.meta.dirname, '..', 'main.ts')
const longestSaid = 10_000

/** @param ended hears of it once. Throws where the words cannot be those of a process. */
export function startNightProcess(
  { words, file, who, language }: NightCommand,
  ended: (end: NightEnd) => void,
): void {
  const all = ['night', ...words, `--config=${file}`, `--author=${who}`, `--language=${language}`]
  const child = startBesideMails([program, ...all], ['ignore', 'ignore', 'pipe'])
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(0, longestSaid)
  })
  child.on('error', (fault) => {
    said = fault.message
  })
  child.on('close', (code) => ended({ code: code ?? -1, said: said.trim().replace(/^sekisho: /, '') }))
}
