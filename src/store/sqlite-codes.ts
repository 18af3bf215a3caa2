/** SQLite's result codes in what `node:sqlite` throws. */

const busy = 5
const corrupt = 11
const notADatabase = 26

/** SQLite's extended result code; `undefined`: not an error of SQLite. */
export function sqliteExtendedCodeOf(fault: unknown): number | undefined {
  return fault instanceof Error && 'errcode' in fault && typeof fault.errcode === 'number'
    ? fault.errcode
    : undefined
}

/** SQLite's primary result code; `undefined`: not an error of SQLite. */
export function sqliteCodeOf(fault: unknown): number | undefined {
  const extended = sqliteExtendedCodeOf(fault)
  return extended === undefined ? undefined : extended & 0xff
}

/** Another process has what is needed. */
export function isBusy(fault: unknown): boolean {
  return sqliteCodeOf(fault) === busy
}

/** The file is no database, or not a whole one. */
export function isDamage(fault: unknown): boolean {
  const code = sqliteCodeOf(fault)
  return code === corrupt || code === notADatabase
}
