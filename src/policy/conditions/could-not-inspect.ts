/** A part of the mail could not be looked into: encrypted, corrupt, over a bound, or in a form that is not read. */

import { z } from 'zod'

import type { TroubleKind } from '../../inspect/content-facts.ts'
import { printable } from '../../mail/printable.ts'
import { conditionContentTexts } from '../../text/condition-content.ts'
import { no, yes } from '../answer.ts'
import { defineCondition } from '../condition.ts'
import { contentNotGathered, isWithoutText } from '../content-troubles.ts'
import { oneOrMore, onlyTrue } from '../setting-values.ts'
import { isSubset } from '../subset.ts'

const troubleKinds = [
  'encrypted',
  'corrupt',
  'over-bound',
  'unknown-charset',
  'unsupported',
  'timed-out',
] as const satisfies readonly TroubleKind[]

const mostShown = 5

/** `true` is all of them. */
const schema: z.ZodType<readonly TroubleKind[]> = z.union([
  onlyTrue.transform(() => troubleKinds),
  oneOrMore<TroubleKind>(z.enum(troubleKinds)),
])

export const couldNotInspect = defineCondition<readonly TroubleKind[]>({
  kind: 'couldNotInspect',
  schema,
  describe: (settings, language) =>
    conditionContentTexts[language].couldNotInspect(settings, settings.length === troubleKinds.length),
  examples: [true, 'encrypted', ['corrupt', 'over-bound', 'timed-out']],
  needs: () => ['content'],
  prepare: (settings) => {
    const wanted = new Set(settings)
    return ({ content }) => {
      if (content === undefined) return contentNotGathered
      const found = content.troubles.filter(
        (trouble) => wanted.has(trouble.kind) && !isWithoutText(content, trouble),
      )
      return found.length === 0
        ? no
        : yes(
            ...found.slice(0, mostShown).map(({ kind, path, detail }) => ({
              kind: 'text' as const,
              path,
              text: printable(`${kind}: ${detail}`, 100),
            })),
          )
    }
  },
  implies: isSubset,
})
