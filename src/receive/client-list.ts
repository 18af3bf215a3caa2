/** Who may send: the `clients` of a listener, compiled once (`gateway.md`, promise 5). */

import ipaddr from 'ipaddr.js'

/** IPv4 addresses that came over an IPv6 socket as IPv4; a zone (`%eth0`) is dropped. */
export function plainAddress(address: string): string {
  if (address.startsWith('::ffff:') && address.includes('.')) return address.slice(7)
  const zone = address.indexOf('%')
  return zone < 0 ? address : address.slice(0, zone)
}

/** Addresses whose answer a list remembers. */
const addressesRemembered = 1_000

export type ClientList = (address: string) => boolean

/** Compiles addresses and CIDR networks; gives the first entry that is neither as `faulty`. */
export function compileClientList(
  entries: readonly string[],
): { readonly may: ClientList } | { readonly faulty: string } {
  const networks: [ipaddr.IPv4 | ipaddr.IPv6, number][] = []
  for (const entry of entries) {
    const network = readNetwork(entry)
    if (network === undefined) return { faulty: entry }
    networks.push(network)
  }
  if (networks.length === 0) return { may: () => false }
  return {
    may: remembered((address) => {
      if (!ipaddr.isValid(address)) return false
      const client = ipaddr.process(address)
      return networks.some(([base, bits]) => base.kind() === client.kind() && client.match(base, bits))
    }),
  }
}

/** Answers for the same few clients again and again without reading their addresses. */
function remembered(list: ClientList): ClientList {
  const answers = new Map<string, boolean>()
  return (address) => {
    const known = answers.get(address)
    if (known !== undefined) return known
    const answer = list(address)
    if (answers.size >= addressesRemembered) answers.clear()
    answers.set(address, answer)
    return answer
  }
}

function readNetwork(entry: string): [ipaddr.IPv4 | ipaddr.IPv6, number] | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(entry)) return [ipaddr.IPv4.parse(entry), 32]
  if (ipaddr.IPv4.isValidCIDRFourPartDecimal(entry)) return ipaddr.IPv4.parseCIDR(entry)
  if (ipaddr.IPv6.isValid(entry)) return asIPv4(ipaddr.IPv6.parse(entry), 128)
  if (ipaddr.IPv6.isValidCIDR(entry)) return asIPv4(...ipaddr.IPv6.parseCIDR(entry))
  return undefined
}

/** A network within `::ffff:0:0/96` is one of IPv4: clients' addresses are compared as IPv4. */
function asIPv4(base: ipaddr.IPv6, bits: number): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  return base.isIPv4MappedAddress() && bits >= 96 ? [base.toIPv4Address(), bits - 96] : [base, bits]
}
