/** A run of policy tests as JSON, for scripts. */

import { decidersOf, reasonsOf } from '../cases/difference.ts'
import { policyTestTexts } from '../text/policy-test.ts'
import type { Language } from '../text/language.ts'
import { type CaseReport, type TestReport, differenceWords, goalWords } from './policy-test-text.ts'

export function testJson({ file, reports, coverage, threshold }: TestReport, language: Language): object {
  const cases = reports.map((report) => caseJson(report, language))
  const isBelow = threshold !== undefined && coverage.percent < threshold
  return {
    ok: !isBelow && cases.every((one) => one['state'] === 'passed'),
    policies: file,
    cases,
    coverage: {
      percent: coverage.percent,
      reached: coverage.reached,
      goals: coverage.goals,
      threshold: threshold ?? null,
      missed: coverage.missed.map((goal) => ({
        policy: goal.policy,
        line: goal.line,
        path: goal.kind === 'policy' ? null : goal.path,
        answer: goal.answer,
        message: goalWords(goal, language),
      })),
    },
  }
}

function caseJson(report: CaseReport, language: Language): Readonly<Record<string, unknown>> {
  if (report.kind === 'fault') {
    const { file, line, said } = report
    return { state: 'error', file, line, name: null, message: said }
  }
  const { run } = report
  const { file, line, name } = run.of
  const place = { file, line, name, milliseconds: Math.round(run.took) }
  if (run.kind === 'not-run') {
    return { state: 'error', ...place, message: policyTestTexts[language].problem(run.problem) }
  }
  const { decision, differences } = run
  return {
    state: differences.length === 0 ? 'passed' : 'failed',
    ...place,
    action: decision.action.kind,
    policies: decidersOf(decision),
    reasons: reasonsOf(decision),
    differences: differences.map((one) => ({ ...one, message: differenceWords(one, language) })),
    answers: decision.policies.map(({ policy, mode, answer, conditions }) => ({
      policy,
      mode,
      answer,
      conditions: conditions.map(({ path, kind, answer: given }) => ({ path, kind, answer: given.answer })),
    })),
  }
}
