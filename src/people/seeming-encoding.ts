/**
 * Which encoding a dump rather has than the one it was read as, so that one sentence says what to set instead of one for each line.
 * Never decides how a dump is read.
 */

import { readHeader } from './dump-header.ts'
import { headerRecord } from './dump-records.ts'
import { hasByteOrderMark, readDumpText, type DumpText } from './dump-text.ts'
import type { SeemingEncoding } from './problem.ts'
import type { DumpLayout } from './rules.ts'
import type { Steps } from './steps.ts'

/** How well the bytes are an encoding. */
interface Fit {
  /** Lines with bytes that do not decode. */
  readonly faulty: number
  /** Lines with anything but ASCII, faulty or not. */
  readonly beyondAscii: number
}

/** By how sure a file without a fault is one: least of all CP932, in which much of EUC-JP reads as half-width kana. */
const candidates: readonly DumpText['encoding'][] = ['utf-8', 'euc-jp', 'cp932']

/** Octets among which the header is looked for, and in which a fit is counted step by step. */
const octetsAtATime = 65_536

/** Of a file that is nearly UTF-8, one line in so many may be faulty. */
const soundToFaulty = 10

/** Has the mark that Windows puts before UTF-16. It decodes in no encoding of a dump. */
export function isUtf16(bytes: Buffer): boolean {
  const mark = bytes.length < 2 ? 0 : bytes.readUInt16BE(0)
  return mark === 0xff_fe || mark === 0xfe_ff
}

function others(used: DumpText['encoding'], bytes: Buffer): readonly DumpText['encoding'][] {
  if (used === 'utf-8' && hasByteOrderMark(bytes)) return []
  return candidates.filter((candidate) => candidate !== used)
}

/** The names, of those that a header lacks, which the header has in another encoding. `undefined`: in none. */
export function encodingWithColumns(
  bytes: Buffer,
  layout: DumpLayout,
  used: DumpText['encoding'],
  lacking: readonly string[],
): { readonly encoding: DumpText['encoding']; readonly columns: readonly string[] } | undefined {
  for (const encoding of others(used, bytes)) {
    const { text, isLast, undecodable } = readDumpText(bytes, encoding).blockAt(0, octetsAtATime)
    const search = headerRecord(text, !isLast)
    if (search.kind !== 'found') continue
    const { record } = search
    if (undecodable.some((index) => index + 1 >= record.line && index + 1 <= record.lastLine)) continue
    const { header } = readHeader(record, layout).columns
    const columns = lacking.filter((name) => header.includes(name))
    if (columns.length > 0) return { encoding, columns }
  }
  return undefined
}

function* fitOf(bytes: Buffer, encoding: DumpText['encoding']): Steps<Fit> {
  const dump = readDumpText(bytes, encoding)
  let faulty = 0
  let beyondAscii = 0
  for (let end = 0; ; yield) {
    const block = dump.blockAt(end, octetsAtATime)
    faulty += block.undecodable.length
    beyondAscii += block.text.split('\n').filter((line) => /[^\0-\u007F]/.test(line)).length
    if (block.isLast) return { faulty, beyondAscii }
    end = block.end
  }
}

/**
 * Asked for once bytes did not decode: the encoding in which all of them do, or nearly all for UTF-8. `undefined`: the file has
 * faults of its own.
 *
 * @param faulty lines that do not decode in the encoding that was used
 */
export function* seemingEncoding(
  bytes: Buffer,
  used: DumpText['encoding'],
  faulty: number,
): Steps<SeemingEncoding | undefined> {
  for (const candidate of others(used, bytes)) {
    const fit = yield* fitOf(bytes, candidate)
    // Few lines at fault among many sound ones are damage, though a short file may be another encoding by chance.
    const isMostlyFaulty = faulty * 2 > fit.beyondAscii
    const isSure = candidate === 'utf-8' || (candidate === 'euc-jp' && used === 'cp932')
    if (fit.faulty === 0 && (isSure || isMostlyFaulty)) return candidate
    const isNearly = fit.faulty < faulty && fit.faulty * soundToFaulty <= fit.beyondAscii
    if (candidate === 'utf-8' && isNearly) return candidate
  }
  return undefined
}
