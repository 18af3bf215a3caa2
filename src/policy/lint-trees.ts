/** Linter: walks over the trees of a file. */

import type { Policy, PolicyPlace, Tree } from './document.ts'
import type { Leaf } from './lint-normal-form.ts'
import { isMap } from './plain-map.ts'
import type { PolicyPath, PolicySource } from './policies-yaml.ts'
import { partsOf } from './read-trees.ts'

/** `when` and `unless`, as far as the policy has them. */
export function treesOf({ when, unless }: Policy): readonly Tree[] {
  return [when, unless].filter((tree) => tree !== undefined)
}

/** Every condition, those of its sets too. */
export function leavesOf(tree: Tree): readonly Leaf[] {
  return tree.kind === 'condition' ? [tree] : partsOf(tree).flatMap(leavesOf)
}

/** Names of the condition sets in it, those inside sets too. */
export function setsOf(tree: Tree): readonly string[] {
  const inside = partsOf(tree).flatMap(setsOf)
  return tree.kind === 'set' ? [tree.name, ...inside] : inside
}

function childrenOf(value: unknown): readonly (readonly [string | number, unknown])[] {
  if (Array.isArray(value)) return [...value.entries()]
  return isMap(value) ? Object.entries(value) : []
}

/** Where a value inside the settings of a condition stands; where that cannot be found, the condition's own place. */
export function placeInSettings(
  { condition, place }: Leaf,
  inside: PolicyPath,
  source: Pick<PolicySource, 'value' | 'placeOf'>,
): PolicyPlace {
  const search = (value: unknown, path: PolicyPath): PolicyPath | undefined => {
    for (const [key, child] of childrenOf(value)) {
      const here = [...path, key]
      if (key === condition.kind) {
        const found = source.placeOf(here)
        if (found.line === place.line && found.column === place.column) return here
      }
      const below = search(child, here)
      if (below !== undefined) return below
    }
    return undefined
  }
  const root = isMap(source.value) ? source.value : {}
  const path = search(root['policies'], ['policies']) ?? search(root['conditions'], ['conditions'])
  return path === undefined ? place : source.placeOf([...path, ...inside])
}
