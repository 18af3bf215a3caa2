/** What happens at the door and never becomes a decision; the log hears of it. */

import type { DoorEventName } from '../log/events.ts'

export type ReceiveEventKind = DoorEventName

export interface ReceiveEvent {
  readonly kind: ReceiveEventKind
  /** Name of the listener. */
  readonly listener: string
  /** Address of the client; `''` where there is none yet. */
  readonly client: string
  /** One line about this case (the limit, the recipient, the system's message); may be empty. Never a secret. */
  readonly detail: string
}
