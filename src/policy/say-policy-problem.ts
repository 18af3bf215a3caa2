/** A fault of `policies.yaml` as the sentence that a person reads. The words are in `text/policy-problems.ts`. */

import type { Language } from '../text/language.ts'
import { policyProblemTexts, type PolicyProblemTexts } from '../text/policy-problems.ts'
import type { PolicyFaultKind, PolicyFaults, PolicyProblem } from './policy-problem.ts'

function sentence<Kind extends PolicyFaultKind>(
  sentences: PolicyProblemTexts,
  kind: Kind,
  detail: PolicyFaults[Kind],
  value: string,
): string {
  return sentences[kind](detail, value)
}

/** A value without the quotation marks that the file has around it: the sentences put their own. */
function bare(value: string): string {
  return /^(["'])(.*)\1$/.exec(value)?.[2] ?? value
}

/** What is wrong, what was expected, what to do. The place is not in it. */
export function sayPolicyProblem({ kind, detail, value }: PolicyProblem, language: Language): string {
  return sentence(policyProblemTexts[language], kind, detail, bare(value))
}
