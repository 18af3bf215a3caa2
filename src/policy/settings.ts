/** What the configuration says of the supervisor rule and of loops, and the name of the shipped policies under it. */

import { createHash } from 'node:crypto'

export interface FlowSettings {
  /** `strictest`: authors, login, envelope sender and `Sender` are asked for; `from`: authors only. */
  readonly identity: 'strictest' | 'from'
  /** Where the approver must stand. */
  readonly approver: { readonly in: 'header' | 'envelope' | 'both' }
  /** `pass`: a mail with a wholly internal envelope is not outside mail. */
  readonly insideForks: 'judge' | 'pass'
  /** `sato+x@` is `sato@`. */
  readonly subaddressing: boolean
  /** `pass`: real delivery and disposition reports are let through. */
  readonly reports: 'pass' | 'judge'
  /** `Received` fields from which on a mail loops. */
  readonly receivedFields: number
}

/** Counts up with each change of what the guards and the shipped policies mean. */
const flowVersion = 1

/** Under the same settings, in the same version, they have the same name. */
export function revisionOf(settings: FlowSettings): string {
  const { identity, approver, insideForks, subaddressing, reports, receivedFields } = settings
  const text = JSON.stringify([identity, approver.in, insideForks, subaddressing, reports, receivedFields])
  return `default-${createHash('sha256').update(`${flowVersion} ${text}`).digest('hex').slice(0, 8)}`
}
