/** The fields that this gate puts on a mail, and what it recognises as its own. */

import { receivedField } from '../deliver/received-field.ts'
import type { Mail } from '../mail/mail.ts'

import type { Incoming } from './incoming.ts'

export interface Traces {
  /** In wire form, each field ending in CRLF. */
  readonly fieldsFor: (incoming: Incoming, mail: Mail) => Buffer
  /** The mail carries a valid mark of this gate. */
  readonly isMarked: (incoming: Incoming, mail: Mail) => boolean
}

/** `Received` alone. `hostname` is ours. */
export function plainTraces(hostname: string): Traces {
  return {
    fieldsFor: (incoming) => receivedField(incoming, hostname),
    isMarked: () => false,
  }
}
