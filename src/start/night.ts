/** Lets a running gate take the dump that the night has put in force: between two mails, and nothing else of it changes. */

import { z } from 'zod'

import type { Answer } from '../control/protocol.ts'
import type { Log } from '../log/log.ts'
import { StartFailure } from './failure.ts'
import type { RunningGate } from './gate.ts'

const question = z.strictObject({ do: z.literal('refresh') })

/** Answers the terminal. `parameters` come from outside. */
export async function answerNight(
  parameters: unknown,
  gate: Pick<RunningGate, 'inForce' | 'reload'>,
  log: Log,
): Promise<Answer> {
  const asked = question.safeParse(parameters)
  if (!asked.success) return { kind: 'refused', lines: [z.prettifyError(asked.error)] }
  try {
    // The settings in force: somebody may be editing the file at this hour.
    await gate.reload(gate.inForce().config)
  } catch (fault) {
    if (!(fault instanceof StartFailure)) throw fault
    log.reloadFailed([fault.message])
    return { kind: 'refused', lines: fault.message.split('\n') }
  }
  const { snapshot } = gate.inForce()
  return { kind: 'done', value: { snapshot: snapshot.name, people: snapshot.people.length } }
}
