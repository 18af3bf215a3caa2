/** The checks of `sekisho.yaml` that one setting alone cannot answer: settings against each other, files, networks. */

import { existsSync } from 'node:fs'
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import ipaddr from 'ipaddr.js'
import type { Config } from './schema.ts'
import { canonicalName, type User } from './listeners.ts'
import type { ConfigFault } from './problem.ts'
import { readPasswordHash } from './password-hash.ts'

/** A fault at a path of keys and list indexes. */
export interface CheckFinding {
  readonly path: readonly (string | number)[]
  readonly fault: ConfigFault
}

/** Octets of the path of a Unix socket on every system. */
const longestSocketPath = 100

function isNetwork(text: string): boolean {
  return text.includes('/') ? ipaddr.isValidCIDR(text) : isIP(text) !== 0
}

function checkListeners(listeners: Config['listeners']): CheckFinding[] {
  return listeners.flatMap((listener, index) => {
    const findings: CheckFinding[] = []
    const find = (key: string | readonly (string | number)[], fault: ConfigFault): void => {
      findings.push({ path: ['listeners', index, ...(typeof key === 'string' ? [key] : key)], fault })
    }
    if (isIP(listener.address) === 0) find('address', { kind: 'not-an-ip-address' })
    if (listener.tls !== 'none') {
      for (const setting of ['certificate', 'key'] as const) {
        if (listener[setting] === undefined) find('tls', { kind: 'tls-needs', setting, tls: listener.tls })
      }
    }
    for (const setting of ['clients', 'xclient', 'proxyProtocol'] as const) {
      for (const [place, network] of listener[setting].entries()) {
        if (!isNetwork(network)) find([setting, place], { kind: 'not-a-network' })
      }
    }
    if (listener.authentication !== 'none' && listener.tls === 'none') {
      find('authentication', { kind: 'authentication-needs-tls' })
    }
    const tenant = listener.exchangeOnline
    if (tenant && tenant.tenantId === undefined && tenant.organization === undefined) {
      find('exchangeOnline', { kind: 'tenant-not-named' })
    }
    const earlier = listeners.slice(0, index)
    if (earlier.some((other) => other.name === listener.name)) find('name', { kind: 'listener-name-twice' })
    const rival = earlier.find(
      (other) => other.port !== 0 && other.port === listener.port && other.address === listener.address,
    )
    if (rival) find('port', { kind: 'listener-socket-twice', other: rival.name })
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
    { path: ['refusal', 'templates'], file: config.refusal.templates },
    ...config.listeners.flatMap(({ certificate, key }, index) => [
      { path: ['listeners', index, 'certificate'], file: certificate },
      { path: ['listeners', index, 'key'], file: key },
    ]),
    ...(config.nextHop.kind === 'smart-hosts'
      ? [{ path: ['nextHop', 'loopMark', 'key'], file: config.nextHop.loopMark?.key }]
      : []),
    ...(config.nextHop.kind === 'smart-hosts'
      ? config.nextHop.hosts.map(({ authorities }, index) => ({
          path: ['nextHop', 'hosts', index, 'authorities'],
          file: authorities,
        }))
      : []),
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

function checkPage({ nextHop }: Config): CheckFinding[] {
  return nextHop.kind === 'outbox' && isIP(nextHop.page.address) === 0
    ? [{ path: ['nextHop', 'page', 'address'], fault: { kind: 'not-an-ip-address' } }]
    : []
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

const plainAddress = /^[^\s@<>()",;:\\[\]]+@[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/i

function checkRefusal({ refusal }: Config): CheckFinding[] {
  return refusal.from === '' || plainAddress.test(refusal.from)
    ? []
    : [{ path: ['refusal', 'from'], fault: { kind: 'not-an-address' } }]
}

/**
 * All faults across settings of a configuration that its schema has accepted.
 * @param folder absolute folder that relative paths start from
 */
export function checkConfig(config: Config, folder: string): CheckFinding[] {
  return [
    ...checkHostname(config),
    ...checkListeners(config.listeners),
    ...checkPage(config),
    ...checkRefusal(config),
    ...checkUsers(config.users ?? []).map(({ path, fault }) => ({ path: ['users', ...path], fault })),
    ...checkSockets(config, folder),
    ...checkFiles(config, folder),
  ]
}
