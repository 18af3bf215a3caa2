/** A program: reads the organization in the folder that its only parameter names, and writes it to standard output for `load-beside.ts`. */

import packageDescription from '../../package.json' with { type: 'json' }
import { giveWay } from '../roster/give-way.ts'
import { readOrganization } from '../roster/load.ts'
import { writeReading } from '../roster/reading-wire.ts'

giveWay()
const [, , directory = ''] = process.argv
try {
  const reading = await readOrganization(directory)
  for (const piece of writeReading(reading, packageDescription.version)) process.stdout.write(piece)
} catch (fault) {
  process.stderr.write(`${fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault)}\n`)
  process.exitCode = 1
}
