/** What a chosen day of the year consists of. The days are `year.ts`, playing them is `play.ts`. */

import type { DemoDayName } from '../../src/text/demo-night-days.ts'
import type { Change } from './changes.ts'
import type { DumpFault } from './dump-faults.ts'

export type Act =
  /** HR enters something. */
  | { readonly do: 'enter'; readonly change: Change }
  /** HR's dump arrives and is imported. */
  | {
      readonly do: 'import'
      /** What is wrong with the file. */
      readonly fault?: DumpFault
      /** What is in this dump alone. */
      readonly ahead?: Change
      /** 発令日, `YYYY-MM-DDThh:mm`. */
      readonly effective?: string
    }
  /** The import is killed in the midst. */
  | { readonly do: 'import-killed' }
  /** A person lets the last run pass that the guard has stopped. */
  | { readonly do: 'approve'; readonly reason: string }
  | { readonly do: 'roll-back'; readonly reason: string }
  /** What is due, or was cut off, is done; and what is in force is published for the day. */
  | { readonly do: 'go-on' }
  /** The watch beside the gate looks. */
  | { readonly do: 'watch' }
  /** It is that hour. */
  | { readonly do: 'at'; readonly clock: string }
  /** The second gate begins to ask for groups. */
  | { readonly do: 'ask-for-groups' }
  /** The second gate is killed once so many groups were put; `start-second` starts it again. */
  | { readonly do: 'kill-second'; readonly afterPuts: number }
  | { readonly do: 'start-second' }
  | { readonly do: 'kill-first' }
  | { readonly do: 'start-first' }
  /** The mails of the day go through both gates. Always once at the end. */
  | { readonly do: 'mails' }

export interface DemoDay {
  readonly name: DemoDayName
  /** `YYYY-MM-DD`. */
  readonly date: string
  readonly acts: readonly Act[]
}
