/** What went wrong, as every route says it (RFC 9457, `application/problem+json`). */

import { z } from 'zod'

import type { Language } from '../text/language.ts'
import { apiTexts } from '../text/api.ts'

/** A word for programs. The status follows from it. */
export type ProblemCode = keyof (typeof apiTexts)['en']['problems']

const statuses: Readonly<Record<ProblemCode, number>> = {
  'bad-request': 400,
  'wrong-digest': 400,
  'no-token': 401,
  'wrong-token': 401,
  'out-of-scope': 403,
  'not-found': 404,
  'no-route': 404,
  conflict: 409,
  'night-off': 409,
  'changed-meanwhile': 412,
  'too-large': 413,
  'unsupported-media-type': 415,
  'faulty-policies': 422,
  'too-many-requests': 429,
  fault: 500,
  'no-room': 507,
}

export interface ApiProblem {
  readonly code: ProblemCode
  /** What exactly, in the words of the catalogue or of the part that found it. */
  readonly detail: string
  /** Faults with their places, where there are several. */
  readonly faults?: readonly {
    readonly line?: number
    readonly column?: number
    readonly path?: string
    readonly text: string
  }[]
}

export const problemSchema = z
  .object({
    status: z.int(),
    code: z.string().describe('A word for programs; it stays.'),
    title: z.string().describe('What happened.'),
    detail: z.string().describe('What exactly.'),
    remedy: z.string().describe('What to do next.'),
    faults: z
      .array(
        z.object({
          line: z.int().optional(),
          column: z.int().optional(),
          path: z.string().optional(),
          text: z.string(),
        }),
      )
      .optional(),
  })
  .meta({ id: 'Problem' })

export function statusOf({ code }: ApiProblem): number {
  return statuses[code]
}

export function problemBody(problem: ApiProblem, language: Language): z.infer<typeof problemSchema> {
  const { title, remedy } = apiTexts[language].problems[problem.code]
  const { code, detail, faults } = problem
  return {
    status: statusOf(problem),
    code,
    title,
    detail,
    remedy,
    ...(faults === undefined ? {} : { faults: faults.map((fault) => ({ ...fault })) }),
  }
}
