/**
 * The programs that the gate is compared with, each with a configuration of its own in front of the same sink. What is
 * not installed is named and left out.
 */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { freePort } from '../test/peers/free-port.ts'
import { startPostfix } from '../test/peers/postfix.ts'

import { installHaraka, startHaraka } from './haraka.ts'
import { startProgram, waitForPort, type Started } from './processes.ts'

export interface Contender {
  readonly name: string
  readonly port: number
  /** Its cost is that of this process, or with `inGroup` of its process group. */
  readonly process: number
  readonly inGroup: boolean
  /** It gets every n-th mail of a load only: the slow ones would take all the time otherwise. */
  readonly everyNth: number
}

/** Starts one contender. `undefined`: it is not here, which has been said. */
export type Start = (ending: AsyncDisposableStack) => Promise<Contender | undefined>

interface Surroundings {
  /** For configurations and queues. */
  readonly folder: string
  readonly sinkPort: number
  readonly leftOut: (name: string, remedy: string) => void
}

export function haproxy({ folder, sinkPort, leftOut }: Surroundings): Start {
  return async (ending) => {
    const program = '/usr/sbin/haproxy'
    if (!existsSync(program)) {
      leftOut('HAProxy', 'apt-get install haproxy')
      return undefined
    }
    const port = await freePort()
    const file = join(folder, 'haproxy.cfg')
    await writeFile(file, haproxyLines(port, sinkPort))
    const child = spawn(program, ['-db', '-f', file], { stdio: 'ignore' })
    ending.defer(async () => {
      child.kill('SIGTERM')
      await once(child, 'exit')
    })
    await waitForPort(port, 'HAProxy')
    return { name: 'HAProxy TCP', port, process: child.pid ?? 0, inGroup: false, everyNth: 1 }
  }
}

function haproxyLines(port: number, sinkPort: number): string {
  return `global
  maxconn 4096
defaults
  mode tcp
  timeout connect 5s
  timeout client 300s
  timeout server 300s
listen smtp
  bind 127.0.0.1:${port}
  server sink 127.0.0.1:${sinkPort}
`
}

const postfixLines = { message_size_limit: '0', smtpd_client_connection_count_limit: '0' }

/** Postfix in front of the sink as its before-queue content filter: nothing is queued. */
export function postfixFilter({ sinkPort, leftOut }: Surroundings): Start {
  return async (ending) => await postfix('Postfix proxy filter', 'proxy-filter', sinkPort, 1, ending, leftOut)
}

/** Postfix that queues each mail and sends it on. */
export function postfixQueue({ sinkPort, leftOut }: Surroundings): Start {
  return async (ending) => await postfix('Postfix queue', 'relay', sinkPort, 4, ending, leftOut)
}

async function postfix(
  name: string,
  kind: 'proxy-filter' | 'relay',
  port: number,
  everyNth: number,
  ending: AsyncDisposableStack,
  leftOut: Surroundings['leftOut'],
): Promise<Contender | undefined> {
  if (!existsSync('/usr/sbin/postfix')) {
    leftOut(name, 'apt-get install postfix')
    return undefined
  }
  const started = await startPostfix({ mail: { kind, port }, main: postfixLines })
  ending.defer(started.stop)
  return { name, port: started.port, process: await started.processId(), inGroup: true, everyNth }
}

export function haraka({ folder, sinkPort, leftOut }: Surroundings): Start {
  return async (ending) => {
    if (!(await installHaraka())) {
      leftOut('Haraka', 'it is installed from npm on first use, which did not work')
      return undefined
    }
    const place = join(folder, 'haraka')
    await mkdir(place)
    const { port, child, stop } = await startHaraka(place, sinkPort)
    ending.defer(stop)
    return { name: 'Haraka forward', port, process: child.pid ?? 0, inGroup: false, everyNth: 8 }
  }
}

/** The gate, under its configuration in `folder`. */
export function sekisho(name: string, folder: string): Start {
  return async (ending) => contenderOf(name, await startGate(folder, ending))
}

export async function startGate(folder: string, ending: AsyncDisposableStack): Promise<Started> {
  const gate = await startProgram(join(import.meta.dirname, 'gate.ts'), [folder])
  ending.defer(gate.stop)
  return gate
}

/** The next hop of all of them, asked directly: what the load and the machine allow. */
export function contenderOf(name: string, { port, child }: Started): Contender {
  return { name, port, process: child.pid ?? 0, inGroup: false, everyNth: 1 }
}
