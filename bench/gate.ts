/**
 * The gate as a process of its own for the measurements: `node bench/gate.ts FOLDER`, where FOLDER holds
 * `config.json`. Prints the port of its listener once it runs.
 */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { configSchema } from '../src/config/schema.ts'
import { createLog } from '../src/log/log.ts'
import { startGate } from '../src/start/gate.ts'

const folder = process.argv[2] ?? '.'
const config = configSchema.parse(JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')))
const gate = await startGate(config, folder, createLog({ write: showFaults }))

/** A fault spoils the figures; all else would only cost time. */
function showFaults(line: string): void {
  if (line.includes('"level":50')) process.stderr.write(line)
}

process.stdout.write(`${gate.listeners()[0]?.port ?? 0}\n`)
process.once('SIGTERM', () => {
  void gate.stop().then(() => process.exit(0))
})
