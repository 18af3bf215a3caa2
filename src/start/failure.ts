/** Why the gate does not start: one message for the administrator, in the language of the configuration. */
export class StartFailure extends Error {}

/** The error code of the system, or what the fault says. */
export function codeOf(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault)
  return 'code' in fault ? String(fault.code) : fault.message
}
