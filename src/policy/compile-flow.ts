/**
 * Policies and the world they are judged in, made ready for mails: one `Flow` for each revision and snapshot. Everything that
 * does not depend on a mail is done here.
 */

import { createTreeCompiler, joined, negated, type Asker, type CompiledTree } from './compile-tree.ts'
import type { Policy, PolicyDocument, Tree } from './document.ts'
import { createNeeds, type Needs } from './needs.ts'
import type { World } from './world.ts'

export interface CompiledPolicy {
  readonly policy: Policy & { readonly mode: 'on' | 'shadow' }
  /** `when` and not `unless`. */
  readonly test: CompiledTree['test']
  /** It holds at certain days or hours only. */
  readonly isTimed: boolean
}

/** What judges mails. Immutable: a mail is judged by one. */
export interface Flow {
  /** Names the policies in the record of a decision. */
  readonly revision: string
  readonly document: PolicyDocument
  readonly world: World
  /** In the order of the file, without those that are off. */
  readonly decide: readonly CompiledPolicy[]
  readonly deliver: readonly CompiledPolicy[]
  /** Every condition, once. */
  readonly askers: readonly Asker[]
  /** Those that stand for built-in rules in the record: reports and supervisors. */
  readonly ofRules: readonly Asker[]
  readonly askerOf: (key: string) => Asker | undefined
  /** Header fields that conditions read, lower case: the record keeps them for a replay. */
  readonly fields: ReadonlySet<string>
  readonly needsOf: (waiting: readonly Asker[]) => Needs
}

function isOfRule(kind: string): boolean {
  return kind === 'report' || kind === 'approver'
}

export function compileFlow(document: PolicyDocument, world: World, revision: string): Flow {
  const compiler = createTreeCompiler({ ...world, calendar: document.calendar })
  const compilePolicy = (policy: CompiledPolicy['policy']): CompiledPolicy => {
    const { when, unless, times } = policy
    const parts = [
      ...(when === undefined ? [] : [compiler.compile(when)]),
      ...(unless === undefined ? [] : [negated(compiler.compile(unless))]),
    ]
    const isTimed = times.from !== undefined || times.until !== undefined || times.hours !== undefined
    return { policy, test: joined('all', parts).test, isTimed }
  }
  const ofStage = (stage: Policy['stage']): readonly CompiledPolicy[] =>
    document.policies.flatMap((policy) => {
      const { mode } = policy
      return policy.stage === stage && mode !== 'off' ? [compilePolicy({ ...policy, mode })] : []
    })
  const decide = ofStage('decide')
  const deliver = ofStage('deliver')
  const { askers, askerOf } = compiler
  const fields = new Set(askers.flatMap(({ condition, settings }) => condition.fields?.(settings) ?? []))
  const ofRules = askers.filter(({ condition }) => isOfRule(condition.kind))
  const needsOf = createNeeds()
  return { revision, document, world, decide, deliver, askers, ofRules, askerOf, fields, needsOf }
}

/** Leaves of a tree with the path of each. `isPositive`: an even number of `not` stands above it. */
export function* leavesOf(
  tree: Tree,
  path: string,
  isPositive = true,
): Generator<{ leaf: Extract<Tree, { kind: 'condition' }>; path: string; isPositive: boolean }> {
  switch (tree.kind) {
    case 'condition':
      yield { leaf: tree, path, isPositive }
      return
    case 'not':
      yield* leavesOf(tree.of, `${path}.not`, !isPositive)
      return
    case 'set':
      yield* leavesOf(tree.of, `${path}.set`, isPositive)
      return
    case 'all':
    case 'any':
      for (const [index, part] of tree.of.entries())
        yield* leavesOf(part, `${path}.${tree.kind}.${index}`, isPositive)
  }
}
