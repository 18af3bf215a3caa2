/** A name server that answers what a test tells it: MX, A, AAAA and TXT over UDP. Everything else is NXDOMAIN. */

import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { isIPv6 } from 'node:net'

/** `addresses`: of both families. `fails`: SERVFAIL. A zone without anything exists and is empty. */
export interface Zone {
  readonly mx?: readonly (readonly [preference: number, name: string])[]
  readonly addresses?: readonly string[]
  /** Texts of up to 255 octets. */
  readonly texts?: readonly string[]
  readonly fails?: true
}

export interface NameServer extends AsyncDisposable {
  /** `127.0.0.1:port`, as a resolver takes it. */
  readonly server: string
  readonly asked: readonly string[]
}

const types = { A: 1, MX: 15, TXT: 16, AAAA: 28 }
const serverFailed = 2
const noSuchName = 3

function nameBytes(name: string): Buffer {
  const labels = name.split('.').filter((label) => label !== '')
  return Buffer.concat([
    ...labels.map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])),
    Buffer.from([0]),
  ])
}

function words(part: string): string[] {
  return part.split(':').filter((word) => word !== '')
}

function addressBytes(address: string): Buffer {
  if (!isIPv6(address)) return Buffer.from(address.split('.').map(Number))
  const [left = '', right = ''] = address.split('::')
  const zeros = Array.from({ length: 8 - words(left).length - words(right).length }, () => '0')
  const all = address.includes('::') ? [...words(left), ...zeros, ...words(right)] : words(address)
  return Buffer.from(all.map((word) => word.padStart(4, '0')).join(''), 'hex')
}

function recordsOf(zone: Zone, type: number): readonly Buffer[] {
  if (type === types.MX) {
    return (zone.mx ?? []).map(([preference, name]) =>
      Buffer.concat([Buffer.from([preference >> 8, preference & 255]), nameBytes(name)]),
    )
  }
  if (type === types.TXT) {
    return (zone.texts ?? []).map((text) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]))
  }
  if (type !== types.A && type !== types.AAAA) return []
  const wanted = (zone.addresses ?? []).filter((address) => isIPv6(address) === (type === types.AAAA))
  return wanted.map(addressBytes)
}

function answerTo(question: Buffer, zones: Readonly<Record<string, Zone>>, asked: string[]): Buffer {
  const labels: string[] = []
  let at = 12
  for (let length = question[at] ?? 0; length > 0; length = question[at] ?? 0) {
    labels.push(question.toString('latin1', at + 1, at + 1 + length))
    at += length + 1
  }
  const name = labels.join('.').toLowerCase()
  const type = question.readUInt16BE(at + 1)
  asked.push(`${name} ${type}`)
  const zone = zones[name]
  const records = zone === undefined || zone.fails ? [] : recordsOf(zone, type)
  const head = Buffer.alloc(12)
  question.copy(head, 0, 0, 2)
  const code = zone === undefined ? noSuchName : zone.fails ? serverFailed : 0
  head.writeUInt16BE(0x81_80 | code, 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt16BE(records.length, 6)
  const answers = records.map((data) => {
    const record = Buffer.alloc(12)
    record.writeUInt16BE(0xc0_0c, 0)
    record.writeUInt16BE(type, 2)
    record.writeUInt16BE(1, 4)
    record.writeUInt32BE(60, 6)
    record.writeUInt16BE(data.length, 10)
    return Buffer.concat([record, data])
  })
  return Buffer.concat([head, question.subarray(12, at + 5), ...answers])
}

/** By name, in lower case and without a dot at the end. */
export async function startNameServer(zones: Readonly<Record<string, Zone>>): Promise<NameServer> {
  const socket = createSocket('udp4')
  const asked: string[] = []
  socket.on('message', (question, from) => {
    socket.send(answerTo(question, zones, asked), from.port, from.address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return {
    server: `127.0.0.1:${socket.address().port}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      await new Promise<void>((resolve) => socket.close(() => resolve()))
    },
  }
}
