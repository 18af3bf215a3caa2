/** How a command ends: its exit code, and the failure that a person can mend. */

/** What every command tells the shell. `failed` covers wrong usage too. */
export const exit = { yes: 0, no: 1, failed: 2 } as const

/** Ends a command with exit code 2 and one sentence (or more lines) for the person at the terminal. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure'
}
