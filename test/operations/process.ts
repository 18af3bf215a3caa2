/** `sekisho serve` as a process whose configuration a test rewrites while it runs. */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { freePort } from '../peers/free-port.ts'

const root = join(import.meta.dirname, '..', '..')
const bank = join(root, 'test', 'bank')

/** Those of `sekisho.yaml`; `listener`: keys of the one listener. */
export type Settings = Readonly<Record<string, unknown>> & { readonly listener?: object }

export interface Process extends AsyncDisposable {
  readonly port: number
  /** `http://127.0.0.1:…/` of monitoring. */
  readonly monitoring: string
  readonly folder: string
  readonly pid: number
  /** All that it has written so far. */
  readonly said: () => string
  /** Waits until it has written what matches. */
  readonly saying: (pattern: RegExp) => Promise<string>
  /** Writes `sekisho.yaml` anew: these settings over the usual ones. */
  readonly configure: (settings: Settings) => Promise<void>
  /** Runs another command of the terminal on its configuration. */
  readonly run: (...words: readonly string[]) => Promise<{ readonly code: number; readonly output: string }>
  readonly signal: (signal: NodeJS.Signals) => void
  readonly exited: Promise<number | null>
}

/**
 * Starts it with the organization of `test/bank/` in its own folder and waits until it greets.
 * @param earlierFolder of a process that ended: what it left there is what this one finds
 */
export async function startProcess(
  settings: (folder: string) => Promise<Settings> | Settings,
  descriptors = 4_096,
  earlierFolder?: string,
): Promise<Process> {
  const folder = earlierFolder ?? (await mkdtemp(join(tmpdir(), 'sekisho-process-')))
  for (const file of ['hr.csv', 'rules.yaml']) await copyFile(join(bank, file), join(folder, file))
  const port = await freePort()
  const file = join(folder, 'sekisho.yaml')
  const given = await settings(folder)
  const configure = async (changed: Settings): Promise<void> => {
    const { listener, ...others } = { ...given, ...changed }
    const usual = {
      hostname: 'gate.example',
      listeners: [{ name: 'main', port, ...listener }],
      nextHop: { kind: 'outbox', directory: 'outbox', page: { port: 0 } },
      operations: { enabled: true, port: 0 },
    }
    await writeFile(file, stringify({ ...usual, ...others }))
  }
  await configure({})
  const node = [process.execPath, join(root, 'src', 'main.ts')]
  const child = spawn(
    'bash',
    ['-c', `ulimit -n ${descriptors} && exec "$@"`, 'bash', ...node, 'serve', '--config', file],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LANG: 'C', LC_ALL: 'C' } },
  )
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => (said += chunk))
  const exited = once(child, 'exit').then(([code]: (number | null)[]) => code ?? null)
  const saying = async (pattern: RegExp): Promise<string> => {
    for (let tries = 0; tries < 800; tries += 1) {
      const found = pattern.exec(said)?.[0]
      if (found !== undefined) return found
      if (child.exitCode !== null) break
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    throw new Error(`it never said ${String(pattern)}:\n${said.slice(-2_000)}`)
  }
  await saying(/Stop with Ctrl\+C/)
  return {
    port,
    monitoring: /Monitoring +(http:\S+)/.exec(said)?.[1] ?? '',
    folder,
    pid: child.pid ?? 0,
    said: () => said,
    saying,
    configure,
    run: async (...words) => {
      const other = spawn(process.execPath, [join(root, 'src', 'main.ts'), ...words, '--config', file], {
        env: { ...process.env, LANG: 'C', LC_ALL: 'C' },
      })
      let output = ''
      for (const stream of [other.stdout, other.stderr])
        stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk))
      const [code]: unknown[] = await once(other, 'close')
      return { code: Number(code), output }
    },
    signal: (signal) => child.kill(signal),
    exited,
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        // Not SIGTERM: it would wait for the test's clients.
        child.kill('SIGKILL')
        await exited
      }
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Octets of memory that the process holds. */
export async function residentMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024
}
