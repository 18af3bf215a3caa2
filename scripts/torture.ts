/**
 * `npm run torture [-- PATH …] [-- --seed N] [-- --short]`: everything below `test/torture/`, in its long form, one file
 * after the other. `npm test` runs the same in a short form. What it proves stands in `docs/torture.md`.
 */

import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { parseArgs } from 'node:util'

import { missingPackages } from '../test/peers/debian.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' }, short: { type: 'boolean', default: false } },
})

const files = (positionals.length === 0 ? ['test/torture'] : positionals)
  .flatMap((place) => (place.endsWith('.ts') ? [place] : globSync(`${place}/**/*.test.ts`)))
  .toSorted()
if (files.length === 0) {
  console.error(`No test file below ${positionals.join(', ')}. Give a folder or a file of test/torture/.`)
  process.exit(2)
}

for (const { name, install } of missingPackages()) {
  console.log(`Left out: every test that needs ${name}. To run them too: ${install}`)
}

const { status } = spawnSync(process.execPath, ['--test', '--test-concurrency=1', ...files], {
  stdio: 'inherit',
  env: {
    ...process.env,
    ...(values.short ? {} : { TORTURE: 'long' }),
    ...(values.seed === undefined ? {} : { TORTURE_SEED: values.seed }),
  },
})
process.exitCode = status ?? 1
