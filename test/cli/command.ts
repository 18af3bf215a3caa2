/** Runs the real command, as a person or a script would. */

import { spawn } from 'node:child_process'
import { join } from 'node:path'

const command = join(import.meta.dirname, '../../bin/sekisho.cjs')

/** The project's own folder. */
export const root = join(import.meta.dirname, '../..')

/** All else that is set where the tests run must not change what they see. */
const passedOn = Object.fromEntries(
  ['PATH', 'NODE_COMPILE_CACHE'].flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value]]
  }),
)

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs `sekisho` with these words, in English unless the environment says otherwise. */
export async function sekisho(
  words: readonly string[],
  { input = '', environment = {} }: { input?: string; environment?: Record<string, string> } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [command, ...words], {
    cwd: root,
    env: { ...passedOn, LANG: 'C.UTF-8', ...environment },
  })
  const out: Buffer[] = []
  const errors: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  return { code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(errors).toString() }
}
