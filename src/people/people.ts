/** People and posts of a roster, read out of its columns. Each is made anew when it is asked for: two of one number are equal, not the same. */

import { at } from './list-reading.ts'
import { countOf, textAt } from './packed-texts.ts'
import type { PackedLists, PeopleColumns } from './people-columns.ts'
import type { Person, Post } from './person.ts'

/** By number, from 0; a number that nobody has is a fault of ours, and throws a RangeError. */
export interface Numbered<Item> extends Iterable<Item> {
  readonly length: number
  readonly at: (number: number) => Item
}

export interface People extends Numbered<Person> {
  readonly employeeAt: (person: number) => string
  readonly hasAddress: (person: number) => boolean
  readonly addressesAt: (person: number) => readonly string[]
}

export interface Posts extends Numbered<Post> {
  /** The values of the layout's attributes. */
  readonly attributesAt: (post: number) => readonly string[]
}

/** Texts that many posts share are made once. */
function listReader({ texts, starts, items }: PackedLists): (list: number) => readonly string[] {
  const known = new Map<number, readonly string[]>()
  const knownTexts = new Map<number, string>()
  const textOf = (number: number): string => {
    let text = knownTexts.get(number)
    if (text === undefined) {
      text = textAt(texts, number)
      knownTexts.set(number, text)
    }
    return text
  }
  return (list) => {
    let read = known.get(list)
    if (read === undefined) {
      read = Array.from(items.subarray(at(starts, list), at(starts, list + 1)), textOf)
      known.set(list, read)
    }
    return read
  }
}

function* each<Item>(length: number, itemAt: (number: number) => Item): Generator<Item, void, void> {
  for (let number = 0; number < length; number += 1) yield itemAt(number)
}

export function postsOf(columns: PeopleColumns): Posts {
  const { lines, unitLists, unitNameLists, attributeLists, role, personOf, mainPost } = columns
  const listAt = listReader(columns.lists)
  const roles: (string | undefined)[] = []
  const roleAt = (post: number): string => {
    const number = at(role.values, post)
    return (roles[number] ??= textAt(role.codes, number))
  }
  const postAt = (post: number): Post => ({
    line: at(lines, post),
    concurrent: mainPost[at(personOf, post)] !== post,
    units: listAt(at(unitLists, post)),
    unitNames: listAt(at(unitNameLists, post)),
    role: roleAt(post),
    attributes: listAt(at(attributeLists, post)),
  })
  return {
    length: lines.length,
    at: postAt,
    attributesAt: (post) => listAt(at(attributeLists, post)),
    [Symbol.iterator]: () => each(lines.length, postAt),
  }
}

export function peopleOf(columns: PeopleColumns, posts: Posts): People {
  const { employees, names, addresses, firstAddress, firstPost, mainPost } = columns
  const length = countOf(employees)
  const addressesAt = (person: number): readonly string[] => {
    const own: string[] = []
    const end = at(firstAddress, person + 1)
    for (let address = at(firstAddress, person); address < end; address += 1)
      own.push(textAt(addresses, address))
    return own
  }
  const personAt = (person: number): Person => {
    const first = at(firstPost, person)
    const own: Post[] = []
    for (let post = first; post < at(firstPost, person + 1); post += 1) own.push(posts.at(post))
    return {
      employee: textAt(employees, person),
      name: textAt(names, person),
      addresses: addressesAt(person),
      posts: own,
      main: at(own, at(mainPost, person) - first),
    }
  }
  return {
    length,
    at: personAt,
    employeeAt: (person) => textAt(employees, person),
    hasAddress: (person) => at(firstAddress, person + 1) > at(firstAddress, person),
    addressesAt,
    [Symbol.iterator]: () => each(length, personAt),
  }
}
