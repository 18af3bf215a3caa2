/** One row of a dump, checked by itself. What rows say together is `read-dump.ts`. */

import { lowerAscii } from '../mail/address.ts'
import type { DumpColumns } from './dump-header.ts'
import { trimmed } from './dump-records.ts'
import type { DumpRecord } from './dump-records.ts'
import type { Post } from './person.ts'
import { problemAt, shortened } from './problem.ts'
import type { FaultKind, Faults, Problem } from './problem.ts'
import { detached } from './shared-values.ts'
import type { SharedValues } from './shared-values.ts'

/** An address where it stands: as written, and in lower case. */
interface WrittenAddress {
  readonly address: string
  readonly written: string
  /** Name of the column. */
  readonly column: string
}

export interface DumpRow {
  /** `''` where the row has none that can be read. */
  readonly employee: string
  readonly name: string
  readonly addresses: readonly WrittenAddress[]
  readonly post: Post
  /** The concurrent flag as written. */
  readonly flag: string
  readonly problems: readonly Problem[]
}

/** Largest field, in octets of UTF-8. */
const fieldLimit = 65_536

/** No character takes more octets of UTF-8 for each UTF-16 unit. */
const octetsPerUnit = 3

const replacement = '\uFFFD'
const nothing: readonly never[] = []

/** Something@something with one `@` and no white space; nothing else is asked of it. */
export function isAddress(text: string): boolean {
  const at = text.indexOf('@')
  return at > 0 && at < text.length - 1 && !text.includes('@', at + 1) && !/\s/.test(text)
}

/** A fault of a record: its row, and the name of the column where one is to blame. */
export function rowProblem<Kind extends FaultKind>(
  line: number,
  column: string | undefined,
  value: string,
  kind: Kind,
  detail: Faults[Kind],
): Problem {
  return problemAt({ file: 'hr.csv', line, column, value: shortened(value) }, kind, detail)
}

/** Fields over the limit; of any column, named by the rules or not. */
export function overlongFields({ line, fields }: DumpRecord, header: readonly string[]): readonly Problem[] {
  const problems: Problem[] = []
  for (const [index, field] of fields.entries()) {
    if (field.length * octetsPerUnit <= fieldLimit) continue
    const octets = Buffer.byteLength(field)
    if (octets > fieldLimit)
      problems.push(rowProblem(line, header[index], field, 'field-too-long', { octets, limit: fieldLimit }))
  }
  return problems
}

/**
 * @param decodes Whether all bytes of the record did; a value with U+FFFD is not judged otherwise.
 * @param shared What rows before have said already.
 */
export function readRow(
  record: DumpRecord,
  columns: DumpColumns,
  decodes: boolean,
  shared: SharedValues,
): DumpRow {
  const { line, fields } = record
  const { header } = columns
  let problems: Problem[] | undefined
  const report = (problem: Problem): void => {
    problems ??= []
    problems.push(problem)
  }
  const valueAt = (index: number | undefined): string =>
    index === undefined ? '' : trimmed(fields[index] ?? '')
  const canBeRead = (value: string): boolean => decodes || !value.includes(replacement)

  for (const problem of overlongFields(record, header)) report(problem)

  const employee = valueAt(columns.employee)
  if (columns.employee !== undefined && employee === '')
    report(rowProblem(line, header[columns.employee], '', 'employee-blank', {}))

  const addresses: WrittenAddress[] = []
  const takeAddress = (written: string, index: number): void => {
    const column = header[index] ?? ''
    if (written === '' || !canBeRead(written)) return
    if (isAddress(written)) addresses.push({ address: detached(lowerAscii(written)), written, column })
    else report(rowProblem(line, column, written, 'address-malformed', {}))
  }
  if (columns.email !== undefined) takeAddress(valueAt(columns.email), columns.email)
  if (columns.aliases !== undefined) {
    const aliases = valueAt(columns.aliases)
    if (aliases !== '') for (const alias of aliases.split(';')) takeAddress(trimmed(alias), columns.aliases)
  }

  const flag = valueAt(columns.concurrent)
  if (columns.concurrent !== undefined && flag !== '' && flag !== '0' && flag !== '1' && canBeRead(flag))
    report(rowProblem(line, header[columns.concurrent], flag, 'concurrent-flag', {}))

  const post: Post = {
    line,
    concurrent: flag === '1',
    units: shared.list(columns.units.map(valueAt)),
    unitNames: shared.list(columns.unitNames.map(valueAt)),
    role: shared.text(valueAt(columns.role)),
    attributes: shared.list(columns.attributes.map(valueAt)),
  }
  return {
    employee: canBeRead(employee) ? detached(employee) : '',
    name: detached(valueAt(columns.name)),
    addresses,
    post,
    flag,
    problems: problems ?? nothing,
  }
}
