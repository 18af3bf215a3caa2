/** The company of the bank with so many people more that a gate has it read by another process. */

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const bank = join(import.meta.dirname, '..', 'bank')
const many = 2_000

/** @param change made to the text of the dump */
export async function writeLargeDump(
  directory: string,
  change: (hr: string) => string = (hr) => hr,
): Promise<void> {
  const hr = new TextDecoder('shift_jis').decode(await readFile(join(bank, 'hr.csv'))).trimEnd()
  const clerk = hr.split(/\r?\n/).find((row) => row.includes('takahashi@')) ?? ''
  const others = Array.from({ length: many }, (_, index) =>
    clerk.replace(/^[^,]+/, `Z${index}`).replace('takahashi@', `z${index}@`),
  )
  await writeFile(join(directory, 'hr.csv'), change(`${[hr, ...others].join('\n')}\n`))
}
