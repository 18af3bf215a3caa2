/** One line of a file of cases as a question to the rule. */

import { z } from 'zod'
import { isDay } from '../people/rules-exceptions.ts'
import type { Question } from '../people/verdict.ts'
import type { ExplainCasesTexts } from '../text/explain-cases.ts'

const addresses = z
  .union([z.string(), z.array(z.string())])
  .nullish()
  .transform((value) => (typeof value === 'string' ? [value] : (value ?? [])))

const caseSchema = z.object({
  id: z.union([z.string(), z.number()]).nullish(),
  from: z.string(),
  to: addresses,
  cc: addresses,
  bcc: addresses,
  date: z.string().refine(isDay).nullish(),
})

export type ReadCase =
  | { readonly kind: 'case'; readonly id: string | number; readonly question: Question }
  | { readonly kind: 'fault'; readonly id: string | number | undefined; readonly fault: string }

function idOf(value: unknown): string | number | undefined {
  const id: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'id') : undefined
  return typeof id === 'string' || typeof id === 'number' ? id : undefined
}

/**
 * Missing lists are empty, a single address stands for a list of one, other keys are passed over.
 * @param number of the line; the id of a case that has none
 * @param today the day of a case that has no `date`
 */
export function readCase(text: string, number: number, today: string, texts: ExplainCasesTexts): ReadCase {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { kind: 'fault', id: undefined, fault: texts.notJson }
  }
  const read = caseSchema.safeParse(value)
  if (!read.success) {
    const key = read.error.issues[0]?.path[0]
    return { kind: 'fault', id: idOf(value), fault: texts.expected(typeof key === 'string' ? key : '') }
  }
  const { id, from, to, cc, bcc, date } = read.data
  return { kind: 'case', id: id ?? number, question: { from, to, cc, others: bcc, day: date ?? today } }
}
