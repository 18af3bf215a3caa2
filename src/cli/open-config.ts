/** The configuration that a command works by: read without a fault, or the command fails and says every fault. */

import { type ConfigReading, readConfig } from '../config/read.ts'
import { serveHelp } from '../text/cli-serve.ts'
import { configProblemTexts } from '../text/config-problems.ts'
import type { Language } from '../text/language.ts'
import { CommandFailure } from './exit.ts'

/** @param file path of `sekisho.yaml` */
export function openConfig(file: string, language: Language): Extract<ConfigReading, { kind: 'config' }> {
  const reading = readConfig(file)
  if (reading.kind === 'config') return reading
  const { problems } = reading
  const head = serveHelp[language].configFaulty(file, problems.length)
  throw new CommandFailure([head, ...problems.map(configProblemTexts[language].fault)].join('\n'))
}
