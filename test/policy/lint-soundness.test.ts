/** The linter against brute force: whatever it calls impossible or unreached must be so for every mail. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { z } from 'zod'
import type { Policy, Tree } from '../../src/policy/document.ts'
import { whatMatches } from '../../src/policy/lint-contradiction.ts'
import type { FindingKind } from '../../src/policy/lint-problem.ts'
import { type Formula, alternativesOf, formulaOf } from '../../src/policy/lint-normal-form.ts'
import { all, any, from, has, lintOf, not, policy } from './lint-document.ts'

type Truth = 'yes' | 'no' | 'cannot-tell'

/** A mail, as far as these conditions look: a number, and what is true of each letter. */
interface Example {
  readonly number: number
  readonly letters: Readonly<Record<string, Truth>>
}

const letters = ['a', 'b', 'c']
const plain = fc.constantFrom(...letters).map(has)
const ranges = fc.tuple(fc.nat(5), fc.nat(5)).map(([least, more]) => from(least, least + more))

function treesOver(...leaves: readonly fc.Arbitrary<Tree>[]): fc.Arbitrary<Tree> {
  return fc.letrec<{ tree: Tree }>((tie) => {
    const several = fc.array(tie('tree'), { minLength: 1, maxLength: 3 })
    const branches = [several.map((of) => all(...of)), several.map((of) => any(...of)), tie('tree').map(not)]
    return { tree: fc.oneof({ maxDepth: 5, depthSize: 'large' }, ...leaves, ...branches) }
  }).tree
}

const trees = treesOver(plain, ranges)

function examples(truths: readonly Truth[]): readonly Example[] {
  let found: readonly Example['letters'][] = [{}]
  for (const name of letters)
    found = found.flatMap((one) => truths.map((truth) => ({ ...one, [name]: truth })))
  return Array.from({ length: 13 }).flatMap((_, number) => found.map((one) => ({ number, letters: one })))
}

const letterOf = z.object({ letter: z.string() })
const rangeOf = z.object({ least: z.number(), most: z.number() })
const opposite: Readonly<Record<Truth, Truth>> = { yes: 'no', no: 'yes', 'cannot-tell': 'cannot-tell' }

function evaluate(tree: Tree, example: Example): Truth {
  switch (tree.kind) {
    case 'condition': {
      const [kind = '', asked = ''] = tree.key.split(/ (.*)/)
      if (kind === 'letter') return example.letters[letterOf.parse(JSON.parse(asked)).letter] ?? 'no'
      const { least, most } = rangeOf.parse(JSON.parse(asked))
      return example.number >= least && example.number <= most ? 'yes' : 'no'
    }
    case 'not':
      return opposite[evaluate(tree.of, example)]
    case 'set':
      return evaluate(tree.of, example)
    case 'all':
    case 'any': {
      const decisive = tree.kind === 'all' ? 'no' : 'yes'
      const answers = tree.of.map((child) => evaluate(child, example))
      if (answers.includes(decisive)) return decisive
      return answers.includes('cannot-tell') ? 'cannot-tell' : opposite[decisive]
    }
  }
}

function holds(formula: Formula, example: Example): boolean {
  return (
    alternativesOf(formula)?.some((alternative) =>
      alternative.every(({ leaf, isNegated }) => evaluate(leaf, example) === (isNegated ? 'no' : 'yes')),
    ) ?? assert.fail('more alternatives than these trees can have')
  )
}

test('the alternatives of a tree are met by exactly the mails that the tree is "yes" for, doubt included', () => {
  const mails = examples(['yes', 'no', 'cannot-tell'])
  fc.assert(
    fc.property(trees, fc.boolean(), (tree, isTurned) => {
      const formula = formulaOf(tree, new Map(), isTurned)
      if (alternativesOf(formula) === undefined) return
      const wanted = isTurned ? 'no' : 'yes'
      for (const mail of mails) assert.equal(holds(formula, mail), evaluate(tree, mail) === wanted)
    }),
    { numRuns: 300 },
  )
})

function matches({ when, unless }: Policy, mail: Example): boolean {
  const meets = when === undefined || evaluate(when, mail) === 'yes'
  return meets && (unless === undefined || evaluate(unless, mail) === 'no')
}

const policies = fc
  .array(
    fc.record({
      when: fc.option(trees, { nil: undefined }),
      unless: fc.option(trees, { nil: undefined, freq: 3 }),
      stop: fc.boolean(),
      mode: fc.constantFrom('on' as const, 'on' as const, 'shadow' as const),
      action: fc.constantFrom<Policy['action']>(
        { kind: 'pass', skip: 'all' },
        { kind: 'pass', skip: ['p2'] },
        { kind: 'pass', skip: ['p1', 'p3'] },
        { kind: 'refuse', text: undefined },
        { kind: 'discard' },
      ),
    }),
    { minLength: 2, maxLength: 4 },
  )
  .map((drawn) => drawn.map((rest, index) => policy(`p${index}`, rest)))

/** Which policies match a mail, as the flow goes through them. */
function flow(drawn: readonly Policy[], mail: Example): { reached: Set<string>; refusedBefore: Set<string> } {
  const reached = new Set<string>()
  const refusedBefore = new Set<string>()
  const skipped = new Set<string>()
  let refused = false
  for (const one of drawn) {
    if (skipped.has(one.id) || !matches(one, mail)) continue
    reached.add(one.id)
    if (refused) refusedBefore.add(one.id)
    if (one.mode !== 'on') continue
    if (one.action.kind === 'refuse' || one.action.kind === 'discard') refused = true
    if (one.stop || (one.action.kind === 'pass' && one.action.skip === 'all')) break
    if (one.action.kind === 'pass' && one.action.skip !== 'all')
      for (const id of one.action.skip) skipped.add(id)
  }
  return { reached, refusedBefore }
}

function isTrue(kind: FindingKind, said: Policy, drawn: readonly Policy[], mail: Example): boolean {
  if (kind === 'never-reached') return !flow(drawn, mail).reached.has(said.id)
  if (kind !== 'already-refused') return !matches(said, mail)
  const { reached, refusedBefore } = flow(drawn, mail)
  return !reached.has(said.id) || refusedBefore.has(said.id)
}

test('what is called never met, never reached or refused before is so for every mail', () => {
  const mails = examples(['yes', 'no', 'cannot-tell'])
  let unreached = 0
  let refused = 0
  fc.assert(
    fc.property(policies, (drawn) => {
      for (const found of lintOf(drawn)) {
        const { policy: id = '' } = found
        const said = drawn.find((one) => one.id === id)
        if (said === undefined || found.severity === 'warning') continue
        if (found.kind === 'never-reached') unreached += 1
        if (found.kind === 'already-refused') refused += 1
        for (const mail of mails) assert.ok(isTrue(found.kind, said, drawn, mail), `${found.kind} ${id}`)
      }
    }),
    { numRuns: 500 },
  )
  assert.ok(unreached > 0 && refused > 0, 'the examples never came to what they are to test')
})

test('a tree over plain facts that no mail can meet is always found', () => {
  const mails = examples(['yes', 'no'])
  let found = 0
  fc.assert(
    fc.property(treesOver(plain), (tree) => {
      const left = alternativesOf(whatMatches(policy('p', { when: tree }), new Map()))
      if (left === undefined || mails.some((mail) => evaluate(tree, mail) === 'yes')) return
      found += 1
      assert.equal(left.length, 0)
    }),
    { numRuns: 1_000 },
  )
  assert.ok(found > 0, 'the examples never came to what they are to test')
})
