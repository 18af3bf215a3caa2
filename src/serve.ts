/** A gate as a process: starts it, says what runs where, and stops it in order on SIGTERM or SIGINT. */

import { resolve } from 'node:path'

import type { Config } from './config.ts'
import { createLog } from './log.ts'
import { StartFailure } from './start-failure.ts'
import { startGate, type RunningGate } from './start-gate.ts'
import { serveTexts } from './text/serve.ts'

/**
 * Runs until it is told to stop. `folder` is what relative paths of the configuration start from; `tries`
 * are lines for a newcomer, printed last. Resolves with the exit code: 0 after an orderly stop, 2 where the gate
 * does not start, which is said on standard error.
 */
export async function serve(config: Config, folder: string, tries: readonly string[] = []): Promise<number> {
  const log = createLog()
  let gate
  try {
    gate = await startGate(config, folder, log)
  } catch (fault) {
    if (!(fault instanceof StartFailure)) throw fault
    process.stderr.write(`sekisho: ${serveTexts[config.language].doesNotStart(fault.message)}\n`)
    return 2
  }
  const texts = serveTexts[config.language]
  const lines = [...describe(config, folder, gate), ...tries, texts.howToStop]
  process.stdout.write(`${lines.join('\n')}\n`)
  await stopSignal()
  process.stdout.write(`${texts.stopping}\n`)
  await gate.stop()
  log.stopped()
  return 0
}

function describe(config: Config, folder: string, gate: RunningGate): readonly string[] {
  const texts = serveTexts[config.language]
  const { snapshot } = gate.inForce()
  return [
    texts.organization(snapshot.people.length, snapshot.name),
    ...gate
      .listeners()
      .map(({ name, address, port }, index) =>
        texts.listener(name, inUrl(address, port), config.listeners[index]?.tls ?? 'none'),
      ),
    ...nextHopLines(config, folder, gate.outboxPage()?.port ?? 0),
    texts.decisions(resolve(folder, config.decisions.directory)),
  ]
}

function nextHopLines(config: Config, folder: string, pagePort: number): readonly string[] {
  const texts = serveTexts[config.language]
  const { nextHop } = config
  switch (nextHop.kind) {
    case 'outbox':
      return [
        texts.outbox(resolve(folder, nextHop.directory)),
        texts.outboxPage(`http://${inUrl(nextHop.page.address, pagePort)}/`),
      ]
    case 'smart-hosts':
      return [texts.smartHosts(nextHop.hosts.map(({ host, port }) => inUrl(host, port)))]
    case 'mx':
      return [texts.mx]
  }
}

function inUrl(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}

async function stopSignal(): Promise<void> {
  await new Promise<void>((done) => {
    process.once('SIGTERM', () => done())
    process.once('SIGINT', () => done())
  })
}
