/**
 * The shape of `policies.yaml`, without its trees of conditions: those are read by `read-trees.ts`, each condition by its
 * own schema. The JSON Schema for editors is made of the same.
 */

import { z } from 'zod'
import { weekdays } from './hours.ts'
import type { FormName } from './policy-problem.ts'
import { truth } from './setting-values.ts'
import { addressForm, domainForm } from './which-address.ts'

const minutePattern = '(?:[01][0-9]|2[0-3]):[0-5][0-9]'
const hoursForm = new RegExp(`^${minutePattern}-(?:${minutePattern}|24:00)$`)
const dayForm = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/
const idForm = /^[a-z0-9][a-z0-9-]{0,63}$/
const nameForm = /^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,63}$/u

/** Forms that have a sentence of their own, by the pattern that asks for them. */
export const formNames: ReadonlyMap<string, FormName> = new Map([
  [String(dayForm), 'day'],
  [String(hoursForm), 'hours'],
  [String(idForm), 'id'],
  [String(nameForm), 'name'],
  [String(domainForm), 'domain'],
  [String(addressForm), 'address'],
])

const day = z.string().regex(dayForm).meta({ description: 'A day, as YYYY-MM-DD.' })
const span = z.string().regex(hoursForm).meta({ description: 'From and to, as 09:00-18:00.' })
const policyId = z.string().regex(idForm)
const name = z.string().regex(nameForm)
const texts = z.array(z.string().min(1)).min(1)

const listSchema = z
  .strictObject({
    addresses: texts.optional(),
    domains: texts.optional(),
    words: texts.optional(),
  })
  .meta({ description: 'A named list of addresses, domains or words: one of the three.' })

const tableSchema = z
  .strictObject({
    columns: z.array(name).min(1),
    rows: z.array(z.array(z.string())),
  })
  .meta({ description: 'A reference table; each row is as long as the columns.' })

const calendarSchema = z
  .strictObject({
    workdays: z.array(z.enum(weekdays)).min(1).default(['mon', 'tue', 'wed', 'thu', 'fri']),
    hours: span.default('09:00-18:00'),
    holidays: z.array(day).default([]),
  })
  .meta({ description: "The company's calendar, in the time zone of rules.yaml." })

const actionSchema = z.union([
  z.enum(['pass', 'refuse', 'discard']),
  z.strictObject({ pass: z.array(policyId).min(1) }),
  z.strictObject({
    refuse: z.strictObject({ en: z.string().max(400).optional(), ja: z.string().max(400).optional() }),
  }),
  z.strictObject({
    route: z.string().min(1).optional(),
    tls: z.enum(['required', 'verified']).optional(),
  }),
])

/** @param tree what stands under `when`, `unless` and each set of conditions. */
export function documentOf<Tree extends z.ZodType>(tree: Tree) {
  const policy = z.strictObject({
    id: policyId.meta({ description: 'Its name in records, answers and other policies.' }),
    name: z.string().default(''),
    description: z.string().default(''),
    stage: z.enum(['decide', 'deliver']).default('decide'),
    mode: z.enum(['on', 'off', 'shadow']).default('on').meta({
      description: 'shadow: judged and recorded, never acted on.',
    }),
    from: day.optional(),
    until: day.optional(),
    hours: z
      .union([z.enum(['working', 'off']), span])
      .optional()
      .meta({ description: 'Working hours of the calendar, all other time, or a span such as 20:00-06:00.' }),
    when: tree.optional(),
    unless: tree.optional(),
    action: actionSchema.meta({ description: 'What happens to a mail that the policy matches.' }),
    stop: truth.default(false).meta({ description: 'A match ends the stage.' }),
    onCannotTell: z.enum(['tempfail', 'refuse', 'match', 'skip']).default('tempfail').meta({
      description: 'What follows where the conditions cannot tell.',
    }),
    breakGlass: z
      .strictObject({ tell: texts })
      .optional()
      .meta({ description: 'Who is told at once that the policy let a mail through.' }),
  })
  return z.strictObject({
    version: z.union([z.literal(1), z.literal('1')]),
    calendar: calendarSchema.prefault({}),
    lists: z.record(name, listSchema).default({}),
    tables: z.record(name, tableSchema).default({}),
    conditions: z.record(name, tree).default({}),
    policies: z.array(policy).default([]),
  })
}

export const policiesSchema = documentOf(z.unknown())

export type PoliciesFile = z.output<typeof policiesSchema>
export type WrittenPolicy = PoliciesFile['policies'][number]
export type WrittenAction = z.output<typeof actionSchema>
