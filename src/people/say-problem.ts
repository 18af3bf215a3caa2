/** A problem of an import as the sentence that a person reads. The words are in `text/import-problems.ts`. */

import { importProblemTexts } from '../text/import-problems.ts'
import type { ImportProblemTexts, Quoted } from '../text/import-problems.ts'
import type { Language } from '../text/language.ts'
import type { FaultKind, Faults, Problem } from './problem.ts'

function sentence<Kind extends FaultKind>(
  sentences: ImportProblemTexts,
  kind: Kind,
  detail: Faults[Kind],
  quoted: Quoted,
): string {
  return sentences[kind](detail, quoted)
}

/** What is wrong, what was expected, what to do. The place is not in it. */
export function sayProblem({ place, kind, detail }: Problem, language: Language): string {
  const column = typeof place.column === 'string' ? place.column : ''
  return sentence(importProblemTexts[language], kind, detail, { value: place.value, column })
}
