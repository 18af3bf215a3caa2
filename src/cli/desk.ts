/** The desk database as a command works on it: opened, used and closed. */

import { resolve } from 'node:path'

import type { Desk } from '../store/desk.ts'
import { sayDeskProblem } from '../store/say-desk-problem.ts'
import type { Language } from '../text/language.ts'

import { CommandFailure } from './exit.ts'
import { openConfig } from './open-config.ts'

/** @param file path of `sekisho.yaml`. Throws `CommandFailure`. */
export async function withDesk<Answer>(
  file: string,
  language: Language,
  use: (desk: Desk) => Answer | Promise<Answer>,
): Promise<Answer> {
  const { config, folder } = openConfig(file, language)
  // Loaded on demand: the other commands need no database.
  const { openDesk } = await import('../store/desk.ts')
  const opening = await openDesk(resolve(folder, config.database.path))
  if (opening.kind === 'problem') throw new CommandFailure(sayDeskProblem(opening.problem, language))
  try {
    return await use(opening.desk)
  } finally {
    opening.desk.close()
  }
}
