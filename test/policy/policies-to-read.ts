/** Reads policies, compiles them for the organization of `test/bank/`, and puts mails before them. */

import assert from 'node:assert/strict'

import type { Answer, CannotTell } from '../../src/policy/answer.ts'
import { compileFlow, type Flow } from '../../src/policy/compile-flow.ts'
import type { AnyCondition, Need } from '../../src/policy/condition.ts'
import { conditions } from '../../src/policy/conditions/list.ts'
import type { Decision } from '../../src/policy/decision.ts'
import type { PolicyDocument } from '../../src/policy/document.ts'
import { judgeFlow, type Judgement } from '../../src/policy/judge-flow.ts'
import { readPolicies } from '../../src/policy/read-policies.ts'
import type { FlowSettings } from '../../src/policy/settings.ts'
import { z } from 'zod'

import { factsOn, snapshot, usualSettings, type GivenMail } from './mail-to-decide.ts'

/** Answers as the policies say: `says: yes`; with `content` only once the content is there. */
const says: AnyCondition = {
  kind: 'says',
  schema: z.union([
    z.enum(['yes', 'no', 'cannot-tell']),
    z.strictObject({ content: z.enum(['yes', 'no', 'cannot-tell']) }),
  ]),
  examples: ['yes'],
  describe: (settings) => `it says ${JSON.stringify(settings)}`,
  needs: (settings) => (typeof settings === 'string' ? [] : ['content']),
  questions: (settings) =>
    typeof settings === 'string'
      ? []
      : [{ kind: 'words', words: [JSON.stringify(settings)], body: true, attachments: false }],
  prepare: (settings) => {
    const answer = typeof settings === 'string' ? settings : Object.values(settings ?? {})[0]
    const given: Answer =
      answer === 'cannot-tell'
        ? { answer, why: [{ kind: 'encrypted', detail: 'as told' }] }
        : { answer: answer === 'yes' ? 'yes' : 'no', evidence: [] }
    return () => given
  },
}

export const withSays: readonly AnyCondition[] = [...conditions, says]

export function documentOf(text: string): PolicyDocument {
  const reading = readPolicies(text, withSays)
  assert.deepEqual(reading.kind === 'faulty' ? reading.problems : [], [])
  assert.equal(reading.kind, 'read')
  return reading.document
}

/** `policies`: what stands under that key, each line of it indented already. */
export function flowOf(text: string, settings: Partial<FlowSettings> = {}): Flow {
  const document = documentOf(text)
  const { lists, tables } = document
  const world = { snapshot, settings: { ...usualSettings, ...settings }, lists, tables, groups: new Map() }
  return compileFlow(document, world, 'test')
}

export const honest: GivenMail = {
  header: ['From: takahashi@example.co.jp', 'To: client@example.com', 'Cc: suzuki@example.co.jp'],
}

export function judged(text: string, mail = honest, missing?: ReadonlyMap<Need, CannotTell>): Judgement {
  return judgeFlow(flowOf(text, mail.settings), factsOn(mail), missing)
}

export function decisionBy(text: string, mail = honest, missing?: ReadonlyMap<Need, CannotTell>): Decision {
  const judgement = judged(text, mail, missing)
  assert.equal(judgement.kind, 'decided')
  return judgement.decision
}

/** A policy a line, as `id says action more`, for the combination of many. */
export function shortPolicies(lines: readonly string[]): string {
  const policies = lines.map((line) => {
    const [, id, said, action, more] = /^(\S+) (\S+) (\{.*?\}|\S+)(?: (.*))?$/.exec(line) ?? []
    return `  - { id: ${id}, when: { says: ${said} }, action: ${action}${more === undefined ? '' : `, ${more}`} }`
  })
  return `version: 1\npolicies:\n${policies.join('\n')}\n`
}
