/** Puts a spool's problem into words: what is wrong, and what to do. */

import type { Language } from '../text/language.ts'
import { spoolTexts } from '../text/spool.ts'

import type { SpoolProblem } from './spool.ts'

export function saySpoolProblem(problem: SpoolProblem, language: Language): string {
  const texts = spoolTexts[language]
  switch (problem.kind) {
    case 'in-use':
      return texts.inUse(problem.directory)
    case 'unusable':
      return texts.unusable(problem.path, problem.why)
    case 'damaged-records':
      return texts.damagedRecords(problem.path, problem.why)
    case 'too-new':
      return texts.tooNew(problem.path, problem.version)
  }
}
