/** Standard output as programs behind a pipe see it. */

import { exit } from './exit.ts'

/**
 * A reader that has gone (`sekisho config | head -1`) is no fault: the process ends at once and says nothing,
 * with the exit code that had been decided.
 */
export function endQuietlyOnBrokenPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') process.exitCode = exit.failed
      process.exit()
    })
  }
}
