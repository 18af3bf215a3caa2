/** A program: reads the organization in the folder that its only parameter names, and writes it to standard output for `load-beside.ts`. */

import { readOrganization } from './load.ts'
import { writeReading } from './reading-wire.ts'

const [, , directory = ''] = process.argv
for (const piece of writeReading(await readOrganization(directory))) process.stdout.write(piece)
