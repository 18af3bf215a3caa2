/** Which policies a request means, and what they are made ready or checked with. */

import { shippedText, textOfRevision, type PolicyText } from '../gate/policy-text.ts'
import { surroundingsOf } from '../gate/surroundings.ts'
import { checkPolicies, type CheckedProblem } from '../policy/check-policies.ts'
import { dayIn } from '../policy/day.ts'
import { foreignNames } from '../policy/foreign-names.ts'
import type { Surroundings } from '../policy/make-flow.ts'
import type { PolicyProblem } from '../policy/policy-problem.ts'
import { sayPolicyProblem } from '../policy/say-policy-problem.ts'
import { findDraft } from '../store/drafts.ts'
import { findRevision } from '../store/revisions.ts'
import { apiTexts } from '../text/api.ts'
import type { Language } from '../text/language.ts'

import type { ApiParts } from './parts.ts'
import type { ApiProblem } from './problem.ts'

/** `active`, `default`, `r12`, `draft-3`. */
export const policyWord = /^(?:active|default|r[1-9]\d{0,8}|draft-[1-9]\d{0,8})$/

/** `undefined`: there is no such revision or draft. */
export function policiesNamed(word: string, { inForce, desk }: ApiParts): PolicyText | undefined {
  if (word === 'active') return inForce().judging().text
  if (word === 'default') return shippedText(inForce().config)
  const number = Number(word.replace(/^\D+/, ''))
  if (word.startsWith('r')) {
    const revision = findRevision(desk.database, number)
    return revision === undefined ? undefined : textOfRevision(revision)
  }
  const draft = findDraft(desk.database, number)
  return draft === undefined ? undefined : { name: word, file: word, yaml: draft.yaml, from: 'draft' }
}

export function noSuchPolicies(word: string, language: Language): { readonly problem: ApiProblem } {
  return { problem: { code: 'not-found', detail: apiTexts[language].noSuch('revision', word) } }
}

/** What is there besides the policies, as it is in force. */
export function surroundingsInForce({ inForce }: ApiParts): Surroundings {
  const { config, snapshot, judging } = inForce()
  return surroundingsOf(config, snapshot, judging().flow.world.groups)
}

/** All that the linter finds. */
export function checked(yaml: string, parts: ApiParts): readonly CheckedProblem[] {
  const { snapshot, groups, listeners, routes } = surroundingsInForce(parts)
  return checkPolicies(yaml, {
    day: dayIn(snapshot.rules.timezone, parts.now()),
    names: foreignNames(snapshot, groups.keys(), listeners),
    offSince: new Map(),
    routes,
  })
}

/** The document has faults, or names what is not there: each with its line. */
export function faultyPolicies(
  problems: readonly CheckedProblem[],
  language: Language,
): { readonly problem: ApiProblem } {
  const faults = problems.map(({ line, column, message }) => ({ line, column, text: message[language] }))
  return { problem: { code: 'faulty-policies', detail: apiTexts[language].faults(faults.length), faults } }
}

export function faultyDocument(
  problems: readonly PolicyProblem[],
  language: Language,
): { readonly problem: ApiProblem } {
  const faults = problems.map((problem) => ({
    line: problem.line,
    column: problem.column,
    text: sayPolicyProblem(problem, language),
  }))
  return { problem: { code: 'faulty-policies', detail: apiTexts[language].faults(faults.length), faults } }
}
