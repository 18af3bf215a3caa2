/** What HR enters: each a change of the company. People are called by where they sit, as in `scripts/demo/units.ts`. */

import { withMember, withNewcomer, type Company, type Member, type Seat } from './company.ts'

export type Change = (company: Company) => Company

/** `100/D10/S11 050`, and `100/D10/S11 090 2` for the second of them, by employee number; or an employee number. */
export type Handle = string

function seatOf(handle: string): Seat {
  const [unit = '', role = ''] = handle.split(' ')
  return { unit: unit === '-' ? '' : unit, role: role === '-' ? '' : role }
}

function isAt(member: Member, { unit, role }: Seat): boolean {
  return member.main.unit === unit && member.main.role === role
}

/** Throws where nobody sits there: a day would else pass without what it tells. */
function find({ members }: Company, handle: Handle): Member {
  const seat = seatOf(handle)
  const ordinal = Number(handle.split(' ')[2] ?? '1')
  const found = members.get(handle) ?? [...members.values()].filter((each) => isAt(each, seat))[ordinal - 1]
  if (found === undefined) throw new Error(`nobody sits at ${handle}`)
  return found
}

function changed(handle: Handle, change: (member: Member) => Partial<Member>): Change {
  return (company) => {
    const member = find(company, handle)
    return withMember(company, { ...member, ...change(member) })
  }
}

/** One after the other. */
export function all(...changes: readonly Change[]): Change {
  return (company) => changes.reduce((now, change) => change(now), company)
}

export function leaves(handle: Handle): Change {
  return (company) => {
    const members = new Map(company.members)
    members.delete(find(company, handle).employee)
    return { ...company, members }
  }
}

/** Somebody new sits there. */
export function joins(seat: string, times = 1): Change {
  return (company) => Array<Seat>(times).fill(seatOf(seat)).reduce(withNewcomer, company)
}

/** His main post is another. */
export function moves(handle: Handle, seat: string): Change {
  return changed(handle, () => ({ main: seatOf(seat) }))
}

/** The first so many of one seat move to another, as one. */
export function someMove(times: number, from: string, to: string): Change {
  return all(...Array<Change>(times).fill(moves(from, to)))
}

/** A concurrent post more. */
export function alsoSits(handle: Handle, seat: string): Change {
  return changed(handle, ({ concurrent }) => ({ concurrent: [...concurrent, seatOf(seat)] }))
}

/** A concurrent post fewer. */
export function sitsNoLonger(handle: Handle, seat: string): Change {
  const { unit, role } = seatOf(seat)
  return changed(handle, ({ concurrent, name }) => {
    const left = concurrent.filter((each) => each.unit !== unit || each.role !== role)
    if (left.length === concurrent.length) throw new Error(`${name} does not sit at ${seat}`)
    return { concurrent: left }
  })
}

/** Another name and a new address; the old one stays as an alias. */
export function isCalled(handle: Handle, surname: string, local: string): Change {
  return changed(handle, ({ name, address, aliases }) => ({
    name: `${surname}\u3000${name.split('\u3000')[1] ?? ''}`,
    address: `${local}@example.co.jp`,
    aliases: [address, ...(aliases === '' ? [] : [aliases])].join('; '),
  }))
}

/** The address of another person is given to him by mistake. */
export function hasAddressOf(handle: Handle, other: Handle): Change {
  return (company) => withMember(company, { ...find(company, handle), address: find(company, other).address })
}

/** Everybody of a unit and of those below it sits at another one, which has a name. */
export function unitBecomes(unit: string, newUnit: string, newName?: string): Change {
  const there = (seat: Seat): Seat =>
    seat.unit === unit || seat.unit.startsWith(`${unit}/`)
      ? { ...seat, unit: newUnit + seat.unit.slice(unit.length) }
      : seat
  return (company) => {
    const below = Object.entries(company.unitNames).flatMap(([code, name]) =>
      code.startsWith(`${unit}/`) ? [[newUnit + code.slice(unit.length), name] as const] : [],
    )
    return {
      ...company,
      members: new Map(
        [...company.members].map(([employee, member]) => [
          employee,
          { ...member, main: there(member.main), concurrent: member.concurrent.map(there) },
        ]),
      ),
      unitNames: {
        ...Object.fromEntries(below),
        ...company.unitNames,
        ...(newName === undefined ? {} : { [newUnit]: newName }),
      },
    }
  }
}

export function unitIsCalled(unit: string, name: string): Change {
  return (company) => ({ ...company, unitNames: { ...company.unitNames, [unit]: name } })
}

/** A list of `rules.yaml` begins with one entry more. */
export function rulesHave(list: 'exempt' | 'exceptions', entry: string): Change {
  return (company) => {
    const begin = `\n${list}:\n`
    if (!company.rules.includes(begin)) throw new Error(`rules.yaml has no ${list}`)
    return { ...company, rules: company.rules.replace(begin, () => `${begin}${entry}\n`) }
  }
}

/** An entry of before is taken out again. */
export function rulesHaveNoLonger(entry: string): Change {
  return (company) => {
    if (!company.rules.includes(entry)) throw new Error(`rules.yaml does not have ${entry}`)
    return { ...company, rules: company.rules.replace(`${entry}\n`, '') }
  }
}
