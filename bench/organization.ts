/**
 * A big company for measurements: 50,000 people in 60,000 rows and about 3,000 units, with twelve patterns and
 * exceptions. The same text at every call, so that figures can be compared.
 */

export interface BenchOrganization {
  /** `rules.yaml`. */
  readonly rules: string
  /** `hr.csv` as text; every character exists in CP932. */
  readonly dump: string
}

const header =
  'shain_cd,shimei,mail_address,betsumei,kyokusho_cd,kyokushomei,shozoku_bu_cd,bumei,shozoku_ka_cd,kamei,shozoku_kkri_cd,kyokushu_cd,yakushoku_cd,yakushokumei,kenmu_flg,joushi_cd'

const titles: ReadonlyMap<string, string> = new Map([
  ['001', '代表取締役社長'],
  ['040', '部長'],
  ['050', '課長'],
  ['051', '課長代理'],
  ['060', '主任'],
  ['090', '課員'],
])
const families = ['佐藤', '鈴木', '高橋', '田中', '伊藤', '渡辺', '山本', '中村', '小林', '加藤']
const givenNames = ['太郎', '花子', '健', '優子', '誠', '美咲', '大輔', '直美', '翔', '恵']

const bureaus = 48
const departments = 7
const sections = 8
/** People whose main post is in one section. */
const perSection = 18

interface Row {
  readonly number: number
  readonly bureau: number
  readonly department: number | undefined
  readonly section: number | undefined
  readonly role: string
  readonly concurrent: boolean
}

const employee = (number: number): string => `E${String(number).padStart(6, '0')}`

/** The address that the person of this number has. */
export function addressOfNumber(number: number): string {
  return `${employee(number).toLowerCase()}@example.co.jp`
}

function line({ number, bureau, department, section, role, concurrent }: Row): string {
  const name = `${families[number % 10] ?? ''} ${givenNames[(number >> 4) % 10] ?? ''}`
  const area = `第${String(bureau + 1)}本部`
  return [
    employee(number),
    name,
    addressOfNumber(number),
    number % 25 === 0 ? `alias${String(number)}@corp.example.co.jp` : '',
    String(100 + bureau),
    area,
    department === undefined ? '' : `D${String(department)}`,
    department === undefined ? '' : `第${String(department + 1)}部`,
    section === undefined ? '' : `S${String(section)}`,
    section === undefined ? '' : `第${String(section + 1)}課`,
    '',
    String(bureau % 8),
    role,
    titles.get(role) ?? '',
    concurrent ? '1' : '0',
    number % 10 === 0 && number > 20 ? employee(number - 7) : '',
  ].join(',')
}

/** A section in thirty has no chief and a department in twenty no director, so that stand-ins are needed. */
function roleIn(member: number, section: number): string {
  if (member === 0) return section % 30 === 7 ? '060' : '050'
  if (member === 1) return '051'
  return member < 5 ? '060' : '090'
}

function rows(people: number, all: number): readonly Row[] {
  const result: Row[] = [
    { number: 1, bureau: 0, department: undefined, section: undefined, role: '001', concurrent: false },
  ]
  let number = 2
  for (let bureau = 0; bureau < bureaus; bureau += 1) {
    for (let department = 0; department < departments; department += 1) {
      const unit = bureau * departments + department
      const role = unit % 20 === 3 ? '060' : '040'
      result.push({ number, bureau, department, section: undefined, role, concurrent: false })
      number += 1
      for (let section = 0; section < sections; section += 1) {
        for (let member = 0; member < perSection && number <= people; member += 1) {
          const here = roleIn(member, unit * sections + section)
          result.push({ number, bureau, department, section, role: here, concurrent: false })
          number += 1
        }
      }
    }
  }
  const mains = result.length
  for (; number <= people; number += 1) {
    const model = result[number % mains]
    if (model !== undefined) result.push({ ...model, number, role: '090', concurrent: false })
  }
  for (let extra = 0; result.length < all; extra += 1) {
    const model = result[(extra * 37) % mains]
    const other = result[(extra * 5 + 11) % people]
    if (model !== undefined && other !== undefined)
      result.push({ ...model, number: other.number, concurrent: true })
  }
  return result
}

function pattern(index: number): string {
  const codes = Array.from({ length: 4 }, (_, each) => `"${String(100 + index * 4 + each)}"`).join(', ')
  return `
  - id: P${String(index + 1)}
    name: 第${String(index + 1)}パターン
    when: { bureau: [${codes}], department: "${index % 3 === 0 ? '+' : '*'}" }
    tiers:
      director: ["040"]
      chief: ["050", "051"]
    senders:
      - tier: director
        accept: [ { same: [bureau], tier: director${index % 2 === 0 ? ', samePattern: true' : ''} } ]
        whenVacant: [ [ { group: executives } ] ]
      - tier: chief
        accept: [ { same: [bureau, department], tier: director } ]
        whenVacant: [ [ { group: executives } ] ]
      - tier: "*"
        accept: [ { same: [bureau, department, section], tier: chief } ]
        whenVacant:
          - [ { same: [bureau, department], tier: director } ]
          - [ { people: ["E000001"] } ]
`
}

function exception(index: number): string {
  const dates = index % 3 === 0 ? '\n    from: 2026-04-01\n    until: 2027-03-31' : ''
  const number = employee(1000 + index * 97)
  const department = `{ bureau: "${String(100 + index)}", department: "D${String(index % departments)}" }`
  const says = [
    `who: ${department}\n    also: [ { people: ["${number}"] } ]`,
    `who: { employee: ["${number}"] }\n    exempt: true`,
    `who: { employee: ["${number}"] }\n    accept: [ { attribute: superior }, { group: executives } ]`,
  ]
  return `
  - id: X${String(index + 1)}
    ${says[index % says.length] ?? ''}${dates}
`
}

/** @param people Main posts, @param all rows with the concurrent ones. */
export function benchOrganization(people = 50_000, all = 60_000): BenchOrganization {
  const rules = `version: 1
local_domains: [example.co.jp, corp.example.co.jp]
hr:
  encoding: auto
  columns:
    employee: shain_cd
    name: shimei
    email: mail_address
    aliases: betsumei
    role: yakushoku_cd
    concurrent: kenmu_flg
  units:
    - { key: bureau, column: kyokusho_cd, name: kyokushomei }
    - { key: department, column: shozoku_bu_cd, name: bumei }
    - { key: section, column: shozoku_ka_cd, name: kamei }
    - { key: team, column: shozoku_kkri_cd }
  attributes:
    bureau_kind: kyokushu_cd
    superior: joushi_cd
groups:
  executives: { role: ["001"] }
exempt:
  - { role: "001" }
mailboxes:
  - { addresses: [noreply@example.co.jp], exempt: true }
  - { addresses: [info@example.co.jp], accept: [ { bureau: "100", role: "050" } ] }
exceptions:${Array.from({ length: 30 }, (_, index) => exception(index)).join('')}
patterns:${Array.from({ length: 12 }, (_, index) => pattern(index)).join('')}`
  return { rules, dump: `${[header, ...rows(people, all).map(line)].join('\r\n')}\r\n` }
}
