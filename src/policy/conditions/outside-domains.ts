/** How many companies outside a mail goes to: distinct domains of its outside recipients. */

import { conditionAddressTexts } from '../../text/condition-addresses.ts'
import { defineCondition } from '../condition.ts'
import { answerAtLeast, boundsExclude, boundsFaults, boundsImply } from '../bounds.ts'
import { recipientsOf } from '../seen-addresses.ts'
import { countBounds, type Bounds } from '../setting-values.ts'

export const outsideDomains = defineCondition<Bounds>({
  kind: 'outsideDomains',
  schema: countBounds,
  describe: (settings, language) => conditionAddressTexts[language].outsideDomains(settings),
  examples: [{ atLeast: 5 }, { atMost: 1 }],
  faults: (settings) => boundsFaults(settings, []),
  prepare: (settings, world) => (facts) => {
    const { list, unreadable } = recipientsOf(facts, world)
    const domains = new Set<string>()
    for (const { outside, domain } of list) if (outside) domains.add(domain)
    const isWhole = unreadable.shown + unreadable.bcc + unreadable.envelope === 0
    return answerAtLeast(settings, domains.size, isWhole ? [] : [{ kind: 'unreadable', detail: 'recipient' }])
  },
  implies: boundsImply,
  excludes: boundsExclude,
})
