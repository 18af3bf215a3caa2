/** A run of policy tests as text: each case that came out wrong with what was looked at, a summary, and what no case reached. */

import type { CaseFileFault } from '../cases/find-cases.ts'
import type { Coverage, Goal } from '../cases/coverage.ts'
import { decidersOf, type Difference } from '../cases/difference.ts'
import type { ReportedCase } from '../cases/junit.ts'
import type { CaseRun } from '../cases/run-case.ts'
import { leavesOf } from '../policy/compile-flow.ts'
import type { ConditionAnswer, Decision, PolicyAnswer } from '../policy/decision.ts'
import type { Policy, PolicyDocument } from '../policy/document.ts'
import type { PolicyProblem } from '../policy/policy-problem.ts'
import { sayPolicyProblem } from '../policy/say-policy-problem.ts'
import type { Language } from '../text/language.ts'
import { policyTestTexts } from '../text/policy-test.ts'
import { evidenceWords } from './evidence-words.ts'
import { harmless } from './harmless.ts'
import { indentedText, tableLines } from './layout.ts'

/** A case that was run, or a file that holds none that could be. */
export type CaseReport =
  | { readonly kind: 'run'; readonly run: CaseRun }
  | {
      readonly kind: 'fault'
      readonly file: string
      readonly line: number
      readonly value: string
      readonly said: string
    }

export interface TestReport {
  /** The policies, for people who look for a place in them. */
  readonly file: string
  readonly document: PolicyDocument
  readonly reports: readonly CaseReport[]
  readonly coverage: Coverage
  readonly threshold: number | undefined
}

/** What a file of cases has of its own goes before what it shares with a file of policies. */
function problemWords(problem: PolicyProblem, language: Language): string {
  const texts = policyTestTexts[language]
  if (problem.kind === 'not-valid') return texts.emlAndFields
  if (problem.kind === 'not-of-form') return texts.dayOrTime
  if (problem.kind === 'file-empty') return texts.emptyFile
  return sayPolicyProblem(problem, language)
}

export function reportsOf(faults: readonly CaseFileFault[], language: Language): readonly CaseReport[] {
  const texts = policyTestTexts[language]
  return faults.map((fault): CaseReport => {
    const { file } = fault
    switch (fault.kind) {
      case 'unreadable':
        return { kind: 'fault', file, line: 1, value: '', said: texts.unreadable(fault.code) }
      case 'which-mail':
        return { kind: 'fault', file, line: 1, value: '', said: texts.whichMail(fault.found) }
      case 'no-expectation':
        return { kind: 'fault', file, line: 1, value: '', said: texts.noExpectation }
      case 'problem': {
        const { problem } = fault
        return {
          kind: 'fault',
          file,
          line: problem.line,
          value: problem.value,
          said: problemWords(problem, language),
        }
      }
    }
  })
}

/** As the report for build servers has it; `isWrong`: the run is not as expected. */
export function reportedCase(
  report: CaseReport,
  document: PolicyDocument,
  language: Language,
): ReportedCase & { readonly isWrong: boolean } {
  if (report.kind === 'fault') {
    const { file, line, value, said } = report
    return {
      file,
      line,
      name: value === '' ? file : `"${value}"`,
      took: 0,
      failure: undefined,
      error: said,
      isWrong: true,
    }
  }
  const { run } = report
  const { file, line, name } = run.of
  const place = { file, line, name, took: run.took }
  if (run.kind === 'not-run') {
    const error = policyTestTexts[language].problem(run.problem)
    return { ...place, failure: undefined, error, isWrong: true }
  }
  if (run.differences.length === 0) return { ...place, failure: undefined, error: undefined, isWrong: false }
  return {
    ...place,
    failure: failureLines(run.differences, run.decision, run.of.expect.policy, document, language).join('\n'),
    error: undefined,
    isWrong: true,
  }
}

export function differenceWords({ of, expected, got }: Difference, language: Language): string {
  const texts = policyTestTexts[language]
  return of === 'passes' ? texts.didMatch(expected) : texts.differs(expected, got)
}

function failureLines(
  differences: readonly Difference[],
  decision: Decision,
  expectedPolicy: string | undefined,
  document: PolicyDocument,
  language: Language,
): readonly string[] {
  const texts = policyTestTexts[language]
  const named = differences.flatMap(({ of, expected }) =>
    of === 'matches' || of === 'passes' ? [expected] : [],
  )
  const looked = new Set([
    ...(expectedPolicy === undefined ? [] : [expectedPolicy]),
    ...decidersOf(decision),
    ...named,
  ])
  const traced = document.policies.filter(({ id }) => looked.has(id))
  return [
    ...tableLines(
      differences.map((one) => [texts.differences[one.of], differenceWords(one, language)]),
      '',
    ),
    ...(traced.length === 0 ? [] : [texts.trace]),
    ...traced.flatMap((policy) => {
      const answer = decision.policies.find((one) => one.policy === policy.id)
      return answer === undefined ? [] : traceLines(policy, answer, language)
    }),
  ]
}

function traceLines(policy: Policy, answer: PolicyAnswer, language: Language): readonly string[] {
  const texts = policyTestTexts[language]
  const head = `  ${policy.id} (${texts.line(policy.place.line)}) ${texts.answers[answer.answer]}`
  // Of a policy that the mail did not come to, its conditions say nothing about the outcome.
  if (answer.answer === 'passed-over' || answer.answer === 'not-in-force') return [head]
  const rows = Object.entries({ when: policy.when, unless: policy.unless }).flatMap(([key, tree]) =>
    tree === undefined
      ? []
      : [...leavesOf(tree, key)].map(({ leaf, path }) => {
          const given = answer.conditions.find((one) => one.path === path)
          const said = leaf.condition.describe(leaf.settings, language)
          return [
            given === undefined ? '' : texts.conditionAnswers[given.answer.answer],
            path,
            harmless(`${said}${given === undefined ? '' : evidence(given)}`),
          ]
        }),
  )
  return [head, ...tableLines(rows, '    ')]
}

function evidence({ answer }: ConditionAnswer): string {
  const words =
    answer.answer === 'cannot-tell'
      ? answer.why.map(({ kind, detail }) => `${kind}: ${detail}`)
      : answer.evidence.flatMap(evidenceWords)
  return words.length === 0 ? '' : ` [${words.join('; ')}]`
}

export function goalWords(goal: Goal, language: Language): string {
  const texts = policyTestTexts[language]
  if (goal.kind === 'policy') return goal.answer === 'match' ? texts.missedMatch : texts.missedNoMatch
  const said = harmless(goal.condition.describe(goal.settings, language))
  return goal.answer === 'yes' ? texts.missedYes(said) : texts.missedNo(said)
}

export function testLines(
  { file, document, reports, coverage, threshold }: TestReport,
  language: Language,
): readonly string[] {
  const texts = policyTestTexts[language]
  const reported = reports.map((one) => reportedCase(one, document, language))
  const wrong = reported.filter(({ isWrong }) => isWrong)
  const errors = wrong.filter(({ error }) => error !== undefined).length
  return [
    ...wrong.flatMap(({ file: caseFile, line, name, failure, error }) => {
      const state = error === undefined ? texts.states.failed : texts.states.error
      const head = `${state}  ${caseFile}:${line}${name === caseFile ? '' : `  ${harmless(name)}`}`
      return [
        head,
        ...(failure?.split('\n').map((text) => `  ${text}`) ?? indentedText(harmless(error ?? ''), '  ')),
        '',
      ]
    }),
    texts.summary(reported.length, wrong.length - errors, errors),
    ...coverageLines({ file, coverage, threshold }, language),
  ]
}

/** How much was reached, and what no case reaches. */
export function coverageLines(
  { file, coverage, threshold }: Pick<TestReport, 'file' | 'coverage' | 'threshold'>,
  language: Language,
): readonly string[] {
  const texts = policyTestTexts[language]
  const missed = coverage.missed.map((goal) => [
    `${file}:${goal.line}`,
    goal.policy,
    goalWords(goal, language),
  ])
  const isBelow = threshold !== undefined && coverage.percent < threshold
  return [
    texts.coverage(coverage.reached, coverage.goals, coverage.percent),
    ...(isBelow ? [texts.belowThreshold(threshold)] : []),
    // With nothing reached at all the list is that of all there is.
    ...(missed.length === 0 || coverage.reached === 0 ? [] : ['', texts.missed, ...tableLines(missed, '  ')]),
  ]
}
