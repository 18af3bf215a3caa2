/** Who handed the mail in: from which address, over TLS or not, with a login or without. */

import ipaddr from 'ipaddr.js'
import { z } from 'zod'

import { conditionMailTexts } from '../../text/condition-mail.ts'
import { no, yes } from '../answer.ts'
import { defineCondition } from '../condition.ts'
import { name, oneOrMore, truth } from '../setting-values.ts'

const schema = z.strictObject({
  /** IP addresses and networks. */
  address: oneOrMore(name).optional(),
  tls: truth.optional(),
  login: truth.optional(),
})

export type ClientSettings = z.infer<typeof schema>

type Address = ipaddr.IPv4 | ipaddr.IPv6
type Network = readonly [Address, number]

/** `undefined`: it is neither an address nor a network. */
function networkOf(text: string): Network | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text)) {
    const address = ipaddr.process(text)
    return [address, address.kind() === 'ipv4' ? 32 : 128]
  }
  return ipaddr.isValidCIDR(text) ? ipaddr.parseCIDR(text) : undefined
}

/** The last one: mails of one connection share it, and so do the conditions on one mail. */
let last: { readonly text: string; readonly address: Address | undefined } = { text: '', address: undefined }

function addressOf(text: string): Address | undefined {
  if (last.text !== text) last = { text, address: ipaddr.isValid(text) ? ipaddr.process(text) : undefined }
  return last.address
}

function contains([base, bits]: Network, address: Address): boolean {
  return base.kind() === address.kind() && address.match(base, bits)
}

export const client = defineCondition<ClientSettings>({
  kind: 'client',
  schema,
  describe: (settings, language) => conditionMailTexts[language].client(settings),
  examples: [
    { address: ['192.0.2.10', '2001:db8:1::/48'] },
    { login: false },
    { tls: false, address: '10.0.0.0/8' },
  ],
  faults: ({ address, tls, login }) => {
    if (address === undefined && tls === undefined && login === undefined)
      return [{ path: [], kind: 'one-of', detail: 'address, tls, login' }]
    return (address ?? []).flatMap((each, index) =>
      networkOf(each) === undefined ? [{ path: ['address', index], kind: 'value', detail: each }] : [],
    )
  },
  prepare: ({ address, tls, login }) => {
    const networks = address?.map(networkOf).filter((network) => network !== undefined)
    return ({ client: peer }) => {
      if (tls !== undefined && (peer.tls !== undefined) !== tls) return no
      if (login !== undefined && (peer.login !== undefined) !== login) return no
      if (networks === undefined) return yes({ kind: 'client', text: peer.address })
      const from = addressOf(peer.address)
      if (from === undefined) return no
      return networks.some((network) => contains(network, from))
        ? yes({ kind: 'client', text: peer.address })
        : no
    }
  },
  implies: (settings, other) =>
    (other.tls === undefined || settings.tls === other.tls) &&
    (other.login === undefined || settings.login === other.login) &&
    (other.address === undefined ||
      settings.address?.every((each) => other.address?.includes(each)) === true),
  excludes: (settings, other) =>
    (settings.tls !== undefined && other.tls !== undefined && settings.tls !== other.tls) ||
    (settings.login !== undefined && other.login !== undefined && settings.login !== other.login),
})
