/** A program: reads the organization in the folder that its only parameter names, and writes it to standard output for `load-beside.ts`. */

import packageDescription from '../../package.json' with { type: 'json' }
import { readOrganization } from '../roster/load.ts'
import { writeReading } from '../roster/reading-wire.ts'

const [, , directory = ''] = process.argv
const reading = await readOrganization(directory)
for (const piece of writeReading(reading, packageDescription.version)) process.stdout.write(piece)
