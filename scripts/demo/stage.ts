/** The stage of a demonstration: a folder and a gate of its own, and commands that are shown and run as a user runs them. */

import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { styleText } from 'node:util'

import { demoTexts } from '../../src/text/demo.ts'
import type { Language } from '../../src/text/language.ts'

const root = join(import.meta.dirname, '..', '..')
const program = join(root, 'bin', 'sekisho.cjs')

export interface Stage extends AsyncDisposable {
  readonly folder: string
  readonly smtp: string
  readonly api: string
  readonly outbox: string
  /** Says what comes next. */
  readonly say: (text: string) => void
  /**
   * Shows a command line and what it prints, at most `lines` of it, and gives what it printed.
   * @param words without the program's name; `CONFIG` stands for the gate's configuration
   */
  readonly run: (words: readonly string[], lines?: number) => string
  /** Runs a command and shows nothing. */
  readonly quietly: (words: readonly string[]) => string
  readonly write: (name: string, content: string | Buffer) => string
}

export async function setStage(language: Language): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-demo-'))
  const [smtp, api, page] = await Promise.all([freePort(), freePort(), freePort()])
  const config = join(folder, 'sekisho.yaml')
  writeFileSync(
    config,
    `hostname: gate.example.co.jp
language: ${language}
organization: ${JSON.stringify(join(root, 'examples', 'demo'))}
listeners: [{ name: demo, address: 127.0.0.1, port: ${smtp} }]
nextHop: { kind: outbox, directory: outbox, page: { port: ${page} } }
decisions: { directory: decisions }
spool: { directory: spool }
database: { path: sekisho.db }
control: { socket: control.sock }
api: { enabled: true, port: ${api} }
`,
  )
  const gate = spawn(process.execPath, [program, 'serve', '--config', config], { stdio: 'ignore' })
  await Promise.all([smtp, api].map(async (port) => await untilOpen(port, gate)))

  const start = (words: readonly string[]): string => {
    const filled = words.map((word) => (word === 'CONFIG' ? config : word))
    const { stdout, stderr } = spawnSync(process.execPath, [program, ...filled, '--language', language], {
      encoding: 'utf8',
      cwd: root,
    })
    return stdout + stderr
  }
  const short = (text: string): string => text.replaceAll(`${folder}/`, '')
  return {
    folder,
    smtp: `127.0.0.1:${smtp}`,
    api: `http://127.0.0.1:${api}`,
    outbox: `http://127.0.0.1:${page}/`,
    say: (text) => print(`\n${styleText('bold', text)}\n`),
    run: (words, lines = Infinity) => {
      const line = short(words.map(quoted).join(' ')).replaceAll('CONFIG', 'sekisho.yaml')
      print(styleText('cyan', `$ sekisho ${line}`))
      const printed = short(start(words)).trimEnd()
      const all = printed.split('\n')
      print(all.slice(0, lines).join('\n'))
      if (all.length > lines) print(demoTexts[language].more(all.length - lines))
      print('')
      return printed
    },
    quietly: start,
    write: (name, content) => {
      const path = join(folder, name)
      mkdirSync(join(path, '..'), { recursive: true })
      writeFileSync(path, content)
      return path
    },
    [Symbol.asyncDispose]: async () => {
      if (gate.exitCode === null) {
        gate.kill('SIGTERM')
        await once(gate, 'exit')
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word}'`
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

export async function untilOpen(port: number, gate: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 400 && gate.exitCode === null; tries += 1) {
    const socket = connect(port, '127.0.0.1')
    const isOpen = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'close').then(() => false),
    ]).catch(() => false)
    socket.destroy()
    if (isOpen) return
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error('the gate of the demonstration does not start')
}
