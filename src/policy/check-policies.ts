/** All that is wrong with a `policies.yaml`, from its syntax to what it cannot mean, in one form. Pure. */

import type { Language } from '../text/language.ts'
import { policyFitTexts } from '../text/policy-fit.ts'
import { lint } from './lint.ts'
import type { Finding, LintContext } from './lint-problem.ts'
import { openPolicies } from './policies-yaml.ts'
import { readPolicies } from './read-policies.ts'
import { sayFinding } from './say-finding.ts'
import { sayPolicyProblem } from './say-policy-problem.ts'
import { unknownRoutes } from './unknown-routes.ts'

/** What is there besides the policies. */
export interface CheckContext extends Pick<LintContext, 'day' | 'names' | 'offSince'> {
  /** Names of the routes in the configuration. */
  readonly routes: readonly string[]
}

export interface CheckedProblem {
  readonly severity: Finding['severity']
  /** Counted from 1. */
  readonly line: number
  readonly column: number
  /** Short name of the fault or the finding. */
  readonly kind: string
  /** Id of the policy; `undefined` where it stands in none, or the file cannot be read that far. */
  readonly policy: string | undefined
  /** The text at fault; `''` if none is quoted. */
  readonly value: string
  /** What is wrong, why it matters, what to do. */
  readonly message: Readonly<Record<Language, string>>
}

/**
 * In the order of the file. A file that cannot be read has its faults alone: the linter looks at what a file means.
 */
export function checkPolicies(yaml: string, context: CheckContext): readonly CheckedProblem[] {
  const reading = readPolicies(yaml)
  if (reading.kind === 'faulty')
    return reading.problems.map((problem): CheckedProblem => {
      const { line, column, kind, value } = problem
      const message = { en: sayPolicyProblem(problem, 'en'), ja: sayPolicyProblem(problem, 'ja') }
      return { severity: 'error', line, column, kind, policy: undefined, value, message }
    })
  const opened = openPolicies(yaml)
  if (opened.kind === 'closed') throw new Error('a file that was read cannot be opened')
  const { document } = reading
  const found = lint({ document, source: opened.source, ...context }).map((finding): CheckedProblem => {
    const { severity, place, kind, policy } = finding
    const message = { en: sayFinding(finding, 'en'), ja: sayFinding(finding, 'ja') }
    return { severity, ...place, kind, policy, value: '', message }
  })
  const routes = unknownRoutes(document, context.routes).map(({ policy, route }): CheckedProblem => {
    const say = (language: Language): string => policyFitTexts[language].unknownRoute(route, context.routes)
    const message = { en: say('en'), ja: say('ja') }
    const { place, id } = policy
    return { severity: 'error', ...place, kind: 'route-unknown', policy: id, value: route, message }
  })
  return [...found, ...routes].toSorted((a, b) => a.line - b.line || a.column - b.column)
}
