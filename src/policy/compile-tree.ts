/**
 * Trees of conditions as functions of a mail, three-valued by Kleene: `all` is no if any part is no, otherwise open if any is
 * open, otherwise yes; `any` the other way round. Open is what cannot be told, or what must be gathered first.
 */

import type { TextQuestion } from '../inspect/content-facts.ts'
import type { Answer, CannotTell } from './answer.ts'
import { keyHash } from './canonical-key.ts'
import type { AnyCondition, Need } from './condition.ts'
import type { Tree } from './document.ts'
import type { Facts } from './facts.ts'
import type { World } from './world.ts'

/** `needs`: something must be gathered before there is an answer. */
export type Truth = 'no' | 'yes' | 'cannot-tell' | 'needs'

/** A condition of the flow, prepared; the same question has one, in however many policies it stands. */
export interface Asker {
  /** Its place in `Run.answers`. */
  readonly index: number
  readonly condition: AnyCondition
  readonly settings: unknown
  readonly key: string
  /** Short name of the key, for the record. */
  readonly hash: string
  readonly needs: readonly Need[]
  readonly questions: readonly TextQuestion[]
  readonly ask: (facts: Facts) => Answer
}

/** One mail on its way through the flow. */
export interface Run {
  readonly facts: Facts
  /** What was asked for and did not come, with why. */
  readonly missing: ReadonlyMap<Need, CannotTell>
  /** By `Asker.index`; a condition is asked once. */
  readonly answers: (Answer | undefined)[]
  /** Those whose needs have not been gathered. */
  readonly waiting: Asker[]
}

export type Test = (run: Run) => Truth

export interface CompiledTree {
  readonly test: Test
  /** It may need something that has to be gathered. */
  readonly isCostly: boolean
}

export interface TreeCompiler {
  readonly compile: (tree: Tree) => CompiledTree
  /** `undefined` for a condition that stands in no compiled tree. */
  readonly askerOf: (key: string) => Asker | undefined
  readonly askers: readonly Asker[]
}

export function createTreeCompiler(world: World): TreeCompiler {
  const askers: Asker[] = []
  const byKey = new Map<string, Asker>()
  /** Sets stand in many places and are compiled once. */
  const compiled = new Map<Tree, CompiledTree>()

  const askerFor = ({ condition, settings, key }: Extract<Tree, { kind: 'condition' }>): Asker => {
    const known = byKey.get(key)
    if (known !== undefined) return known
    const asker: Asker = {
      index: askers.length,
      condition,
      settings,
      key,
      hash: keyHash(key),
      needs: condition.needs?.(settings) ?? [],
      questions: condition.questions?.(settings, world) ?? [],
      ask: condition.prepare(settings, world),
    }
    askers.push(asker)
    byKey.set(key, asker)
    return asker
  }

  const build = (tree: Tree): CompiledTree => {
    switch (tree.kind) {
      case 'condition': {
        const asker = askerFor(tree)
        return { test: (run) => ask(run, asker), isCostly: asker.needs.length > 0 }
      }
      case 'not':
        return negated(compile(tree.of))
      case 'set':
        return compile(tree.of)
      case 'all':
      case 'any':
        return joined(tree.kind, tree.of.map(compile))
    }
  }

  const compile = (tree: Tree): CompiledTree => {
    const known = compiled.get(tree)
    if (known !== undefined) return known
    const built = build(tree)
    compiled.set(tree, built)
    return built
  }

  return { compile, askerOf: (key) => byKey.get(key), askers }
}

/** Parts that need nothing come first: with a sure answer of theirs the others are never gathered for. */
export function joined(kind: 'all' | 'any', parts: readonly CompiledTree[]): CompiledTree {
  const [only, ...others] = parts
  if (only !== undefined && others.length === 0) return only
  const tests = [
    ...parts.filter(({ isCostly }) => !isCostly),
    ...parts.filter(({ isCostly }) => isCostly),
  ].map(({ test }) => test)
  const [deciding, otherwise] = kind === 'all' ? (['no', 'yes'] as const) : (['yes', 'no'] as const)
  return {
    isCostly: parts.some(({ isCostly }) => isCostly),
    test: (run) => {
      const waiting = run.waiting.length
      let truth: Truth = otherwise
      for (const test of tests) {
        const part = test(run)
        if (part === deciding) {
          // Whatever waits in the other parts makes no difference any more.
          run.waiting.length = waiting
          return deciding
        }
        if (part === 'needs' || (part === 'cannot-tell' && truth !== 'needs')) truth = part
      }
      return truth
    },
  }
}

export function negated({ test, isCostly }: CompiledTree): CompiledTree {
  return {
    isCostly,
    test: (run) => {
      const truth = test(run)
      return truth === 'yes' ? 'no' : truth === 'no' ? 'yes' : truth
    },
  }
}

function ask(run: Run, asker: Asker): Truth {
  const known = run.answers[asker.index]
  if (known !== undefined) return known.answer
  const answer = answerOf(asker, run)
  if (answer === 'needs') {
    run.waiting.push(asker)
    return 'needs'
  }
  run.answers[asker.index] = answer
  return answer.answer
}

/** Asks a condition, unless something that it needs is not there. */
export function answerOf(asker: Asker, { facts, missing }: Run): Answer | 'needs' {
  let waits = false
  for (const need of asker.needs) {
    if (isGathered(need, facts)) continue
    const why = missing.get(need)
    if (why !== undefined) return { answer: 'cannot-tell', why: [why] }
    waits = true
  }
  return waits ? 'needs' : asker.ask(facts)
}

function isGathered(need: Need, facts: Facts): boolean {
  switch (need) {
    case 'content':
      return facts.content !== undefined
    case 'tls':
      return facts.tls !== undefined
    case 'history':
      return facts.writtenTo !== undefined
  }
}
