/** What a person decides about an import through the API: the command of the terminal, in a process of its own. */

import { setTimeout as pause } from 'node:timers/promises'

import type { RunDecided, RunDecision } from '../api/parts.ts'
import type { Log } from '../log/log.ts'
import type { Desk } from '../store/desk.ts'
import { findRun } from '../store/night-runs.ts'
import { startNightProcess, type NightEnd } from './night-process.ts'

/** Milliseconds between two looks at the record. */
const pace = 50

/** @param file path of `sekisho.yaml` */
export function createRunDecisions(
  file: string,
  desk: Desk,
  log: Log,
): (decision: RunDecision) => Promise<RunDecided> {
  return async ({ what, run, who, reason, language }) => {
    let ended: NightEnd | undefined
    const endOf = (): NightEnd | undefined => ended
    const words = [
      what,
      ...(run === undefined ? [] : [String(run)]),
      `--reason=${reason}`,
      ...(what === 'approve' ? ['--quiet'] : []),
    ]
    const approvedBefore = approvalOf(desk, run)
    startNightProcess({ words, file, who, language }, (end) => {
      ended = end
      if (what === 'approve') log.nightRun(end.code, end.said)
    })
    for (;;) {
      const end = endOf()
      // With its approval on record the import goes on by itself, for as long as it takes.
      if (what === 'approve' && approvalOf(desk, run) !== approvedBefore) return { kind: 'done' }
      if (end?.code === 0) return { kind: 'done' }
      if (end !== undefined) return { kind: end.code === 1 ? 'refused' : 'failed', why: end.said }
      await pause(pace)
    }
  }
}

/** When it was let pass; `undefined`: it was not. */
function approvalOf({ database }: Desk, run: number | undefined): number | undefined {
  return run === undefined ? undefined : findRun(database, run)?.approval?.at
}
