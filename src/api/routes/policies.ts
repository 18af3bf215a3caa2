/** What judges mails: the policies in force, and whether others would do. Proof before enforcement, for programs. */

import { z } from 'zod'

import { coverageOf } from '../../cases/coverage.ts'
import { decidersOf, reasonsOf } from '../../cases/difference.ts'
import { readCases } from '../../cases/read-cases.ts'
import { runCase, type CaseRun } from '../../cases/run-case.ts'
import { makeFlow } from '../../policy/make-flow.ts'
import { apiTexts } from '../../text/api.ts'
import { policyTestTexts } from '../../text/policy-test.ts'

import {
  checked,
  faultyDocument,
  faultyPolicies,
  noSuchPolicies,
  policiesNamed,
  policyWord,
  surroundingsInForce,
} from '../policy-texts.ts'
import { provingBy } from '../proving.ts'
import { defineRoute, type AnyRoute } from '../route.ts'

const longestYaml = 4_194_304
const yaml = z.string().max(longestYaml)
const word = z.string().regex(policyWord).describe('`active`, `default`, `r12` (a revision) or `draft-3`.')

const problem = z
  .object({
    severity: z.enum(['error', 'warning']),
    line: z.int(),
    column: z.int(),
    kind: z.string(),
    policy: z.string().optional(),
    message: z.string(),
  })
  .meta({ id: 'PolicyProblem' })

const caseResult = z
  .object({
    name: z.string(),
    line: z.int(),
    state: z.enum(['passed', 'failed', 'error']),
    action: z.string().optional(),
    policies: z.array(z.string()).optional().describe('Those that decided.'),
    reasons: z.array(z.string()).optional(),
    differences: z
      .array(z.object({ of: z.string(), expected: z.string(), got: z.array(z.string()) }))
      .optional(),
    message: z.string().optional(),
  })
  .meta({ id: 'CaseResult' })

export const policyRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/v1/policies/:word',
    scope: 'policies:read',
    tag: 'policies',
    summary: 'Policies as they were written.',
    parameters: z.object({ word }),
    answers: {
      200: z
        .object({
          name: z.string().describe('As decisions name them.'),
          from: z.enum(['revision', 'draft', 'file', 'default']),
          yaml,
        })
        .meta({ id: 'Policies' }),
    },
    problems: [404],
    act: ({ parameters, language }, parts) => {
      const text = policiesNamed(parameters.word, parts)
      if (text === undefined) return noSuchPolicies(parameters.word, language)
      return { status: 200, body: { name: text.name, from: text.from, yaml: text.yaml } }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/policies/check',
    scope: 'policies:read',
    tag: 'policies',
    summary: 'What is wrong with a policy file, from its syntax to what it cannot mean.',
    description: 'As `sekisho policy check`. Saves nothing.',
    body: z.object({ yaml }),
    bodyLimit: longestYaml * 2,
    answers: { 200: z.object({ ok: z.boolean(), problems: z.array(problem) }).meta({ id: 'PolicyCheck' }) },
    problems: [413],
    act: ({ body, language }, parts) => {
      const problems = checked(body.yaml, parts)
      return {
        status: 200,
        body: {
          ok: problems.every(({ severity }) => severity !== 'error'),
          problems: problems.map(({ message, ...rest }) => ({ ...rest, message: message[language] })),
        },
      }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/policies/:word/test',
    scope: 'policies:read',
    tag: 'policies',
    summary: 'Runs cases through policies, and says what no case reached.',
    description:
      'As `sekisho policy test`, with the cases in the request. Cases that name files are errors here.',
    parameters: z.object({ word }),
    body: z.object({
      cases: z.string().max(longestYaml).describe('A file of cases: see `docs/policy-tests.md`.'),
    }),
    bodyLimit: longestYaml * 2,
    answers: {
      200: z
        .object({
          ok: z.boolean(),
          cases: z.array(caseResult),
          coverage: z.object({ percent: z.number(), reached: z.int(), goals: z.int() }),
        })
        .meta({ id: 'PolicyTest' }),
    },
    problems: [404, 413, 422],
    act: async ({ parameters, body, language }, parts) => {
      const text = policiesNamed(parameters.word, parts)
      if (text === undefined) return noSuchPolicies(parameters.word, language)
      const making = makeFlow(text, surroundingsInForce(parts))
      if (making.kind === 'misfits') {
        const errors = checked(text.yaml, parts).filter(({ severity }) => severity === 'error')
        return faultyPolicies(errors, language)
      }
      const reading = readCases(body.cases, { file: 'cases', folder: '.', eml: undefined, name: 'case' })
      if (reading.kind === 'faulty') return faultyDocument(reading.problems, language)
      const proving = provingBy(making.flow, parts)
      const runs: CaseRun[] = []
      for (const of of reading.cases) runs.push(await runCase(of, proving))
      const coverage = coverageOf(
        making.flow.document,
        runs.flatMap((run) => (run.kind === 'judged' ? [run.decision.policies] : [])),
      )
      const { percent, reached, goals } = coverage
      const cases = runs.map((run) => resultOf(run, language))
      return {
        status: 200,
        body: {
          ok: cases.every(({ state }) => state === 'passed'),
          cases,
          coverage: { percent, reached, goals },
        },
      }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/policies/:word/replay',
    scope: 'policies:read',
    tag: 'policies',
    summary: 'What policies would have done to the mails of the decision log.',
    description:
      'As `sekisho policy replay`: counts, groups of changes with examples, and what was not recorded. One at a time (409), in a process of its own beside the gate.',
    parameters: z.object({ word }),
    body: z.object({
      since: z.iso.datetime(),
      until: z.iso.datetime().optional(),
      examples: z.int().min(0).max(100).default(3),
    }),
    answers: { 200: z.looseObject({ revision: z.string(), decisions: z.int() }).meta({ id: 'Replay' }) },
    problems: [404, 409, 422],
    act: async ({ parameters, body, language }, parts) => {
      if (policiesNamed(parameters.word, parts) === undefined)
        return noSuchPolicies(parameters.word, language)
      const replayed = await parts.replay({ word: parameters.word, ...body })
      switch (replayed.kind) {
        case 'done':
          return { status: 200, body: replayed.report }
        case 'busy':
          return { problem: { code: 'conflict', detail: apiTexts[language].replayBusy } }
        case 'failed':
          return { problem: { code: 'faulty-policies', detail: replayed.why } }
      }
    },
  }),
]

function resultOf(run: CaseRun, language: 'en' | 'ja'): z.infer<typeof caseResult> {
  const { name, line } = run.of
  if (run.kind === 'not-run')
    return { name, line, state: 'error', message: policyTestTexts[language].problem(run.problem) }
  const { decision, differences } = run
  return {
    name,
    line,
    state: differences.length === 0 ? 'passed' : 'failed',
    action: decision.action.kind,
    policies: [...decidersOf(decision)],
    reasons: [...reasonsOf(decision)],
    differences: differences.map(({ of, expected, got }) => ({ of, expected, got: [...got] })),
  }
}
