/** Mails to hand over, and a next hop with short deadlines, for the tests of this folder. */

import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { SmartHost } from '../../src/deliver/greet.ts'
import type { Handover, NextHop } from '../../src/deliver/next-hop.ts'
import { createSmartHosts, type SmartHostsSettings } from '../../src/deliver/smart-hosts.ts'

export const trace = Buffer.from('Received: from test by gate id D1; Tue, 24 Nov 2026 00:00:00 +0000\r\n')

const plain = Buffer.from('From: a@example.co.jp\r\nTo: b@example.net\r\n\r\nhello\r\n')

export interface Given {
  readonly from?: string
  readonly to?: readonly string[]
  readonly wire?: Buffer
  readonly header?: Buffer
  readonly inFile?: boolean
  readonly smtputf8?: boolean
  readonly eightBit?: boolean
  readonly partly?: boolean
  /** Instead of all that says something about the envelope. */
  readonly envelope?: Handover['envelope']
}

export function handover(given: Given = {}): Handover {
  const wire = given.wire ?? plain
  return {
    id: 'D1',
    at: Date.UTC(2026, 10, 24),
    envelope: {
      from: given.from ?? 'a@example.co.jp',
      recipients: (given.to ?? ['b@example.net']).map((address) => ({ address })),
      smtputf8: given.smtputf8 ?? false,
      eightBit: given.eightBit ?? false,
    },
    content: {
      wire: given.inFile === true ? inFile(wire) : { kind: 'memory', chunks: halves(wire) },
      size: wire.length,
      header: given.header ?? wire.subarray(0, wire.indexOf('\r\n\r\n') + 4),
      dotted: true,
      lineFaults: [],
      dispose: () => undefined,
    },
    trace,
    partly: given.partly ?? false,
  }
}

function halves(wire: Buffer): readonly Buffer[] {
  const middle = Math.floor(wire.length / 2)
  return [wire.subarray(0, middle), wire.subarray(middle)]
}

function inFile(wire: Buffer): { readonly kind: 'file'; readonly descriptor: number } {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-test-'))
  writeFileSync(join(folder, 'content'), wire)
  const descriptor = openSync(join(folder, 'content'), 'r')
  rmSync(folder, { recursive: true })
  return { kind: 'file', descriptor }
}

export function plainHost(port: number, more: Partial<SmartHost> = {}): SmartHost {
  return {
    host: '127.0.0.1',
    port,
    tls: 'opportunistic',
    serverName: undefined,
    authorities: undefined,
    ...more,
  }
}

export function smartHosts(hosts: readonly SmartHost[], more: Partial<SmartHostsSettings> = {}): NextHop {
  return createSmartHosts({
    hostname: 'gate.example',
    hosts,
    connections: 4,
    idle: 5_000,
    connect: 300,
    reply: 300,
    content: 500,
    finalReply: 300,
    ...more,
  })
}
