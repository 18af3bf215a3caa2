/** Writes a company as the folder of an organization: `hr.csv` in some encoding, and `rules.yaml`. */

import { encode } from '../../scripts/legacy-encoding.ts'
import type { DumpEncoding } from '../../scripts/legacy-encoding.ts'
import type { Person } from '../../src/people/person.ts'
import type { Rules } from '../../src/people/rules.ts'
import type { Choose } from './choose.ts'
import { oneOf } from './choose.ts'
import { writeDump } from './write-dump.ts'
import { writeRules } from './write-rules.ts'

export interface WrittenOrganization {
  readonly dump: Uint8Array
  readonly rules: string
}

/** The company as the two files of an organization's folder. */
export function writeOrganization(
  rules: Rules,
  people: readonly Person[],
  choose: Choose,
): WrittenOrganization {
  const encoding = oneOf<DumpEncoding>(['utf-8', 'cp932', 'euc-jp'], choose)
  const dump = encode(writeDump(rules, people, choose), encoding)
  const mark = encoding === 'utf-8' && choose(2) === 0 ? [0xef, 0xbb, 0xbf] : []
  const stated = encoding !== 'euc-jp' && choose(2) === 0 ? 'auto' : encoding
  return {
    dump: Uint8Array.from([...mark, ...dump]),
    rules: writeRules(rules, stated, choose),
  }
}
