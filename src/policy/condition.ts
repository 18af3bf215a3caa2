/**
 * What a condition is: one object in one file under `conditions/`, named once in `conditions/list.ts`. The check of
 * `policies.yaml`, its JSON Schema, the manual page and the contract test derive from it.
 */

import type { z } from 'zod'
import type { TextQuestion } from '../inspect/content-facts.ts'
import type { Language } from '../text/language.ts'
import type { Answer } from './answer.ts'
import type { Facts } from './facts.ts'
import type { NamedList, World } from './world.ts'

/**
 * A fact of the world that is gathered only where a policy asks for it: the inspected content, whether the recipients'
 * servers offer TLS, whom the sender has written to before.
 */
export type Need = 'content' | 'tls' | 'history'

/** A name that the settings use and that must be known: an unknown one is an error of the file. */
export interface NameUse {
  readonly kind: 'list' | 'table' | 'group' | 'matcher-key' | 'listener' | 'attribute'
  readonly name: string
  /** Path inside the settings, for the line number. */
  readonly path: readonly (string | number)[]
  /** Of a list: what it may hold to be of use here; `undefined`: anything. */
  readonly listKinds?: readonly NamedList['kind'][]
  /** Of a table: the columns that it must have, each with its path. */
  readonly columns?: readonly { readonly name: string; readonly path: readonly (string | number)[] }[]
}

/** Something that the schema cannot say: a pattern that is not linear, a lower bound over the upper one. */
export interface SettingFault {
  readonly path: readonly (string | number)[]
  readonly kind:
    | 'pattern'
    | 'bounds'
    /** Exactly one of these keys must be there. */
    | 'one-of'
    /** A value that cannot be read as what it stands for: an address, a network, a domain. */
    | 'value'
  /** The engine's words, the two numbers, the keys with commas between them, or the value. */
  readonly detail: string
}

/**
 * `Settings` as the schema gives them, defaults filled in. They reach the functions only through the condition's own schema, so
 * the functions are written as methods, which a list of conditions may hold side by side.
 */
export interface Condition<Settings> {
  /** Its key in `policies.yaml`. */
  readonly kind: string
  readonly schema: z.ZodType<Settings>
  /** One sentence part for people: "an attachment is larger than 10 MB". */
  describe(settings: Settings, language: Language): string
  /** As written in `policies.yaml`, for the manual: at least one. */
  readonly examples: readonly unknown[]
  needs?(settings: Settings): readonly Need[]
  /** Asked during inspection; `lists` gives the words of named lists. */
  questions?(settings: Settings, world: Pick<World, 'lists'>): readonly TextQuestion[]
  uses?(settings: Settings): readonly NameUse[]
  /** Header fields that it reads besides From, Sender, To, Cc, Bcc and Subject, lower case: recorded for a replay. */
  fields?(settings: Settings): readonly string[]
  faults?(settings: Settings): readonly SettingFault[]
  /**
   * Everything that does not depend on the mail is done here, once for each revision and snapshot. The function it
   * returns is pure, never throws for a mail, and is called only once what `needs` names has been gathered.
   */
  prepare(settings: Settings, world: World): (facts: Facts) => Answer
  /** True only if every mail that `settings` holds for is one that `other` holds for (5 or more, and 3 or more). */
  implies?(settings: Settings, other: Settings): boolean
  /** True only if no mail can meet both (5 or more, and 3 or fewer). */
  excludes?(settings: Settings, other: Settings): boolean
}

/** A condition whose settings only itself knows. */
export type AnyCondition = Condition<unknown>

/** Infers the settings from the schema. */
export function defineCondition<Settings>(condition: Condition<Settings>): AnyCondition {
  return condition
}
