/** `sekisho explain --from`: one question, answered for a person or as JSON. */

import { judge } from '../people/judge.ts'
import type { Snapshot } from '../people/snapshot.ts'
import type { Question } from '../people/verdict.ts'
import type { Language } from '../text/language.ts'
import { exit } from './exit.ts'
import { candidatesFor, verdictJson } from './verdict-json.ts'

export function explainQuestion(
  snapshot: Snapshot,
  question: Question,
  { json }: { readonly language: Language; readonly json: boolean },
): void {
  const verdict = judge(snapshot, question)
  process.exitCode = verdict.verdict === 'allow' ? exit.yes : exit.no
  if (json) {
    const candidates = candidatesFor(snapshot, question, verdict)
    process.stdout.write(`${JSON.stringify(verdictJson(verdict, candidates))}\n`)
  }
}
