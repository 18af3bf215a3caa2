/** A company of 3,000 people on two days, and a gate that knows nobody of it. */

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { benchOrganization } from '../../bench/organization.ts'

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
  const dump = 'number,name,mail,role,unit\nE0,Nobody,nobody@elsewhere.example,x,u\n'
  const rules = `version: 1
local_domains: [example.co.jp, corp.example.co.jp]
hr:
  columns: { employee: number, name: name, email: mail, role: role }
  units: [{ key: bureau, column: unit }]
patterns:
  - id: none
    when: { bureau: "*" }
    tiers: {}
    senders: [{ tier: "*", accept: [{ people: [E0] }] }]
`
  return write(folder, dump, rules)
}

/** What a gate that knows nothing but groups decides by (`docs/policies.md`, "A gate that only knows groups"). */
export const groupPolicies = `version: 1
policies:
  - id: exempt
    when: { sender: { group: exempt, identity: all } }
    action: pass
  - id: in-no-pair
    when: { recipients: { any: { outside: true } } }
    unless: { sender: { group: "*/senders", identity: all } }
    action: refuse
  - id: supervisor-by-groups
    when:
      - recipients: { any: { outside: true } }
      - groups: { senderIn: "*/senders", noRecipientIn: "*/approvers" }
    action: refuse
`

export const numberOfPeople = people
