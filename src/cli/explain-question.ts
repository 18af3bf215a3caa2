/** `sekisho explain --from`: one question, answered for a person or as JSON. */

import type { Snapshot } from '../people/snapshot.ts'
import type { Question } from '../people/verdict.ts'
import type { Language } from '../text/language.ts'
import { exit } from './exit.ts'
import { explanationJson } from '../people/explanation-json.ts'
import { explanationText } from './explanation-text.ts'
import { explanationOf } from '../people/explanation.ts'

export function explainQuestion(
  snapshot: Snapshot,
  question: Question,
  { language, json }: { readonly language: Language; readonly json: boolean },
): void {
  const explanation = explanationOf(snapshot, question)
  process.exitCode = explanation.verdict.verdict === 'allow' ? exit.yes : exit.no
  process.stdout.write(
    json
      ? `${JSON.stringify(explanationJson(explanation, snapshot), undefined, 2)}\n`
      : explanationText(explanation, snapshot, language),
  )
}
