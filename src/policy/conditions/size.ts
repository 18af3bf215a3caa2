/** How large the mail is as it came in, encodings and all. */

import { conditionMailTexts } from '../../text/condition-mail.ts'
import { answerWithin, boundsExclude, boundsFaults, boundsImply } from '../bounds.ts'
import { defineCondition } from '../condition.ts'
import { octetBounds, type Bounds } from '../setting-values.ts'

export const size = defineCondition<Bounds>({
  kind: 'size',
  schema: octetBounds,
  describe: (settings, language) => conditionMailTexts[language].size(settings),
  examples: [{ atLeast: '10 MB' }, { atLeast: '1 MB', atMost: '20 MB' }],
  faults: (settings) => boundsFaults(settings, []),
  prepare: (settings) => (facts) => answerWithin(settings, facts.size),
  implies: boundsImply,
  excludes: boundsExclude,
})
