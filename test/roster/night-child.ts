/**
 * An import in a process of its own, which is killed at a place that the test chooses: after `step-begins checked` or
 * `step-ends checked` is on record, say. Without a source it only finishes what is open. `hold` keeps it there instead, and it says so.
 */

import { withDesk } from '../../src/cli/desk.ts'
import { nightParts } from '../../src/cli/night-desk.ts'
import { runNight } from '../../src/roster/night-run.ts'

const [file = '', source = '', place = '', how = 'kill'] = process.argv.slice(2)

await withDesk(file, 'en', async (desk) => {
  const parts = nightParts(desk, file, 'child', 'en', (event) => {
    if (!('step' in event) || `${event.kind} ${event.step}` !== place) return
    if (how === 'kill') process.kill(process.pid, 'SIGKILL')
    process.stdout.write('held\n')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 30_000)
  })
  await runNight(parts, { source: source === '' ? undefined : source, effective: undefined })
})
