/** Inspects the content of one mail: what the workers run, and what the terminal and tests run in their own thread. */

import type { InspectionBounds } from './bounds.ts'
import type { ContentFacts, TextQuestion } from './content-facts.ts'
import { Course, wholeMail } from './course.ts'
import { inspectEntity, topPosition } from './entity.ts'
import { compileQuestions, createTextSearch, type CompiledQuestions } from './text-search.ts'

/**
 * The facts about a mail, and the answers to `questions`. `mail` are its octets, leading dots undoubled; beyond
 * `bounds.octets` they are not looked at. Never rejects for any octets; rejects for a pattern that the engine does not
 * take.
 */
export async function inspectContent(
  mail: Buffer,
  questions: readonly TextQuestion[],
  bounds: InspectionBounds,
): Promise<ContentFacts> {
  return await inspectWith(
    compileQuestions(questions),
    mail,
    mail.length,
    bounds,
    performance.now() + bounds.seconds * 1_000,
  )
}

/** The same with questions made ready before. `size`: octets of the whole mail, of which `mail` may be the beginning. */
export async function inspectWith(
  compiled: CompiledQuestions,
  mail: Buffer,
  size: number,
  bounds: InspectionBounds,
  deadline: number,
): Promise<ContentFacts> {
  const course = new Course(bounds, deadline, createTextSearch(compiled))
  const looked = Math.min(mail.length, bounds.octets)
  if (looked < size) course.trouble('over-bound', wholeMail, `octets > ${bounds.octets}`)
  try {
    await inspectEntity(course, mail, { from: 0, to: looked }, topPosition)
  } catch (error) {
    // Whatever this is, it has been found out about this mail and must not pass for a clean one.
    course.trouble('corrupt', wholeMail, error instanceof Error ? error.message : String(error))
  }
  return course.facts()
}
