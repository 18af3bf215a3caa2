/**
 * What a tree of conditions amounts to, for the linter: its alternatives, each a list of conditions that must all be met.
 * Kleene's three values obey the laws of De Morgan and of distribution, so a tree is "yes" exactly where one of its
 * alternatives is. Never judges a mail, and never claims what the conditions do not say of each other.
 */

import type { PolicyDocument, PolicyPlace, Tree } from './document.ts'
import { withEntries } from './lint-lists.ts'

type Lists = PolicyDocument['lists']

/** A condition of a tree. */
export type Leaf = Extract<Tree, { kind: 'condition' }>

/** A condition that must be met, or must not be. */
export interface Literal {
  readonly leaf: Leaf
  readonly isNegated: boolean
  /** The settings of the leaf with the entries of the lists that they name. */
  readonly entered: unknown
}

/** A tree whose negations stand at its conditions alone. */
export type Formula =
  | { readonly kind: 'literal'; readonly literal: Literal }
  | {
      readonly kind: 'all' | 'any'
      readonly of: readonly Formula[]
      readonly place: PolicyPlace
      /** In the file it stands under an odd number of `not`: what it says there is the opposite. */
      readonly isTurned: boolean
    }

/** Conditions that must all be met at once. */
export type Alternative = readonly Literal[]

/** Alternatives of one tree that are worked out; beyond it the linter says nothing about the tree. */
const mostAlternatives = 512

/** The tree, or with `isTurned` its opposite. */
export function formulaOf(tree: Tree, lists: Lists, isTurned = false): Formula {
  switch (tree.kind) {
    case 'condition': {
      const entered = withEntries(tree.settings, lists)
      return { kind: 'literal', literal: { leaf: tree, isNegated: isTurned, entered } }
    }
    case 'not':
      return formulaOf(tree.of, lists, !isTurned)
    case 'set':
      return formulaOf(tree.of, lists, isTurned)
    case 'all':
    case 'any':
      return {
        kind: (tree.kind === 'all') === isTurned ? 'any' : 'all',
        of: tree.of.map((child) => formulaOf(child, lists, isTurned)),
        place: tree.place,
        isTurned,
      }
  }
}

/** Where `one` is met so is `other`, whatever their negations. */
function leafImplies(
  { leaf: one, entered }: Literal,
  { leaf: other, entered: otherEntered }: Literal,
): boolean {
  if (one.key === other.key) return true
  const { condition } = one
  if (condition.kind !== other.condition.kind || condition.implies === undefined) return false
  return condition.implies(one.settings, other.settings) || condition.implies(entered, otherEntered)
}

function leafExcludes(
  { leaf: one, entered }: Literal,
  { leaf: other, entered: otherEntered }: Literal,
): boolean {
  const { condition } = one
  if (condition.kind !== other.condition.kind || condition.excludes === undefined) return false
  return (
    condition.excludes(one.settings, other.settings) ||
    condition.excludes(other.settings, one.settings) ||
    condition.excludes(entered, otherEntered) ||
    condition.excludes(otherEntered, entered)
  )
}

/** No mail meets both. */
export function contradicts(one: Literal, other: Literal): boolean {
  if (one.isNegated && other.isNegated) return false
  if (one.isNegated) return leafImplies(other, one)
  if (other.isNegated) return leafImplies(one, other)
  return leafExcludes(one, other)
}

/** Every mail that meets `one` meets `other`. */
function literalImplies(one: Literal, other: Literal): boolean {
  if (one.isNegated) return other.isNegated && leafImplies(other, one)
  return other.isNegated ? leafExcludes(one, other) : leafImplies(one, other)
}

/** Every mail that meets `narrow` meets `wide`. */
export function alternativeImplies(narrow: Alternative, wide: Alternative): boolean {
  return wide.every((needed) => narrow.some((given) => literalImplies(given, needed)))
}

/** Both at once; `undefined` where no mail meets both. */
function together(one: Alternative, other: Alternative): Alternative | undefined {
  const added = other.filter(
    ({ leaf, isNegated }) =>
      !one.some((known) => known.leaf.key === leaf.key && known.isNegated === isNegated),
  )
  if (added.some((literal) => one.some((known) => contradicts(known, literal)))) return undefined
  return [...one, ...added]
}

/**
 * The alternatives that some mail may meet: none at all for what no mail can meet.
 * @returns `undefined` for a tree with more alternatives than are worked out
 */
export function alternativesOf(formula: Formula): readonly Alternative[] | undefined {
  switch (formula.kind) {
    case 'literal':
      return [[formula.literal]]
    case 'any': {
      const found: Alternative[] = []
      for (const child of formula.of) {
        const below = alternativesOf(child)
        if (below === undefined || found.length + below.length > mostAlternatives) return undefined
        found.push(...below)
      }
      return found
    }
    case 'all':
      return productOf(formula.of)
  }
}

function productOf(formulas: readonly Formula[]): readonly Alternative[] | undefined {
  const factors: (readonly Alternative[])[] = []
  let isUnknown = false
  for (const formula of formulas) {
    const below = alternativesOf(formula)
    if (below?.length === 0) return []
    if (below === undefined) isUnknown = true
    else factors.push(below)
  }
  // What is certain first: it rules out the most before anything is multiplied.
  factors.sort((a, b) => a.length - b.length)
  let found: readonly Alternative[] = [[]]
  for (const factor of factors) {
    const next: Alternative[] = []
    for (const one of found)
      for (const other of factor) {
        const both = together(one, other)
        if (both !== undefined) next.push(both)
        if (next.length > mostAlternatives) return undefined
      }
    if (next.length === 0) return []
    found = next
  }
  return isUnknown ? undefined : found
}
