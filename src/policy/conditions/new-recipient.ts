/** Outside recipients whom the sender has never written to before. */

import { z } from 'zod'

import { conditionAddressTexts } from '../../text/condition-addresses.ts'
import { cannotTell } from '../answer.ts'
import { answerAtLeast, boundsExclude, boundsFaults, boundsImply } from '../bounds.ts'
import { defineCondition } from '../condition.ts'
import { recipientsOf } from '../seen-addresses.ts'
import { countBounds, onlyTrue, type Bounds } from '../setting-values.ts'

/** `true`: one and more. */
const schema: z.ZodType<Bounds> = z.union([onlyTrue.transform((): Bounds => ({ atLeast: 1 })), countBounds])

const notGathered = cannotTell({ kind: 'not-gathered', detail: 'history' })

export const newRecipient = defineCondition<Bounds>({
  kind: 'newRecipient',
  schema,
  describe: (settings, language) => conditionAddressTexts[language].newRecipient(settings),
  examples: [true, { atLeast: 3 }],
  needs: () => ['history'],
  faults: (settings) => boundsFaults(settings, []),
  prepare: (settings, world) => (facts) => {
    const { writtenTo } = facts
    if (writtenTo === undefined) return notGathered
    const { list, unreadable } = recipientsOf(facts, world)
    const unknown = list.filter(({ outside, address }) => outside && !writtenTo.has(address))
    const isWhole = unreadable.shown + unreadable.bcc + unreadable.envelope === 0
    const answer = answerAtLeast(
      settings,
      unknown.length,
      isWhole ? [] : [{ kind: 'unreadable', detail: 'recipient' }],
    )
    if (answer.answer !== 'yes') return answer
    const shown = unknown
      .slice(0, 5)
      .map(({ address }) => ({ kind: 'recipient', text: address.slice(0, 100) }) as const)
    return { answer: 'yes', evidence: [...answer.evidence, ...shown] }
  },
  implies: boundsImply,
  excludes: boundsExclude,
})
