/**
 * The two gates of the demonstration, each a `sekisho serve` of its own: the first has the people and the rules, the second
 * nothing but the groups that the first publishes to it. Owns their folder, their clock and their processes.
 */

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { stringify } from 'yaml'

import type { Language } from '../../src/text/language.ts'
import { freePort, untilOpen } from '../demo/stage.ts'
import { listenForAlarms, type Alarm } from './alarms.ts'
import { groupPolicies, nobodysDump, nobodysRules } from './group-gate.ts'
import { standBetween, type Between } from './between.ts'

const root = join(import.meta.dirname, '..', '..')
const program = join(root, 'bin', 'sekisho.cjs')
const timezone = 'Asia/Tokyo'

export interface Finished {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface DemoGate {
  readonly smtp: number
  /** Path of its `sekisho.yaml`. */
  readonly config: string
  readonly start: () => Promise<void>
  /** SIGKILL. */
  readonly kill: () => Promise<void>
}

export interface TwoGates extends AsyncDisposable {
  readonly folder: string
  readonly byPeople: DemoGate
  readonly byGroups: DemoGate
  /** What stands between the first gate and the API of the second. */
  readonly between: Between
  /** All clocks show this moment of Tokyo, `YYYY-MM-DDThh:mm`, and go on from there. */
  readonly setClock: (local: string) => void
  /** A command as a person types it, `--config` of the first gate added. */
  readonly sekisho: (...words: readonly string[]) => Promise<Finished>
  /** The same, with its process. */
  readonly spawn: (...words: readonly string[]) => ChildProcess
  /** Lets the second gate ask for the groups; they must have been published. */
  readonly askForGroups: () => Promise<void>
  /** What has come since the last call. */
  readonly alarms: () => readonly Alarm[]
}

/** @param organization writes `hr.csv` and `rules.yaml` into a folder: what is in force before the first night */
export async function startTwoGates(
  language: Language,
  begin: string,
  organization: (folder: string) => void,
  isKept: boolean,
): Promise<TwoGates> {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-year-'))
  const write = (name: string, content: string | NodeJS.ArrayBufferView): string => {
    const path = join(folder, name)
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, content, { mode: 0o600 })
    return path
  }
  const setClock = (local: string): void => {
    const moment = Temporal.PlainDateTime.from(local).toZonedDateTime(timezone).epochMilliseconds
    write('clock', new Float64Array([moment - Date.now()]))
  }
  setClock(begin)
  const environment = {
    ...process.env,
    SEKISHO_DEMO_CLOCK: join(folder, 'clock'),
    NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, 'clock.ts')).href}`,
    LANG: language === 'ja' ? 'ja_JP.UTF-8' : 'C.UTF-8',
  }
  await using ending = new AsyncDisposableStack()
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  if (!isKept) ending.defer(remove)
  const children = new Set<ChildProcess>()
  // Whoever interrupts the demonstration wants nothing of it left.
  const leave = (): void => {
    for (const child of children) child.kill('SIGKILL')
    if (!isKept) remove()
  }
  process.once('exit', leave)
  ending.defer(() => void process.off('exit', leave))
  const [smtp, groupSmtp, api] = await Promise.all([freePort(), freePort(), freePort()])
  const between = ending.use(await standBetween(`http://127.0.0.1:${api}`))
  const { url, secret, taken, ...listening } = await listenForAlarms()
  ending.use(listening)
  write('by-people/alarms.key', secret)
  organization(join(folder, 'by-people', 'organization'))
  write('by-groups/organization/hr.csv', nobodysDump)
  write('by-groups/organization/rules.yaml', nobodysRules(['example.co.jp', 'legacy.example.co.jp']))

  const gateAt = (name: string, port: number, settings: object): DemoGate => {
    const config = write(
      join(name, 'sekisho.yaml'),
      stringify({ ...settingsOf(name, port, language), ...settings }),
    )
    let child: ChildProcess | undefined
    const end = async (signal: NodeJS.Signals): Promise<void> => {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill(signal)
      await ended
    }
    ending.defer(async () => await end('SIGTERM'))
    return {
      smtp: port,
      config,
      start: async () => {
        const log = openSync(join(folder, name, 'gate.log'), 'a')
        child = spawn(process.execPath, [program, 'serve', '--config', config], {
          stdio: ['ignore', log, log],
          env: environment,
        })
        closeSync(log)
        children.add(child)
        await untilOpen(port, child)
      },
      kill: async () => await end('SIGKILL'),
    }
  }
  const tokenFile = join(folder, 'by-people', 'groups.token')
  const byGroups = gateAt('by-groups', groupSmtp, { api: { enabled: true, port: api } })
  const byPeople = gateAt('by-people', smtp, {
    night: {
      enabled: true,
      directory: 'roster',
      publish: [{ name: 'by-groups', target: between.url, tokenFile }],
      alarms: { webhook: { url, secret: 'alarms.key' }, remind: 86_400 },
    },
  })
  const command = (config: string, words: readonly string[]): ChildProcess => {
    const all = [program, ...words, '--config', config, '--language', language]
    const child = spawn(process.execPath, all, { stdio: ['ignore', 'pipe', 'pipe'], env: environment })
    children.add(child)
    child.once('exit', () => children.delete(child))
    return child
  }
  const atGroups = async (...words: readonly string[]): Promise<string> => {
    const finished = await outputOf(command(byGroups.config, words))
    if (finished.code !== 0) throw new Error(`sekisho ${words.join(' ')}: ${finished.stderr}`)
    return finished.stdout
  }
  await byGroups.start()
  write(
    join('by-people', 'groups.token'),
    await atGroups('token', 'create', 'nights', '--scope', 'groups:read', '--scope', 'groups:write'),
  )
  await byPeople.start()
  const moved = ending.move()
  return {
    folder,
    byPeople,
    byGroups,
    between,
    setClock,
    sekisho: async (...words) => await outputOf(command(byPeople.config, words)),
    spawn: (...words) => command(byPeople.config, words),
    askForGroups: async () => {
      const reason = ['--reason', 'groups', '--author', 'demo']
      await atGroups('policy', 'save', write('by-groups/policies.yaml', groupPolicies), ...reason)
      await atGroups('policy', 'activate', '1', ...reason)
    },
    alarms: taken,
    [Symbol.asyncDispose]: async () => await moved.disposeAsync(),
  }
}

function settingsOf(name: string, port: number, language: Language): object {
  return {
    hostname: `${name}.example.co.jp`,
    language,
    organization: 'organization',
    listeners: [{ name: 'demo', address: '127.0.0.1', port }],
    nextHop: { kind: 'outbox', directory: 'outbox', page: { port: 0 } },
    decisions: { directory: 'decisions' },
    spool: { directory: 'spool' },
    database: { path: 'sekisho.db' },
    control: { socket: 'control.sock' },
  }
}

async function outputOf(child: ChildProcess): Promise<Finished> {
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  await once(child, 'close')
  return { code: child.exitCode ?? -1, stdout, stderr }
}
