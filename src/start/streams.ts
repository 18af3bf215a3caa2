/** Starts the copies of the decision log that the configuration asks for, in a thread of their own, and ends them. */

import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { codeOf } from '../store/fault-code.ts'
import { Worker } from 'node:worker_threads'

import type { Config } from '../config/schema.ts'
import type { StreamEvent, StreamName } from '../deliver/stream-events.ts'
import type { StreamWorkerSettings } from '../deliver/stream-worker.ts'
import type { Log } from '../log/log.ts'
import { untakenFiles } from '../store/decision-follow.ts'
import { readPosition } from '../store/stream-position.ts'
import { serveTexts } from '../text/serve.ts'

import { StartFailure } from './failure.ts'

export interface Streams {
  /** Makes ready what these settings ask for; rejects with `StartFailure`, and nothing has changed then. */
  readonly prepare: (config: Config) => Promise<PreparedStreams>
  /** Names of day files that some stream has still to send. */
  readonly untaken: () => Promise<ReadonlySet<string>>
  readonly close: () => Promise<void>
}

export interface PreparedStreams {
  readonly use: () => void
}

/** Milliseconds: pause before the first retry, before a thread that died is started again, and for one to end by itself. */
const firstPause = 1_000
const restartAfter = 10_000
const patience = 2_000
const shortestSecret = 16
/** Megabytes of heap: a batch is 1 MiB at most. */
const heap = 96

/** @param folder what relative paths of the configuration start from */
export function createStreams(folder: string, log: Log): Streams {
  let running: { readonly settings: StreamWorkerSettings; readonly stop: () => Promise<void> } | undefined
  let stopping: Promise<void> = Promise.resolve()
  const replace = (settings: StreamWorkerSettings): void => {
    if (JSON.stringify(settings) === JSON.stringify(running?.settings)) return
    const before = running
    running = undefined
    // Two threads at once would send the same twice and disagree where they are.
    stopping = stopping.then(before?.stop)
    if (namesOf(settings).length === 0) return
    const started = stopping.then(() => startWorker(settings, log))
    running = { settings, stop: async () => await (await started)() }
  }
  return {
    prepare: async (config) => {
      const settings = await settingsOf(config, folder)
      return { use: () => replace(settings) }
    },
    untaken: async () => {
      if (running === undefined) return new Set()
      const { settings } = running
      const files = await Promise.all(
        namesOf(settings).map(
          async (name) =>
            await untakenFiles(settings.directory, await readPosition(settings.directory, name)),
        ),
      )
      return new Set(files.flat())
    },
    close: async () => {
      const last = running
      running = undefined
      await stopping
      await last?.stop()
    },
  }
}

function namesOf({ syslog, webhook }: StreamWorkerSettings): readonly StreamName[] {
  return [
    ...(syslog === undefined ? [] : ['syslog' as const]),
    ...(webhook === undefined ? [] : ['webhook' as const]),
  ]
}

async function settingsOf(config: Config, folder: string): Promise<StreamWorkerSettings> {
  const { decisions, hostname, language } = config
  const { syslog, webhook } = decisions
  const authoritiesOf = async (file: string | undefined): Promise<string | undefined> => {
    if (file === undefined) return undefined
    const path = resolve(folder, file)
    return await readFile(path, 'utf8').catch((fault: unknown) => {
      throw new StartFailure(serveTexts[language].authoritiesFail(path, codeOf(fault)))
    })
  }
  return {
    directory: resolve(folder, decisions.directory),
    firstPause,
    syslog:
      syslog === undefined
        ? undefined
        : { ...syslog, hostname, authorities: await authoritiesOf(syslog.authorities) },
    webhook:
      webhook === undefined
        ? undefined
        : {
            ...webhook,
            secret: await readSecret(resolve(folder, webhook.secret), config),
            authorities: await authoritiesOf(webhook.authorities),
          },
  }
}

async function readSecret(path: string, { language }: Config): Promise<string> {
  const texts = serveTexts[language]
  const text = await readFile(path, 'utf8').catch((fault: unknown) => {
    throw new StartFailure(texts.secretFails(path, codeOf(fault)))
  })
  const secret = text.trimEnd()
  if (Buffer.byteLength(secret) < shortestSecret) {
    throw new StartFailure(texts.secretShort(path, shortestSecret))
  }
  return secret
}

/** Starts it again where it dies; resolves what ends it for good. */
function startWorker(settings: StreamWorkerSettings, log: Log): () => Promise<void> {
  let isEnding = false
  let timer: NodeJS.Timeout | undefined
  let worker = start()
  function start(): Worker {
    const url = new URL('../deliver/stream-worker.ts', import.meta.url)
    const fresh = new Worker(url, { workerData: settings, resourceLimits: { maxOldGenerationSizeMb: heap } })
    fresh.unref()
    fresh.on('message', (event: StreamEvent) => log.ofStream(event))
    fresh.on('error', (fault: unknown) => {
      const why = fault instanceof Error ? fault.message : String(fault)
      for (const stream of namesOf(settings)) log.ofStream({ kind: 'failing', stream, why })
    })
    fresh.on('exit', () => {
      if (isEnding) return
      timer = setTimeout(() => {
        worker = start()
      }, restartAfter).unref()
    })
    return fresh
  }
  return async () => {
    isEnding = true
    clearTimeout(timer)
    const ended = new Promise<void>((done) => worker.once('exit', () => done()))
    if (worker.threadId === -1) return
    worker.postMessage('end', [])
    const last = setTimeout(() => void worker.terminate(), patience)
    await ended
    clearTimeout(last)
  }
}
