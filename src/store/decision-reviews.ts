/**
 * Who has looked at which break-glass pass: JSON lines in one file beside the decisions, so that it is kept with them.
 * Only appended to.
 */

import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { z } from 'zod'

import { isMissing } from './decision-files.ts'

const reviewSchema = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  by: z.string(),
  note: z.string(),
})

/** `id` of the decision, `at` when somebody looked at it. */
export type Review = z.infer<typeof reviewSchema>

const fileName = 'reviews.jsonl'
const secretMode = 0o600

/** By decision id; of several reviews of one pass the last. */
export async function reviewsIn(directory: string): Promise<ReadonlyMap<string, Review>> {
  const text = await readFile(join(directory, fileName), 'utf8').catch((fault: unknown) => {
    if (isMissing(fault)) return ''
    throw fault
  })
  const reviews = text.split('\n').flatMap((line): readonly (readonly [string, Review])[] => {
    const review = read(line)
    return review === undefined ? [] : [[review.id, review]]
  })
  return new Map(reviews)
}

/** A line that a crash cut records nothing: the pass is still to be looked at. */
function read(line: string): Review | undefined {
  try {
    return reviewSchema.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}

/** Resolves once it is on disk. */
export async function noteReview(directory: string, review: Review): Promise<void> {
  const file = await open(join(directory, fileName), 'a', secretMode)
  try {
    // The line end in front ends a line that a crash may have cut.
    await file.appendFile(`\n${JSON.stringify(review)}\n`)
    await file.datasync()
  } finally {
    await file.close()
  }
}
