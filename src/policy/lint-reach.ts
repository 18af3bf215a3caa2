/** Linter: policies that an earlier one leaves nothing to do. Says so only where it is certain. */

import type { Policy, PolicyDocument } from './document.ts'
import { whatMatches } from './lint-contradiction.ts'
import { type Alternative, alternativeImplies, alternativesOf } from './lint-normal-form.ts'
import { type Finding, type LintRule, finding } from './lint-problem.ts'

interface Reading {
  readonly policy: Policy
  /** `undefined`: too many to be worked out. */
  readonly alternatives: readonly Alternative[] | undefined
}

/** Whenever `narrow` is in force, `wide` is. */
function timesCover({ times: wide }: Policy, { times: narrow }: Policy): boolean {
  const begins = wide.from === undefined || (narrow.from !== undefined && wide.from <= narrow.from)
  const ends = wide.until === undefined || (narrow.until !== undefined && wide.until >= narrow.until)
  return (
    begins &&
    ends &&
    (wide.hours === undefined || JSON.stringify(wide.hours) === JSON.stringify(narrow.hours))
  )
}

/** A mail that matches `earlier` never comes to `later`. */
function keepsFrom(earlier: Policy, later: Policy): boolean {
  if (earlier.mode !== 'on' || earlier.stage !== later.stage) return false
  if (earlier.stop) return true
  const { action } = earlier
  return action.kind === 'pass' && (action.skip === 'all' || action.skip.includes(later.id))
}

function refuses({ mode, action }: Policy): boolean {
  return mode === 'on' && (action.kind === 'refuse' || action.kind === 'discard')
}

/** One before both may keep a mail from `policy` and not from `later`, so that nothing is certain. */
function mayBeSkipped(policy: Policy, later: Policy, { policies }: PolicyDocument): boolean {
  return policies
    .slice(0, policies.indexOf(policy))
    .some((before) => keepsFrom(before, policy) && !keepsFrom(before, later))
}

/** The earlier ones that between them match whatever `later` matches; `undefined` where they do not. */
function coveredBy(
  later: Reading,
  earlier: readonly Reading[],
  document: PolicyDocument,
): readonly Policy[] | undefined {
  const { alternatives, policy } = later
  if (alternatives === undefined || alternatives.length === 0) return undefined
  const certain = earlier.filter(
    (one) =>
      timesCover(one.policy, policy) &&
      !mayBeSkipped(one.policy, policy, document) &&
      // It matches mails of which nothing can be told, too.
      (policy.onCannotTell !== 'match' || matchesEveryMail(one)),
  )
  const covering = new Set<Policy>()
  for (const narrow of alternatives) {
    const found = certain.find((one) => one.alternatives?.some((wide) => alternativeImplies(narrow, wide)))
    if (found === undefined) return undefined
    covering.add(found.policy)
  }
  return [...covering]
}

function names(policies: readonly Policy[]): readonly { readonly id: string; readonly line: number }[] {
  return policies.map(({ id, place }) => ({ id, line: place.line }))
}

function matchesEveryMail({ alternatives }: Reading): boolean {
  return alternatives?.some((alternative) => alternative.length === 0) ?? false
}

/** Decide policies come before deliver policies, whatever their order in the file. */
function inOrderOfJudging({ policies }: PolicyDocument): readonly Policy[] {
  return [
    ...policies.filter(({ stage }) => stage === 'decide'),
    ...policies.filter(({ stage }) => stage === 'deliver'),
  ]
}

function reachOf(later: Reading, before: readonly Reading[], document: PolicyDocument): readonly Finding[] {
  const { policy } = later
  const stoppers = before.filter((earlier) => keepsFrom(earlier.policy, policy))
  const stopped = coveredBy(later, stoppers, document)
  if (stopped !== undefined) {
    const everyMail = stoppers.some((one) => stopped.includes(one.policy) && matchesEveryMail(one))
    return [finding('never-reached', 'error', policy.place, policy.id, { by: names(stopped), everyMail })]
  }
  // What is thrown away may still be refused: a refusal goes before a discard.
  const outranking = before.filter(
    (earlier) =>
      refuses(earlier.policy) && (policy.action.kind !== 'refuse' || earlier.policy.action.kind === 'refuse'),
  )
  const refused = coveredBy(later, outranking, document)
  if (refused === undefined) return []
  const action = policy.action.kind
  const severity = action === 'refuse' || policy.mode === 'shadow' ? 'warning' : 'error'
  return [finding('already-refused', severity, policy.place, policy.id, { by: names(refused), action })]
}

/** A superset before it with `stop` or `pass`; a policy that can only match what was refused before. */
export const reach: LintRule = ({ document }) => {
  const before: Reading[] = []
  const found: Finding[] = []
  for (const policy of inOrderOfJudging(document)) {
    if (policy.mode === 'off') continue
    const reading = { policy, alternatives: alternativesOf(whatMatches(policy, document.lists)) }
    found.push(...reachOf(reading, before, document))
    before.push(reading)
  }
  return found
}

function asksForApprover(policy: Policy, { lists }: PolicyDocument): boolean {
  const formula = whatMatches(policy, lists)
  return (
    alternativesOf(formula)?.some((one) => one.some(({ leaf }) => leaf.condition.kind === 'approver')) ??
    false
  )
}

/** A pass for every mail before a rule on supervisors: almost always a policy whose conditions were forgotten. */
export const unconditionalPasses: LintRule = ({ document }) =>
  document.policies.flatMap((policy, index) => {
    const { action, when, unless, mode, place, id } = policy
    if (action.kind !== 'pass' || when !== undefined || unless !== undefined || mode === 'off') return []
    const rule = document.policies
      .slice(index + 1)
      .find(
        (later) =>
          later.mode !== 'off' &&
          keepsFrom({ ...policy, mode: 'on' }, later) &&
          asksForApprover(later, document),
      )
    if (rule === undefined) return []
    return [
      finding('passes-supervisor-rule', 'warning', place, id, {
        rule: { id: rule.id, line: rule.place.line },
      }),
    ]
  })
