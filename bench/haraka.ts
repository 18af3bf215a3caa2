/**
 * Haraka that forwards each mail before it answers, installed from npm on first use into `var/bench/`, outside this
 * project's own packages. Knows nothing of measuring.
 */

import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { freePort } from '../test/peers/free-port.ts'
import { waitForPort, type Started } from './processes.ts'

const version = '3.3.4'
const home = join(import.meta.dirname, '..', 'var', 'bench', `haraka-${version}`)
const program = join(home, 'node_modules', 'Haraka', 'haraka.js')
const run = promisify(execFile)

/** Without it Haraka's small writes wait 40 ms for each other, and only that would be measured. */
const noDelay = `'use strict'
const { Server, Socket } = require('node:net')
for (const [type, event] of [[Socket, 'connect'], [Server, 'connection']]) {
  const { emit } = type.prototype
  type.prototype.emit = function (name, ...rest) {
    if (name === event) (event === 'connect' ? this : rest[0]).setNoDelay(true)
    return emit.call(this, name, ...rest)
  }
}
`

const takeAll = `exports.hook_rcpt = (next) => next(OK)\n`

/** `false`: it cannot be installed. */
export async function installHaraka(): Promise<boolean> {
  if (existsSync(program)) return true
  await mkdir(home, { recursive: true })
  await writeFile(join(home, 'package.json'), '{ "private": true }\n')
  const words = ['install', '--save-exact', '--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund']
  try {
    await run('npm', [...words, `Haraka@${version}`], { cwd: home })
    return true
  } catch {
    return false
  }
}

/** `folder`: for its configuration. Haraka is installed. */
export async function startHaraka(folder: string, nextHopPort: number): Promise<Started> {
  const port = await freePort()
  const files: Readonly<Record<string, string>> = {
    'config/smtp.ini': `listen=127.0.0.1:${port}\nnodes=0\n`,
    // Sections that Haraka reads without asking whether they are there.
    'config/connection.ini': '[message]\n[uuid]\n[headers]\n[haproxy]\n[max]\n',
    'config/smtp_forward.ini': `host=127.0.0.1\nport=${nextHopPort}\n`,
    'config/plugins': 'take_all\nqueue/smtp_forward\n',
    'config/loglevel': 'LOGCRIT\n',
    'config/host_list': 'example.co.jp\n',
    'config/me': 'haraka.example\n',
    'plugins/take_all.js': takeAll,
    'no-delay.cjs': noDelay,
  }
  for (const part of ['config', 'plugins', 'queue']) await mkdir(join(folder, part), { recursive: true })
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  const child = spawn(process.execPath, ['--require', join(folder, 'no-delay.cjs'), program], {
    cwd: folder,
    env: { ...process.env, HARAKA: folder },
    stdio: 'ignore',
  })
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  try {
    await waitForPort(port, 'Haraka')
  } catch (fault) {
    await stop()
    throw fault
  }
  return { port, child, stop }
}
