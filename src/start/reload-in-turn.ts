/** Reloads a running gate when it is told to: one reload after the other, with an answer for whoever asked. */

import type { Answer } from '../control/protocol.ts'
import type { Log } from '../log/log.ts'
import type { ConfigReading } from '../config/read.ts'
import { createTurns } from '../store/turns.ts'
import type { RunningGate } from './gate.ts'
import { configProblemTexts } from '../text/config-problems.ts'

/** Never rejects: what is wrong is the answer, and stands in the log. `reread` reads the configuration anew. */
export function createReload(
  gate: RunningGate,
  reread: () => ConfigReading,
  log: Log,
): () => Promise<Answer> {
  const inTurn = createTurns()
  const attempt = async (): Promise<Answer> => {
    const { language } = gate.inForce().config
    try {
      const reading = reread()
      if (reading.kind === 'problems') {
        return refusal(reading.problems.map(configProblemTexts[language].fault), log)
      }
      await gate.reload(reading.config)
    } catch (fault) {
      return refusal([fault instanceof Error ? fault.message : String(fault)], log)
    }
    const { snapshot, judging } = gate.inForce()
    const { revision } = judging().flow
    return { kind: 'done', value: { revision, snapshot: snapshot.name, people: snapshot.people.length } }
  }
  return async () => await inTurn(attempt)
}

function refusal(lines: string[], log: Log): Answer {
  log.reloadFailed(lines)
  return { kind: 'refused', lines }
}
