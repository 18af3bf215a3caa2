/** The fields that this gate puts on a mail, and what it recognises as its own. */

import { receivedField } from '../deliver/received-field.ts'
import type { Mail } from '../mail/mail.ts'

import type { Incoming } from './incoming.ts'
import type { LoopMark } from './loop-mark.ts'

export interface Traces {
  /** In wire form, each field ending in CRLF. */
  readonly fieldsFor: (incoming: Incoming, mail: Mail) => Buffer
  /** The mail carries a valid mark of this gate. */
  readonly isMarked: (incoming: Incoming, mail: Mail) => boolean
}

/** `Received`, and the loop mark where there is one. `hostname` is ours. */
export function createTraces(hostname: string, mark: LoopMark | undefined): Traces {
  return {
    fieldsFor: (incoming, mail) => {
      const received = receivedField(incoming, hostname)
      if (mark === undefined) return received
      return Buffer.concat([received, Buffer.from(mark.field(incoming, mail), 'latin1')])
    },
    isMarked: (incoming, mail) => mark?.isOn(incoming, mail) ?? false,
  }
}

/** `Received` alone, as without a loop mark. */
export function plainTraces(hostname: string): Traces {
  return createTraces(hostname, undefined)
}
