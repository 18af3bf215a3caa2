/** Dumps as they should not be. */

import { dumpOf, inCp932, type Company } from './company.ts'

export type DumpFault =
  /** Octet for octet that of yesterday. */
  'yesterday' | 'half-the-rows' | 'cut-short' | 'header-alone' | 'utf-16' | 'missing-column'

/** @param yesterday the dump before this one */
export function dumpBytes(
  company: Company,
  fault: DumpFault | undefined,
  yesterday: Uint8Array | undefined,
): Uint8Array {
  const text = dumpOf(company)
  const lines = text.split('\r\n')
  switch (fault) {
    case undefined:
      return inCp932(text)
    case 'yesterday':
      return yesterday ?? inCp932(text)
    case 'half-the-rows':
      return inCp932(`${lines.slice(0, lines.length >> 1).join('\r\n')}\r\n`)
    case 'cut-short': {
      const bytes = inCp932(text)
      const end = bytes.lastIndexOf(0x2c, bytes.length >> 1)
      return bytes.subarray(0, end)
    }
    case 'header-alone':
      return inCp932(`${lines[0] ?? ''}\r\n`)
    case 'utf-16':
      return Buffer.from(`\ufeff${text}`, 'utf16le')
    case 'missing-column':
      return inCp932(text.replace('役職コード', '役職ｺｰﾄﾞ'))
  }
}
