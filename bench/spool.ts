/**
 * What the spool alone can take: `node bench/spool.ts [seconds] [clients] [folder]`. Each client commits a mail, waits, and
 * commits the next; sizes 4 KB, 64 KB and 1 MB. Prints commits a second, the mails in a group, and CPU time a mail.
 */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { openSpool } from '../src/store/open-spool.ts'
import type { NewMail } from '../src/store/spool.ts'

const [seconds = 5, clients = 50] = process.argv.slice(2, 4).map(Number)
const parent = process.argv[4] ?? tmpdir()
const pieceSize = 65_536
let mails = 0

function mailOf(octets: number): NewMail {
  mails += 1
  const at = Date.now()
  const chunks = []
  for (let rest = octets; rest > 0; rest -= pieceSize)
    chunks.push(Buffer.alloc(Math.min(rest, pieceSize), 97))
  return {
    id: `bench-${mails}`,
    kind: 'mail',
    at,
    envelope: {
      from: 'tanaka@example.co.jp',
      ret: undefined,
      envid: undefined,
      smtputf8: false,
      eightBit: false,
    },
    recipients: [
      { address: 'partner@example.com', notify: undefined, orcpt: undefined, route: 'smart-hosts' },
    ],
    trace: Buffer.from(
      `Received: from client (client [192.0.2.1]) by gate with ESMTP id bench-${mails};\r\n`,
    ),
    content: { wire: { kind: 'memory', chunks }, size: octets, dotted: false },
    decisionId: `bench-${mails}`,
    bornAt: at,
    expiresAt: at + 432_000_000,
  }
}

async function measure(octets: number): Promise<string> {
  const folder = await mkdtemp(join(parent, 'sekisho-bench-spool-'))
  const opening = await openSpool({ directory: folder, report: () => undefined })
  if (opening.kind === 'problem') throw new Error(JSON.stringify(opening.problem))
  const { spool } = opening
  const before = mails
  const cpu = process.cpuUsage()
  const started = performance.now()
  const end = started + seconds * 1_000
  const waits: number[] = []
  const client = async (): Promise<void> => {
    while (performance.now() < end) {
      const asked = performance.now()
      await spool.commit({ accept: [mailOf(octets)] })
      waits.push(performance.now() - asked)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  const took = (performance.now() - started) / 1_000
  const { user, system } = process.cpuUsage(cpu)
  const { groups } = await spool.statistics()
  const count = mails - before
  await spool.close()
  await rm(folder, { recursive: true })
  const sorted = waits.toSorted((one, other) => one - other)
  const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1)
  return (
    `${octets} octets, ${clients} clients: ${Math.round(count / took)} mails/s, ${(count / groups).toFixed(1)} a group, ` +
    `${Math.round((user + system) / count)} µs CPU a mail, answer p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`
  )
}

for (const octets of [4_096, 65_536, 1_048_576]) process.stdout.write(`${await measure(octets)}\n`)
