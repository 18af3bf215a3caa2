/** The settings `night`: where dumps arrive, which of them is in force, and when it is done. */

import { z } from 'zod'

import { guard } from './night.ts'

export const night = z.strictObject({
  enabled: z
    .boolean()
    .default(false)
    .describe(
      '`true`: the gate judges by the dump that the night has put in force; until there is one, by `organization`.',
    ),
  directory: z
    .string()
    .default('var/roster')
    .describe('Folder of the dumps: `incoming` for those that arrive, `dumps` for those that were taken.'),
  guard: guard.prefault({}).describe('What keeps a dump from taking force until a person has looked at it.'),
})
