/** A company of 3,000 people on two days, and a gate that knows nobody of it. */

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { benchOrganization } from '../../bench/organization.ts'
import { nobodysDump, nobodysRules } from '../../scripts/demo-night/group-gate.ts'

const people = 3_000

/** The folder of an organization. */
function write(folder: string, dump: string, rules: string): string {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'hr.csv'), dump)
  writeFileSync(join(folder, 'rules.yaml'), rules)
  return folder
}

export function companyToday(folder: string): string {
  const { dump, rules } = benchOrganization(people, 3_600)
  return write(folder, dump, rules)
}

/** One in twelve has moved to another section, one in forty has left, and some chiefs are chiefs no longer. */
export function companyTomorrow(folder: string): string {
  const { dump, rules } = benchOrganization(people, 3_600)
  const [header = '', ...rows] = dump.split('\r\n').filter((line) => line !== '')
  const left = new Set<string>()
  const after = rows.flatMap((row, index) => {
    const fields = row.split(',')
    const employee = fields[0] ?? ''
    if (index > 1 && index % 40 === 0) left.add(employee)
    if (left.has(employee)) return []
    if (index > 1 && index % 12 === 0) fields[8] = `S${(index / 12) % 8}`
    if (index > 1 && index % 75 === 0 && fields[12] === '050') fields[12] = '090'
    return [fields.join(',')]
  })
  return write(folder, `${[header, ...after].join('\r\n')}\r\n`, rules)
}

/** It knows the domains of the company, and one person who is no part of it. */
export function nobodysCompany(folder: string): string {
  return write(folder, nobodysDump, nobodysRules(['example.co.jp', 'corp.example.co.jp']))
}

export const numberOfPeople = people
