/** What a fault is called in a sentence for people, and in a test for a certain one. */

/** The error code of the system (`ENOENT`), else what the fault says. */
export function codeOf(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault)
  return 'code' in fault && typeof fault.code === 'string' ? fault.code : fault.message
}
