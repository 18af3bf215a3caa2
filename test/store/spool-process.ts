/** Starts `spool-child.ts` as a process of its own and reads what it says. */

import { spawn } from 'node:child_process'
import { join } from 'node:path'

const program = join(import.meta.dirname, 'spool-child.ts')

export interface SpoolProcess {
  /** Lines so far. */
  readonly lines: readonly string[]
  /** Resolves when a line begins so; rejects when the process ends before. */
  readonly said: (beginning: string) => Promise<void>
  readonly kill: () => void
  /** Resolves with the exit code, `null` after a kill, once all lines are read. */
  readonly ended: Promise<number | null>
}

/** `before`: words of a command that runs it, such as strace's. */
export function startSpoolProcess(words: readonly string[], before: readonly string[] = []): SpoolProcess {
  const [command = process.execPath, ...rest] = [...before, process.execPath, program, ...words]
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines: string[] = []
  const watchers = new Set<() => void>()
  let unfinished = ''
  let isOver = false
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (text: string) => {
    const pieces = (unfinished + text).split('\n')
    unfinished = pieces.pop() ?? ''
    lines.push(...pieces)
    for (const watch of watchers) watch()
  })
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', (code) => {
      isOver = true
      for (const watch of watchers) watch()
      resolve(code)
    })
  })
  const said = async (beginning: string): Promise<void> =>
    await new Promise((resolve, reject) => {
      const watch = (): void => {
        if (lines.some((line) => line.startsWith(beginning))) resolve()
        else if (isOver) reject(new Error(`ended without "${beginning}": ${lines.join('; ')}`))
        else return
        watchers.delete(watch)
      }
      watchers.add(watch)
      watch()
    })
  return { lines, said, kill: () => child.kill('SIGKILL'), ended }
}

/** Ids behind this word. */
export function idsSaid(lines: readonly string[], word: string): readonly string[] {
  return lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.split(' ')[1] ?? '')
}
