/** What goes to a worker and comes back: as little as can be copied, and nothing that is the same for each mail twice. */

import type { InspectionBounds } from './bounds.ts'
import type { ContentFacts, TextAnswer } from './content-facts.ts'

/** A mail handed to a worker. */
export interface Task {
  readonly wire:
    | { readonly kind: 'memory'; readonly octets: Uint8Array<ArrayBuffer> }
    | { readonly kind: 'file'; readonly descriptor: number }
  /** Octets of the mail in wire form. */
  readonly size: number
  readonly isDotted: boolean
  /** JSON of the questions: one string is copied faster than they are, and is the key of what was compiled from them. */
  readonly questions: string
  readonly bounds: InspectionBounds
  /** Its time begins in the thread and ends here at the latest. Milliseconds since 1970. */
  readonly latest: number
}

/** The facts with the answers in the order of the questions. */
export interface TaskFacts extends Omit<ContentFacts, 'answers'> {
  readonly answers: readonly TextAnswer[]
}
