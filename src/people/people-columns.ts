/**
 * All people of a roster as columns: numbers by person and by post, and packed texts. Owns the numbering of people and posts (their
 * positions in the order of the roster; the posts of one person stand together) and what the columns are; what is read out
 * of them again is `people.ts` and `post-table.ts`.
 */

import { at } from './list-reading.ts'
import { packTexts, placeTexts, type PackedTexts, type TextPlaces } from './packed-texts.ts'
import type { Person, Post } from './person.ts'
import type { Steps } from './steps.ts'

/** One code of every post, interned. */
export interface CodeColumn {
  /** The number of the code, by post. */
  readonly values: Int32Array
  /** Each code that occurs, by number. `''` (blank) is always 0. */
  readonly codes: PackedTexts
  readonly places: TextPlaces
}

/** Lists of texts, each list and each text there once. */
export interface PackedLists {
  readonly texts: PackedTexts
  /** The texts of list `n` are `items[starts[n]]` to `items[starts[n + 1] - 1]`. */
  readonly starts: Int32Array
  readonly items: Int32Array
}

export interface PeopleColumns {
  /** By person. */
  readonly employees: PackedTexts
  readonly employeePlaces: TextPlaces
  readonly names: PackedTexts
  /** By person, with one more at the end: his addresses are `firstAddress[p]` to `firstAddress[p + 1] - 1`. */
  readonly firstAddress: Int32Array
  readonly addresses: PackedTexts
  readonly addressPlaces: TextPlaces
  /** By address: the person. */
  readonly holders: Int32Array
  /** By person, with one more at the end: the posts of `p` are `firstPost[p]` to `firstPost[p + 1] - 1`. */
  readonly firstPost: Int32Array
  /** By person. */
  readonly mainPost: Int32Array
  /** By post. */
  readonly personOf: Int32Array
  readonly lines: Int32Array
  readonly lists: PackedLists
  /** By post: numbers of lists. */
  readonly unitLists: Int32Array
  readonly unitNameLists: Int32Array
  readonly attributeLists: Int32Array
  readonly role: CodeColumn
  /** One for each unit level, outermost first. */
  readonly units: readonly CodeColumn[]
  /** One for each attribute of the layout. */
  readonly attributes: readonly CodeColumn[]
}

/** People taken in at a time: about a millisecond. */
const peopleInStep = 512

/** Numbers values in the order in which they come first. */
function interner<Value>(): { readonly numberOf: (value: Value) => number; readonly values: () => Value[] } {
  const numbers = new Map<Value, number>()
  return {
    numberOf: (value) => {
      const known = numbers.get(value)
      if (known !== undefined) return known
      numbers.set(value, numbers.size)
      return numbers.size - 1
    },
    values: () => [...numbers.keys()],
  }
}

function* packLists(lists: readonly (readonly string[])[]): Steps<PackedLists> {
  const texts = interner<string>()
  const starts = new Int32Array(lists.length + 1)
  const items: number[] = []
  for (const [number, list] of lists.entries()) {
    for (const text of list) items.push(texts.numberOf(text))
    starts[number + 1] = items.length
  }
  yield
  return { texts: yield* packTexts(texts.values()), starts, items: Int32Array.from(items) }
}

function* packColumn(posts: readonly Post[], codeOf: (post: Post) => string): Steps<CodeColumn> {
  const codes = interner<string>()
  codes.numberOf('')
  const values = new Int32Array(posts.length)
  for (let post = 0; post < posts.length; post += 1) {
    values[post] = codes.numberOf(codeOf(at(posts, post)))
    if (post % peopleInStep === peopleInStep - 1) yield
  }
  const list = codes.values()
  return { values, codes: yield* packTexts(list), places: yield* placeTexts(list) }
}

/**
 * @param people In the order of their first rows; every employee number and every address once.
 * @param levels How many unit levels, @param attributes how many attributes the layout has.
 */
export function* packPeople(
  people: readonly Person[],
  levels: number,
  attributes: number,
): Steps<PeopleColumns> {
  const posts: Post[] = []
  const addresses: string[] = []
  const holders: number[] = []
  const persons: number[] = []
  const firstAddress = new Int32Array(people.length + 1)
  const firstPost = new Int32Array(people.length + 1)
  const mainPost = new Int32Array(people.length)
  for (let number = 0; number < people.length; number += 1) {
    const person = at(people, number)
    for (const address of person.addresses) {
      addresses.push(address)
      holders.push(number)
    }
    firstAddress[number + 1] = addresses.length
    mainPost[number] = posts.length + person.posts.indexOf(person.main)
    for (const post of person.posts) {
      posts.push(post)
      persons.push(number)
    }
    firstPost[number + 1] = posts.length
    if (number % peopleInStep === peopleInStep - 1) yield
  }
  // Lists of a dump that are alike are one and the same.
  const lists = interner<readonly string[]>()
  const unitLists = new Int32Array(posts.length)
  const unitNameLists = new Int32Array(posts.length)
  const attributeLists = new Int32Array(posts.length)
  const lines = new Int32Array(posts.length)
  for (let number = 0; number < posts.length; number += 1) {
    const post = at(posts, number)
    lines[number] = post.line
    unitLists[number] = lists.numberOf(post.units)
    unitNameLists[number] = lists.numberOf(post.unitNames)
    attributeLists[number] = lists.numberOf(post.attributes)
    if (number % peopleInStep === peopleInStep - 1) yield
  }
  const unitColumns: CodeColumn[] = []
  for (let level = 0; level < levels; level += 1)
    unitColumns.push(yield* packColumn(posts, ({ units }) => at(units, level)))
  const attributeColumns: CodeColumn[] = []
  for (let position = 0; position < attributes; position += 1)
    attributeColumns.push(yield* packColumn(posts, (post) => at(post.attributes, position)))
  const employees = people.map(({ employee }) => employee)
  yield
  return {
    employees: yield* packTexts(employees),
    employeePlaces: yield* placeTexts(employees),
    names: yield* packTexts(people.map(({ name }) => name)),
    firstAddress,
    addresses: yield* packTexts(addresses),
    addressPlaces: yield* placeTexts(addresses),
    holders: Int32Array.from(holders),
    firstPost,
    mainPost,
    personOf: Int32Array.from(persons),
    lines,
    lists: yield* packLists(lists.values()),
    unitLists,
    unitNameLists,
    attributeLists,
    role: yield* packColumn(posts, ({ role }) => role),
    units: unitColumns,
    attributes: attributeColumns,
  }
}
