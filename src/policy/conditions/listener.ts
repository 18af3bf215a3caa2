/** Where the mail came in: by the name of the listener in `sekisho.yaml`. */

import { conditionMailTexts } from '../../text/condition-mail.ts'
import { no, yes } from '../answer.ts'
import { defineCondition } from '../condition.ts'
import { name, oneOrMore } from '../setting-values.ts'
import { isSubset } from '../subset.ts'

export const listener = defineCondition<readonly string[]>({
  kind: 'listener',
  schema: oneOrMore(name),
  describe: (settings, language) => conditionMailTexts[language].listener(settings),
  examples: ['exchange', ['scanners', 'systems']],
  uses: (settings) => settings.map((each, index) => ({ kind: 'listener', name: each, path: [index] })),
  prepare: (settings) => {
    const names = new Set(settings)
    return ({ client }) => (names.has(client.listener) ? yes({ kind: 'client', text: client.listener }) : no)
  },
  implies: isSubset,
  excludes: (settings, other) => !settings.some((each) => other.includes(each)),
})
