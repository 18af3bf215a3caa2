/** A run of the night and its steps as JSON, for scripts and as evidence. */

import type { NightRun, NightStep } from '../store/night-runs.ts'

/** Moments as RFC 3339, in UTC; what is not known is `null`. */
export function runJson(run: NightRun): object {
  const { begunAt, endedAt, effective, effectiveAt, approval, dumpHash, rulesHash, snapshot, ...others } = run
  return {
    ...others,
    begunAt: isoOf(begunAt),
    endedAt: isoOf(endedAt),
    effective: effective ?? null,
    effectiveAt: isoOf(effectiveAt),
    dumpHash: dumpHash ?? null,
    rulesHash: rulesHash ?? null,
    snapshot: snapshot ?? null,
    approval: approval === undefined ? null : { ...approval, at: isoOf(approval.at) },
  }
}

export function stepJson({ number, name, begunAt, endedAt, outcome, facts, log }: NightStep): object {
  return {
    number,
    name,
    begunAt: isoOf(begunAt),
    endedAt: isoOf(endedAt),
    outcome: outcome ?? null,
    facts,
    log,
  }
}

/** RFC 3339, in UTC. */
export function isoOf(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString()
}
