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

/** What stands before and behind the only `*` of a name; `undefined`: it has none, or several. */
function aroundStar(name: string): readonly [string, string] | undefined {
  const [before = '', after, ...more] = name.split('*')
  return after === undefined || more.length > 0 ? undefined : [before, after]
}

/** Is it a name for many groups, where one `*` stands for any text? */
export function isGroupPattern(name: string): boolean {
  return aroundStar(name) !== undefined
}

/** Who is in the group, or for a pattern in any of the groups, of which there may be none. */
export function groupsTest(world: World, name: string): ((address: SeenAddress) => boolean) | undefined {
  const around = aroundStar(name)
  if (around === undefined) return groupTest(world, name)
  const [before, after] = around
  const addresses = new Set<string>()
  const holders = new Set<number>()
  for (const group of groupNames(world)) {
    if (group.length < name.length - 1 || !group.startsWith(before) || !group.endsWith(after)) continue
    for (const address of world.groups.get(group) ?? []) addresses.add(address)
    for (const person of people(world, group) ?? []) holders.add(person)
  }
  return ({ address, holder = -1 }) => addresses.has(address) || holders.has(holder)
}

/** Of both kinds, each once. */
export function groupNames({ snapshot, groups }: World): ReadonlySet<string> {
  return new Set([...snapshot.compiled.groups.keys(), ...groups.keys()])
}
