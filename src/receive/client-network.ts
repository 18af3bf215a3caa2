/** Whom to count as one client: an IPv4 address, or an IPv6 network of 64 bits, all of which one host can use. */

import ipaddr from 'ipaddr.js'

export function clientNetwork(address: string): string {
  if (!address.includes(':') || !ipaddr.IPv6.isValid(address)) return address
  return ipaddr.IPv6.parse(address)
    .parts.slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')
}
