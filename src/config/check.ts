/** The checks of `sekisho.yaml` that one setting alone cannot answer: settings against each other, files, networks. */

import { existsSync } from 'node:fs'
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { domainToASCII } from 'node:url'
import ipaddr from 'ipaddr.js'
import type { Config } from './schema.ts'
import { canonicalName, type User } from './listeners.ts'
import type { ConfigFault } from './problem.ts'
import { readPasswordHash } from './password-hash.ts'
import type { SettingPath } from './repair.ts'

/** A fault at a path of keys and list indexes. */
export interface CheckFinding {
  readonly path: SettingPath
  readonly fault: ConfigFault
  /** The other settings that it was found by. */
  readonly restsOn?: readonly SettingPath[]
}

/** Octets of the path of a Unix socket on every system. */
const longestSocketPath = 100

function isNetwork(text: string): boolean {
  return text.includes('/') ? ipaddr.isValidCIDR(text) : isIP(text) !== 0
}

function checkListeners(listeners: Config['listeners']): CheckFinding[] {
  return listeners.flatMap((listener, index) => {
    const findings: CheckFinding[] = []
    const find = (
      key: string | SettingPath,
      fault: ConfigFault,
      restsOn: readonly string[] = [],
      rival = index,
    ): void => {
      findings.push({
        path: ['listeners', index, ...(typeof key === 'string' ? [key] : key)],
        fault,
        restsOn: restsOn.flatMap((setting) => [
          ['listeners', index, setting],
          ['listeners', rival, setting],
        ]),
      })
    }
    if (isIP(listener.address) === 0) find('address', { kind: 'not-an-ip-address' })
    if (listener.tls !== 'none') {
      for (const setting of ['certificate', 'key'] as const) {
        if (listener[setting] === undefined) {
          find('tls', { kind: 'tls-needs', setting, tls: listener.tls }, [setting])
        }
      }
    }
    for (const setting of ['clients', 'xclient', 'proxyProtocol'] as const) {
      for (const [place, network] of listener[setting].entries()) {
        if (!isNetwork(network)) find([setting, place], { kind: 'not-a-network' })
      }
    }
    if (listener.authentication !== 'none' && listener.tls === 'none') {
      find('authentication', { kind: 'authentication-needs-tls' }, ['tls'])
    }
    const tenant = listener.exchangeOnline
    if (tenant && tenant.tenantId === undefined && tenant.organization === undefined) {
      find('exchangeOnline', { kind: 'tenant-not-named' })
    }
    const earlier = listeners.slice(0, index)
    if (earlier.some((other) => other.name === listener.name)) find('name', { kind: 'listener-name-twice' })
    const place = earlier.findIndex(
      (other) => other.port !== 0 && other.port === listener.port && other.address === listener.address,
    )
    const rival = earlier[place]
    if (rival)
      find('port', { kind: 'listener-socket-twice', other: rival.name }, ['address', 'port', 'name'], place)
    return findings
  })
}

/** @param among other users, whose names must not come again */
export function checkUsers(users: readonly User[], among: readonly User[] = []): CheckFinding[] {
  const names = new Set(among.map(({ name }) => canonicalName(name)))
  return users.flatMap(({ name, passwordHash }, index) => {
    const findings: CheckFinding[] = []
    if (readPasswordHash(passwordHash) === undefined) {
      findings.push({ path: [index, 'passwordHash'], fault: { kind: 'not-a-password-hash' } })
    }
    if (names.has(canonicalName(name)))
      findings.push({ path: [index, 'name'], fault: { kind: 'user-twice' } })
    names.add(canonicalName(name))
    return findings
  })
}

function checkSockets({ operations, control }: Config, folder: string): CheckFinding[] {
  const findings: CheckFinding[] = []
  if (isIP(operations.address) === 0) {
    findings.push({ path: ['operations', 'address'], fault: { kind: 'not-an-ip-address' } })
  }
  if (Buffer.byteLength(resolve(folder, control.socket)) > longestSocketPath) {
    findings.push({
      path: ['control', 'socket'],
      fault: { kind: 'path-too-long', path: resolve(folder, control.socket), octets: longestSocketPath },
    })
  }
  return findings
}

function checkFiles(config: Config, folder: string): CheckFinding[] {
  const named: { path: (string | number)[]; file: string | undefined }[] = [
    { path: ['usersFile'], file: config.usersFile },
    { path: ['organization'], file: config.organization },
    { path: ['organization'], file: `${config.organization}/hr.csv` },
    { path: ['organization'], file: `${config.organization}/rules.yaml` },
    { path: ['policies', 'file'], file: config.policies.file },
    { path: ['refusal', 'templates'], file: config.refusal.templates },
    { path: ['decisions', 'syslog', 'authorities'], file: config.decisions.syslog?.authorities },
    { path: ['decisions', 'webhook', 'authorities'], file: config.decisions.webhook?.authorities },
    { path: ['decisions', 'webhook', 'secret'], file: config.decisions.webhook?.secret },
    ...config.night.publish.map(({ tokenFile }, index) => ({
      path: ['night', 'publish', index, 'tokenFile'],
      file: tokenFile,
    })),
    { path: ['night', 'alarms', 'webhook', 'secret'], file: config.night.alarms.webhook?.secret },
    { path: ['night', 'alarms', 'syslog', 'authorities'], file: config.night.alarms.syslog?.authorities },
    ...config.listeners.flatMap(({ certificate, key }, index) => [
      { path: ['listeners', index, 'certificate'], file: certificate },
      { path: ['listeners', index, 'key'], file: key },
    ]),
    ...nextHopsOf(config).flatMap(({ path, nextHop }) =>
      nextHop.kind === 'smart-hosts'
        ? [
            { path: [...path, 'loopMark', 'key'], file: nextHop.loopMark?.key },
            ...nextHop.hosts.map(({ authorities }, index) => ({
              path: [...path, 'hosts', index, 'authorities'],
              file: authorities,
            })),
          ]
        : [],
    ),
  ]
  const seen = new Set<string>()
  return named.flatMap(({ path, file }) => {
    if (file === undefined) return []
    const absolute = resolve(folder, file)
    const place = path.join('.')
    if (seen.has(place) || existsSync(absolute)) return []
    // One finding a setting: a missing folder need not name the files missing in it.
    seen.add(place)
    return [{ path, fault: { kind: 'no-such-file', path: absolute } }]
  })
}

/** RFC 5321 section 4.1.2, `Domain` and `address-literal`; and `_`, which names inside companies have. */
const hostName = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.(?!$)|$))+$|^\[[a-z0-9:.]+\]$/i
const longestHostName = 255

/** It goes into the greeting and into `Received` as it stands. */
function checkHostname({ hostname }: Config): CheckFinding[] {
  return hostName.test(hostname) && hostname.length <= longestHostName
    ? []
    : [{ path: ['hostname'], fault: { kind: 'not-a-host-name' } }]
}

/** The next hop of all mail, and those of single domains. */
function nextHopsOf({
  nextHop,
  routes = [],
}: Config): { path: (string | number)[]; nextHop: Config['nextHop'] }[] {
  const ofRoutes = routes.map((route, index) => ({
    path: ['routes', index, 'nextHop'],
    nextHop: route.nextHop,
  }))
  return [{ path: ['nextHop'], nextHop }, ...ofRoutes]
}

function checkNextHops(config: Config): CheckFinding[] {
  return nextHopsOf(config).flatMap(({ path, nextHop }): CheckFinding[] => {
    switch (nextHop.kind) {
      case 'outbox':
        return isIP(nextHop.page.address) === 0
          ? [{ path: [...path, 'page', 'address'], fault: { kind: 'not-an-ip-address' } }]
          : []
      case 'smart-hosts':
        return nextHop.hosts.flatMap(({ host }, index) =>
          isIP(host) !== 0 || (!host.startsWith('[') && hostName.test(host.replace(/\.$/, '')))
            ? []
            : [{ path: [...path, 'hosts', index, 'host'], fault: { kind: 'not-a-host' } }],
        )
      case 'mx':
        return checkNameServers([...path, 'servers'], nextHop.servers)
    }
  })
}

/** As `Resolver.setServers` of Node takes them: `address`, `address:port`, `[address]:port`. */
function checkNameServers(path: SettingPath, servers: readonly string[]): CheckFinding[] {
  return servers.flatMap((server, index): CheckFinding[] => {
    const [, six, four, port = '53'] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(server) ?? []
    const isPlain = isIP(server) !== 0
    const isOfForm = (six !== undefined && isIP(six) === 6) || (four !== undefined && isIP(four) === 4)
    return isPlain || (isOfForm && Number(port) >= 1 && Number(port) <= 65_535)
      ? []
      : [{ path: [...path, index], fault: { kind: 'not-a-name-server' } }]
  })
}

/** As the router compares it: `*.` at the beginning, A-labels, no dot at the end. */
function isDomainOfRoute(written: string): boolean {
  const domain = written.replace(/^\*\./, '').replace(/\.$/, '')
  return hostName.test(/^[\x20-\x7e]*$/.test(domain) ? domain : domainToASCII(domain))
}

function checkRoutes({ routes = [] }: Config): CheckFinding[] {
  return routes.flatMap(({ name, domains }, index): CheckFinding[] => {
    const earlier = routes.slice(0, index)
    return [
      ...(name === undefined && domains.length === 0
        ? [{ path: ['routes', index, 'domains'], fault: { kind: 'route-unused' } } as const]
        : []),
      ...(name !== undefined && earlier.some((other) => other.name === name)
        ? [{ path: ['routes', index, 'name'], fault: { kind: 'route-name-twice' } } as const]
        : []),
      ...domains.flatMap((domain, place): CheckFinding[] =>
        isDomainOfRoute(domain)
          ? []
          : [{ path: ['routes', index, 'domains', place], fault: { kind: 'not-a-domain' } }],
      ),
    ]
  })
}

/** By its name its record is found; two that write into one place would undo each other's work. */
function checkTargets({ night }: Config): CheckFinding[] {
  return night.publish.flatMap(({ name, target, tokenFile }, index) => {
    const earlier = night.publish.slice(0, index)
    const path: SettingPath = ['night', 'publish', index]
    const fault = targetFault(target, tokenFile)
    return [
      ...(fault === undefined ? [] : [{ path: [...path, 'target'], fault } as const]),
      ...(earlier.some((other) => other.name === name)
        ? [{ path: [...path, 'name'], fault: { kind: 'target-name-twice' } } as const]
        : []),
      ...(earlier.some((other) => other.target === target)
        ? [{ path: [...path, 'target'], fault: { kind: 'target-twice' } } as const]
        : []),
    ]
  })
}

/** What looks like a URL and is none would be a folder of that name, and count as published. */
function targetFault(target: string, tokenFile: string | undefined): ConfigFault | undefined {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(target))
    return tokenFile === undefined ? undefined : { kind: 'token-for-folder' }
  const url = URL.parse(target)
  if (url === null || !/^https?:$/.test(url.protocol)) return { kind: 'target-not-a-url' }
  const { username, password, search, hash } = url
  if (`${username}${password}${search}${hash}` !== '') return { kind: 'target-not-a-url' }
  return tokenFile === undefined ? { kind: 'target-needs-token' } : undefined
}

const plainAddress = /^[^\s@<>()",;:\\[\]]+@[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/i

function checkAddresses({ refusal, reports }: Config): CheckFinding[] {
  const named: readonly { readonly path: SettingPath; readonly address: string }[] = [
    { path: ['refusal', 'from'], address: refusal.from },
    { path: ['reports', 'postmaster'], address: reports.postmaster },
  ]
  return named.flatMap(({ path, address }): CheckFinding[] =>
    address === '' || plainAddress.test(address) ? [] : [{ path, fault: { kind: 'not-an-address' } }],
  )
}

/**
 * All faults across settings of a configuration that its schema has accepted.
 * @param folder absolute folder that relative paths start from
 */
export function checkConfig(config: Config, folder: string): CheckFinding[] {
  return [
    ...checkHostname(config),
    ...checkListeners(config.listeners),
    ...checkNextHops(config),
    ...checkRoutes(config),
    ...checkNameServers(['tlsProbe', 'servers'], config.tlsProbe.servers),
    ...checkAddresses(config),
    ...checkTargets(config),
    ...checkUsers(config.users ?? []).map(({ path, fault }) => ({ path: ['users', ...path], fault })),
    ...checkSockets(config, folder),
    ...checkFiles(config, folder),
  ]
}
