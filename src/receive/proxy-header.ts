/**
 * The header that a load balancer puts in front of a connection: PROXY protocol, versions 1 and 2 (HAProxy's
 * `proxy-protocol.txt`). Reads bytes; knows no socket.
 */

import { isIPv4, isIPv6 } from 'node:net'

export type ProxyHeader =
  /** More bytes are needed. */
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'malformed' }
  /** `length`: octets of the header. `client`: `undefined` where the balancer speaks for itself (a health check). */
  | {
      readonly kind: 'header'
      readonly length: number
      readonly client: { readonly address: string; readonly port: number } | undefined
    }

const incomplete: ProxyHeader = { kind: 'incomplete' }
const malformed: ProxyHeader = { kind: 'malformed' }

const signature = Buffer.from('0d0a0d0a000d0a515549540a', 'hex')
const versionOne = Buffer.from('PROXY ', 'latin1')
/** Octets of a version 1 line with its CRLF. */
const longestLine = 107
const fixedPart = 16
/** Octets behind the fixed part of version 2; addresses take 36, the rest are notes of the balancer. */
const longestRest = 4_096

export function readProxyHeader(bytes: Buffer): ProxyHeader {
  if (startsLike(bytes, signature)) return bytes.length < fixedPart ? incomplete : readBinary(bytes)
  if (startsLike(bytes, versionOne)) return readLine(bytes)
  return malformed
}

/** One is the beginning of the other. */
function startsLike(bytes: Buffer, beginning: Buffer): boolean {
  const length = Math.min(bytes.length, beginning.length)
  return bytes.compare(beginning, 0, length, 0, length) === 0
}

function readLine(bytes: Buffer): ProxyHeader {
  const end = bytes.subarray(0, longestLine).indexOf('\r\n')
  if (end < 0) return bytes.length < longestLine ? incomplete : malformed
  const length = end + 2
  const words = bytes.toString('latin1', 0, end).split(' ')
  const [, family, source = '', destination = '', sourcePort = '', destinationPort = '', ...others] = words
  if (family === 'UNKNOWN') return { kind: 'header', length, client: undefined }
  const isAddress = family === 'TCP4' ? isIPv4 : family === 'TCP6' ? isIPv6 : undefined
  if (isAddress === undefined || others.length > 0 || !isAddress(source) || !isAddress(destination))
    return malformed
  if (!isPort(sourcePort) || !isPort(destinationPort)) return malformed
  return { kind: 'header', length, client: { address: source, port: Number(sourcePort) } }
}

function isPort(text: string): boolean {
  return /^(?:0|[1-9]\d{0,4})$/.test(text) && Number(text) <= 65_535
}

function readBinary(bytes: Buffer): ProxyHeader {
  const versionAndCommand = bytes.readUInt8(12)
  const family = bytes.readUInt8(13)
  const rest = bytes.readUInt16BE(14)
  const length = fixedPart + rest
  if (versionAndCommand >> 4 !== 2 || (versionAndCommand & 15) > 1 || rest > longestRest) return malformed
  if (bytes.length < length) return incomplete
  if ((versionAndCommand & 15) === 0) return { kind: 'header', length, client: undefined }
  switch (family) {
    case 0x11:
      if (rest < 12) return malformed
      return client(length, [...bytes.subarray(16, 20)].join('.'), bytes.readUInt16BE(24))
    case 0x21:
      if (rest < 36) return malformed
      return client(length, addressOf(bytes.subarray(16, 32)), bytes.readUInt16BE(48))
    case 0x00:
    case 0x31:
      return { kind: 'header', length, client: undefined }
    default:
      // Datagrams and families to come: no mail arrives by them.
      return malformed
  }
}

function client(length: number, address: string, port: number): ProxyHeader {
  return { kind: 'header', length, client: { address, port } }
}

function addressOf(octets: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, index) => octets.readUInt16BE(index * 2).toString(16))
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1)
}
