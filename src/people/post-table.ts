/**
 * All posts of a roster as columns of small numbers: each code is interned once, so that the rule compares
 * numbers and sorts by counting. Owns what the rule asks of the columns, and knows nothing of rules.
 */

import { at } from './list-reading.ts'
import { textAt, textNumbers, type TextNumbers } from './packed-texts.ts'
import { peopleOf, postsOf, type People, type Posts } from './people.ts'
import type { CodeColumn, PeopleColumns } from './people-columns.ts'

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
  readonly numbers: TextNumbers
  readonly codeOf: (number: number) => string
  /** The posts of each code; made when first asked for. */
  readonly postsByCode: () => Buckets
}

export interface PostTable {
  readonly people: People
  readonly posts: Posts
  /** By post. */
  readonly personOf: Int32Array
  /** By person, with one more at the end: the posts of `p` are `firstPost[p]` to `firstPost[p + 1] - 1`. */
  readonly firstPost: Int32Array
  /** By person. */
  readonly mainPost: Int32Array
  readonly role: Column
  /** One for each unit level, outermost first. */
  readonly units: readonly Column[]
  /** The attribute at a position of the layout. */
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

function columnOf({ values, codes, places }: CodeColumn): Column {
  const numbers = textNumbers(codes, places)
  return {
    values,
    numbers,
    codeOf: (number) => textAt(codes, number),
    postsByCode: once(() => intoBuckets(values, numbers.size)),
  }
}

export function postTable(columns: PeopleColumns): PostTable {
  const { personOf, firstPost, mainPost, role } = columns
  const posts = postsOf(columns)
  const attributes = columns.attributes.map(columnOf)
  return {
    people: peopleOf(columns, posts),
    posts,
    personOf,
    firstPost,
    mainPost,
    role: columnOf(role),
    units: columns.units.map(columnOf),
    attribute: (position) => at(attributes, position),
  }
}
