/** Reaches the queue for the terminal: through the control socket of a running gate, else in the spool itself. */

import { resolve } from 'node:path'

import { askGate } from '../control/client.ts'
import type { QueueQuestion } from '../deliver/queue-desk.ts'
import { saySpoolProblem } from '../store/say-spool-problem.ts'
import { cliQueueTexts } from '../text/cli-queue.ts'
import type { Language } from '../text/language.ts'

import { CommandFailure } from './exit.ts'
import { openConfig } from './open-config.ts'

/** What the queue answers, for the caller to read. Throws `CommandFailure`. */
export async function askQueue(question: QueueQuestion, file: string, language: Language): Promise<unknown> {
  const { config, folder } = openConfig(file, language)
  const asked = await askGate(resolve(folder, config.control.socket), 'queue', question)
  switch (asked.kind) {
    case 'done':
      return asked.value
    case 'refused':
      throw new CommandFailure(asked.lines.join('\n'))
    case 'cut':
      throw new CommandFailure(cliQueueTexts[language].cut)
    case 'unreachable':
      return await askSpool(question, resolve(folder, config.spool.directory), language)
  }
}

async function askSpool(question: QueueQuestion, directory: string, language: Language): Promise<unknown> {
  // Loaded on demand: the other commands need no database.
  const { openSpool } = await import('../store/open-spool.ts')
  const { answerQueue } = await import('../deliver/queue-desk.ts')
  const opening = await openSpool({ directory, report: () => undefined })
  if (opening.kind === 'problem') {
    const { problem } = opening
    const isHeld = problem.kind === 'in-use'
    throw new CommandFailure(isHeld ? cliQueueTexts[language].starting : saySpoolProblem(problem, language))
  }
  try {
    return await answerQueue(question, opening.spool, Date.now())
  } finally {
    await opening.spool.close()
  }
}
