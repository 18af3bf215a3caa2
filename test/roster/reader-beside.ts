/** The process that reads a large organization for another one, found among all that run. */

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const most = 20_000

/** Waits for it. @param parent that it reads for */
export async function readerBeside(parent: number): Promise<number> {
  const until = performance.now() + most
  while (performance.now() < until) {
    for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      const read = async (file: string): Promise<string> =>
        await readFile(join('/proc', pid, file), 'utf8').catch(() => '')
      const isChild = new RegExp(`\\) \\S ${parent} `).test(await read('stat'))
      if (isChild && (await read('cmdline')).includes('reader.ts')) return Number(pid)
    }
  }
  throw new Error(`${parent} has nothing read for it`)
}
