/** A finding of the linter as the sentence that a person reads. The words are in `text/policy-lint.ts`. */

import type { Language } from '../text/language.ts'
import { policyLintTexts, type PolicyLintTexts } from '../text/policy-lint.ts'
import type { Finding, FindingKind, Findings } from './lint-problem.ts'

function sentence<Kind extends FindingKind>(
  texts: PolicyLintTexts,
  kind: Kind,
  detail: Findings[Kind],
): string {
  return texts[kind](detail)
}

/** What is wrong, why it matters, what to do. The place is not in it. */
export function sayFinding({ kind, detail }: Finding, language: Language): string {
  return sentence(policyLintTexts[language], kind, detail)
}
