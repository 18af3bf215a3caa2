/** Python's `email` package as a second opinion: one child process for all questions, a JSON line each way. */

import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { SeenAddresses } from './seen-addresses.ts'

const answer = z.object({ to: z.array(z.string()), cc: z.array(z.string()) })

export interface PythonEmail {
  readonly see: (header: Buffer) => Promise<SeenAddresses>
  readonly close: () => Promise<void>
}

export function startPythonEmail(): PythonEmail {
  const child = spawn('python3', [join(import.meta.dirname, 'addresses.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve())
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  let before: Promise<unknown> = Promise.resolve()
  async function ask(header: Buffer): Promise<SeenAddresses> {
    child.stdin.write(`${header.toString('base64')}\n`)
    const line = await lines.next()
    if (line.done === true) throw new Error('python3 ended before it answered')
    return answer.parse(JSON.parse(line.value))
  }
  return {
    see(header) {
      const answered = before.then(() => ask(header))
      before = answered.catch(() => undefined)
      return answered
    },
    async close() {
      child.stdin.end()
      await ended
    },
  }
}
