/**
 * Days on which no dump is expected: files with a date a line (`2026-12-31 name`), or the list of the Cabinet Office of Japan as
 * it is downloaded (`syukujitsu.csv`: Shift_JIS, `2026/1/1,name`). A file that is not in order is no calendar at all.
 */

import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'

import { codeOf } from '../store/fault-code.ts'

export interface HolidayFault {
  /** As the settings name it. */
  readonly file: string
  /** From 1; `undefined`: the file itself. */
  readonly line: number | undefined
  readonly what:
    | { readonly kind: 'unreadable'; readonly code: string }
    | { readonly kind: 'too-large'; readonly octets: number }
    | { readonly kind: 'undecodable' }
    | { readonly kind: 'no-date-in-file' }
    /** `value`: the line, shortened. */
    | { readonly kind: 'not-a-date'; readonly value: string }
    | { readonly kind: 'no-such-day'; readonly value: string }
}

export interface Calendar {
  /** `YYYY-MM-DD`; none where there is any fault: a night too many is expected rather than one too few. */
  readonly days: ReadonlySet<string>
  /** `undefined`: there is none. */
  readonly lastDay: string | undefined
  readonly faults: readonly HolidayFault[]
}

type FaultOfLine = Omit<HolidayFault, 'file'>

const longestFile = 1_048_576
const longestValue = 100
const faultsKept = 5

/**
 * @param files as the settings name them
 * @param folder what relative paths start from
 */
export async function readCalendar(files: readonly string[], folder: string): Promise<Calendar> {
  const days = new Set<string>()
  const faults: HolidayFault[] = []
  for (const file of files) {
    const found = await daysIn(resolve(folder, file))
    for (const day of found.days) days.add(day)
    for (const fault of found.faults.slice(0, faultsKept)) faults.push({ file, ...fault })
  }
  if (faults.length > 0) return { days: new Set(), lastDay: undefined, faults }
  return { days, lastDay: [...days].toSorted().at(-1), faults }
}

/**
 * Nobody has written the days of next month yet, or nobody ever will.
 * @param today `YYYY-MM-DD`
 */
export function endsTooSoon({ lastDay }: Calendar, today: string): boolean {
  if (lastDay === undefined) return false
  const nextMonth = Temporal.PlainDate.from(today).add({ months: 1 }).with({ day: 1 })
  return lastDay < nextMonth.toString()
}

interface DaysOfFile {
  readonly days: readonly string[]
  readonly faults: readonly FaultOfLine[]
}

async function daysIn(path: string): Promise<DaysOfFile> {
  try {
    const { size } = await stat(path)
    if (size > longestFile) return faulty({ kind: 'too-large', octets: size })
    return readHolidays(await readFile(path))
  } catch (fault) {
    return faulty({ kind: 'unreadable', code: codeOf(fault) })
  }
}

/** The days of one file, and every line that is none. */
export function readHolidays(bytes: Uint8Array): DaysOfFile {
  const text = textOf(bytes)
  if (text === undefined) return faulty({ kind: 'undecodable' })
  const days: string[] = []
  const faults: FaultOfLine[] = []
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (/^[\s,]*(?:#|$)/.test(line) || (index === 0 && isHeader(line))) continue
    const what = dayIn(line)
    if (typeof what === 'string') days.push(what)
    else faults.push({ line: index + 1, what })
  }
  if (days.length === 0 && faults.length === 0) return faulty({ kind: 'no-date-in-file' })
  return { days, faults }
}

/** The CSV begins with the names of its columns. */
function isHeader(line: string): boolean {
  return /^[^\d,]+,[^\d,]+$/.test(line)
}

function dayIn(line: string): string | HolidayFault['what'] {
  const value = line.slice(0, longestValue).toWellFormed()
  const [, year, , month, day] = /^\s*(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[\s,]|$)/.exec(line) ?? []
  if (year === undefined || month === undefined || day === undefined) return { kind: 'not-a-date', value }
  try {
    const parts = { year: Number(year), month: Number(month), day: Number(day) }
    return Temporal.PlainDate.from(parts, { overflow: 'reject' }).toString()
  } catch {
    return { kind: 'no-such-day', value }
  }
}

function textOf(bytes: Uint8Array): string | undefined {
  for (const encoding of ['utf-8', 'shift_jis']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // The next one.
    }
  }
  return undefined
}

function faulty(what: HolidayFault['what']): DaysOfFile {
  return { days: [], faults: [{ line: undefined, what }] }
}
