/** The configurations of the gates under measurement. */

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { encode } from '../scripts/legacy-encoding.ts'

import { benchOrganization } from './organization.ts'

export interface GateFolder {
  readonly sinkPort: number
  /** 50,000 people, or a few. */
  readonly organization: 'big' | 'tiny'
  /** Every mail goes into the spool first. */
  readonly isSpooled: boolean
  /** Default: any free one. */
  readonly port?: number
}

/** People of a tiny organization, the first rows of the big one. */
const rowsOfTiny = 30

/** Writes a folder to start a gate in. */
export async function writeGateFolder(
  folder: string,
  { sinkPort, organization, isSpooled, port = 0 }: GateFolder,
): Promise<void> {
  const { rules, dump } = benchOrganization()
  const rows = dump.split('\n')
  const few = `${rows.slice(0, rowsOfTiny + 1).join('\n')}\n`
  await mkdir(folder)
  await writeFile(join(folder, 'rules.yaml'), rules)
  await writeFile(join(folder, 'hr.csv'), encode(organization === 'tiny' ? few : dump, 'cp932'))
  const config = {
    hostname: 'gate.example',
    organization: '.',
    listeners: [{ name: 'bench', port }],
    nextHop: { kind: 'smart-hosts', hosts: [{ host: '127.0.0.1', port: sinkPort, tls: 'none' }] },
    decisions: { directory: 'decisions' },
    limits: { connections: 2_000, connectionsPerClient: 2_000 },
    spool: { directory: 'spool', always: isSpooled },
  }
  await writeFile(join(folder, 'config.json'), JSON.stringify(config))
}
