/**
 * The values that settings of conditions are made of, as `policies.yaml` writes them. YAML's failsafe schema gives every
 * scalar as text, so numbers and truth are read from text too.
 */

import { z } from 'zod'

export const wholeNumber = z.union([
  z.int().nonnegative(),
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
])

export const truth = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])

/** A key that is there or not: `blank: true`. */
export const onlyTrue = z.union([z.literal(true), z.literal('true').transform((): true => true)])

/** Name of a list, group or listener; a word or text that is looked for. */
export const name = z.string().min(1).max(1_000)

/** One, or a list of one and more. */
export function oneOrMore<Item>(item: z.ZodType<Item>): z.ZodType<readonly Item[]> {
  return z.union([item.transform((only): readonly Item[] => [only]), z.array(item).min(1)])
}

const unitOf: Readonly<Record<string, number>> = { kb: 1_024, mb: 1_048_576, gb: 1_073_741_824 }

/** Octets: `10485760`, `10 MB`. A KB is 1,024 octets. */
export const octets = z.union([
  z.int().nonnegative(),
  z
    .string()
    .regex(/^\d{1,12}( ?[KMG]B)?$/i)
    .transform((text) => {
      const [, digits = '', unit = ''] = /^(\d+) ?(\w*)$/.exec(text) ?? []
      return Number(digits) * (unitOf[unit.toLowerCase()] ?? 1)
    }),
])

/** What to count for it to hold; both ends are included. */
export interface Bounds {
  readonly atLeast?: number | undefined
  readonly atMost?: number | undefined
}

export const countBounds: z.ZodType<Bounds> = z.strictObject({
  atLeast: wholeNumber.optional(),
  atMost: wholeNumber.optional(),
})

export const octetBounds: z.ZodType<Bounds> = z.strictObject({
  atLeast: octets.optional(),
  atMost: octets.optional(),
})

/** A list of the revision by its name, in the place of the entries themselves. */
export interface ListName {
  readonly list: readonly string[]
}

export const listName: z.ZodType<ListName> = z.strictObject({ list: oneOrMore(name) })
