/** The settings of the built-in flow, and the revision by which a record names them. */

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

/** Counts up with each change of what the rules of the flow mean. */
const flowVersion = 1

/** The same settings under the same version of the flow have the same revision. */
export function revisionOf(settings: FlowSettings): string {
  const { identity, approver, insideForks, subaddressing, reports, receivedFields } = settings
  const text = JSON.stringify([identity, approver.in, insideForks, subaddressing, reports, receivedFields])
  return `default-${createHash('sha256').update(`${flowVersion} ${text}`).digest('hex').slice(0, 8)}`
}
