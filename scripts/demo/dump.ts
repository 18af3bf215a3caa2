/** The dump of a company with the units and roles of the demo company, as its HR system writes it. */

import { bureauKinds, roleNames, unitNames } from './units.ts'

export interface DumpRow {
  readonly employee: string
  readonly name: string
  /** `''`: no mailbox. */
  readonly address: string
  /** Separated by `;`. */
  readonly aliases: string
  /** As in `units.ts`; `''`: not placed. */
  readonly unit: string
  readonly role: string
  readonly isConcurrent: boolean
  /** Employee numbers, separated by `;`. */
  readonly superior: string
  readonly remark: string
}

export const dumpHeader = [
  '社員番号',
  '氏名',
  'メールアドレス',
  '別名アドレス',
  '本部コード',
  '本部名',
  '部コード',
  '部名',
  '課コード',
  '課名',
  '係コード',
  '係名',
  '組織区分',
  '役職コード',
  '役職名',
  '兼務区分',
  '上司社員番号',
  '備考',
]

/** Code and name of each level, blank where the unit has no such level. */
function levels(unit: string, names: Readonly<Record<string, string>>): readonly string[] {
  const codes = unit.split('/')
  return [0, 1, 2, 3].flatMap((level) => {
    const code = codes[level] ?? ''
    return [code, code === '' ? '' : (names[codes.slice(0, level + 1).join('/')] ?? '')]
  })
}

function field(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}

/** `hr.csv` as text, with CRLF as on Windows. */
export function dumpText(
  rows: readonly DumpRow[],
  names: Readonly<Record<string, string>> = unitNames,
): string {
  const records = rows.map((row) => [
    row.employee,
    row.name,
    row.address,
    row.aliases,
    ...levels(row.unit, names),
    bureauKinds[row.unit.split('/')[0] ?? ''] ?? '',
    row.role,
    roleNames[row.role] ?? '',
    row.isConcurrent ? '1' : '0',
    row.superior,
    row.remark,
  ])
  return [dumpHeader, ...records].map((values) => `${values.map(field).join(',')}\r\n`).join('')
}
