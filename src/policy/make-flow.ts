/**
 * From the text of a `policies.yaml` to what judges mails in one organization, or to everything that stands in the way: the
 * file's own faults, or names that nobody defines here. Pure.
 */

import type { Language } from '../text/language.ts'
import { policyFitTexts } from '../text/policy-fit.ts'

import { compileFlow, type Flow } from './compile-flow.ts'
import type { PolicyDocument, PolicyPlace } from './document.ts'
import { foreignNames } from './foreign-names.ts'
import { unknownNames } from './lint-names.ts'
import type { Finding } from './lint-problem.ts'
import type { PolicyProblem } from './policy-problem.ts'
import { readPolicies } from './read-policies.ts'
import { sayFinding } from './say-finding.ts'
import { sayPolicyProblem } from './say-policy-problem.ts'
import { unknownRoutes } from './unknown-routes.ts'
import type { World } from './world.ts'

export interface NamedPolicies {
  /** As decisions name it: `r12-3f9a0c1d`. */
  readonly name: string
  readonly yaml: string
}

/** What is there besides the policies. */
export interface Surroundings extends Pick<World, 'snapshot' | 'settings' | 'groups'> {
  /** Names of listeners and of routes in the configuration. */
  readonly listeners: readonly string[]
  readonly routes: readonly string[]
}

/** What a policy names and is not there. */
export type Misfit =
  | { readonly kind: 'problem'; readonly place: PolicyPlace; readonly problem: PolicyProblem }
  | { readonly kind: 'name'; readonly place: PolicyPlace; readonly finding: Finding }
  | {
      readonly kind: 'route'
      readonly place: PolicyPlace
      readonly route: string
      readonly known: readonly string[]
    }

export type FlowMaking =
  | { readonly kind: 'made'; readonly flow: Flow }
  /** In the order of the file. */
  | { readonly kind: 'misfits'; readonly misfits: readonly Misfit[] }

/** @param before a flow that was made before: its document is taken over where the policies are the same */
export function makeFlow(policies: NamedPolicies, surroundings: Surroundings, before?: Flow): FlowMaking {
  const reading =
    before?.revision === policies.name
      ? ({ kind: 'read', document: before.document } as const)
      : readPolicies(policies.yaml)
  if (reading.kind === 'faulty') {
    return {
      kind: 'misfits',
      misfits: reading.problems.map((problem) => ({
        kind: 'problem',
        place: { line: problem.line, column: problem.column },
        problem,
      })),
    }
  }
  const { document } = reading
  const misfits = misfitsOf(document, surroundings)
  if (misfits.length > 0) return { kind: 'misfits', misfits }
  const { snapshot, settings, groups } = surroundings
  const { lists, tables } = document
  const world: World = { snapshot, settings, groups, lists, tables }
  return { kind: 'made', flow: compileFlow(document, world, policies.name) }
}

/** `line:column: ` and what is wrong, why, and what to do. */
export function sayMisfit(misfit: Misfit, language: Language): string {
  const { line, column } = misfit.place
  return `${line}:${column}: ${sentenceOf(misfit, language)}`
}

function sentenceOf(misfit: Misfit, language: Language): string {
  switch (misfit.kind) {
    case 'problem':
      return sayPolicyProblem(misfit.problem, language)
    case 'name':
      return sayFinding(misfit.finding, language)
    case 'route':
      return policyFitTexts[language].unknownRoute(misfit.route, misfit.known)
  }
}

function misfitsOf(document: PolicyDocument, surroundings: Surroundings): readonly Misfit[] {
  const { snapshot, groups, listeners, routes } = surroundings
  const names = unknownNames({
    document,
    // Without the text at hand, a name stands where its condition does.
    source: { value: undefined, placeOf: () => ({ line: 1, column: 1 }) },
    day: '',
    names: foreignNames(snapshot, groups.keys(), listeners),
    offSince: new Map(),
  }).map((finding): Misfit => ({ kind: 'name', place: finding.place, finding }))
  const misrouted = unknownRoutes(document, routes).map(({ policy, route }): Misfit => {
    return { kind: 'route', place: policy.place, route, known: routes }
  })
  return [...names, ...misrouted].toSorted(
    (left, right) => left.place.line - right.place.line || left.place.column - right.place.column,
  )
}
