/** The company whose year is played: the demo company with more people in its sections, as values that change from day to day. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { demoRows } from '../demo-company.ts'
import { dumpText, type DumpRow } from '../demo/dump.ts'
import { nameOf, type Name } from '../demo/names.ts'
import { unitNames } from '../demo/units.ts'
import { encode } from '../legacy-encoding.ts'

/** As in `scripts/demo/units.ts`. */
export interface Seat {
  readonly unit: string
  readonly role: string
}

export interface Member {
  readonly employee: string
  readonly name: string
  readonly address: string
  readonly aliases: string
  readonly main: Seat
  readonly concurrent: readonly Seat[]
  readonly superior: string
  readonly remark: string
}

export interface Company {
  /** By employee number, in the order of the dump. */
  readonly members: ReadonlyMap<string, Member>
  readonly unitNames: Readonly<Record<string, string>>
  /** `rules.yaml`. */
  readonly rules: string
  /** How many people there ever were: the next one has the next name. */
  readonly everybody: number
}

const domain = 'example.co.jp'
const manyOf = ['090', '190']
/** For each 担当 and オペレーター of the demo company so many more. */
const colleagues = 4

export function companyAtFirst(): Company {
  const rows = demoRows()
  const members = new Map(
    rows.flatMap((row) => (row.isConcurrent ? [] : [[row.employee, memberOf(row, rows)] as const])),
  )
  const rules = readFileSync(join(import.meta.dirname, '../../examples/demo/rules.yaml'), 'utf8')
  const small: Company = { members, unitNames, rules, everybody: members.size }
  return [...members.values()]
    .filter(({ main }) => manyOf.includes(main.role))
    .flatMap(({ main }) => Array<Seat>(colleagues).fill(main))
    .reduce(withNewcomer, small)
}

function memberOf(row: DumpRow, rows: readonly DumpRow[]): Member {
  const { employee, name, address, aliases, unit, role, superior, remark } = row
  const concurrent = rows.filter((other) => other.isConcurrent && other.employee === employee)
  const main = { unit, role }
  return { employee, name, address, aliases, main, concurrent: concurrent.map(seatOf), superior, remark }
}

function seatOf({ unit, role }: Seat): Seat {
  return { unit, role }
}

/** Somebody who joins, with a name that nobody has. */
export function withNewcomer(company: Company, main: Seat): Company {
  const { written, local } = newName(company)
  const newcomer: Member = {
    employee: String(300_000 + company.everybody),
    name: written,
    address: `${local}@${domain}`,
    aliases: '',
    main: seatOf(main),
    concurrent: [],
    superior: '',
    remark: '',
  }
  return { ...withMember(company, newcomer), everybody: company.everybody + 1 }
}

function newName({ members, everybody }: Company): Name {
  const taken = new Set([...members.values()].map(({ name }) => name))
  let shift = 0
  while (taken.has(nameOf(everybody, shift).written)) shift += 1
  return nameOf(everybody, shift)
}

/** The same with this person as he is now. */
export function withMember(company: Company, member: Member): Company {
  return { ...company, members: new Map(company.members).set(member.employee, member) }
}

function rowsOf(member: Member, seats: readonly Seat[], isConcurrent: boolean): readonly DumpRow[] {
  return seats.map((seat) => ({
    ...member,
    ...seat,
    aliases: isConcurrent ? '' : member.aliases,
    remark: isConcurrent ? '' : member.remark,
    isConcurrent,
  }))
}

/** `hr.csv` as text: main posts, then the concurrent posts. */
export function dumpOf({ members, unitNames: names }: Company): string {
  const everybody = [...members.values()]
  return dumpText(
    [
      ...everybody.flatMap((member) => rowsOf(member, [member.main], false)),
      ...everybody.flatMap((member) => rowsOf(member, member.concurrent, true)),
    ],
    names,
  )
}

/** As the HR system writes it. */
export function inCp932(text: string): Uint8Array {
  return encode(text, 'cp932')
}
