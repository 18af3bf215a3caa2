/**
 * `npm test [-- PATH …] [-- --nothing-left-out]`: runs every `*.test.ts` below `test/` (or below the given
 * paths) on node's test runner. Names beforehand which Debian packages are missing and so what is left out;
 * with `--nothing-left-out` a test that was left out fails the run, save those on mails of other projects that nobody
 * is obliged to have ("not here: ...").
 */

import { globSync } from 'node:fs'
import { join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { missingPackages } from '../test/peers/debian.ts'

const parameters = process.argv.slice(2)
const nothingLeftOut = parameters.includes('--nothing-left-out')
const places = parameters.filter((parameter) => !parameter.startsWith('--'))

const files = (places.length === 0 ? ['test'] : places)
  .flatMap((place) => (place.endsWith('.ts') ? [place] : globSync(`${place}/**/*.test.ts`)))
  .toSorted()

if (files.length === 0) {
  console.error(`No test file below ${places.join(', ')}. Give a folder or a file of test/.`)
  process.exit(2)
}

for (const { name, install } of missingPackages()) {
  console.log(`Left out: every test that talks to ${name}. To run them too: ${install}`)
}

// Hundreds of processes load the same sources: without the cache each would compile them anew.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, '../node_modules/.cache/node-compile')

const leftOut: string[] = []
let isComplete = true
const stream = run({ files, concurrency: 2, timeout: 300_000 })
stream.on('test:pass', (event) => {
  if (event.skip === undefined || event.skip === false) return
  leftOut.push(`${event.name}: ${String(event.skip)}`)
  if (!String(event.skip).startsWith('not here:')) isComplete = false
})
stream.on('test:fail', (event) => {
  // A failure of a `todo` test is none.
  if (event.todo === undefined || event.todo === false) process.exitCode = 1
})
stream.on('test:summary', (event) => {
  if (event.file !== undefined || leftOut.length === 0) return
  console.log(`\nLeft out in this run:\n${leftOut.map((line) => `  ${line}`).join('\n')}\n`)
  if (nothingLeftOut && !isComplete) {
    console.log('Nothing may be left out in this run, so it fails.\n')
    process.exitCode = 1
  }
})
stream.compose(new spec()).pipe(process.stdout)
