/**
 * Writes `examples/demo/hr.csv`: the dump of the demo company, in CP932 with CRLF as an HR system on
 * Windows writes it. Run it after a change in `scripts/demo/`; a test holds the file against it.
 */

import { writeFileSync } from 'node:fs'
import { dumpText, type DumpRow } from './demo/dump.ts'
import { nameOf } from './demo/names.ts'
import { aliases, concurrentPosts, remarks, staffing, superiors, withoutMailbox } from './demo/units.ts'
import { encode } from './legacy-encoding.ts'

const file = new URL('../examples/demo/hr.csv', import.meta.url)

interface Seat {
  readonly employee: string
  readonly unit: string
  readonly role: string
  readonly name: string
  readonly address: string
  /** `unit role n`: what the tables of `units.ts` call him. */
  readonly handle: string
}

/** `090*4` is four times `090`; `-` is no role. */
function rolesOf(words: readonly string[]): readonly string[] {
  return words.flatMap((word) => {
    const [role = '', times = '1'] = word.split('*')
    return Array<string>(Number(times)).fill(role === '-' ? '' : role)
  })
}

function seats(): readonly Seat[] {
  const inBureau = new Map<string, number>()
  const ofRole = new Map<string, number>()
  const result: Seat[] = []
  for (const line of staffing) {
    const [place = '', ...words] = line.split(' ')
    const unit = place === '-' ? '' : place
    for (const role of rolesOf(words)) {
      const bureau = unit.split('/')[0] || '999'
      const number = (inBureau.get(bureau) ?? 0) + 1
      inBureau.set(bureau, number)
      const seat = `${unit} ${role}`
      const ordinal = (ofRole.get(seat) ?? 0) + 1
      ofRole.set(seat, ordinal)
      const name = nameOf(result.length)
      const handle = `${seat} ${ordinal}`
      result.push({
        employee: `${bureau}${String(number).padStart(3, '0')}`,
        unit,
        role,
        name: name.written,
        address: isListed(withoutMailbox, handle) ? '' : `${name.local}@example.co.jp`,
        handle,
      })
    }
  }
  return result
}

/** The first of his kind may be named without his number. */
function isListed(handles: readonly string[], handle: string): boolean {
  return handles.includes(handle) || handles.includes(handle.replace(/ 1$/, ''))
}

function lookUp<Value>(table: Readonly<Record<string, Value>>, handle: string): Value | undefined {
  return table[handle] ?? table[handle.replace(/ 1$/, '')]
}

function seatOf(all: readonly Seat[], handle: string): Seat {
  const seat = all.find((each) => isListed([handle], each.handle))
  if (seat === undefined) throw new Error(`nobody sits at ${handle}`)
  return seat
}

function superiorOf(all: readonly Seat[], seat: Seat): string {
  const named = lookUp(superiors, seat.handle) ?? []
  return named.map((one) => (/^\d{6}$/.test(one) ? one : seatOf(all, one).employee)).join(';')
}

function rowOf(all: readonly Seat[], seat: Seat, unit: string, role: string, isConcurrent: boolean): DumpRow {
  return {
    employee: seat.employee,
    name: seat.name,
    address: seat.address,
    aliases: isConcurrent ? '' : (lookUp(aliases, seat.handle) ?? ''),
    unit,
    role,
    isConcurrent,
    superior: superiorOf(all, seat),
    remark: isConcurrent ? '' : (lookUp(remarks, seat.handle) ?? ''),
  }
}

/** Main posts unit by unit, then the concurrent posts. */
export function demoRows(): readonly DumpRow[] {
  const all = seats()
  return [
    ...all.map((seat) => rowOf(all, seat, seat.unit, seat.role, false)),
    ...concurrentPosts.map(([who, unit, role]) => rowOf(all, seatOf(all, who), unit, role, true)),
  ]
}

/** The dump as bytes. */
export function demoDump(): Uint8Array {
  return encode(dumpText(demoRows()), 'cp932')
}

if (import.meta.main) writeFileSync(file, demoDump())
