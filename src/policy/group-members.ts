/** Who is in a group by its name: one of `rules.yaml`, whose members are people, or one that was put by the API. */

import { at } from '../people/list-reading.ts'
import type { SeenAddress } from './seen-addresses.ts'
import type { World } from './world.ts'

const peopleOfPosts = new WeakMap<Int32Array, ReadonlySet<number>>()

function people(world: World, name: string): ReadonlySet<number> | undefined {
  const { compiled, table } = world.snapshot
  const posts = compiled.groups.get(name)
  if (posts === undefined) return undefined
  let found = peopleOfPosts.get(posts)
  if (found === undefined) {
    found = new Set(Array.from(posts, (post) => at(table.personOf, post)))
    peopleOfPosts.set(posts, found)
  }
  return found
}

/** `undefined`: nobody knows the name. A group of both kinds has the members of both. */
export function groupTest(world: World, name: string): ((address: SeenAddress) => boolean) | undefined {
  const ofRules = people(world, name)
  const ofApi = world.groups.get(name)
  if (ofRules === undefined && ofApi === undefined) return undefined
  return ({ address, holder = -1 }) =>
    (holder >= 0 && ofRules?.has(holder) === true) || ofApi?.has(address) === true
}

/** Of both kinds, each once. */
export function groupNames({ snapshot, groups }: World): ReadonlySet<string> {
  return new Set([...snapshot.compiled.groups.keys(), ...groups.keys()])
}
