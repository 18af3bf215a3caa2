/** Makes the next hops and routes of the configuration, and the page of an outbox. Owns them until they are closed. */

import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'

import type { Config } from '../config/schema.ts'
import { createMxHosts } from '../deliver/mx-hosts.ts'
import { createOutbox } from '../deliver/outbox.ts'
import type { OutboxPage } from '../deliver/outbox-page.ts'
import {
  createRouter,
  type Route,
  type Router,
  type RouteTarget,
  type StricterTls,
} from '../deliver/route.ts'
import { createSmartHosts } from '../deliver/smart-hosts.ts'
import { StartFailure } from './failure.ts'
import { codeOf } from '../store/fault-code.ts'
import { serveTexts } from '../text/serve.ts'

type NextHopSettings = Config['nextHop']
type DemandedTls = Exclude<StricterTls, undefined>
type SmartHostSettings = Extract<NextHopSettings, { kind: 'smart-hosts' }>['hosts'][number]

export interface NextHops {
  readonly router: Router
  /** Of `nextHop`; `undefined`: that is no outbox. */
  readonly outboxPage: OutboxPage | undefined
  /** Lets mails under way end, then closes connections and pages. */
  readonly close: () => Promise<void>
}

/** Rejects with `StartFailure`. */
export async function startNextHops(config: Config, folder: string): Promise<NextHops> {
  const closing: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    await Promise.all(closing.map(async (step) => await step()))
  }
  const starting = { config, folder, closing }
  try {
    const otherwise = await startOne(config.nextHop, starting)
    const routes: Route[] = []
    for (const { name, domains, nextHop } of config.routes ?? []) {
      const { target } = await startOne(nextHop, starting)
      routes.push({ ...(name === undefined ? {} : { name }), domains, target })
    }
    return { router: createRouter(routes, otherwise.target), outboxPage: otherwise.outboxPage, close }
  } catch (fault) {
    await close()
    throw fault
  }
}

interface Starting {
  readonly config: Config
  readonly folder: string
  readonly closing: (() => Promise<void>)[]
}

interface Started {
  readonly target: RouteTarget
  readonly outboxPage: OutboxPage | undefined
}

async function startOne(nextHop: NextHopSettings, starting: Starting): Promise<Started> {
  switch (nextHop.kind) {
    case 'outbox':
      return await startOutbox(nextHop, starting)
    case 'smart-hosts':
      return await startSmartHosts(nextHop, starting)
    case 'mx':
      return startMx(nextHop, starting)
  }
}

async function startOutbox(
  nextHop: Extract<NextHopSettings, { kind: 'outbox' }>,
  { config, folder, closing }: Starting,
): Promise<Started> {
  const texts = serveTexts[config.language]
  const directory = resolve(folder, nextHop.directory)
  const { address, port } = nextHop.page
  const { language } = config
  const outbox = await createOutbox(directory).catch((fault: unknown) => {
    throw new StartFailure(texts.outboxFails(directory, codeOf(fault)))
  })
  // Loaded on demand: a gate before real hosts needs no HTTP.
  const { startOutboxPage } = await import('../deliver/outbox-page.ts')
  const outboxPage = await startOutboxPage({ directory, address, port, language }).catch((fault: unknown) => {
    throw new StartFailure(texts.pageFails(`${address}:${port}`, codeOf(fault)))
  })
  closing.push(outboxPage.close)
  const destination = { name: `outbox:${nextHop.directory}`, nextHop: outbox }
  return { target: { kind: 'one', destination }, outboxPage }
}

async function startSmartHosts(
  nextHop: Extract<NextHopSettings, { kind: 'smart-hosts' }>,
  { config, folder, closing }: Starting,
): Promise<Started> {
  const hosts = await Promise.all(
    nextHop.hosts.map(async (host) => ({
      ...host,
      serverName: host.serverName,
      authorities: await readAuthorities(host.authorities, config, folder),
      credentials: await credentialsOf(host.auth, config, folder),
    })),
  )
  const { connections, idle } = nextHop
  const settings = poolSettings(config, connections, idle)
  const smartHosts = createSmartHosts({ ...settings, hosts })
  closing.push(smartHosts.close)
  const name = hosts.map(({ host, port }) => `${host}:${port}`).join(',')
  const over = onceFor((tls) => {
    const stricter = createSmartHosts({
      ...settings,
      hosts: hosts.map((host) => ({ ...host, tls: stricterOf(host.tls, tls) })),
    })
    closing.push(stricter.close)
    return stricter
  })
  return { target: { kind: 'one', destination: { name, nextHop: smartHosts }, over }, outboxPage: undefined }
}

/** Made at the first mail that needs it. */
function onceFor<Made>(make: (tls: DemandedTls) => Made): (tls: DemandedTls) => Made {
  const made = new Map<DemandedTls, Made>()
  return (tls) => {
    const known = made.get(tls) ?? make(tls)
    made.set(tls, known)
    return known
  }
}

function stricterOf(set: SmartHostSettings['tls'], demanded: DemandedTls): SmartHostSettings['tls'] {
  return set === 'verified' ? set : demanded
}

function startMx(nextHop: Extract<NextHopSettings, { kind: 'mx' }>, { config, closing }: Starting): Started {
  const { port, tls, mtaSts, servers, connections, idle } = nextHop
  const ourPorts = config.listeners.map((listener) => listener.port)
  const settings = { ...poolSettings(config, connections, idle), port, mtaSts, servers, ourPorts }
  const hosts = createMxHosts({ ...settings, tls })
  closing.push(hosts.close)
  const over = onceFor((demanded) => {
    const stricter = createMxHosts({ ...settings, tls: tls === 'verified' ? tls : demanded })
    closing.push(stricter.close)
    return stricter
  })
  return {
    target: {
      kind: 'by-domain',
      destinationOf: (domain, demanded) =>
        (demanded === undefined ? hosts : over(demanded)).destinationOf(domain),
    },
    outboxPage: undefined,
  }
}

function poolSettings({ hostname, deadlines }: Config, connections: number, idle: number) {
  return {
    hostname,
    connections,
    idle: idle * 1000,
    connect: deadlines.connect * 1000,
    reply: deadlines.nextHopReply * 1000,
    content: deadlines.content * 1000,
    finalReply: deadlines.finalReply * 1000,
  }
}

/** The secret is read here once, so that a wrong path shows at the start and not in the night. */
async function credentialsOf(auth: SmartHostSettings['auth'], config: Config, folder: string) {
  if (auth === undefined) return undefined
  const secretFile = resolve(folder, auth.secret)
  await readFile(secretFile).catch((fault: unknown) => {
    throw new StartFailure(serveTexts[config.language].secretFails(auth.secret, codeOf(fault)))
  })
  return { method: auth.method, user: auth.user, secretFile, withoutTls: auth.withoutTls }
}

async function readAuthorities(
  file: string | undefined,
  config: Config,
  folder: string,
): Promise<string | undefined> {
  if (file === undefined) return undefined
  try {
    return await readFile(resolve(folder, file), 'utf8')
  } catch (fault) {
    throw new StartFailure(serveTexts[config.language].authoritiesFail(file, codeOf(fault)))
  }
}
