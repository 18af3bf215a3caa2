/**
 * The guard of an import: whether the comparison with the roster in force looks like a broken dump rather than like a day's
 * work. Owns what is looked at and the numbers that led to a finding; what becomes of the import is decided by the caller.
 */

import type { RosterChanges } from './changes.ts'

/** As in `night.guard` of the configuration. Each limit may be reached; what is more is a finding. */
export interface GuardSettings {
  /** Per cent of the people of the roster before. */
  readonly peopleGone: number
  /** Per cent of the units of the roster before. */
  readonly unitsGone: number
  /** Per cent of the groups of the roster before, `exempt` and `refused` among them; `fewGroups` may always go. */
  readonly groupsGone: number
  /** Senders whose mail goes without anybody, and did not before. */
  readonly exemptGained: number
  /** Senders who have no approver, and did not lack one before. */
  readonly newlyWithoutApprover: number
  /** Senders who have no approver, new or not. Default: any number. */
  readonly withoutApprover?: number | undefined
  /** Whether the same file as before is a finding. */
  readonly sameDump: 'stop' | 'pass'
}

/** `limit` is the setting that was passed. */
export type GuardFinding =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'people-gone'; readonly gone: number; readonly before: number; readonly limit: number }
  | { readonly kind: 'units-gone'; readonly gone: number; readonly before: number; readonly limit: number }
  | { readonly kind: 'groups-gone'; readonly gone: number; readonly before: number; readonly limit: number }
  | {
      readonly kind: 'exempt-gained'
      readonly gained: number
      readonly before: number
      readonly after: number
      readonly limit: number
    }
  | {
      readonly kind: 'newly-without-approver'
      /** Had one, or needed none. */
      readonly lost: number
      /** Are new themselves. */
      readonly joined: number
      readonly limit: number
    }
  | { readonly kind: 'without-approver'; readonly count: number; readonly limit: number }
  /** `hash`: SHA-256 of the file; `earlier`: the import by which it was in force before, `undefined`: it is so now. */
  | { readonly kind: 'same-dump'; readonly hash: string; readonly earlier?: number }

/** So many deletions are never many: in a small company two people who leave are more than one group in five. */
export const fewGroups = 20

export interface DumpHashes {
  readonly before: string
  readonly after: string
  readonly earlier?: number | undefined
  readonly otherRules?: boolean
}

/** The same people again for the sake of other rules: nobody has forgotten to deliver, and it is no finding. */
export function isForRules({ before, after, otherRules = false }: DumpHashes): boolean {
  return before === after && otherRules
}

function isMore(part: number, whole: number, percent: number): boolean {
  return part * 100 > whole * percent
}

/**
 * Every finding, the gravest first; none: the import may take force.
 *
 * @param dumps SHA-256 of both files, to tell whether it is the same one again; `earlier`: number of the import by which the
 *   dump was in force at an earlier time; `otherRules`: the rules beside it are not those beside the one before
 */
export function guardOf(
  { before, after, people, units, groups, exempt, approvers }: RosterChanges,
  settings: GuardSettings,
  dumps: DumpHashes,
): readonly GuardFinding[] {
  const findings: GuardFinding[] = []
  if (after.people === 0) findings.push({ kind: 'nobody' })
  const left = { gone: people.left.length, before: before.people, limit: settings.peopleGone }
  if (isMore(left.gone, left.before, left.limit)) findings.push({ kind: 'people-gone', ...left })
  const gone = { gone: units.gone.length, before: before.units, limit: settings.unitsGone }
  if (isMore(gone.gone, gone.before, gone.limit)) findings.push({ kind: 'units-gone', ...gone })
  const dropped = { gone: groups.delete.length, before: before.groups, limit: settings.groupsGone }
  if (dropped.gone > fewGroups && isMore(dropped.gone, dropped.before, dropped.limit))
    findings.push({ kind: 'groups-gone', ...dropped })
  const gained = exempt.gained.length
  if (gained > settings.exemptGained)
    findings.push({
      kind: 'exempt-gained',
      gained,
      before: before.exempt,
      after: after.exempt,
      limit: settings.exemptGained,
    })
  const lost = approvers.loseEvery.length
  const joined = approvers.newWithout.length
  if (lost + joined > settings.newlyWithoutApprover)
    findings.push({ kind: 'newly-without-approver', lost, joined, limit: settings.newlyWithoutApprover })
  const { withoutApprover: limit } = settings
  if (limit !== undefined && after.withoutApprover > limit)
    findings.push({ kind: 'without-approver', count: after.withoutApprover, limit })
  if (settings.sameDump === 'pass' || isForRules(dumps)) return findings
  if (dumps.before === dumps.after) findings.push({ kind: 'same-dump', hash: dumps.after })
  // An old copy, or one that a person has rolled back: it would put back what has changed since.
  else if (dumps.earlier !== undefined)
    findings.push({ kind: 'same-dump', hash: dumps.after, earlier: dumps.earlier })
  return findings
}

/** How many it counts; 1 where it counts nothing. */
export function measureOf(finding: GuardFinding): number {
  switch (finding.kind) {
    case 'nobody':
    case 'same-dump':
      return 1
    case 'people-gone':
    case 'units-gone':
    case 'groups-gone':
      return finding.gone
    case 'exempt-gained':
      return finding.gained
    case 'newly-without-approver':
      return finding.lost + finding.joined
    case 'without-approver':
      return finding.count
  }
}

/**
 * Whether a person who let it pass when it counted `seen` (0: it was no finding then) need not look again: it may have grown by
 * what an ordinary day may bring.
 */
export function isCovered(finding: GuardFinding, seen: number): boolean {
  return seen > 0 && measureOf(finding) - seen <= allowanceOf(finding)
}

function allowanceOf(finding: GuardFinding): number {
  switch (finding.kind) {
    case 'nobody':
    case 'same-dump':
      return 0
    case 'people-gone':
    case 'units-gone':
    case 'groups-gone':
      return (finding.limit * finding.before) / 100
    case 'exempt-gained':
    case 'newly-without-approver':
    case 'without-approver':
      return finding.limit
  }
}
