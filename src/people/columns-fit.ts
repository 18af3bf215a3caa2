/** Whether the columns of a roster fit each other, by their lengths alone: what is in them is not looked at. */

import { countOf, type PackedTexts, type TextPlaces } from './packed-texts.ts'
import type { CodeColumn, PeopleColumns } from './people-columns.ts'

type Check = readonly [name: string, isFit: boolean]

/** The first column that does not fit; `undefined`: all do. */
export function misfitIn(columns: PeopleColumns): string | undefined {
  return checks(columns).find(([, isFit]) => !isFit)?.[0]
}

function checks(columns: PeopleColumns): readonly Check[] {
  const { employees, addresses, lists, firstPost, firstAddress, personOf } = columns
  const people = countOf(employees)
  const posts = personOf.length
  const byPost = ['lines', 'unitLists', 'unitNameLists', 'attributeLists'] as const
  const codes: readonly (readonly [string, CodeColumn])[] = [
    ['role', columns.role],
    ...columns.units.map((column, level) => [`units ${level}`, column] as const),
    ...columns.attributes.map((column, position) => [`attributes ${position}`, column] as const),
  ]
  return [
    ['employees', areTexts(employees)],
    ['employeePlaces', arePlaces(columns.employeePlaces, people)],
    ['names', areTexts(columns.names) && countOf(columns.names) === people],
    ['firstAddress', firstAddress.length === people + 1 && firstAddress.at(-1) === countOf(addresses)],
    ['addresses', areTexts(addresses)],
    ['addressPlaces', arePlaces(columns.addressPlaces, countOf(addresses))],
    ['holders', columns.holders.length === countOf(addresses)],
    ['firstPost', firstPost.length === people + 1 && firstPost.at(-1) === posts],
    ['mainPost', columns.mainPost.length === people],
    ...byPost.map((name): Check => [name, columns[name].length === posts]),
    ['lists', areTexts(lists.texts) && lists.starts.at(-1) === lists.items.length],
    ...codes.map(([name, column]): Check => [name, areCodes(column, posts)]),
  ]
}

function areTexts({ octets, starts }: PackedTexts): boolean {
  return starts.at(-1) === octets.length
}

/** More places than texts, or a look-up of what is not there would not end. */
function arePlaces({ length }: TextPlaces, count: number): boolean {
  return length > count && (length & (length - 1)) === 0
}

function areCodes({ values, codes, places }: CodeColumn, posts: number): boolean {
  return values.length === posts && areTexts(codes) && arePlaces(places, countOf(codes))
}
