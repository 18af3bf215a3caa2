/** Linter: trees that no mail can meet, and trees that every mail meets. Says so only where it is certain. */

import type { Policy, PolicyDocument, PolicyPlace, Tree } from './document.ts'
import {
  type Alternative,
  type Formula,
  type Literal,
  alternativesOf,
  contradicts,
  formulaOf,
} from './lint-normal-form.ts'
import { type Finding, type LintRule, type NamedCondition, finding } from './lint-problem.ts'
import { treesOf } from './lint-trees.ts'

type Lists = PolicyDocument['lists']

type Branch = Exclude<Formula, { kind: 'literal' }>

/** What must hold for a policy to match: `when`, and not `unless`. Its place is the policy's. */
export function whatMatches({ when, unless, place }: Policy, lists: Lists): Formula {
  const of = [
    ...(when === undefined ? [] : [formulaOf(when, lists)]),
    ...(unless === undefined ? [] : [formulaOf(unless, lists, true)]),
  ]
  return { kind: 'all', of, place, isTurned: false }
}

function isImpossible(formula: Formula): boolean {
  return alternativesOf(formula)?.length === 0
}

/** The smallest branches that nothing can meet: those that do not hold one themselves. */
function impossibleBranches(formula: Formula): readonly Branch[] {
  if (formula.kind === 'literal') return []
  const below = formula.of.flatMap(impossibleBranches)
  if (below.length > 0) return below
  return isImpossible(formula) ? [formula] : []
}

function literalsOf(formula: Formula): readonly Literal[] {
  return formula.kind === 'literal' ? [formula.literal] : formula.of.flatMap(literalsOf)
}

/** What every way to meet the formula meets. */
function certainLiterals(formula: Formula): Alternative {
  if (formula.kind === 'literal') return [formula.literal]
  return formula.kind === 'all' || formula.of.length === 1 ? formula.of.flatMap(certainLiterals) : []
}

function named({ leaf, isNegated }: Literal): NamedCondition {
  return { condition: leaf.condition, settings: leaf.settings, isNegated, line: leaf.place.line }
}

/** Two conditions that say why: rather two that always stand against each other than two that do so in one alternative. */
function reasonIn(formula: Formula): readonly [NamedCondition, NamedCondition] | undefined {
  for (const literals of [certainLiterals(formula), literalsOf(formula)])
    for (const [index, one] of literals.entries()) {
      const other = literals.slice(index + 1).find((later) => contradicts(one, later))
      if (other !== undefined) return [named(one), named(other)]
    }
  return undefined
}

function turned(pair: readonly [NamedCondition, NamedCondition] | undefined): typeof pair {
  if (pair === undefined) return undefined
  const [one, other] = pair
  return [
    { ...one, isNegated: !one.isNegated },
    { ...other, isNegated: !other.isNegated },
  ]
}

/** Impossible as it is judged: in the file it is never met, or under a `not` it always is. */
function findingAt(branch: Branch, policy: Policy, severity: Finding['severity'], whole: boolean): Finding {
  const because = reasonIn(branch)
  return branch.isTurned
    ? finding('always-met', severity, branch.place, policy.id, { because: turned(because), whole })
    : finding('never-met', severity, branch.place, policy.id, { because, whole })
}

/** The other way round: what is impossible in the opposite of a tree is met by every mail in the tree. */
function alwaysMet(tree: Tree, policy: Policy, lists: Lists): readonly Finding[] {
  const branches = impossibleBranches(formulaOf(tree, lists, true))
  return branches.map((branch) => findingAt(branch, policy, 'warning', false))
}

function contradictionsOf(policy: Policy, lists: Lists): readonly Finding[] {
  const { place, id } = policy
  const formula = whatMatches(policy, lists)
  const whole = isImpossible(formula)
  const trees = formula.kind === 'literal' ? [] : formula.of
  const branches = trees.flatMap(impossibleBranches)
  const found = branches.map((branch) => findingAt(branch, policy, whole ? 'error' : 'warning', whole))
  if (whole && branches.length === 0) found.push(finding('unless-covers-when', 'error', place, id, {}))
  return [...found, ...treesOf(policy).flatMap((tree) => alwaysMet(tree, policy, lists))]
}

/** `all: [x, not: x]`, `count >= 5` beside `count <= 3`, an `unless` that covers its `when`. */
export const contradictions: LintRule = ({ document }) =>
  document.policies.flatMap((policy) => contradictionsOf(policy, document.lists))

/** A condition that stands in one list twice. */
export const repetitions: LintRule = ({ document }) =>
  document.policies.flatMap((policy) => treesOf(policy).flatMap((tree) => repeatedIn(tree, policy.id)))

function repeatedIn(tree: Tree, policy: string): readonly Finding[] {
  switch (tree.kind) {
    case 'condition':
      return []
    case 'not':
    case 'set':
      return repeatedIn(tree.of, policy)
    case 'all':
    case 'any': {
      const first = new Map<string, PolicyPlace>()
      const found: Finding[] = []
      for (const child of tree.of) {
        if (child.kind !== 'condition') found.push(...repeatedIn(child, policy))
        else {
          const before = first.get(child.key)
          if (before === undefined) first.set(child.key, child.place)
          else found.push(finding('condition-twice', 'warning', child.place, policy, { first: before.line }))
        }
      }
      return found
    }
  }
}
