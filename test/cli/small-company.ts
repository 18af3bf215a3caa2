/** A company of a few people in a temporary folder, in the files that an import reads. */

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const rules = `version: 1
local_domains: [example.co.jp]
hr:
  columns: { employee: number, name: name, email: mail, role: role, concurrent: concurrent }
  units:
    - { key: department, column: department, name: department_name }
exempt:
  - { role: "001" }
patterns:
  - id: P1
    when: {}
    tiers: { head: ["040"], chief: ["050"] }
    senders:
      - { tier: "*", accept: [ { same: [department], tier: [head, chief] } ] }
`

/** `E1 Sato 10 040`: number, name, department, role; a `+` behind it makes it a concurrent post. */
export function writeCompany(folder: string, ...rows: readonly string[]): string {
  mkdirSync(folder, { recursive: true })
  const lines = rows.map((row) => {
    const [number = '', name = '', department = '', role = '', concurrent = ''] = row.split(' ')
    const mail = `${number.toLowerCase()}@example.co.jp`
    return [
      number,
      name,
      mail,
      department,
      `Department ${department}`,
      role,
      concurrent === '+' ? '1' : '0',
    ].join()
  })
  const header = 'number,name,mail,department,department_name,role,concurrent'
  writeFileSync(join(folder, 'hr.csv'), `${[header, ...lines].join('\n')}\n`)
  writeFileSync(join(folder, 'rules.yaml'), rules)
  return folder
}
