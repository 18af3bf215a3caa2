/** What can be seen in a verdict: the conditions that make a case one of its situation. */

import type { EntryPlace } from '../../src/people/verdict.ts'
import type { Seen } from './situation.ts'

export const inTier =
  (pattern: string, tier: string | undefined) =>
  ({ verdict }: Seen): boolean =>
    verdict.pattern === pattern && verdict.tier === tier

/** The approver stands there because of this place in the rules. */
export const namedAt =
  (matches: (place: EntryPlace) => boolean) =>
  ({ verdict }: Seen): boolean =>
    verdict.namedBy !== undefined && matches(verdict.namedBy)

export const byVacancy = (pattern: string, row: number, vacancy: number): ((seen: Seen) => boolean) =>
  namedAt(
    (place) =>
      place.kind === 'pattern' && place.pattern === pattern && place.row === row && place.vacancy === vacancy,
  )

export const byException = (
  exception: string,
  list: 'accept' | 'also' | 'vacancy',
): ((seen: Seen) => boolean) =>
  namedAt(
    (place) =>
      place.kind === 'exception' &&
      place.exception === exception &&
      (typeof place.list === 'string' ? place.list : 'vacancy') === list,
  )

export const exemptByException =
  (exception: string) =>
  ({ verdict: { exemptBy } }: Seen): boolean =>
    exemptBy?.kind === 'exception' && exemptBy.exception === exception

export const exemptByList =
  (index: number) =>
  ({ verdict: { exemptBy } }: Seen): boolean =>
    exemptBy?.kind === 'exempt-list' && exemptBy.index === index

export const hasReason =
  (reason: string) =>
  ({ verdict }: Seen): boolean =>
    verdict.reason === reason

/** Whether an exception counts on the day of the mail. */
export const inForce =
  (exception: string, expected: boolean) =>
  ({ verdict }: Seen): boolean =>
    verdict.exceptions.includes(exception) === expected

export const isConcurrent = ({ person }: Seen): boolean => person !== undefined && person.posts.length > 1
