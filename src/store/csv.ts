/**
 * Comma-separated values (RFC 4180) that a spreadsheet shows and never runs: a cell that would begin a formula begins
 * with an apostrophe.
 */

/** What begins a formula in some spreadsheet, in full width too; tabs and line ends make others cut the cell. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/
const needsQuotes = /[",\r\n]/

/** The byte order mark by which spreadsheets know UTF-8. */
export const byteOrderMark = '\ufeff'

/** One record with its CRLF. */
export function csvRecord(cells: readonly (string | number)[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

function cell(value: string | number): string {
  const text = String(value)
  const harmless = typeof value === 'string' && formula.test(text) ? `'${text}` : text
  return needsQuotes.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
