/** Puts a problem of the desk database into words: what is wrong, and what to do. */

import { deskTexts } from '../text/desk.ts'
import type { Language } from '../text/language.ts'

import type { DeskProblem } from './desk.ts'

export function sayDeskProblem(problem: DeskProblem, language: Language): string {
  const texts = deskTexts[language]
  switch (problem.kind) {
    case 'unusable':
      return texts.unusable(problem.path, problem.why)
    case 'damaged':
      return texts.damaged(problem.path, problem.why)
    case 'busy':
      return texts.busy(problem.path)
    case 'too-new':
      return texts.tooNew(problem.path, problem.version)
  }
}
