/** On random companies the explanation says what the verdict says, in words that hold together. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { explanationJson } from '../../src/people/explanation-json.ts'
import { explanationText } from '../../src/cli/explanation-text.ts'
import { type Counting, type Explanation, explanationOf } from '../../src/people/explanation.ts'
import { rulesPaperHtml } from '../../src/cli/rules-paper-html.ts'
import { rulesPaperOf } from '../../src/cli/rules-paper.ts'
import { createSnapshot } from '../../src/people/snapshot.ts'
import { addresses, days, people, rules } from '../oracle/random-company.ts'

const languages = ['en', 'ja'] as const
const identity = { name: 'random', day: '2026-11-24' }

/** The reason of a verdict, by what the addresses of To and Cc counted for. */
function reasonBy(counts: readonly Counting[]): string {
  if (counts.includes('approver')) return 'approver-present'
  if (counts.includes('same-unit')) return 'no-authority'
  if (['unrelated', 'mailbox', 'nobody'].some((one) => counts.some((count) => count === one)))
    return 'unrelated-unit'
  return counts.includes('sender') ? 'only-self' : 'no-internal-recipient'
}

function assertHoldsTogether({
  verdict,
  approvers,
  addresses: counted,
  candidates,
  entries,
  standIns,
}: Explanation) {
  if (approvers?.outcome !== 'named') return
  const visible = counted.filter(({ field }) => field !== 'bcc').map(({ counts }) => counts)
  assert.equal(reasonBy(visible), verdict.reason)
  const named = new Set(entries.flatMap((entry) => entry.named.map(({ person }) => person.employee)))
  if (verdict.verdict === 'reject') assert.equal(candidates.length, named.size)
  const tried = entries.some(({ place }) => place.kind === 'pattern' && place.vacancy !== undefined)
  if (tried) assert.ok(standIns.tried > 0 && standIns.tried <= standIns.there)
}

test('what each address counted for, whom entries name and the verdict agree, in both languages without a gap', () => {
  let asked = 0
  fc.assert(
    fc.property(
      rules,
      people,
      fc.constantFrom(...days),
      fc.array(fc.constantFrom(...addresses, 'list@example.co.jp'), { maxLength: 3 }),
      (of, staff, day, visible) => {
        const snapshot = createSnapshot(of, staff, identity)
        for (const from of addresses) {
          const question = {
            from,
            to: ['client@example.com'],
            cc: visible,
            others: addresses.slice(0, 1),
            day,
          }
          const explanation = explanationOf(snapshot, question)
          assertHoldsTogether(explanation)
          if (explanation.approvers?.outcome === 'named') asked += 1
          const texts = languages.map((language) => explanationText(explanation, snapshot, language))
          for (const text of [...texts, JSON.stringify(explanationJson(explanation, snapshot))]) {
            assert.doesNotMatch(text, /undefined|NaN|\[object/)
          }
        }
      },
    ),
    { numRuns: 100 },
  )
  assert.ok(asked > 100, `only ${asked} questions came to approvers`)
})

test('the paper of the rules has no gap, and counts every sender once', () => {
  fc.assert(
    fc.property(rules, people, fc.constantFrom(...days), (of, staff, day) => {
      const snapshot = createSnapshot(of, staff, identity)
      const paper = rulesPaperOf(snapshot, day)
      for (const { headcount, rows } of paper.patterns) {
        assert.equal(
          rows.reduce((sum, row) => sum + row.headcount.people, 0),
          headcount.people,
        )
      }
      for (const language of languages) {
        assert.doesNotMatch(rulesPaperHtml(paper, language), /undefined|NaN|\[object/)
      }
    }),
    { numRuns: 100 },
  )
})
