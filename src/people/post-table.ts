/**
 * All posts of a roster as columns of small numbers: each code is interned once, so that the rule compares
 * numbers and sorts by counting. Owns the numbering of people and posts (their positions in the order of the
 * roster; the posts of one person stand together) and knows nothing of rules.
 */

import { at } from './list-reading.ts'
import type { Person, Post } from './person.ts'
import type { Steps } from './steps.ts'

/** The items of a numbering, put together by bucket: those of `b` are `items[starts[b]]` to `items[starts[b + 1] - 1]`. */
export interface Buckets {
  readonly starts: Int32Array
  readonly items: Int32Array
}

/** One value of every post. */
export interface Column {
  /** The number of the code, by post. */
  readonly values: Int32Array
  /** The number of each code that occurs. `''` (blank) is always 0. */
  readonly numbers: ReadonlyMap<string, number>
  /** The posts of each code; made when first asked for. */
  readonly postsByCode: () => Buckets
}

export interface PostTable {
  readonly people: readonly Person[]
  readonly posts: readonly Post[]
  /** By post. */
  readonly personOf: Int32Array
  /** By person, with one more at the end: the posts of `p` are `firstPost[p]` to `firstPost[p + 1] - 1`. */
  readonly firstPost: Int32Array
  /** By person. */
  readonly mainPost: Int32Array
  readonly role: Column
  /** One for each unit level, outermost first. */
  readonly units: readonly Column[]
  /** The attribute at a position of the layout; interned when first asked for. */
  readonly attribute: (position: number) => Column
}

/** The items `0` to `bucketOf.length - 1`, or those of `among`, by bucket and in their order before. */
export function intoBuckets(bucketOf: Int32Array, buckets: number, among?: Int32Array): Buckets {
  const starts = new Int32Array(buckets + 1)
  const size = among?.length ?? bucketOf.length
  for (let index = 0; index < size; index += 1) {
    const next = at(bucketOf, among === undefined ? index : at(among, index)) + 1
    starts[next] = at(starts, next) + 1
  }
  for (let bucket = 1; bucket <= buckets; bucket += 1)
    starts[bucket] = at(starts, bucket) + at(starts, bucket - 1)
  const free = starts.slice()
  const items = new Int32Array(size)
  for (let index = 0; index < size; index += 1) {
    const item = among === undefined ? index : at(among, index)
    const bucket = at(bucketOf, item)
    const position = at(free, bucket)
    items[position] = item
    free[bucket] = position + 1
  }
  return { starts, items }
}

/** A function that is computed once, when first called. */
function once<Value>(compute: () => Value): () => Value {
  let value: { readonly known: Value } | undefined
  return () => (value ??= { known: compute() }).known
}

function columnOf(posts: readonly Post[], valueOf: (post: Post) => string): Column {
  const values = new Int32Array(posts.length)
  const numbers = new Map([['', 0]])
  for (let post = 0; post < posts.length; post += 1) {
    const code = valueOf(at(posts, post))
    let number = numbers.get(code)
    if (number === undefined) {
      number = numbers.size
      numbers.set(code, number)
    }
    values[post] = number
  }
  return { values, numbers, postsByCode: once(() => intoBuckets(values, numbers.size)) }
}

/** @param levels How many unit levels, @param attributes how many attributes the layout has. */
export function* postTable(people: readonly Person[], levels: number, attributes: number): Steps<PostTable> {
  const posts: Post[] = []
  const firstPost = new Int32Array(people.length + 1)
  const mainPost = new Int32Array(people.length)
  for (const [index, person] of people.entries()) {
    mainPost[index] = posts.length + person.posts.indexOf(person.main)
    for (const post of person.posts) posts.push(post)
    firstPost[index + 1] = posts.length
  }
  yield
  const personOf = new Int32Array(posts.length)
  for (let index = 0; index < people.length; index += 1)
    personOf.fill(index, at(firstPost, index), at(firstPost, index + 1))
  const attributeColumns = Array.from({ length: attributes }, (_, position) =>
    once(() => columnOf(posts, (post) => at(post.attributes, position))),
  )
  const role = columnOf(posts, (post) => post.role)
  const units: Column[] = []
  for (let level = 0; level < levels; level += 1) {
    yield
    units.push(columnOf(posts, (post) => at(post.units, level)))
  }
  return {
    people,
    posts,
    personOf,
    firstPost,
    mainPost,
    role,
    units,
    attribute: (position) => at(attributeColumns, position)(),
  }
}
