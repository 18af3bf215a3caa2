/**
 * Random organizations of some size, as plain data from one seed: uneven units with blanks between, concurrent
 * posts anywhere, people without an address or with several, overlapping patterns, exceptions of every kind,
 * mailboxes. With questions that mostly are about outside mail of known senders, since only those say much.
 */

import type { Person, Post } from '../../src/people/person.ts'
import type { Question } from '../../src/people/verdict.ts'
import { chooserFrom, shuffled, type Choose } from '../oracle/choose.ts'
import { randomRules, roles, unitCodes } from './random-rules.ts'
import type { Rules } from '../../src/people/rules.ts'

export interface RandomOrganization {
  readonly rules: Rules
  readonly people: readonly Person[]
  readonly questions: readonly Question[]
}

const days = ['2026-03-31', '2026-04-01', '2026-11-24', '2027-03-31', '2027-04-01']

function pick<Value>(values: readonly [Value, ...Value[]] | readonly Value[], choose: Choose): Value {
  const value = values[choose(values.length)]
  if (value === undefined) throw new Error('nothing to pick from')
  return value
}

/** Units stand where others stand already, more often than not, so that people share them. */
function randomUnits(known: (readonly string[])[], choose: Choose): readonly string[] {
  if (known.length > 0 && choose(3) > 0) {
    const units = [...pick(known, choose)]
    if (choose(3) === 0) units[choose(units.length)] = ''
    return units
  }
  const units = unitCodes.map((codes) => (choose(3) === 0 ? '' : pick(codes, choose)))
  known.push(units)
  return units
}

function randomPost(line: number, concurrent: boolean, known: (readonly string[])[], choose: Choose): Post {
  const units = randomUnits(known, choose)
  const superiors = Array.from({ length: choose(3) }, () => `E${String(choose(40))}`)
  return {
    line,
    concurrent,
    units,
    unitNames: units.map((code) => (code === '' ? '' : `部署${code}`)),
    role: choose(8) === 0 ? '' : pick(roles, choose),
    attributes: [pick(['', '7', '1'], choose), superiors.join(';')],
  }
}

function randomPeople(choose: Choose): readonly Person[] {
  const size = 4 + choose(32)
  const rows = Array.from({ length: size }, (_, index) => index)
  for (let extra = choose(size); extra > 0; extra -= 1) rows.push(choose(size))
  const known: (readonly string[])[] = []
  const postsOf = new Map<number, Post[]>()
  const order = shuffled(rows, choose)
  for (const [row, index] of order.entries()) {
    const posts = postsOf.get(index) ?? []
    posts.push(randomPost(row + 2, true, known, choose))
    postsOf.set(index, posts)
  }
  return [...postsOf].map(([index, drawn]) => {
    const mainIndex = choose(drawn.length)
    const posts = drawn.map((post, at) => ({ ...post, concurrent: at !== mainIndex }))
    const employee = `E${String(index)}`
    const name = employee.toLowerCase()
    const all = [`${name}@example.co.jp`, `${name}@sub.example.co.jp`, `${name}@partner.example`]
    const addresses = choose(8) === 0 ? [] : shuffled(all, choose).slice(0, 1 + choose(2))
    return {
      employee,
      name: `氏名${employee}`,
      addresses,
      posts,
      main: pick(posts.slice(mainIndex), () => 0),
    }
  })
}

function randomQuestion(organization: Omit<RandomOrganization, 'questions'>, choose: Choose): Question {
  const { people, rules } = organization
  const held = people.flatMap(({ addresses }) => addresses)
  const boxes = rules.mailboxes.flatMap(({ addresses }) => addresses)
  const others = [...boxes, 'list@example.co.jp', 'stranger@example.co.jp', 'x@example.com', 'no address']
  const any = (): string => {
    const address = choose(4) > 0 && held.length > 0 ? pick(held, choose) : pick(others, choose)
    return choose(8) === 0 ? address.toUpperCase() : address
  }
  const some = (): readonly string[] => Array.from({ length: choose(4) }, any)
  const outside = choose(10) > 0 ? ['client@example.com'] : []
  return {
    from: choose(6) > 0 && held.length > 0 ? pick(held, choose) : any(),
    to: shuffled([...outside, ...some()], choose),
    cc: some(),
    others: choose(5) === 0 ? some() : [],
    day: pick(days, choose),
  }
}

/** @param seed The same seed gives the same organization. @param questions How many. */
export function randomOrganization(seed: number, questions: number): RandomOrganization {
  const choose = chooserFrom(seed)
  const organization = { rules: randomRules(days, choose), people: randomPeople(choose) }
  return {
    ...organization,
    questions: Array.from({ length: questions }, () => randomQuestion(organization, choose)),
  }
}
